//! Line blocks: lines that begin with a bar keep their breaks and their indentation, as verse does. One that begins with
//! a space goes on with the line before.

use std::ops::Range;

use super::Writer;
use super::leaves::Leaf;
use crate::markdown::document::BlockKind;

/// The HTML that ends a line block.
const END: &str = "</div>\n";

impl Writer<'_> {
    /// Starts the paragraph in `range` as a line block, if each of its lines begins with a bar.
    pub(super) fn start_line_block(&mut self, range: &Range<usize>) -> bool {
        if !self.text[range.clone()].starts_with('|') {
            return false;
        }
        let mut lines = self.text[range.clone()].trim_end().lines();
        let first = lines.next().is_some_and(is_line);
        if !first || !lines.all(|line| is_line(bare(line)) || continues(line)) {
            return false;
        }
        self.open_text(BlockKind::Paragraph, range.clone(), END);
        self.push("<div class=\"line-block\">");
        self.start_line(range.start);
        true
    }

    /// Goes on with the next line after the break in `range`. False if no line block is open.
    pub(super) fn next_line(&mut self, range: &Range<usize>) -> bool {
        if !matches!(self.leaf, Leaf::Text { end: END, .. }) {
            return false;
        }
        let next = self.text[range.end..].lines().next().unwrap_or_default();
        let continues = !bare(next).starts_with('|');
        if !continues {
            self.push("<br>");
        }
        self.write_text("\n", range.clone());
        if !continues {
            self.start_line(range.end);
        }
        true
    }

    /// Writes the indentation of the line that begins at byte `at`.
    fn start_line(&mut self, at: usize) {
        let line = self.text[at..].lines().next().unwrap_or_default();
        let text = bare(line);
        let words = text.strip_prefix('|').unwrap_or(text);
        let words = words.strip_prefix(' ').unwrap_or(words);
        let indent = words.len() - words.trim_start_matches(' ').len();
        self.push(&"\u{a0}".repeat(indent));
        self.skip_to = self.skip_to.max(at + line.len() - words.len() + indent);
    }
}

/// A line without the marks of quotations before it.
fn bare(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t'])
}

/// Whether a line goes on with the one before.
fn continues(line: &str) -> bool {
    let line = line.trim_start_matches('>');
    line.starts_with([' ', '\t']) && !bare(line).starts_with('|')
}

/// Whether a line is one of a line block, and not the row of a table that lacks its second line.
fn is_line(line: &str) -> bool {
    let line = line.trim_end();
    line == "|" || line.starts_with("| ") && !line.ends_with('|')
}
