//! What on a page leads elsewhere: links, citations, marks of footnotes.

use std::sync::Arc;

use super::Spot;
use crate::diagnostics::Span;
use crate::markdown::CitedSource;
use crate::markdown::label::Label;

/// A link or a picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    /// The whole link in the file.
    pub span: Span,
    /// Where it leads, as written.
    pub destination: String,
    /// Whether it is a picture (or another file to be shown), not a way to go.
    pub embeds: bool,
    /// Its words in the plain text.
    pub spot: Spot,
    /// The data file in which it stands, if it is not in the page itself.
    pub file: Option<Arc<str>>,
    /// How it is written.
    pub form: LinkForm,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LinkForm {
    /// `[words](address)`, or an image.
    #[default]
    Plain,
    /// `<address>`, or an address in the text: readers see it.
    Bare,
    /// `[[page]]`
    Wiki,
}

/// A citation in its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Citation {
    /// The citation in the file, brackets included.
    pub span: Span,
    /// The sources, in the order of the author.
    pub items: Vec<CitedSource>,
    /// How it is written.
    pub form: CitationForm,
    /// Whether a space before it was swallowed; in-text styles put it back.
    pub space_before: bool,
    /// Its point in the plain text, or the words of its claim.
    pub spot: Spot,
    /// The data file in which it stands, if it is not in the page itself.
    pub file: Option<Arc<str>>,
}

impl Citation {
    /// The labels that it names, if each of its keys has the form of one: then it is a cross reference, unless the
    /// bibliography has a source with such a key.
    pub(crate) fn labels(&self) -> Option<Vec<Label>> {
        self.items
            .iter()
            .map(|item| Label::parse(&item.key))
            .collect()
    }
}

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CitationForm {
    /// `[@key]`
    Bracketed,
    /// `@key` in running text, where the author's name is part of the sentence.
    Narrative,
    /// `[words][@key]`: it supports the words.
    Claim,
}

/// A reference to a footnote.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FootnoteRef {
    /// `[^x]` in the file.
    pub span: Span,
    pub label: String,
    /// Its point in the plain text.
    pub spot: Spot,
}
