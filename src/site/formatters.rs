//! Citations in the language of each page.

use std::collections::BTreeMap;

use crate::bibliography::Formatter;
use crate::language::Language;

/// A formatter for each language in which pages are written. All have the same style and sources.
pub(crate) struct Formatters {
    /// For the language of the explainer: most pages, and the ledger.
    main: Formatter,
    others: BTreeMap<Language, Formatter>,
    /// A digest of the style.
    style: u128,
}

impl Formatters {
    pub(crate) fn new(main: Formatter, others: BTreeMap<Language, Formatter>, style: u128) -> Self {
        Self {
            main,
            others,
            style,
        }
    }

    /// A digest of the style: its name and, if it is a file of the explainer's, its text.
    pub(crate) fn style_digest(&self) -> u128 {
        self.style
    }

    /// The formatter for the language of the explainer.
    pub(crate) fn main(&self) -> &Formatter {
        &self.main
    }

    /// Whether the style makes a note of each citation.
    pub(crate) fn in_notes(&self) -> bool {
        self.main.style().is_note()
    }

    /// The formatter for the language of a page.
    pub(crate) fn of(&self, language: &Language) -> &Formatter {
        self.others.get(language).unwrap_or(&self.main)
    }
}
