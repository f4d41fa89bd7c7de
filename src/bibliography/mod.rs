//! Sources, and citations of them in any CSL style.
//!
//! [`Bibliography::load`] reads the bibliography files into [`Source`]s; [`Style`] is how citations look;
//! a [`Formatter`] brings both together and formats the citations of a page, in reading order, and its
//! references. Which words of a page are citations is not known here, nor where they go in its HTML.

mod date;
mod entry;
mod library;
mod read;
mod source;

pub use library::Bibliography;
pub use read::BibliographyFile;
pub use source::{Missing, Source, SourceId, incomplete};
