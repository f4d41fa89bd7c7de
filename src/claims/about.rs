//! Sentences that speak of the explainer and its research, not of the world.

use super::words::Word;

/// Parts of an explainer: "this page", "the table below".
const PARTS: &[&str] = &[
    "page",
    "pages",
    "explainer",
    "site",
    "website",
    "section",
    "sections",
    "timeline",
    "glossary",
    "ledger",
    "list",
    "table",
    "tables",
    "chart",
];

/// What is done to a reader who is sent on: "are told in [another page](…)".
const POINTING: &[&str] = &[
    "told",
    "described",
    "explained",
    "discussed",
    "listed",
    "covered",
    "detailed",
    "traced",
    "summarised",
    "summarized",
    "continued",
    "treated",
    "collected",
];

/// Whether a sentence says what a page holds, where to read on, or what was not found. `links`: it holds a link.
pub(super) fn is_about_itself(words: &[Word<'_>], links: bool) -> bool {
    let is = |i: usize, names: &[&str]| {
        words
            .get(i)
            .is_some_and(|word| names.contains(&word.lower.as_ref()))
    };
    let first = |names: &[&str]| is(0, names);
    (0..words.len()).any(|i| {
        let of_a_thing = is(i + 2, &["of"]);
        is(i, &["this", "these", "our"]) && is(i + 1, PARTS) && !of_a_thing
            || is(i, PARTS) && is(i + 1, &["below", "above"])
            || is(i, &["following"]) && is(i + 1, PARTS)
            || is(i, &["sources"]) && is(i + 1, &["consulted", "read"])
            || is(i, &["not"]) && is(i + 1, &["found"]) && i + 2 == words.len()
            || links && is(i, &["is", "are", "was", "were"]) && is(i + 1, POINTING)
    }) || first(&["see"])
        || first(&["no"])
            && (1..4).any(|i| is(i, &["source", "sources", "count", "record", "figures"]))
            && words.iter().any(|word| {
                matches!(
                    word.lower.as_ref(),
                    "show" | "shows" | "found" | "says" | "known"
                )
            })
}

#[cfg(test)]
mod tests {
    use super::super::mask::Mask;
    use super::super::words::words;
    use super::*;

    fn about(text: &str, links: bool) -> bool {
        is_about_itself(&words(text, 0..text.len(), &Mask::default()), links)
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
