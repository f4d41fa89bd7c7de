//! Running text: to HTML and to the plain text of its block, with what only Ibid sees in it.

use std::ops::Range;

use super::Writer;
use crate::diagnostics::{Lint, Span};
use crate::markdown::citation::{key_at, may_begin_key};
use crate::markdown::document::Spot;
use crate::markdown::footnotes::LostFootnote;
use crate::markdown::html::escape_text;

impl Writer<'_> {
    /// Writes the bytes `range` of the file, and the narrative citations, scripts and lost footnotes in them.
    pub(super) fn running_text(&mut self, range: Range<usize>) {
        let text = self.text;
        let mut from = range.start.max(self.skip_to);
        let mut at = from;
        let links = self.links_addresses(&range);
        while at < range.end {
            if !links {
                let mut signs = self.doc.signs.within(at..range.end);
                let Some(next) = signs.find(|at| b"@\\^~{[]".contains(&text.as_bytes()[*at]))
                else {
                    break;
                };
                at = next;
            }
            if links && let Some(end) = self.address_at(from, at) {
                self.skip_to = end;
                from = end.min(range.end);
                at = from;
                continue;
            }
            let end = match text.as_bytes()[at] {
                b'@' => self.narrative_at(from, at),
                b'\\' => self.drop_command(from, at),
                b'^' if text[at..].starts_with("^[") => self.open_note(from, at),
                b'^' | b'~' => self.script_at(from, at),
                b'{' => self.shortcode_at(from, at),
                b'[' => {
                    self.report_lost_footnote(at);
                    let end = self.nested_citation_at(from, at);
                    let end = end.or_else(|| self.open_span(from, at));
                    if end.is_none() {
                        self.bracket_in_note(at);
                    }
                    end
                }
                b']' => self
                    .close_span(from, at)
                    .or_else(|| self.close_note(from, at)),
                _ => None,
            };
            match end {
                Some(end) => {
                    self.skip_to = end;
                    from = end.min(range.end);
                    at = from;
                }
                None => at += 1,
            }
        }
        self.write_bytes(from..range.end);
    }

    /// The narrative citation that begins at byte `at`, after the text from byte `from`; returns its end.
    fn narrative_at(&mut self, from: usize, at: usize) -> Option<usize> {
        let text = self.text;
        let (key_range, key) = key_at(text, at).filter(|_| may_begin_key(text, at))?;
        self.write_bytes(from..at);
        self.narrative(key, at..key_range.end);
        Some(key_range.end)
    }

    /// The super- or subscript that begins at byte `at`, after the text from byte `from`; returns its end.
    fn script_at(&mut self, from: usize, at: usize) -> Option<usize> {
        let end = script_end(self.text, at)?;
        let (start_tag, end_tag) = match self.text.as_bytes()[at] {
            b'^' => ("<sup>", "</sup>"),
            _ => ("<sub>", "</sub>"),
        };
        self.write_bytes(from..at);
        self.push(start_tag);
        self.write_bytes(at + 1..end);
        self.push(end_tag);
        Some(end + 1)
    }

    /// Reports `[^x]` in running text: it is there only because nothing defines `x`.
    fn report_lost_footnote(&mut self, at: usize) {
        let (before, text) = self.text.split_at(at);
        let Some(rest) = text.strip_prefix("[^") else {
            return;
        };
        let Some(length) = rest.find([']', '[', '\n', ' ']) else {
            return;
        };
        let (label, rest) = rest.split_at(length);
        if before.ends_with('\\') || label.is_empty() || !rest.starts_with(']') {
            return;
        }
        let span = Span::new(at..at + "[^]".len() + length);
        let message = format!("the footnote `{label}` is not defined");
        let slip = [" :", ".", " -", " –"]
            .iter()
            .any(|sign| rest[1..].starts_with(sign));
        let begins_line = before.is_empty() || before.ends_with('\n');
        let help = match slip && begins_line {
            true => format!("write [^{label}]: text, with a colon right after the bracket"),
            false => format!(
                "define it in a paragraph of its own: [^{label}]: text{}",
                match label.starts_with(char::is_alphabetic) {
                    true => format!("; a source is cited with [@{label}]"),
                    false => String::new(),
                }
            ),
        };
        self.report(Lint::UndefinedFootnote, span, message).help = Some(help);
        self.lost_footnotes.push(LostFootnote {
            label: label.to_owned(),
            diagnostic: self.diagnostics.len() - 1,
        });
    }

    pub(super) fn write_bytes(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.write_text(&self.text[range.clone()], range);
        }
    }

    /// Writes `text`, which the bytes `range` of the file stand for.
    pub(super) fn write_text(&mut self, text: &str, range: Range<usize>) {
        self.ensure_leaf(&range);
        escape_text(&mut self.out.html, text);
        self.plain(if text == "\n" { " " } else { text }, range, false);
    }

    /// Adds to the plain text alone; what is `literal` are not the author's words.
    pub(super) fn plain(&mut self, text: &str, range: Range<usize>, literal: bool) {
        self.ensure_leaf(&range);
        if let Some(block) = self.leaf.block() {
            self.doc.blocks[block].push(text, range, literal);
        }
    }

    /// Takes away the space before a marker, in the HTML and in the plain text; whether there was any.
    pub(super) fn swallow_space(&mut self) -> bool {
        let swallowed = self.out.trim_end();
        if swallowed && let Some(block) = self.leaf.block() {
            let text = &mut self.doc.blocks[block].text;
            text.truncate(text.trim_end().len());
        }
        swallowed
    }

    /// The point reached in the plain text.
    pub(super) fn spot(&self) -> Spot {
        // What stands in no text comes after the text before it: links and citations are in the order of their blocks.
        let last = self.doc.blocks.len().saturating_sub(1);
        let block = self.leaf.block().unwrap_or(last);
        let text = self
            .doc
            .blocks
            .get(block)
            .map_or(0, |block| block.text.len());
        Spot {
            block,
            start: text,
            end: text,
            ..Spot::default()
        }
    }
}

/// Where a short super- or subscript inside a word ends, as in `H~2~O` and `2^nd^`; `at` is its first mark.
///
/// pulldown-cmark knows these marks only between spaces, where Pandoc and every writer of "CO~2~" use
/// them in words.
fn script_end(text: &str, at: usize) -> Option<usize> {
    let mark = char::from(text.as_bytes()[at]);
    let inner = &text[at + 1..];
    let length = inner.find(|c: char| !(c.is_alphanumeric() || "+-−,.()".contains(c)))?;
    let in_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ')');
    let ends = inner[length..].starts_with(mark) && !inner[length + 1..].starts_with(mark);
    (in_word && ends && (1..=16).contains(&length)).then_some(at + 1 + length)
}
