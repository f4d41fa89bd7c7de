//! Sentences that speak of the explainer and its research, not of the world.

use super::lexicon::{PARTS, POINTING, SELF_SPEAKING};
use super::words::Word;

/// Whether a sentence says what a page holds, where to read on, or what was not found. `links`: it holds a link.
pub(super) fn is_about_itself(words: &[Word<'_>], links: bool) -> bool {
    let is = |i: usize, names: &[&str]| words.get(i).is_some_and(|word| word.is_one_of(names));
    let is_in = |i: usize, lexicon| words.get(i).is_some_and(|word| word.is_in(lexicon));
    let first = |names: &[&str]| is(0, names);
    (0..words.len()).any(|i| {
        if words[i].is_in(PARTS) && is(i + 1, &["below", "above"]) {
            return true;
        }
        words[i].is_in(SELF_SPEAKING)
            && match &*words[i].lower() {
                "this" | "these" | "our" => is_in(i + 1, PARTS) && !is(i + 2, &["of"]),
                "following" => is_in(i + 1, PARTS),
                "sources" => is(i + 1, &["consulted", "read"]),
                "not" => is(i + 1, &["found"]) && i + 2 == words.len(),
                // "is", "was"
                _ => links && is_in(i + 1, POINTING),
            }
    }) || first(&["see"])
        || first(&["no"])
            && (1..4).any(|i| is(i, &["source", "sources", "count", "record", "figures"]))
            && words
                .iter()
                .any(|word| word.is_one_of(&["show", "shows", "found", "says", "known"]))
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn about(text: &str, links: bool) -> bool {
        is_about_itself(&words(text), links)
    }

    #[test]
    fn the_explainer_and_its_research_are_no_claims() {
        for text in [
            "This page lists 12 treaties.",
            "The table below gives 30 figures.",
            "Evidence for this section reaches to April 2026.",
            "No firm source, up to spring 2026, shows whether it has.",
            "No full count for 2024-26 was found.",
            "Full counts for 2024-26 were not found.",
            "See the timeline for 1961.",
        ] {
            assert!(about(text, false), "{text}");
        }
        assert!(about(
            "The talks since 2025 are told in regional tensions.",
            true
        ));
    }

    #[test]
    fn the_world_is() {
        for text in [
            "This section of the border saw 300 crossings.",
            "The talks of 2025 are told in the memoirs.",
            "No soldier came in 2024.",
        ] {
            assert!(!about(text, false), "{text}");
        }
    }
}
