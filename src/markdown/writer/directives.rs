//! Comments that are addressed to Ibid, such as `<!-- ibid: allow(uncited-claim) reason="…" -->`.
//!
//! What they say is read by the lints; here it is settled what they speak of. One that stands before all else
//! on a page speaks of the whole page; one between blocks, of the block that follows; one inside a
//! paragraph, list item or table row, of that.

use std::ops::Range;

use super::Writer;
use crate::diagnostics::Span;
use crate::markdown::document::{BlockKind, Directive};

/// Directives that wait for the block that they speak of.
#[derive(Default)]
pub(super) struct Waiting {
    /// Whether something stands before here.
    begun: bool,
    /// Each by its index, with the depth of containers that it stands at.
    directives: Vec<(usize, usize)>,
}

impl Waiting {
    /// A container ended and left `depth` of them: for what waited in it no block comes.
    pub(super) fn leave(&mut self, depth: usize) {
        self.directives.retain(|(_, at)| *at <= depth);
    }
}

impl Writer<'_> {
    /// Takes HTML that is a comment, which is not for readers. False if it is more than that.
    pub(super) fn block_comment(&mut self, html: &str, range: &Range<usize>) -> bool {
        let trimmed = html.trim();
        let Some(end) = trimmed.find("-->").filter(|_| trimmed.starts_with("<!--")) else {
            return false;
        };
        let trailing = end + 3 < trimmed.len();
        let source = &self.text[range.clone()];
        let start = range.start + source.find("<!--").unwrap_or_default();
        if let Some(mut directive) = directive(self.text, start..range.end) {
            directive.trailing = trailing;
            let depth = self.containers.depth();
            if !self.waiting.begun && depth == 0 {
                directive.covers = Span::new(0..self.text.len());
            } else {
                let index = self.doc.directives.len();
                self.waiting.directives.push((index, depth));
            }
            self.doc.directives.push(directive);
        }
        !trailing
    }

    /// Takes a comment inside a line.
    pub(super) fn inline_comment(&mut self, range: Range<usize>) {
        if let Some(mut directive) = directive(self.text, range) {
            directive.covers = Span::new(self.block_around());
            self.doc.directives.push(directive);
        }
    }

    /// What a comment inside a line speaks of: the row of a table's cell, otherwise what is being written.
    fn block_around(&self) -> Range<usize> {
        let block = self.leaf.block();
        let kind = block.map(|block| self.doc.blocks[block].kind);
        let row = match kind {
            Some(BlockKind::TableCell(_)) => self.open_row(),
            _ => None,
        };
        row.unwrap_or_else(|| self.leaf_range())
    }

    /// A block begins: the directives that waited for one speak of it.
    pub(super) fn cover_by_directives(&mut self, range: &Range<usize>) {
        self.waiting.begun = true;
        let depth = self.containers.depth();
        let directives = &mut self.doc.directives;
        self.waiting.directives.retain(|(index, at)| {
            if *at == depth {
                directives[*index].covers = Span::new(range.clone());
            }
            *at != depth
        });
    }
}

/// The comment in `range` of `text`, if it is a directive.
fn directive(text: &str, range: Range<usize>) -> Option<Directive> {
    let comment = text.get(range.clone())?.strip_prefix("<!--")?;
    let inner = &comment[..comment.find("-->")?];
    let rest = inner.trim_start().strip_prefix("ibid")?;
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
        return None;
    }
    let start = range.start + "<!--".len();
    Some(Directive {
        text: inner.to_owned(),
        span: Span::new(start..start + inner.len()),
        covers: Span::at(range.end),
        trailing: false,
    })
}
