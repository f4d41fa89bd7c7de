//! Citations in the language of each page.

use std::collections::BTreeMap;

use crate::bibliography::Formatter;
use crate::language::Language;

/// A formatter for each language in which pages are written. All have the same style and sources.
pub struct Formatters {
    /// For the language of the explainer: most pages, and the ledger.
    main: Formatter,
    others: BTreeMap<Language, Formatter>,
}

impl Formatters {
    pub(crate) fn new(main: Formatter, others: BTreeMap<Language, Formatter>) -> Self {
        Self { main, others }
    }

    /// The formatter for the language of the explainer.
    pub(crate) fn main(&self) -> &Formatter {
        &self.main
    }

    /// The formatter for the language of a page.
    pub(crate) fn of(&self, language: &Language) -> &Formatter {
        self.others.get(language).unwrap_or(&self.main)
    }
}
