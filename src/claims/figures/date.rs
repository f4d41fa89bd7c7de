//! Years and days as they are written.

use super::super::lexicon::MONTHS;
use super::super::words::Word;

/// "2024", "mid-2024", "the 1990s", "1995–97", "2024-06-19".
pub(super) fn is_date(word: &Word<'_>) -> bool {
    let lower = word.lower();
    let bare = singular(&lower);
    let tail = bare
        .split_once('-')
        .filter(|(head, _)| head.chars().all(char::is_lowercase) && !word.is_capitalised())
        .map_or(bare, |(_, tail)| tail);
    is_year(tail) || is_day(bare) || is_span(bare)
}

/// "1990" of "1990s".
fn singular(lower: &str) -> &str {
    lower.trim_end_matches("'s").trim_end_matches('s')
}

pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.starts_with('1') || text.starts_with("20"))
}

/// "1953-62", "1995–1997", "2024/25".
fn is_span(text: &str) -> bool {
    text.split_once(['-', '–', '/']).is_some_and(|(from, to)| {
        is_year(from)
            && (is_year(to) || (to.len() == 2 && to.bytes().all(|byte| byte.is_ascii_digit())))
    })
}

/// "2024-06-19", "2024-06".
fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(is_year)
        && parts.clone().count() >= 1
        && parts.all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// 19 of "19th".
pub(super) fn ordinal(word: &Word<'_>) -> Option<u32> {
    let lower = word.lower();
    let bare = singular(&lower);
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))?;
    digits.parse().ok()
}

/// "June 19", but not "may 3 times".
pub(super) fn month_before(words: &[Word<'_>], i: usize) -> bool {
    i > 0
        && words[i].gap().trim().is_empty()
        && words[i - 1].is_capitalised()
        && words[i - 1].is_in(MONTHS)
}
