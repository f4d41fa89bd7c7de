//! Markup of Markdown that is written so that it is text. A page gets one report for each kind.
//!
//! [`lines`] looks at what begins the lines of a paragraph, [`signs`] at what came through as text within them,
//! [`blocks`] at what became another block than was meant.

mod blocks;
mod kinds;
mod lines;
mod signs;

use std::collections::BTreeMap;

use self::kinds::Kind;
use super::prose::Prose;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::{BlockKind, Document};

/// The first place of each kind on a page, and their number.
#[derive(Default)]
struct Found(BTreeMap<Kind, (Span, usize)>);

impl Found {
    fn add(&mut self, kind: Kind, span: Span) {
        let (first, number) = self.0.entry(kind).or_insert((span, 0));
        *first = (*first).min(span);
        *number += 1;
    }
}

/// Reports each kind on a page once, with its first place and its number.
pub(super) fn check(
    document: &Document,
    text: &str,
    prose: &Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut found = Found::default();
    for block in &document.blocks {
        match block.kind {
            BlockKind::Paragraph => {
                lines::check(block, text, prose, &mut found);
                signs::check(block, document, text, &mut found);
            }
            BlockKind::Heading => {
                blocks::heading(block, text, &mut found);
                signs::check(block, document, text, &mut found);
            }
            BlockKind::TableCell(_) | BlockKind::Caption { .. } => {
                signs::check(block, document, text, &mut found);
            }
            _ => {}
        }
    }
    blocks::check(document, text, &mut found);
    for (kind, (first, number)) in found.0 {
        let place = document.place(first);
        let mut diagnostic =
            Diagnostic::new(Lint::LiteralMarkup, place, kind.message()).help(kind.help());
        if number > 1 {
            diagnostic = diagnostic.label(format!("the first of {}", count(number, "place")));
        }
        diagnostics.push(diagnostic);
    }
}
