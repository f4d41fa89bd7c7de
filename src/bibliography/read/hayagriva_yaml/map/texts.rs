//! The forms of texts and dates.

use super::super::super::csl::plain;
use crate::csl::{Date, Markup, Span, Text};
use crate::value::Value;

/// A date; Hayagriva puts the mark of an approximate one first.
pub(super) fn date(written: &str) -> Date {
    match written.strip_prefix('~') {
        Some(rest) => Date::parse(&format!("{rest}~")),
        None => Date::parse(written),
    }
}

/// A text: a string, or a table with `value` and `verbatim`.
pub(super) fn text(value: &Value) -> Text {
    let whole = formattable(&plain(value));
    match value {
        Value::Table(table)
            if matches!(
                table.get("verbatim").map(|found| &found.value),
                Some(Value::Bool(true))
            ) =>
        {
            let span = Span {
                range: 0..whole.as_str().len(),
                markup: Markup::NoCase,
            };
            let mut verbatim = Text::with_spans(String::new(), Vec::new());
            verbatim.push(&Text::with_spans(whole.as_str().to_owned(), vec![span]));
            verbatim
        }
        _ => whole,
    }
}

pub(super) fn short(value: &Value) -> Option<Text> {
    match value {
        Value::Table(table) => table.get("short").map(|short| text(&short.value)),
        _ => None,
    }
}

/// Braces keep the case of what they hold; a backslash takes their meaning away.
fn formattable(written: &str) -> Text {
    let mut markup = String::with_capacity(written.len());
    let mut depth = 0_usize;
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars
                .peek()
                .is_some_and(|next| matches!(next, '{' | '}' | '$' | '\\')) =>
            {
                markup.extend(chars.next())
            }
            '{' => {
                depth += 1;
                if depth == 1 {
                    markup.push_str("<span class=\"nocase\">");
                }
            }
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    markup.push_str("</span>");
                }
            }
            c => markup.push(c),
        }
    }
    if depth > 0 {
        markup.push_str("</span>");
    }
    Text::from_markup(&markup)
}
