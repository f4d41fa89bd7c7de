//! Parse: all that one file says, whatever the others do.
//!
//! ```text
//! text ──markdown──> Document, what is wrong with it
//!      ──claims──> what on the page needs a source, and whether it has one
//! ```

use std::sync::Arc;

use crate::claims::{self, Claim};
use crate::data::Data;
use crate::diagnostics::Diagnostic;
use crate::markdown::{self, Document, Kept, ParseOptions};

/// A parsed page. It depends on its file, the options and the data files that it names alone, so it can be kept as long as these are the same.
#[derive(Clone, Debug)]
pub(crate) struct ParsedPage {
    pub document: Arc<Document>,
    /// In the order of the page.
    pub claims: Arc<[Claim]>,
    /// What is wrong with the file in itself.
    pub diagnostics: Arc<[Diagnostic]>,
}

impl ParsedPage {
    /// A page with its claims, and the faults that parsing found.
    pub(crate) fn of(document: Document, faults: Vec<Diagnostic>) -> Self {
        let claims = claims::find(&document, &faults);
        Self {
            document: Arc::new(document),
            claims: claims.into(),
            diagnostics: faults.into(),
        }
    }

    /// Gives back the memory that only finding problems needed.
    pub(crate) fn settle(&mut self, kept: Kept) {
        if let Some(document) = Arc::get_mut(&mut self.document) {
            document.settle(kept);
        }
    }

    /// Adds to what is wrong.
    pub(crate) fn add(&mut self, found: Vec<Diagnostic>) {
        if !found.is_empty() {
            self.diagnostics = self.diagnostics.iter().cloned().chain(found).collect();
        }
    }
}

/// Parses the `text` of the file at `path`, with what it uses of `data`.
pub(crate) fn parse(
    path: &Arc<str>,
    text: &str,
    options: &ParseOptions,
    data: &Data,
) -> ParsedPage {
    let (document, faults) = markdown::parse(path, text, options, data);
    ParsedPage::of(document, faults)
}
