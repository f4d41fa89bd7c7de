//! What follows a key in a citation: a locator and a suffix.

use crate::bibliography::Locator;
use crate::csl::LocatorLabels;

/// Reads what follows a key: a locator and a suffix, in Pandoc's grammar.
///
/// A comma or a space parts the locator from the key. It may have a label (`p.`, `ch.`), and goes on over
/// numbers, ranges and commas between them; `{…}` around it says exactly what belongs to it.
pub(super) fn parse_tail(tail: &str, labels: &LocatorLabels) -> (Option<Locator>, String) {
    // Most citations are a key alone.
    if tail.is_empty() {
        return (None, String::new());
    }
    let body = tail.strip_prefix(',').unwrap_or(tail).trim_start();
    let suffix = |rest: &str| rest.trim_end().to_owned();
    if let Some(inner) = body.strip_prefix('{')
        && let Some(end) = inner.find('}')
    {
        let content = inner[..end].trim();
        let rest = suffix(&inner[end + 1..]);
        if content.is_empty() {
            return (None, rest);
        }
        let (label, value) = split_label(content, labels);
        return (Some(locator(label, value)), rest);
    }
    if let Some((label, value, rest)) = label_after(body, labels) {
        return (Some(Locator::new(label, value)), suffix(rest));
    }
    let (label, value) = split_label(body, labels);
    let length = locator_length(value, label.is_some());
    if length == 0 {
        return (None, suffix(tail));
    }
    let rest = suffix(&value[length..]);
    (Some(locator(label, &value[..length])), rest)
}

/// A locator; without a label it is a page.
fn locator(label: Option<&'static str>, value: &str) -> Locator {
    Locator::new(label.unwrap_or("page"), value)
}

/// Splits "5쪽 이하" into the label, the number and the rest: in East Asian languages the label comes after it.
fn label_after<'t>(
    text: &'t str,
    labels: &LocatorLabels,
) -> Option<(&'static str, &'t str, &'t str)> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–');
    let word = text.find(|c: char| !is_number(c)).filter(|end| *end > 0)?;
    let (number, after) = text.split_at(word);
    let end = after.find(|c: char| c.is_ascii() || c.is_whitespace());
    let (label, rest) = after.split_at(end.unwrap_or(after.len()));
    (!label.is_empty()).then(|| Some((labels.get(label)?, number, rest)))?
}

/// Splits "pp. 3-5" into the label and the rest; without a known label all of it is the rest.
fn split_label<'t>(text: &'t str, labels: &LocatorLabels) -> (Option<&'static str>, &'t str) {
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_ascii_digit())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    // "s. v." is the only label of two words.
    if let Some(rest) = text.strip_prefix("s. v.").or(text.strip_prefix("s. vv.")) {
        return (Some("sub-verbo"), rest.trim_start());
    }
    match labels.get(word) {
        Some(label) if !rest.is_empty() => (Some(label), rest.trim_start()),
        _ => (None, text),
    }
}

/// How many bytes of `text` are numbers, ranges and the commas between them.
///
/// A word counts as a number if it holds a digit, or is Roman and a label stands before it.
fn locator_length(text: &str, labelled: bool) -> usize {
    let mut length = 0;
    let mut position = 0;
    while position < text.len() {
        let rest = &text[position..];
        let gap = rest.len() - rest.trim_start_matches([' ', ',', '&', '\u{a0}']).len();
        let word_start = position + gap;
        let word = text[word_start..]
            .split(|c: char| c.is_whitespace() || c == ',')
            .next()
            .unwrap_or_default();
        let trimmed = word.trim_end_matches(['.', ':', '!', '?']);
        let is_number = trimmed.chars().any(|c| c.is_ascii_digit())
            || (labelled
                && !trimmed.is_empty()
                && trimmed.chars().all(|c| "ivxlcdmIVXLCDM-–().".contains(c)))
            || (labelled && length == 0 && !trimmed.is_empty());
        // Without a label a locator begins with a digit or a section sign: "99 bottles" is a suffix's risk. A time
        // is not a page.
        let is_time = !labelled && trimmed.contains(':');
        if !is_number
            || is_time
            || (!labelled && length == 0 && !trimmed.starts_with(|c: char| c.is_ascii_digit()))
        {
            break;
        }
        length = word_start + trimmed.len();
        position = word_start + word.len();
        if trimmed.len() < word.len() {
            break;
        }
    }
    length
}
