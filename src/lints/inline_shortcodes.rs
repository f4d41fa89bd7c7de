//! Shortcodes that are text: inside a line, or without an end.

use super::prose::Prose;
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::Document;

/// Reports each tag of a shortcode that does not stand alone on its line, or is not closed.
pub(super) fn check(document: &Document, prose: &Prose, diagnostics: &mut Vec<Diagnostic>) {
    for at in prose.signs("{") {
        let line = prose
            .after(at)
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end();
        let inner = line[1..].strip_suffix('}').unwrap_or_default();
        if prose.begins_line(at) && !inner.starts_with('{') && inner != "end" && is_call(inner) {
            let place = document.place(Span::new(at..at + line.len()));
            let message = "this shortcode has one brace where two belong, so readers see it";
            diagnostics.push(
                Diagnostic::new(Lint::MalformedShortcode, place, message)
                    .help(format!("write {{{line}}}")),
            );
        }
    }
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        for at in prose.signs(open) {
            let rest = prose.after(at);
            if prose.is_escaped(at) {
                continue;
            }
            let Some(end) = rest.find(close) else {
                let line = rest.lines().next().unwrap_or_default();
                if prose.begins_line(at) && opens_call(&line[open.len()..]) {
                    let place = document.place(Span::new(at..at + line.len()));
                    let message = "the tag of this shortcode is not closed, so readers see it";
                    diagnostics.push(
                        Diagnostic::new(Lint::MalformedShortcode, place, message)
                            .help(format!("put ) {close} after its arguments")),
                    );
                }
                continue;
            };
            let inner = &rest[2..end.max(2)];
            let after = rest[end + close.len()..].lines().next();
            let alone = prose.begins_line(at) && after.is_none_or(|after| after.trim().is_empty());
            if is_call(inner) && !alone {
                let span = Span::new(at..at + end + close.len());
                let message = "a shortcode inside a line is text: readers see it as it is written";
                diagnostics.push(
                    Diagnostic::new(Lint::InlineShortcode, document.place(span), message)
                        .help("put it on a line of its own; for plain braces write \\{"),
                );
            }
        }
    }
}

/// Whether a call begins here: `name(`.
fn opens_call(inner: &str) -> bool {
    let inner = inner.trim_start();
    let name = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
    name.is_some_and(|end| end > 0 && inner[end..].starts_with('('))
}

/// Whether what stands between the braces is a call in Ibid's form, `name(…)`, or the end of a body.
pub(super) fn is_call(inner: &str) -> bool {
    let inner = inner.trim();
    let name =
        inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let named = name.len() < inner.len();
    inner == "end" || named && name.starts_with('(') && name.ends_with(')')
}
