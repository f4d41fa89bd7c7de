//! Quantities as they are written: digits with their unit or currency, and words.

use super::super::lexicon::{CURRENCIES, FRACTIONS, LARGE, UNITS};
use super::super::words::Word;

/// Digits with separators, a currency before them, a unit after them; nothing else.
pub(super) fn is_quantity(word: &Word<'_>) -> bool {
    let lower = word.lower();
    let text = &*lower;
    // "24/7" and "2023/24" say how often and when.
    if text.contains('/') && !text.ends_with("km/h") {
        return false;
    }
    let Some(first) = text.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let (before, amount) = text.split_at(first);
    let in_number = |c: char| c.is_ascii_digit() || ",.:\u{a0}\u{202f}".contains(c);
    let unit = amount.trim_start_matches(in_number);
    is_currency(before) && (is_unit(unit) || counts_a_word(word, unit))
}

/// "$", "us$", "usd", "~", or nothing.
fn is_currency(before: &str) -> bool {
    let letters = before.trim_matches(|c: char| !c.is_alphabetic());
    letters.is_empty()
        || CURRENCIES.contains(letters)
        || (letters.len() <= 3 && before.ends_with(['$', '€', '£', '¥', '₩', '₽']))
}

/// "km", "%", or nothing; of a range ("5-7%", "$11bn-$12bn") that of its end.
fn is_unit(unit: &str) -> bool {
    let parts = unit.split(['-', '–', '−']);
    let mut units = parts.map(|part| {
        part.trim_start_matches(|c: char| c.is_ascii_digit() || "$€£¥₩₽,.".contains(c))
    });
    units.all(|unit| unit.is_empty() || UNITS.contains(unit))
}

/// "10,000-strong", "5-year": a word in lower case after a hyphen is what is counted.
fn counts_a_word(word: &Word<'_>, unit: &str) -> bool {
    let counted = unit.strip_prefix(['-', '–']);
    counted.is_some_and(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'))
        && !word.text().contains(char::is_uppercase)
}

/// "thousands", "twenty-four", "a third of": a figure in words.
pub(super) fn is_in_words(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    if !word.is_in(LARGE.or(FRACTIONS)) && !word.has_hyphen() {
        return false;
    }
    let next = words.get(i + 1);
    let of = next.is_some_and(|next| next.is("of"));
    let lower = word.lower();
    match &*lower {
        "half" => of && !is_half_a_time(words, i),
        "third" | "thirds" | "quarter" | "quarters" => {
            let counts = [
                "a", "one", "two", "three", "nearly", "about", "almost", "over",
            ];
            let before = i.checked_sub(1).map(|at| &words[at]);
            of && before.is_some_and(|before| before.is_one_of(&counts))
        }
        "tens" | "percentage" => of || next.is_some_and(|next| next.is("points")),
        _ => {
            let hyphen = || lower.bytes().position(|byte| byte == b'-');
            let tens = || &lower[..hyphen().unwrap_or_default()];
            let counts = word.is_in(LARGE) || tens().ends_with("ty") && LARGE.contains(tens());
            // "Hundred Days", "Thousand Islands": names.
            counts && !(word.is_capitalised() && next.is_some_and(Word::is_capitalised))
        }
    }
}

/// "half of the year": nobody counted.
fn is_half_a_time(words: &[Word<'_>], i: usize) -> bool {
    let times = [
        "year", "month", "week", "day", "century", "decade", "game", "battle",
    ];
    let near = words.get(i + 2..).unwrap_or_default().iter().take(2);
    near.into_iter().any(|word| word.is_one_of(&times))
}
