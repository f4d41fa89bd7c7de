//! Formats the citations and references of a page.
//!
//! ```text
//! Citations ──affix──> csl::Citations ──csl::Processor──> csl::Formatted ──links──> RichText
//! ```
//!
//! [`Formatter::page`] is the entry point. The processor knows items and text; here they get their sources,
//! the author's Markdown in prefixes and suffixes, and the addresses that titles lead to.

mod affix;
mod formatter;
mod links;

pub(crate) use formatter::Formatter;

use super::{Locator, RichText, SourceId};

/// One use of one or more sources at a place: `[see @a, p. 3; also @b]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ResolvedCitation {
    /// The sources, in the order written.
    pub items: Vec<ResolvedSource>,
    /// In a note style, the number of the footnote that it stands in; citations in one footnote share it.
    pub note_number: Option<u32>,
    /// Whether it stands in a footnote that the author wrote, where a note style sets it in parentheses.
    pub within_note: bool,
    /// Whether it is written `@key` in running text, where the author's name belongs to the sentence.
    pub narrative: bool,
}

/// One source of a citation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ResolvedSource {
    pub source: SourceId,
    /// Where in it.
    pub locator: Option<Locator>,
    /// Inline Markdown before it: `see`.
    pub prefix: String,
    /// Inline Markdown after the locator.
    pub suffix: String,
    /// Whether the author is left out: `[-@key]`.
    pub suppress_author: bool,
}

impl ResolvedSource {
    /// A source cited as a whole.
    pub(crate) fn new(source: SourceId) -> Self {
        Self {
            source,
            locator: None,
            prefix: String::new(),
            suffix: String::new(),
            suppress_author: false,
        }
    }
}

/// The formatted citations and references of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PageCitations {
    /// One for each citation, in the same order.
    pub citations: Vec<Formatted>,
    /// The references in the order of the style; empty if it has none.
    pub references: Vec<(SourceId, RichText)>,
}

/// One formatted citation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Formatted {
    /// The note, or what stands in the text.
    pub text: RichText,
    /// Of a narrative citation, the name that belongs to the sentence: the author's, short; without
    /// author the outlet, else the title. `text` then goes without the author.
    pub narrative: Option<RichText>,
    /// Of a note that is shortened because its sources were cited before ("Ibid."), what it would say if they
    /// had not been: for where it stands alone, as in a margin.
    pub full: Option<RichText>,
}

#[cfg(test)]
mod pandoc;
#[cfg(test)]
mod tests;
