//! The Markdown that Pandoc reads in the texts of CSL YAML, to the markup of CSL-JSON.

use crate::value::{Spanned, Table, Value};

/// The table with its texts converted. Addresses and numbers of the publication stand for themselves.
pub(super) fn converted(table: &Table) -> Table {
    let entries = table.0.iter().map(|(key, value)| {
        let verbatim = matches!(
            key.value.as_str(),
            "id" | "type" | "URL" | "DOI" | "ISBN" | "ISSN" | "PMID" | "PMCID"
        );
        let value = match &value.value {
            Value::String(text) if !verbatim => Spanned {
                span: value.span,
                value: Value::String(convert(text)),
            },
            _ => value.clone(),
        };
        (key.clone(), value)
    });
    Table(entries.collect())
}

/// Marks around text that look different, the longer ones first.
const MARKS: [(&str, &str, &str); 6] = [
    ("**", "<b>", "</b>"),
    ("__", "<b>", "</b>"),
    ("*", "<i>", "</i>"),
    ("_", "<i>", "</i>"),
    ("^", "<sup>", "</sup>"),
    ("~", "<sub>", "</sub>"),
];

const SPANS: [(&str, &str, &str); 3] = [
    ("]{.nocase}", "<span class=\"nocase\">", "</span>"),
    ("]{.smallcaps}", "<sc>", "</sc>"),
    ("]{.small-caps}", "<sc>", "</sc>"),
];

fn convert(text: &str) -> String {
    if !text.contains(['*', '_', '^', '~', '[', '\\']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = out.chars().next_back();
        match emphasis(rest, before).or_else(|| span(rest)) {
            Some((open, inner, close, after)) => {
                out.push_str(open);
                out.push_str(&convert(inner));
                out.push_str(close);
                rest = after;
            }
            None if c == '\\' && rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.push_str(&rest[1..2]);
                rest = &rest[2..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

type Found<'t> = (&'static str, &'t str, &'static str, &'t str);

fn emphasis(rest: &str, before: Option<char>) -> Option<Found<'_>> {
    let (mark, open, close) = MARKS.iter().find(|(mark, ..)| rest.starts_with(mark))?;
    let inside = &rest[mark.len()..];
    let end = inside
        .match_indices(mark)
        .map(|(at, _)| at)
        .find(|at| *at > 0 && !inside[..*at].ends_with([' ', '\\']))?;
    let (inner, after) = (&inside[..end], &inside[end + mark.len()..]);
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // An underscore within a word is text; scripts have no spaces.
    let wrong = match *mark {
        "_" | "__" => in_word(before) || in_word(after.chars().next()),
        "^" | "~" => inner.contains(' '),
        _ => false,
    };
    (!wrong && !inner.starts_with(' ')).then_some((open, inner, close, after))
}

fn span(rest: &str) -> Option<Found<'_>> {
    let inside = rest.strip_prefix('[')?;
    let (at, (end, open, close)) = SPANS
        .iter()
        .filter_map(|span| Some((inside.find(span.0)?, span)))
        .min_by_key(|(at, _)| *at)?;
    Some((open, &inside[..at], close, &inside[at + end.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_scripts_and_spans() {
        for (text, expected) in [
            (
                "On *E. coli* and **more**",
                "On <i>E. coli</i> and <b>more</b>",
            ),
            (
                "H~2~O at 10^5^, snake_case and _this_",
                "H<sub>2</sub>O at 10<sup>5</sup>, snake_case and <i>this</i>",
            ),
            (
                "[NATO]{.nocase} [ad]{.smallcaps} [x]",
                "<span class=\"nocase\">NATO</span> <sc>ad</sc> [x]",
            ),
            ("5 * 3 * 2, \\*not\\*, a~b", "5 * 3 * 2, *not*, a~b"),
        ] {
            assert_eq!(convert(text), expected);
        }
    }
}
