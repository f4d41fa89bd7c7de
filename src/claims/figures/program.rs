//! Numbers of programs: versions, sizes, settings, bounds. What they say is not looked up in a source.

use super::super::lexicon::{LARGE, PICKING, PROGRAM_UNITS};
use super::super::words::Word;

/// "0.10.1", "Zola 0.22", "Python 3.4+".
pub(super) fn is_version(words: &[Word<'_>], i: usize) -> bool {
    let text = words[i].text().trim_end_matches('+');
    let parts = text.split('.').count();
    let plain = text
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let named = i > 0
        && words[i].follows_space()
        && words[i - 1].is_capitalised()
        && !is_first_word(words, i - 1);
    let counts = words
        .get(i + 1)
        .is_some_and(|next| next.is_in(LARGE) || next.is_one_of(&["per", "percent"]));
    let before = |back: usize, word: &str| i.checked_sub(back).is_some_and(|at| words[at].is(word));
    let since = before(1, "of") && before(2, "as") || before(1, "in") && i + 1 == words.len();
    plain && !counts && (parts > 2 || parts == 2 && (named || since))
}

/// Whether a word begins a sentence in running text, where every word has a capital letter.
fn is_first_word(words: &[Word<'_>], i: usize) -> bool {
    let common = |word: &Word<'_>| word.text().len() < 4;
    i == 0 && common(&words[0])
}

/// Sizes and settings: "300 pixels", "32-bit", "a length of 0", "the top 5", "the 404 page".
pub(super) fn is_setting(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    let lower = word.lower();
    let counted = lower.rsplit(['-', '–']).next().unwrap_or_default();
    let next = words.get(i + 1);
    let small = word.text().len() <= 2;
    let picked = i > 0 && word.gap().trim().is_empty() && words[i - 1].is_in(PICKING);
    let status = word.text().len() == 3
        && next.is_some_and(|next| next.is_one_of(&["page", "pages", "error", "errors"]));
    word.text() == "0"
        || status
        || small && picked
        || word.text() == "100%" && next.is_some_and(|next| !next.is("of") && next.follows_space())
        || word.has_hyphen() && PROGRAM_UNITS.contains(counted)
        || next.is_some_and(|next| next.is_in(PROGRAM_UNITS) && next.gap().trim().is_empty())
}

/// "in the range [0, 1]", "bits [32:63]": the bounds of an interval.
pub(super) fn is_bound(words: &[Word<'_>], i: usize) -> bool {
    let opens = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| word.gap().trim_end_matches(['-', '−']).ends_with('['))
    };
    let whole = words[i]
        .text()
        .chars()
        .all(|c| c.is_ascii_digit() || ".:,-–".contains(c));
    whole && (opens(i) || i > 0 && opens(i - 1) && words[i].gap().starts_with(','))
}

/// "1920 x 1080 pixels", "150 by 75 pixels", "the 2015 edition".
pub(super) fn is_size(words: &[Word<'_>], i: usize) -> bool {
    let counted = |at: usize| words.get(at).is_some_and(|word| word.is_in(PROGRAM_UNITS));
    let times = words.get(i + 1);
    counted(i + 1) || counted(i + 3) && times.is_some_and(|it| it.is_one_of(&["x", "×", "by"]))
}

/// "hundreds of well-maintained packages", "41 million rows": what a program is made of, or reads.
pub(super) fn counts_parts(words: &[Word<'_>], i: usize) -> bool {
    let after = words.get(i + 1..).unwrap_or_default().iter();
    let mut near = after.take(4).take_while(|word| word.follows_space());
    near.any(|word| word.is_in(PROGRAM_UNITS))
}
