//! The plain text of a page, block by block, and places in it.

use crate::diagnostics::Span;
use crate::markdown::sentences;

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What it is part of.
    pub context: Context,
    /// Whether it stands in a list.
    pub listed: bool,
    /// Where it stands.
    pub span: Span,
    /// Plain text, without notes and markup.
    pub text: String,
    /// Where in the file the text comes from.
    pub runs: Vec<Run>,
    /// Where in the text a new sentence begins; found when the page is read to its end.
    pub breaks: Vec<u32>,
}

/// What a block of text is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// The running text.
    Text,
    /// A block quotation; the number counts those of the page.
    Quotation(usize),
    Footnote,
}

/// A piece of a block's text, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Offset in the text; the piece reaches to the next one.
    pub start: u32,
    /// What it is made of in the file.
    pub file: Span,
    /// Whether it is there byte by byte, unlike a curly quotation mark.
    pub exact: bool,
    /// Whether it is code, a formula or a key, and no words of the author's.
    pub literal: bool,
}

impl Block {
    /// Where in the file the bytes `range` of the text stand.
    pub(crate) fn place_of(&self, range: std::ops::Range<usize>) -> Span {
        let Some(first) = self.run_at(range.start) else {
            return self.span;
        };
        let last = self.run_at(range.end.saturating_sub(1)).unwrap_or(first);
        let within = |run: &Run, offset: usize| {
            (run.file.start + (offset as u32).saturating_sub(run.start)).min(run.file.end)
        };
        let start = if first.exact {
            within(first, range.start)
        } else {
            first.file.start
        };
        let end = if last.exact {
            within(last, range.end)
        } else {
            last.file.end
        };
        Span {
            start,
            end: end.max(start),
        }
    }

    /// Where its sentences stand in the text.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        sentences::sentences(&self.text, &self.breaks)
    }

    /// The pieces that are not the author's words.
    pub(crate) fn literals(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.runs.iter().enumerate().filter_map(|(i, run)| {
            let end = self
                .runs
                .get(i + 1)
                .map_or(self.text.len(), |next| next.start as usize);
            run.literal.then_some(run.start as usize..end)
        })
    }

    /// Adds text that the bytes `range` of the file stand for.
    pub(in crate::markdown) fn push(
        &mut self,
        text: &str,
        range: std::ops::Range<usize>,
        literal: bool,
    ) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let run = Run {
            start,
            exact: range.len() == text.len(),
            file: Span::new(range),
            literal,
        };
        // Most paragraphs are one piece.
        if let Some(last) = self.runs.last_mut()
            && last.exact
            && run.exact
            && last.literal == literal
            && last.file.end == run.file.start
            && last.file.end - last.file.start == start - last.start
        {
            last.file.end = run.file.end;
        } else {
            self.runs.push(run);
        }
    }

    fn run_at(&self, offset: usize) -> Option<&Run> {
        let after = self
            .runs
            .partition_point(|run| run.start as usize <= offset);
        self.runs.get(after.checked_sub(1)?)
    }
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A paragraph, or the text of a tight list item or definition.
    Paragraph,
    Heading,
    /// The caption of a table, above or below it.
    Caption {
        above: bool,
    },
    /// A cell of a table's head.
    TableHead,
    /// A cell of a table's body; the number counts the rows of the page.
    TableCell(usize),
    /// The term of a definition list.
    Term,
    /// What a row of a data file says. It has a source, or that has been reported.
    Data,
}

/// A sentence and the part of it that is meant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sentence<'a> {
    /// The sentence as plain text.
    pub text: &'a str,
    /// The bytes of a claim or of a link's words; empty for a point.
    pub marked: std::ops::Range<usize>,
}

/// Where something stands in the plain text of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// First byte in the block's text.
    pub start: usize,
    /// The byte after the last; equal to `start` for a point.
    pub end: usize,
    /// The bytes of the sentence around it. It is found when the page is read to its end, once for all who quote it.
    pub sentence: (u32, u32),
}
