//! The order of letters in a language.

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

    /// Bytes that compare as the text does.
    pub(crate) fn key(&self, text: &str) -> Vec<u8> {
        match &self.0 {
            Some(collator) => {
                let mut key = Vec::with_capacity(text.len());
                let Ok(()) = collator.write_sort_key_to(text, &mut key);
                key
            }
            None => text.as_bytes().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_compare_as_texts_do(a in "[a-cA-C0-9 |’ -éßя中]{0,6}", b in "[a-cA-C0-9 |’ -éßя中]{0,6}") {
            for language in ["en", "de", "sv", "zh", "ko"] {
                let collation = Collation::new(language);
                let keys = collation.key(&a).cmp(&collation.key(&b));
                let collator = collation.0.as_ref();
                prop_assert_eq!(Some(keys), collator.map(|collator| collator.compare(&a, &b)));
            }
        }
    }
}
