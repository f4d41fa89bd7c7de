//! What elements say wherever they stand: written once, then copied into other texts.

use super::super::style::Formatting;
use super::super::variable::Variable;
use super::buffer::{Buffer, Closing};
use super::formatted::{Formatted, Mark, Tag};
use super::node::Node;
use super::punctuation::meets_nothing;
use super::writer::Writer;

/// Text with marks that can be put after any other. What it begins with is left alone by [`meet`], and all that
/// happens after its first character happens within it.
///
/// The number of a locator, digits only, is left open: no rule of punctuation looks at which digits they are.
///
/// [`meet`]: super::punctuation::meet
#[derive(Debug)]
pub(crate) struct Piece {
    written: Formatted,
    closing: Option<Closing>,
    /// The parentheses that are open at its end.
    parentheses: Option<u32>,
}

/// The number that stands for all others while a piece is written.
pub(crate) const SAMPLE_NUMBER: &str = "1";

const NUMBER: Tag = Tag::Variable(Variable::Locator);

impl Writer<'_> {
    /// What nodes say within the looks of a layout; `None` if that depends on what stands before.
    pub(crate) fn piece(mut self, layout: Formatting, nodes: &[Node<'_>]) -> Option<Piece> {
        self.within(layout);
        nodes.iter().for_each(|node| self.write(node));
        let parentheses = self.parentheses;
        let Buffer {
            written, closing, ..
        } = self.buffer;
        let first = written.text.chars().next()?;
        let piece = Piece {
            written,
            closing,
            parentheses,
        };
        (meets_nothing(first) && piece.marks_numbers()).then_some(piece)
    }

    /// Whether pieces say here what they do elsewhere: no parentheses are open that were not when they were made.
    pub(crate) fn takes_pieces(&self) -> bool {
        self.parentheses.is_none_or(|open| open == 0)
    }

    /// Writes a piece with the number of its locator.
    pub(crate) fn append(&mut self, piece: &Piece, number: &str) {
        self.buffer.append(piece, number);
        self.parentheses = piece.parentheses;
    }
}

impl Piece {
    /// Whether each number stands between its marks and nothing else does.
    fn marks_numbers(&self) -> bool {
        let Formatted { text, marks } = &self.written;
        let mut numbers = marks.iter().filter(|mark| mark.tag == NUMBER);
        numbers.all(|mark| match mark.opens {
            true => text[mark.at..].starts_with(SAMPLE_NUMBER),
            false => text[..mark.at].ends_with(SAMPLE_NUMBER),
        })
    }
}

impl Buffer {
    fn append(&mut self, piece: &Piece, number: &str) {
        let Formatted { text, marks } = &piece.written;
        let (start, first_mark) = (self.len(), self.written.marks.len());
        self.written.marks.reserve(marks.len());
        self.written.text.reserve(text.len() + number.len());
        let mut copied = 0;
        for mark in marks {
            if mark.at > copied {
                self.written.text.push_str(&text[copied..mark.at]);
                copied = mark.at;
            }
            // A mark may stand before a space that was written before it.
            let at = self.len() - (copied - mark.at);
            self.written.marks.push(Mark { at, ..*mark });
            if is_number(mark) {
                self.written.text.push_str(number);
                copied += SAMPLE_NUMBER.len();
            }
        }
        self.written.text.push_str(&text[copied..]);
        if let Some(closing) = piece.closing {
            let before = |place| marks.iter().filter(move |mark| mark.at < place);
            let numbers = before(closing.at).filter(|mark| is_number(mark)).count();
            let longer = number.len().saturating_sub(SAMPLE_NUMBER.len());
            let shift = start + numbers * longer;
            self.closing = Some(Closing {
                at: closing.at + shift,
                marks: closing.marks + first_mark,
                end: closing.end + shift,
            });
        }
    }
}

fn is_number(mark: &Mark) -> bool {
    mark.opens && mark.tag == NUMBER
}
