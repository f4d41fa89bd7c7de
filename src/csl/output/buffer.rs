//! Text and marks one after the other, and what happens where they meet.

use super::super::style::Display;
use super::formatted::{Formatted, Mark, Tag};
use super::punctuation::{Meeting, meet, moves_in, moves_out};

/// The text so far. It knows whether it ends with closing quotation marks, which punctuation moves into.
#[derive(Default)]
pub(super) struct Buffer {
    pub(super) written: Formatted,
    /// `punctuation-in-quote`
    punctuation_inside: bool,
    /// The closing quotation marks at the very end of the text, if it ends with some.
    pub(super) closing: Option<Closing>,
    /// How many fields with markup are open around what is written.
    fields: usize,
    /// Whether such a field has begun.
    within_field: bool,
}

/// Closing quotation marks at the end of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closing {
    /// The byte at which the innermost of them stands.
    pub(super) at: usize,
    /// The number of marks before those that close the looks of the quotation itself.
    pub(super) marks: usize,
    /// The length of the text just after the last of them.
    pub(super) end: usize,
}

impl Buffer {
    pub(super) fn new(punctuation_inside: bool) -> Self {
        Self {
            punctuation_inside,
            ..Self::default()
        }
    }

    pub(super) fn finish(self) -> Formatted {
        self.written
    }

    pub(super) fn len(&self) -> usize {
        self.written.text.len()
    }

    /// Writes text after what is there; where they meet, punctuation is not doubled, and moves into or over
    /// quotation marks.
    pub(super) fn text(&mut self, text: &str) {
        let Some(first) = text.chars().next() else {
            return;
        };
        // Within a field, text is as its writer wrote it.
        if std::mem::replace(&mut self.within_field, self.fields > 0) {
            return self.written.text.push_str(text);
        }
        let last = match first {
            ' ' => self.written.text.chars().next_back(),
            _ => self.last_char(),
        };
        let rest = &text[first.len_utf8()..];
        match last.map(|last| meet(last, first)) {
            Some(Meeting::DropRight) => return self.written.text.push_str(rest),
            Some(Meeting::ReplaceLeft) => {
                self.take_last();
            }
            Some(Meeting::Keep) | None => {}
        }
        let after_quotation = self.content_end() < self.len();
        if after_quotation && self.punctuation_inside && moves_in(first) {
            self.insert_in_quotation(first);
            self.written.text.push_str(rest);
        } else {
            self.written.text.push_str(text);
        }
    }

    pub(super) fn mark(&mut self, tag: Tag, opens: bool) {
        let at = self.len();
        self.written.marks.push(Mark { at, tag, opens });
    }

    /// Closes a tag around whole elements; a space at the end of a block stands after it.
    pub(super) fn close(&mut self, tag: Tag) {
        let space = self.written.text.ends_with(' ') && tag == Tag::Display(Display::RightInline);
        let at = self.len() - usize::from(space);
        self.written.marks.push(Mark {
            at,
            tag,
            opens: false,
        });
    }

    /// A field with markup begins: in it, nothing moves.
    pub(super) fn begin_field(&mut self) {
        self.fields += 1;
    }

    pub(super) fn end_field(&mut self) {
        self.fields -= 1;
        self.within_field &= self.fields > 0;
    }

    /// Ends a quotation. Commas and colons stand after the mark where the locale does not keep them inside.
    pub(super) fn close_quotation(&mut self, mark: &str, own: usize) {
        let out = match self.last_char() {
            Some(c) if self.fields == 0 && !self.punctuation_inside && moves_out(c) => {
                self.take_last()
            }
            _ => None,
        };
        let nested = self.closing.filter(|closing| closing.end == self.len());
        let (at, marks) = match nested {
            Some(closing) => (closing.at, closing.marks),
            None => (self.len(), self.written.marks.len() - own),
        };
        self.written.text.push_str(mark);
        let end = self.len();
        self.closing = Some(Closing { at, marks, end });
        if let Some(c) = out {
            self.written.text.push(c);
        }
    }

    /// The end of the text without closing quotation marks.
    fn content_end(&self) -> usize {
        match self.closing {
            Some(closing) if closing.end == self.len() => closing.at,
            _ => self.len(),
        }
    }

    /// The last character, that before closing quotation marks if there are some.
    fn last_char(&self) -> Option<char> {
        self.written.text[..self.content_end()].chars().next_back()
    }

    /// Takes the last character away, that before closing quotation marks if there are some.
    fn take_last(&mut self) -> Option<char> {
        let c = self.last_char()?;
        let length = c.len_utf8();
        let start = self.content_end() - length;
        if let Some(closing) = &mut self.closing
            && closing.end == self.written.text.len()
        {
            closing.at -= length;
            closing.end -= length;
        }
        self.written.text.remove(start);
        for mark in self.written.marks.iter_mut().rev() {
            if mark.at <= start {
                break;
            }
            mark.at -= length;
        }
        Some(c)
    }

    /// Puts a character before the closing quotation marks with which the text ends.
    fn insert_in_quotation(&mut self, c: char) {
        let Some(closing) = &mut self.closing else {
            return;
        };
        self.written.text.insert(closing.at, c);
        for mark in &mut self.written.marks[closing.marks..] {
            mark.at += c.len_utf8();
        }
        closing.at += c.len_utf8();
        closing.end += c.len_utf8();
    }
}
