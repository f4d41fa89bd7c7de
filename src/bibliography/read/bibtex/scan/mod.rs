//! From the text of a `.bib` file to raw entries: the syntax, without a look at what fields mean.
//!
//! Text between entries is a comment, as BibTeX has it. An entry that cannot be read costs only itself: the
//! scanner goes on at the next `@` that opens a line.

mod reader;

use std::ops::Range;

use crate::diagnostics::Lint;

use reader::{command, is_name_char};

/// More bytes than this no entry has; an unclosed brace would swallow the file.
const MAX_ENTRY: usize = 1 << 20;
/// Values nest no deeper than this.
pub(super) const MAX_DEPTH: usize = 100;

/// What a file holds, in file order.
#[derive(Debug, Default)]
pub(super) struct Scanned<'s> {
    pub items: Vec<Item<'s>>,
    pub problems: Vec<Problem>,
    /// Keys of entries that are there and cannot be read.
    pub unread: Vec<String>,
}

/// One `@…` of a file. `@comment` and `@preamble` are left out.
#[derive(Debug)]
pub(super) enum Item<'s> {
    Entry(RawEntry<'s>),
    /// `@string`; some programs define several in one.
    Strings(Vec<RawField<'s>>),
}

#[derive(Debug)]
pub(super) struct RawEntry<'s> {
    /// The type as written.
    pub kind: Word<'s>,
    pub key: Word<'s>,
    pub fields: Vec<RawField<'s>>,
}

#[derive(Debug)]
pub(super) struct RawField<'s> {
    pub name: Word<'s>,
    pub value: Vec<Part<'s>>,
    /// The value, without its braces or quotation marks if it is one part.
    pub range: Range<usize>,
}

/// A part of a value; `#` joins several.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part<'s> {
    /// What stands in braces or quotation marks, or a number.
    Text(&'s str),
    /// The name of a `@string`.
    Name(Word<'s>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word<'s> {
    pub text: &'s str,
    pub start: usize,
}

impl Word<'_> {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// What cannot be read, and where.
#[derive(Debug, PartialEq)]
pub(super) struct Problem {
    pub lint: Lint,
    pub range: Range<usize>,
    pub message: String,
    pub help: &'static str,
}

/// Reads a whole file.
pub(super) fn scan(text: &str) -> Scanned<'_> {
    let mut scanned = Scanned::default();
    let mut at = 0;
    while let Some(start) = next_command(text, at) {
        // A backslash before a brace may hide it (Pandoc, Zotero) or not (BibTeX): whichever makes an entry of it.
        let mut result = command(text, start, true);
        if result.is_err()
            && let Ok(other) = command(text, start, false)
        {
            result = Ok(other);
        }
        at = match result {
            Ok(found) => {
                scanned.items.extend(found.item);
                scanned.problems.extend(found.problems);
                found.end
            }
            Err(error) => {
                scanned.unread.extend(error.key.map(str::to_owned));
                scanned.problems.push(error.problem);
                next_line_with_at(text, start + 1)
            }
        };
    }
    scanned
}

/// Whether anything in a file opens with `@`, be it an entry or not.
pub(super) fn has_commands(text: &str) -> bool {
    next_command(text, 0).is_some()
}

/// The next `@` that is not part of a word or of a comment.
fn next_command(text: &str, from: usize) -> Option<usize> {
    let mut line = Line::new(from);
    loop {
        let at = line.next(text, &['@', '%'])?;
        if text.as_bytes()[at] == b'%' {
            // `%` makes the rest of a line a comment where nothing stands before it.
            if line.is_blank {
                line.at = text[at..]
                    .find(['\n', '\r'])
                    .map_or(text.len(), |gap| at + gap);
            }
            continue;
        }
        let after = text[at + 1..].trim_start();
        let word = after
            .find(|c: char| !is_name_char(c))
            .unwrap_or(after.len());
        let opened = after[word..].trim_start().starts_with(['{', '(']);
        let before = text[..at].chars().next_back();
        let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '}' | ')' | ','));
        if word > 0 && (line.is_blank || (opened && free)) {
            return Some(at);
        }
    }
}

/// The next `@` that opens a line, or the end.
fn next_line_with_at(text: &str, from: usize) -> usize {
    let mut line = Line {
        is_blank: false,
        ..Line::new(from)
    };
    while let Some(at) = line.next(text, &['@']) {
        if line.is_blank {
            return at;
        }
    }
    text.len()
}

/// Walks from mark to mark and knows whether anything stands before a mark on its line.
struct Line {
    at: usize,
    /// Whether there was only white space on the line, or since the start, before the last mark.
    is_blank: bool,
    after_mark: bool,
}

impl Line {
    fn new(at: usize) -> Self {
        Self {
            at,
            is_blank: true,
            after_mark: false,
        }
    }

    /// The next of `marks`, which are ASCII.
    fn next(&mut self, text: &str, marks: &[char]) -> Option<usize> {
        let found = self.at + text[self.at..].find(marks)?;
        let between = &text[self.at..found];
        self.is_blank = match between.rfind(['\n', '\r']) {
            Some(end) => between[end..].trim().is_empty(),
            None => self.is_blank && !self.after_mark && between.trim().is_empty(),
        };
        self.after_mark = true;
        self.at = found + 1;
        Some(found)
    }
}

#[cfg(test)]
mod tests;
