//! Attributions: words that say who holds a view, without which there would be none to cite.

use std::ops::Range;

use super::lexicon::{
    ACTORS, ADVERBS, AMBIGUOUS, BEFORE_VIEWS, BEING, GROUPS, HEARSAY, HELD, JUDGING, Lexicon,
    NO_NAMES, NORMS, PARTING, PRONOUNS, VERBS, VIEWS,
};
use super::words::{Word, Words};

/// The first attribution among the words of a sentence.
pub(super) fn first_attribution(words: &Words<'_>) -> Option<Range<usize>> {
    // What one can begin with in this sentence: most need another word, which it may not have.
    let wanting = [
        (BEING, HELD),
        (BEFORE_VIEWS, VIEWS),
        (GROUPS, VERBS.or(JUDGING)),
        (PRONOUNS, VERBS),
    ];
    let wanting = wanting
        .into_iter()
        .filter(|(_, other)| words.any_in(*other));
    let begins = wanting.fold(HEARSAY, |all, (begins, _)| all.or(begins));
    let names_speak = words.any_in(VERBS);
    let opening = words.iter().enumerate();
    let mut opening =
        opening.filter(|(_, word)| word.is_in(begins) || names_speak && word.may_be_name());
    opening.find_map(|(i, word)| {
        let last = according_to(words, i)
            .or_else(|| hearsay(words, i))
            .or_else(|| view_of(words, i))
            .or_else(|| group_says(words, i))
            .or_else(|| name_says(words, i))?;
        Some(word.range().start..words[last].range().end)
    })
}

