//! Markdown in titles and descriptions, which are plain text.

use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::Document;

/// Reports the first piece of markup in each.
pub(super) fn check(document: &Document, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let front = &document.front;
    for (key, value) in [("title", &front.title), ("description", &front.description)] {
        let Some(written) = markup(value) else {
            continue;
        };
        let block = front.span.range();
        let found = text[block.clone()].find(written);
        let at = found.map_or(block.start, |at| block.start + at);
        let place = document.place(Span::new(at..(at + written.len()).min(block.end)));
        let message = format!("the {key} is plain text: readers see this as it is written");
        diagnostics.push(Diagnostic::new(Lint::LiteralMarkup, place, message).help(
            "write the words alone: a title and a description also stand in lists, feeds and search results",
        ));
    }
}

/// What is markup of Markdown, or of another tool, in a text.
fn markup(value: &str) -> Option<&str> {
    // One of these is in all of it.
    if !value.contains(['`', '*', '[', '{', ']']) {
        return None;
    }
    let pairs = [
        ("{{", "}}"),
        ("{%", "%}"),
        ("[[", "]]"),
        ("**", "**"),
        ("`", "`"),
        ("](", ")"),
        ("][", "]"),
    ];
    pairs.into_iter().find_map(|(open, close)| {
        let at = value.find(open)?;
        let inner = at + open.len();
        let end = inner + value[inner..].find(close)? + close.len();
        let from = match open {
            "](" | "][" => value[..at].rfind('[')?,
            _ => at,
        };
        Some(&value[from..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_found_whole() {
        for (value, written) in [
            ("The `x` of y", Some("`x`")),
            ("See [a](b).", Some("[a](b)")),
            ("See [a][].", Some("[a][]")),
            ("{{< meta x >}} Builds", Some("{{< meta x >}}")),
            ("**Wells** in Oslo", Some("**Wells**")),
            ("Wells [1961] (Oslo)", None),
            ("Rock ’n’ roll", None),
        ] {
            assert_eq!(markup(value), written, "{value}");
        }
    }
}
