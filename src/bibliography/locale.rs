//! The words and date forms of a language, out of hayagriva's archive.

use hayagriva::archive;
use hayagriva::citationberg::{Locale, LocaleCode};

/// The language of an explainer that names none.
pub(super) const DEFAULT: &str = "en-GB";

/// The locale to ask for, and the locales that may be needed: that one, the main one of its language,
/// and American English, which CSL falls back to.
pub(super) fn load(language: &str) -> (LocaleCode, Vec<Locale>) {
    let language = if language.is_empty() {
        DEFAULT
    } else {
        language
    };
    let code = LocaleCode(language.to_owned());
    let wanted = [
        Some(code.clone()),
        code.fallback(),
        Some(LocaleCode::en_us()),
    ];
    let is_wanted = |locale: &Locale| locale.lang.is_some() && wanted.contains(&locale.lang);
    let locales = archive::locales().into_iter().filter(is_wanted).collect();
    (code, locales)
}
