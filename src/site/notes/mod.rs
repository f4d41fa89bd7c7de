//! Numbers the notes of a page, and formats its citations when it is shown.
//!
//! In a note style a citation makes a note; author's footnotes share the one sequence, and a citation
//! inside a footnote is part of it. In numeric and author-date styles citations stand in the text and only
//! footnotes are numbered.

mod format;
mod numbering;

pub(crate) use format::{FormattedNotes, Reference};
pub(super) use numbering::number;
pub(crate) use numbering::undefined_source;

use super::anchors::Anchor;
use crate::bibliography::SourceId;
use crate::diagnostics::Diagnostic;

/// The notes of a page, numbered. What they say in the style is not part of it: [`FormattedNotes`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PageNotes {
    /// The notes; the first has the number 1.
    pub notes: Vec<Note>,
    /// The citations of the document, in its order.
    pub citations: Vec<LinkedCitation>,
    /// Number of the note, and how many references to it came before, for each footnote reference.
    pub footnote_marks: Vec<Option<(u32, u32)>>,
    /// The citations that the page shows, in reading order.
    pub order: Vec<usize>,
    /// What is wrong with the keys.
    pub diagnostics: Vec<Diagnostic>,
}

/// A citation of a document, with what other files say of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LinkedCitation {
    /// The sources of its items; `None` where a key is not defined.
    pub sources: Vec<Option<SourceId>>,
    /// What stands in the text for it.
    pub mark: Mark,
}

impl LinkedCitation {
    /// The sources that exist.
    pub(crate) fn known_sources(&self) -> impl Iterator<Item = SourceId> + '_ {
        self.sources.iter().flatten().copied()
    }

    /// Whether a key is not defined.
    pub(crate) fn has_unknown_key(&self) -> bool {
        self.mark != Mark::Reference && self.sources.iter().any(Option::is_none)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    /// What it says.
    pub content: NoteContent,
    /// How many markers lead to it.
    pub markers: u32,
}

/// What a note says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NoteContent {
    /// A citation of the document.
    Citation(usize),
    /// A footnote of the document.
    Footnote(usize),
}

/// What stands in the text for a citation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mark {
    /// The marker of its note.
    Note(u32),
    /// Its words, inside the note of this number.
    InNote(u32),
    /// Its words, in the text; it is the n-th of the page.
    InText(u32),
    /// The words of a cross reference.
    Reference,
    /// Nothing: the page never shows it, or none of its sources exists.
    None,
}

impl Mark {
    /// The id of the place to which a link to this use leads.
    pub(crate) fn anchor(self) -> Option<Anchor> {
        match self {
            Self::Note(n) => Some(Anchor::Marker(n, 0)),
            Self::InNote(n) => Some(Anchor::Note(n)),
            Self::InText(n) => Some(Anchor::Citation(n)),
            Self::Reference | Self::None => None,
        }
    }
}
