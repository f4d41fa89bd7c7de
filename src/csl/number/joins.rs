//! What joins the numbers of a value: commas, hyphens, "&" and "and".

use std::borrow::Cow;

use super::super::variable::Variable;
use super::value::{ESCAPED_HYPHEN, Reading};

/// The stretches between commas, hyphens, "&" and "and", with what joins each to the next.
pub(super) fn chunks(
    text: &str,
    variable: Variable,
    reading: Reading<'_>,
) -> Vec<(String, String)> {
    let escaped = text.contains("\\-");
    let mut text = text.replace("\\-", &ESCAPED_HYPHEN.to_string());
    if escaped {
        text = text.replace('-', "–");
    }
    if variable == Variable::Page || variable == Variable::PageFirst {
        text = text.replace('–', "-");
    }
    let mut chunks = Vec::new();
    let mut rest = text.as_str();
    while let Some((start, end, join)) = next_join(rest, reading) {
        let chunk = &rest[..start];
        if join == "-" && is_subsection(chunk, &rest[end..]) {
            let length = rest[end..]
                .find([' ', '-', '&'])
                .unwrap_or(rest.len() - end);
            // `12a-c` is one number: what follows goes on after it.
            let whole = &rest[..end + length];
            rest = &rest[end + length..];
            match next_join(rest, reading).filter(|&(start, ..)| start == 0) {
                Some((_, end, join)) => {
                    chunks.push((whole.to_owned(), join.into_owned()));
                    rest = &rest[end..];
                    continue;
                }
                None => {
                    chunks.push((format!("{whole}{rest}"), String::new()));
                    return chunks;
                }
            }
        }
        chunks.push((chunk.to_owned(), join.into_owned()));
        rest = &rest[end..];
    }
    chunks.push((rest.to_owned(), String::new()));
    chunks
}

/// Whether a hyphen joins the letters of one number: `12a-c`.
fn is_subsection(before: &str, after: &str) -> bool {
    let before = before.rsplit(' ').next().unwrap_or(before);
    let digits = before.trim_start_matches(|c: char| c.is_ascii_digit());
    let letters = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphabetic());
    let after = after.split([' ', '-', '&', ',']).next().unwrap_or(after);
    digits.len() < before.len() && letters(digits) && letters(after)
}

/// The next join: where it starts and ends, and what is printed for it.
fn next_join<'t>(text: &'t str, reading: Reading<'_>) -> Option<(usize, usize, Cow<'t, str>)> {
    for (at, c) in text.char_indices() {
        let before = text[..at].trim_end();
        let after = |length: usize| {
            let rest = &text[at + length..];
            at + length + (rest.len() - rest.trim_start().len())
        };
        match c {
            '&' => {
                let printed = format!(" {} ", reading.ampersand);
                return Some((before.len(), after(1), printed.into()));
            }
            '-' | '–' => {
                let run = text[at..].trim_start_matches(['-', '–']);
                let length = text.len() - at - run.len();
                let join = &text[before.len()..after(length)];
                let join = if join.trim() == "-" { "-" } else { join };
                return Some((before.len(), after(length), join.into()));
            }
            ',' | ';' if text[at + 1..].starts_with(char::is_whitespace) => {
                let end = after(1);
                let end = match word_and(&text[end..], reading) {
                    Some(length) if c == ',' => end + length,
                    _ => end,
                };
                return Some((at, end, text[at..end].into()));
            }
            c if c.is_whitespace() => {
                let end = after(0);
                if let Some(length) = word_and(&text[end..], reading) {
                    return Some((at, end + length, text[at..end + length].into()));
                }
            }
            _ => {}
        }
    }
    None
}

/// The length of "and" with the spaces after it, at the start of a text.
fn word_and(text: &str, reading: Reading<'_>) -> Option<usize> {
    ["and", reading.and].into_iter().find_map(|and| {
        let rest = text.strip_prefix(and).filter(|_| !and.is_empty())?;
        let trimmed = rest.trim_start();
        (trimmed.len() < rest.len()).then(|| text.len() - trimmed.len())
    })
}
