//! Notes that stand where they are read: `^[words]`, as in Pandoc.
//!
//! Brackets in running text are events of text, so a note is open while its words come in; code, links and
//! citations in it have their own brackets. What it says is a footnote like others.

use super::Writer;
use super::leaves::Leaf;
use crate::diagnostics::{Lint, Span};
use crate::markdown::document::{BlockKind, Context, Footnote, FootnoteRef};
use crate::markdown::{Fragment, Hole};

/// Notes in notes are not deeper: what is not closed is copied once for each note around it.
const DEEPEST: usize = 4;

/// A note that is open.
pub(super) struct InlineNote {
    /// Where its `^` stands.
    at: usize,
    /// The text around it.
    outer: Fragment,
    leaf: Leaf,
    /// Whether a space before it was swallowed.
    space: bool,
    /// How many brackets in it are open.
    brackets: usize,
    /// What was open when it began: it ends where no more and no less is.
    open: (usize, usize),
}

impl Writer<'_> {
    /// Opens the note that begins at byte `at`, after the text from byte `from`; returns where its words do.
    pub(super) fn open_note(&mut self, from: usize, at: usize) -> Option<usize> {
        if self.notes.len() == DEEPEST || is_escaped(self.text, at) {
            return None;
        }
        self.write_bytes(from..at);
        self.ensure_leaf(&(at..at + 1));
        let space = self.swallow_space();
        // Until its own end is known, it may reach to that of the text around it.
        let end = self.leaf_range().end.max(at + "^[".len());
        let block = self.begin_block(BlockKind::Paragraph, at..end);
        self.doc.blocks[block].context = Context::Footnote;
        let leaf = Leaf::Text { block, end: "" };
        self.notes.push(InlineNote {
            at,
            outer: std::mem::take(&mut self.out),
            leaf: std::mem::replace(&mut self.leaf, leaf),
            space,
            brackets: 0,
            open: self.open_inlines(),
        });
        Some(at + "^[".len())
    }

    /// Counts a bracket that opens in running text.
    pub(super) fn bracket_in_note(&mut self, at: usize) {
        let escaped = is_escaped(self.text, at);
        if let Some(note) = self.notes.last_mut().filter(|_| !escaped) {
            note.brackets += 1;
        }
    }

    /// Closes the note that ends with the bracket at byte `at`, after the text from byte `from`; returns its end.
    pub(super) fn close_note(&mut self, from: usize, at: usize) -> Option<usize> {
        let open = self.open_inlines();
        let escaped = is_escaped(self.text, at);
        let note = self.notes.last_mut().filter(|_| !escaped)?;
        if note.brackets > 0 {
            note.brackets -= 1;
            return None;
        }
        if note.open != open {
            return None;
        }
        self.write_bytes(from..at);
        self.leave_spans();
        let note = self.notes.pop()?;
        let end = at + 1;
        let words = self.return_from(note.outer, note.leaf, end);
        let mut body = Fragment::default();
        body.html.push_str("<p>");
        body.append(&words);
        body.html.push_str("</p>\n");
        let span = Span::new(note.at..end);
        // No label of an author has a bracket in it.
        let label = format!("[{}", note.at);
        self.out
            .hole(Hole::FootnoteRef(self.doc.footnote_refs.len()));
        self.doc.footnote_refs.push(FootnoteRef {
            span,
            label: label.clone(),
            spot: self.spot(),
        });
        self.doc.footnotes.push(Footnote {
            label,
            span,
            body,
            inline: true,
        });
        Some(end)
    }

    /// Leaves the notes that something around them ends before they do.
    pub(super) fn leave_crossed_notes(&mut self) {
        while self
            .notes
            .last()
            .is_some_and(|note| note.open == self.open_inlines())
        {
            self.leave_note();
        }
    }

    /// Leaves the notes that are open: their paragraph ends.
    pub(super) fn leave_notes(&mut self) {
        while !self.notes.is_empty() {
            self.leave_note();
        }
    }

    /// Makes the innermost note part of the text around it, as it is written.
    fn leave_note(&mut self) {
        self.leave_spans();
        let Some(note) = self.notes.pop() else {
            return;
        };
        let at = note.at..note.at + "^[".len();
        let words = self.return_from(note.outer, note.leaf, at.end);
        self.push(if note.space { " ^[" } else { "^[" });
        self.out.append(&words);
        let message = "this note is not closed";
        self.report(Lint::UnclosedSyntax, Span::new(at), message)
            .help = Some(
            "put `]` after its last word, in the same paragraph; write \\^[ for the plain signs"
                .to_owned(),
        );
    }

    /// Goes on with the text around a note that reaches to byte `end`; what the note says.
    fn return_from(&mut self, outer: Fragment, leaf: Leaf, end: usize) -> Fragment {
        if let Some(block) = self.leaf.block() {
            self.doc.blocks[block].span.end = end as u32;
            self.end_block(block);
        }
        self.leaf = leaf;
        self.ensure_leaf(&(end - 1..end));
        std::mem::replace(&mut self.out, outer)
    }

    pub(super) fn open_inlines(&self) -> (usize, usize) {
        (self.open_tags, self.inlines.len())
    }
}

/// Whether the sign at byte `at` stands after a backslash that takes its meaning away.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    before
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count()
        % 2
        == 1
}
