//! Plural forms, by the rules of CLDR.

use std::cell::RefCell;
use std::collections::BTreeMap;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};
use rustc_hash::FxHashMap;

use crate::language::Language;

/// The names of CLDR's categories.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A text for each plural category of a language, by the category's name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PluralForms {
    pub language: Language,
    pub forms: BTreeMap<String, String>,
}

impl PluralForms {
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.forms.values().map(String::as_str)
    }

    /// The form for a number.
    pub(super) fn of(&self, n: u64) -> &str {
        let form = |category| self.forms.get(category);
        let form = form(category(self.language.as_str(), n)).or_else(|| form("other"));
        form.map_or("", String::as_str)
    }
}

/// Numbers up to this have their categories looked up once: most of what is counted on a page.
const SMALL: usize = 100;

/// The category of a whole number in a language, by its tag; `other` where nothing is known of its plural.
pub(super) fn category(language: &str, n: u64) -> &'static str {
    type Known = FxHashMap<String, [&'static str; SMALL]>;
    thread_local! {
        static KNOWN: RefCell<Known> = RefCell::default();
    }
    let of = |rules: &Option<PluralRules>, n: u64| {
        let rules = rules.as_ref();
        rules.map_or("other", |rules| name(rules.category_for(n)))
    };
    let Some(small) = usize::try_from(n).ok().filter(|n| *n < SMALL) else {
        return of(&rules(language), n);
    };
    KNOWN.with_borrow_mut(|known| {
        if let Some(categories) = known.get(language) {
            return categories[small];
        }
        let rules = rules(language);
        let categories = std::array::from_fn(|n| of(&rules, n as u64));
        known.insert(language.to_owned(), categories);
        categories[small]
    })
}

/// The categories that a language has.
pub(super) fn categories(language: &Language) -> Vec<&'static str> {
    match rules(language.as_str()) {
        Some(rules) => rules.categories().map(name).collect(),
        None => vec!["other"],
    }
}

fn rules(language: &str) -> Option<PluralRules> {
    let locale = Locale::try_from_str(language).ok()?;
    PluralRules::try_new_cardinal(PluralRulesPreferences::from(&locale)).ok()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_categories_of_the_language() {
        let all = |tag| [0, 1, 2, 5, 11, 21, 22, 100].map(|n| category(tag, n));
        let [zero, one, two, few, many, other] = CATEGORIES;
        assert_eq!(
            all("en-GB"),
            [other, one, other, other, other, other, other, other]
        );
        assert_eq!(
            all("fr"),
            [one, one, other, other, other, other, other, other]
        );
        assert_eq!(all("ru"), [many, one, few, many, many, one, few, many]);
        assert_eq!(all("ar"), [zero, one, two, few, many, many, many, other]);
        assert_eq!(all("ko"), [other; 8]);
        assert_eq!(all("x-elvish"), [other; 8]);
    }
}
