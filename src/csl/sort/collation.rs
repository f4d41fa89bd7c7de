//! The order of letters in a language.

use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale as Tag;

/// Compares as citeproc-js does: by letters and numbers, without accents, capitals and punctuation.
#[derive(Debug)]
pub(crate) struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of a language; that of the root locale if the language is not known.
    pub(crate) fn new(language: &str) -> Self {
        let tag = Tag::try_from_str(language).unwrap_or(Tag::UNKNOWN);
        let mut preferences = CollatorPreferences::from(&tag);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        options.alternate_handling = Some(AlternateHandling::Shifted);
        Self(Collator::try_new(preferences, options).ok())
    }

    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.0 {
            Some(collator) => collator.compare(a, b),
            None => a.cmp(b),
        }
    }
}
