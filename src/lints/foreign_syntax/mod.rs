//! Syntax of other tools, which Markdown shows to readers as it is written.
//!
//! [`scan`] finds it in running text by the signs that begin it, [`code`] in raw HTML and in the first lines of code, [`lines`] at
//! the beginnings of lines; [`kinds`] says whose it is, [`help`] what is written instead. A page gets one report for each kind.

mod braces;
mod brackets;
mod code;
mod help;
mod kinds;
mod latex;
mod lines;
mod scan;
mod wikis;

use std::collections::BTreeMap;

use self::kinds::Kind;
use super::prose::Prose;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::Document;

/// One construct: what it is, where, and how it is spelt.
struct Found {
    kind: Kind,
    span: Span,
}

/// Reports each kind of foreign syntax on a page once, with its first place and its number.
pub(super) fn check(
    document: &Document,
    text: &str,
    prose: &Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut kinds: BTreeMap<Kind, (Span, usize)> = BTreeMap::new();
    for Found { kind, span } in scan::all(document, text, prose) {
        let (first, number) = kinds.entry(kind).or_insert((span, 0));
        *first = (*first).min(span);
        *number += 1;
    }
    for (kind, (first, number)) in kinds {
        let written = &text[first.range()];
        let mut diagnostic = Diagnostic::new(
            Lint::ForeignSyntax,
            document.place(first),
            format!("this is {}, which Ibid does not read", kind.name()),
        )
        .help(kind.help(written));
        if number > 1 {
            diagnostic = diagnostic.label(format!("the first of {}", count(number, "place")));
        }
        diagnostics.push(diagnostic);
    }
}

/// How far `rest` reaches to the end of the `close` in it.
fn until(rest: &str, close: &str) -> Option<usize> {
    rest.find(close).map(|end| end + close.len())
}