/// Whether there is a word at `i`, and it is one of those.
fn is_in(words: &[Word<'_>], i: usize, lexicon: Lexicon) -> bool {
    words.get(i).is_some_and(|word| word.is_in(lexicon))
}

fn is(words: &[Word<'_>], i: usize, word: &str) -> bool {
    words.get(i).is_some_and(|it| it.is(word))
}

/// "according to the ministry", but not "according to plan".
fn according_to(words: &[Word<'_>], i: usize) -> Option<usize> {
    let none = [
        "plan", "plans", "schedule", "this", "these", "whether", "which", "how", "type", "kind",
        "size", "our", "your", "its", "their", "need", "taste", "rule", "rules",
    ];
    if !words[i].is_in(HEARSAY) || !words[i].is("according") || !is(words, i + 1, "to") {
        return None;
    }
    let whom = words.get(i + 2)?;
    (!whom.is_one_of(&none) && !is_norm(words, i + 2)).then_some(i + 1)
}

/// "the CommonMark specification", "the above table", "user-defined categories": not who holds a view. The first noun counts, up
/// to which there are articles, names and adjectives.
fn is_norm(words: &[Word<'_>], at: usize) -> bool {
    let near = words.iter().skip(at).take(5);
    let mut near = near.enumerate().take_while(|(n, word)| {
        let ends = word.is_one_of(&["of", "by", "in", "to", "for", "and", "that"]);
        !ends && (*n == 0 || word.follows_space())
    });
    near.any(|(_, word)| word.is_in(NORMS))
}

/// "reportedly", "is said to", "it is believed that".
fn hearsay(words: &[Word<'_>], i: usize) -> Option<usize> {
    let word = &words[i];
    if word.is_in(HEARSAY) && !word.is("according") {
        return Some(i);
    }
    let held = word.is_in(BEING) && is_in(words, i + 1, HELD);
    let after = words.get(i + 2).filter(|_| held)?;
    after
        .is_one_of(&["to", "that", "at", "by"])
        .then_some(i + 1)
}

/// "in the view of", "in the words of", "by one estimate", "by Putin's own account".
fn view_of(words: &[Word<'_>], i: usize) -> Option<usize> {
    if !words[i].is_in(BEFORE_VIEWS) {
        return None;
    }
    let mut views = (i + 2..i + 5).filter(|at| is_in(words, *at, VIEWS));
    let first = views.next()?;
    let by = words[i].is("by");
    if !by && is(words, i + 1, "the") && first == i + 2 {
        return is(words, i + 3, "of").then_some(i + 3);
    }
    std::iter::once(first).chain(views).find(|at| {
        by && is(words, i + 1, "one")
            || words[i + 1..*at]
                .iter()
                .any(|word| word.lower().contains('\''))
    })
}

/// "analysts say", "officials in Seoul have long believed".
fn group_says(words: &[Word<'_>], i: usize) -> Option<usize> {
    let word = &words[i];
    if !word.is_in(GROUPS) {
        return None;
    }
    for at in i + 1..words.len().min(i + 10) {
        let next = &words[at];
        let parted = !next.follows_space()
            && next
                .gap()
                .contains([';', ':', '.', '(', ')', '“', '”', '"']);
        if parted || next.is_in(PARTING) {
            return None;
        }
        let judges = next.is_in(JUDGING) && !word.is_in(ACTORS);
        if judges || next.is_in(VERBS) {
            // "what officials say", "which futures analysts expect": what is held is not said.
            let asked = words[i.saturating_sub(2)..i]
                .iter()
                .any(|word| word.is_one_of(&["what", "which"]));
            let ends = at + 1 == words.len() && !words[i].gap().contains(',');
            if asked || ends {
                return None;
            }
            let passive =
                words[at - 1].is_one_of(&["as", "the", "by", "a", "an", "of", "his", "their"]);
            let far = at > i + 1 && next.is_in(AMBIGUOUS);
            return (!passive && !far && !is_loose(words, i, at)).then_some(at);
        }
    }
    None
}

/// "some state between the two", "most of the time we expect": after a word that only counts, the verb of its group
/// comes at once, or after where they are.
fn is_loose(words: &[Word<'_>], i: usize, at: usize) -> bool {
    let counts = words[i].is_one_of(&["some", "many", "most", "others", "several", "official"]);
    let placed = [
        "in", "at", "from", "inside", "outside", "there", "have", "has", "had", "now", "still",
    ];
    let near = at == i + 1 && !words[at].is_in(AMBIGUOUS);
    let next = words.get(i + 1);
    let people = next.is_some_and(|next| next.is_in(GROUPS));
    counts && !near && !people && !next.is_some_and(|next| next.is_one_of(&placed))
}

/// "Putin said", "Seoul has repeatedly denied", "she told".
fn name_says(words: &[Word<'_>], i: usize) -> Option<usize> {
    let word = &words[i];
    if !is_in(words, i + 1, VERBS.or(ADVERBS)) {
        return None;
    }
    if !(word.is_in(PRONOUNS) || word.is_capitalised() && !word.is_in(NO_NAMES)) {
        return None;
    }
    let mut at = i + 1;
    while at < words.len() && words[at].is_in(ADVERBS) && words[at].follows_space() {
        at += 1;
    }
    let verb = words.get(at)?;
    let says = verb.is_in(VERBS) && !verb.is_in(AMBIGUOUS);
    // "Kim Jong Un is expected", "Reported cases": the verb is somebody else's.
    let says = says && verb.follows_space() && !verb.is_capitalised();
    (says && (word.is_in(PRONOUNS) || is_name(word))).then_some(at)
}

/// Whether a word that begins with a capital letter may be a name by its form.
fn is_name(word: &Word<'_>) -> bool {
    let lower = word.lower();
    let is_other = lower.ends_with("ly") || lower.ends_with("ing") || lower.contains('\'');
    word.text().chars().count() > 1 && !is_other
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn attribution(text: &str) -> Option<&str> {
        first_attribution(&words(text)).map(|range| &text[range])
    }

    #[test]
    fn who_says_it_is_found() {
        for (text, found) in [
            ("According to the ministry, it fell.", "According to"),
            ("Analysts say that it fell.", "Analysts say"),
            (
                "Many experts have long believed it.",
                "Many experts have long believed",
            ),
            (
                "Officials in Seoul and Tokyo warned of it.",
                "Officials in Seoul and Tokyo warned",
            ),
            ("Analysts have described it so.", "Analysts have described"),
            ("In June Putin said so.", "Putin said"),
            (
                "Seoul has repeatedly denied it.",
                "Seoul has repeatedly denied",
            ),
            ("It is believed to be so.", "is believed"),
            ("The rest reportedly died.", "reportedly"),
            ("In the view of the army it failed.", "In the view of"),
            ("By one estimate it grew.", "By one estimate"),
            (
                "It was, in one analyst's words, late.",
                "in one analyst's words",
            ),
            ("North Korea blamed the West.", "Korea blamed"),
            ("She told them to go.", "She told"),
            ("Some believe that it fell.", "Some believe"),
            (
                "Many in Seoul have long believed it.",
                "Many in Seoul have long believed",
            ),
        ] {
            assert_eq!(attribution(text), Some(found), "{text}");
        }
    }

    #[test]
    fn what_only_sounds_like_it_is_none() {
        for text in [
            "All went according to plan.",
            "This page says how.",
            "Some of the officials left.",
            "The report was published.",
            "It said nothing.",
            "Reports are listed below.",
            "The United States agreed.",
            "The claims are listed with their sources.",
            "As stated above, it is open.",
            "It asks which futures analysts expect.",
            "What an official says is reported as a claim.",
            "Both wrote before the war.",
            "It holds some state between the two.",
            "Most of the time, we expect it.",
            "Printing maintains most of it.",
            "There is an official service called so.",
        ] {
            assert_eq!(attribution(text), None, "{text}");
        }
    }
}
