//! Numbers that are part of a name, lead to a place in a text, or count its parts.

use super::super::lexicon::{LABELS, NAMED_BY_YEAR};
use super::super::words::Word;
use super::date::{is_year, month_before};

/// "World War 2", "the Model 3": after a name a small number is a part of it.
pub(super) fn is_model(words: &[Word<'_>], i: usize) -> bool {
    let short = words[i].text().len() <= 2 && words[i].follows_space();
    // The first word of a sentence has a capital letter in any case: only in "Approach 3", without more words, is it a name.
    let names = i > 1 || i == 1 && words.len() == 2;
    short && names && words[i - 1].is_capitalised() && !month_before(words, i)
}

/// "38 North", "Channel 4": the number and the capitalised word after it are a name.
pub(super) fn begins_name(words: &[Word<'_>], i: usize) -> bool {
    let next = words.get(i + 1);
    let before_name = next.is_some_and(|next| {
        next.is_capitalised() && next.follows_space() && !next.text().contains('-')
    });
    let is_plain = words[i].text().chars().all(|c| c.is_ascii_digit());
    before_name && is_plain && !counts_people(words, i)
}

/// "12 Russian officers", "15,000 North Koreans": not every capital letter after a number makes a name.
fn counts_people(words: &[Word<'_>], i: usize) -> bool {
    const ENDINGS: &[&str] = &[
        "ese", "ish", "ench", "ian", "ean", "can", "utch", "US", "UN", "s",
    ];
    let people = |word: &Word<'_>| {
        word.is_capitalised() && ENDINGS.iter().any(|ending| word.text().ends_with(ending))
    };
    let second = words.get(i + 2).filter(|word| word.follows_space());
    words[i].text().len() > 3 || words.get(i + 1).is_some_and(people) || second.is_some_and(people)
}

/// Whether the number is what a label before it counts: "page 3", "pp. 3 and 5", "Resolution 1718".
pub(super) fn is_labelled(words: &[Word<'_>], i: usize) -> bool {
    let mut at = i;
    while at > 0 {
        let gap = words[at].gap();
        if gap.contains(['(', ')', ';', '“', '”', '"']) {
            return false;
        }
        let before = &words[at - 1];
        let lower = before.lower();
        let is_label = || LABELS.contains(lower.strip_suffix('s').unwrap_or(&lower));
        if before.is_in(LABELS) || is_label() {
            return true;
        }
        let goes_on = matches!(&*lower, "and" | "or" | "to")
            || before
                .text()
                .chars()
                .all(|c| c.is_ascii_digit() || ".-–".contains(c));
        if !goes_on || is_year(before.text()) {
            return false;
        }
        at -= 1;
    }
    false
}

/// Whether a year is part of a name: "the treaty of 1961", "the party congress of February 2026".
pub(super) fn is_year_in_name(words: &[Word<'_>], i: usize) -> bool {
    let at = if month_before(words, i) { i - 1 } else { i };
    let Some([before @ .., noun, of]) = words.get(at.saturating_sub(4)..at) else {
        return false;
    };
    let definite = |word: &Word<'_>| word.is_one_of(&["the", "that", "both"]);
    of.is("of") && noun.is_in(NAMED_BY_YEAR) && before.iter().any(definite)
}

/// "1)", "(2)" and "2-1." number the parts of a sentence.
pub(super) fn is_enumerator(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts = word.text().split('-');
    let short = digits(word.text()) || i == 0 && parts.clone().count() == 2 && parts.all(digits);
    let after = words.get(i + 1).map_or("", |next| next.gap());
    let closed = after.starts_with(')') || (i == 0 && after.starts_with('.'));
    let gap = word.gap().trim_end();
    let opened = gap.is_empty() || gap.ends_with(['(', ';', ':', ',']);
    short && closed && opened
}
