//! What the parser is shown in place of an author's text, byte for byte: it has rules of its own for signs that
//! mean something else here.
//!
//! ```text
//! $ of money       what the parser takes for a formula it does not read as Markdown
//! ^ of ^[a note]   it takes the signs of two notes for those of a superscript
//! ::: lines        it takes them for definitions, or for a part of the paragraph, list or table above
//! : A caption      right below a table it takes it for a row: its colon gives way to an empty line
//! ```
//!
//! Every range of the parser's events is one of the text; [`Mask::unmask`] puts the text itself back.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::captions;
use super::divisions::fence;
use super::math::is_money;

/// Stands in for a dollar sign that is money; one byte, so that every range stays true.
const MONEY: u8 = 0x1a;

/// A text and what the parser is shown of it.
pub(super) struct Mask<'t> {
    original: &'t str,
    pub(super) masked: Cow<'t, str>,
    /// What stands in for the `^` of notes.
    pub(super) note: Option<char>,
}

impl<'t> Mask<'t> {
    /// Punctuation that has no meaning of its own, as `^` has none in `^[`: emphasis beside it stays what it is.
    const NOTES: [char; 5] = ['%', '/', '?', ',', '.'];

    /// Masks divisions, captions and notes.
    pub(super) fn of(original: &'t str) -> Self {
        let mut mask = Self {
            original,
            masked: original.into(),
            note: None,
        };
        mask.part_captions();
        mask.hide_divisions();
        mask.hide_notes();
        mask
    }

    /// The lines that open and close divisions look like thematic breaks: blocks of their own everywhere.
    fn hide_divisions(&mut self) {
        if memchr::memmem::find(self.original.as_bytes(), b":::").is_none() {
            return;
        }
        let mut at = 0;
        for line in self.original.split_inclusive('\n') {
            if let Some(range) = fence_in(line) {
                self.replace(at + range.start..at + range.end, b'*');
            }
            at += line.len();
        }
    }

    /// Puts an empty line before captions that touch their tables.
    fn part_captions(&mut self) {
        if captions::may_be_in(self.original) {
            for (range, parting) in captions::parted(self.original) {
                self.masked.to_mut().replace_range(range, &parting);
            }
        }
    }

    fn hide_notes(&mut self) {
        if memchr::memmem::find(self.masked.as_bytes(), b"^[").is_none() {
            return;
        }
        let is_free = |sign: &char| !self.masked.contains(&format!("{sign}["));
        self.note = Self::NOTES.into_iter().find(is_free);
        if let Some(sign) = self.note {
            self.masked = self.masked.replace("^[", &format!("{sign}[")).into();
        }
    }

    /// Hides the dollar signs that open no formula by [`is_money`], until none is left that the parser takes for
    /// one; `formulas` says which it does.
    ///
    /// The parser's own rule is laxer than Pandoc's, and citations between two prices would be lost.
    pub(super) fn hide_money(&mut self, formulas: impl Fn(&str) -> Vec<Range<usize>>) {
        loop {
            let mut formulas = formulas(&self.masked);
            formulas.retain(|range| is_money(self.original, range.start, range.end));
            for formula in &formulas {
                self.replace(formula.start..formula.start + 1, MONEY);
            }
            if formulas.is_empty() || !has_two_dollars(&self.masked) {
                return;
            }
        }
    }

    /// Puts `with`, an ASCII character, in place of each byte of whole characters.
    fn replace(&mut self, range: Range<usize>, with: u8) {
        let masked = std::mem::take(&mut self.masked);
        let mut bytes = masked.into_owned().into_bytes();
        bytes[range].fill(with);
        // Whole characters made way for ASCII: the text is as valid as before.
        self.masked = String::from_utf8(bytes).map_or_else(|_| self.original.into(), Into::into);
    }

    /// An event of the masked text as it is without the mask; it stands in `range`.
    pub(super) fn unmask<'e>(&'e self, event: Event<'e>, range: &Range<usize>) -> Event<'e> {
        let Cow::Owned(masked) = &self.masked else {
            return event;
        };
        let own = |text: CowStr<'e>| match self.note.map(|sign| format!("{sign}[")) {
            Some(note) if text.contains(&note) => text.replace(&note, "^[").into(),
            _ => text,
        };
        let verbatim = |text: &str| masked[range.clone()] == *text;
        match event {
            Event::Text(text) if verbatim(&text) => {
                Event::Text(self.original[range.clone()].into())
            }
            Event::Html(text) if verbatim(&text) => {
                Event::Html(self.original[range.clone()].into())
            }
            Event::Code(text) => Event::Code(own(text)),
            Event::InlineMath(text) => Event::InlineMath(own(text)),
            Event::DisplayMath(text) => Event::DisplayMath(own(text)),
            Event::InlineHtml(text) => Event::InlineHtml(own(text)),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Link {
                link_type,
                dest_url: own(dest_url),
                title: own(title),
                id: own(id),
            }),
            event => event,
        }
    }
}

/// Whether a text can have a formula, which needs two.
pub(super) fn has_two_dollars(text: &str) -> bool {
    memchr::memchr_iter(b'$', text.as_bytes()).nth(1).is_some()
}

/// Where in a line a division opens or closes, without the marks of quotations before it.
fn fence_in(line: &str) -> Option<Range<usize>> {
    let bare = line.trim_start_matches(['>', ' ', '\t']);
    let start = line.len() - bare.len();
    let bare = bare.trim_end();
    fence(bare)?;
    Some(start..start + bare.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_keeps_lengths() {
        let text = "a^[b %[ /[\n> ::: {.ü}\n> x\n> :::\n::: a b\n";
        let mask = Mask::of(text);
        let shown = "a?[b %[ /[\n> *********\n> x\n> ***\n::: a b\n";
        assert_eq!(&*mask.masked, shown);
        assert_eq!(mask.masked.len(), text.len());
    }
}
