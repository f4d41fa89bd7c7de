//! Cells that a table has no column for.

use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::{BlockKind, Document};

/// Reports rows with more cells than the head of their table: the parser drops what is too much.
pub(super) fn check(document: &Document, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut blocks = document.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let BlockKind::TableCell(_) = block.kind else {
            continue;
        };
        if blocks.peek().is_some_and(|next| next.kind == block.kind) {
            continue;
        }
        let end = block.span.end as usize;
        // A cell that is missing stands after its row, and one without a bar reaches to the row's end.
        if text[block.span.range()].contains('\n') || text[..end].ends_with('\n') {
            continue;
        }
        let rest = text[end..].lines().next().unwrap_or_default();
        let lost = rest.trim().trim_matches('|').trim();
        if !lost.is_empty() {
            let start = end + rest.find(lost).unwrap_or_default();
            let message =
                "this row has more cells than the head of the table: the rest is not shown";
            let place = document.place(Span::new(start..start + lost.len()));
            diagnostics.push(
                Diagnostic::new(Lint::ExtraCell, place, message)
                    .help("add a column to the head, or write \\| for a bar inside a cell"),
            );
        }
    }
}
