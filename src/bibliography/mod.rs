//! Sources, and citations of them in any CSL style.
//!
//! [`Bibliography::load`] reads the bibliography files into [`Source`]s; [`Style`] is how citations look;
//! a [`Formatter`] brings both together and formats the citations of a page, in reading order, and its
//! references. Which words of a page are citations is not known here, nor where they go in its HTML.

mod bibtex;
pub mod bundled;
mod date;
mod format;
mod library;
mod locator;
mod read;
mod rich_text;
mod source;
mod style;

pub use library::Bibliography;
pub(crate) use library::BibliographyFiles;
pub use read::BibliographyFile;

pub(crate) use bibtex::biblatex;
pub(crate) use format::{Formatted, Formatter, ResolvedCitation, ResolvedSource};
pub(crate) use locator::Locator;
pub(crate) use rich_text::RichText;
pub(crate) use source::{Missing, Source, SourceId, WrittenField, incomplete};
pub(crate) use style::{Style, StyleError};
