//! The result: text with marks in it.

use super::super::style::Display;
use super::super::variable::Variable;

/// Text with the places where its looks change: properly nested.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Formatted {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

/// Where a [`Tag`] opens or closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mark {
    /// The byte of the text before which it stands.
    pub(super) at: usize,
    pub(super) tag: Tag,
    pub(super) opens: bool,
}

/// What a range of the text looks like or stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    Italic,
    Oblique,
    /// Upright in the midst of italics.
    Upright,
    Bold,
    /// Of normal weight in the midst of bold.
    NormalWeight,
    SmallCaps,
    /// Of normal capitals in the midst of small ones.
    NormalCaps,
    Underline,
    /// Without the line of what surrounds it.
    NoUnderline,
    Superscript,
    Subscript,
    Baseline,
    /// A block of its own in a reference.
    Display(Display),
    /// The value of a variable, without affixes and quotation marks.
    Variable(Variable),
    /// What belongs to one cite of a citation, by its place in the citation.
    Cite(usize),
    /// Markup that a caller wrote in a prefix or suffix: [`Markup::Foreign`](super::super::Markup::Foreign).
    Foreign(u32),
}

/// A piece of [`Formatted`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    Text(&'a str),
    Open(Tag),
    Close(Tag),
}

impl Formatted {
    /// The text alone.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text alone.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text and its tags in order.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        let mut marks = self.marks.iter();
        let mut at = 0;
        std::iter::from_fn(move || {
            let mark = marks.as_slice().first();
            let next = mark.map_or(self.text.len(), |mark| mark.at);
            let text = (next > at).then(|| Event::Text(&self.text[at..next]));
            at = next;
            text.or_else(|| {
                marks.next().map(|mark| match mark.opens {
                    true => Event::Open(mark.tag),
                    false => Event::Close(mark.tag),
                })
            })
        })
    }
}

impl Formatted {
    /// Text that stands for the first cite of a citation of which the style prints nothing.
    pub fn cite(text: impl Into<String>) -> Self {
        let text = text.into();
        let mark = |at, opens| Mark {
            at,
            tag: Tag::Cite(0),
            opens,
        };
        Self {
            marks: vec![mark(0, true), mark(text.len(), false)],
            text,
        }
    }
}
