//! Where something stands in the author's files.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A range of bytes in one file, the file being known from the context.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range`, which lies in a file of less than 4 GiB.
    pub fn new(range: Range<usize>) -> Self {
        Self {
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    /// An empty span at `offset`.
    pub fn at(offset: usize) -> Self {
        Self::new(offset..offset)
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the byte at `offset` lies in it; the end counts where a file ends.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && (offset < self.end || self.start == 0 && offset == self.end)
    }

    /// The same stretch as offsets from `base`, which may lie after it: [`counted_from`](Self::counted_from) undoes that.
    pub(crate) fn seen_from(self, base: u32) -> Self {
        Self {
            start: self.start.wrapping_sub(base),
            end: self.end.wrapping_sub(base),
        }
    }

    /// The stretch that is seen so from `base`.
    pub(crate) fn counted_from(self, base: u32) -> Self {
        Self {
            start: self.start.wrapping_add(base),
            end: self.end.wrapping_add(base),
        }
    }

    /// The same stretch in a file in which this one's text begins at `offset`.
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset..self.end as usize + offset)
    }
}

/// A span together with the file that it lies in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the explainer's root, with forward slashes.
    pub file: Arc<str>,
    /// The bytes meant.
    pub span: Span,
}

impl Place {
    /// The place of `span` in `file`.
    pub fn new(file: &Arc<str>, span: Span) -> Self {
        Self {
            file: file.clone(),
            span,
        }
    }
}

/// Looks up the text of a file by its path relative to the root, so that a printer can quote it.
pub(crate) trait Texts {
    /// The text in which the spans of `file` count, `None` if it was never read as text.
    fn text(&self, file: &str) -> Option<&str>;
}

/// Finds line and column of byte offsets in one text.
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the line ends of `text` (`\n`, `\r\n`, and a lone `\r` as CommonMark has it).
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        Self { text, starts }
    }

    /// Line and column, both from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let column = self.text[self.starts[line]..offset].chars().count();
        (line + 1, column + 1)
    }

    /// The bytes of a line counted from 1, without its line end.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let trimmed = self.text[start..end].trim_end_matches(['\n', '\r']);
        start..start + trimmed.len()
    }
}

/// A place as editors count: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column after the last character.
    pub end_column: usize,
}

/// The line indexes of many files, each made once, when first asked for.
pub(crate) struct Lines<'a> {
    texts: &'a dyn Texts,
    indexes: HashMap<&'a str, LineIndex<'a>>,
}

impl<'a> Lines<'a> {
    /// Indexes of the files that `texts` knows.
    pub(crate) fn new(texts: &'a dyn Texts) -> Self {
        Self {
            texts,
            indexes: HashMap::new(),
        }
    }

    /// The index of one file; that of an empty text if the file is not known.
    pub(crate) fn of(&mut self, file: &'a str) -> &LineIndex<'a> {
        self.indexes
            .entry(file)
            .or_insert_with(|| LineIndex::new(self.texts.text(file).unwrap_or_default()))
    }

    /// Where a place begins and ends.
    pub(crate) fn region(&mut self, place: &'a Place) -> Region {
        let index = self.of(&place.file);
        let (line, column) = index.line_column(place.span.start as usize);
        let (end_line, end_column) = index.line_column(place.span.end as usize);
        Region {
            line,
            column,
            end_line,
            end_column,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_whatever_the_line_ends() {
        let index = LineIndex::new("é\r\nzwei\nx\ry");
        assert_eq!(index.line_column(0), (1, 1));
        assert_eq!(index.line_column(2), (1, 2));
        assert_eq!(index.line_column(4), (2, 1));
        assert_eq!(index.line_column(6), (2, 3));
        assert_eq!(index.line_column(11), (4, 1));
        assert_eq!(index.line_column(999), (4, 2));
        assert_eq!(index.line(1), 0..2);
        assert_eq!(index.line(2), 4..8);
    }
}
