//! The words and date forms of a language.
//!
//! hayagriva's archive decodes all its languages at once, which takes longer than formatting a site does.
//! So the two that nearly every explainer needs are kept here as well, and the archive is asked for others.

use hayagriva::archive;
use hayagriva::citationberg::{Locale, LocaleCode};

/// The language of an explainer that names none.
pub(super) const DEFAULT: &str = "en-GB";

const BRITISH: &str = include_str!("locales/en-GB.json");
const AMERICAN: &str = include_str!("locales/en-US.json");

/// The locale to ask for, and the locales that may be needed: that one, the main one of its language,
/// and American English, which CSL falls back to.
pub(super) fn load(language: &str) -> (LocaleCode, Vec<Locale>) {
    let language = if language.is_empty() {
        DEFAULT
    } else {
        language
    };
    let code = LocaleCode(language.to_owned());
    if code.is_english() {
        let kept = [BRITISH, AMERICAN].map(serde_json::from_str::<Locale>);
        if let [Ok(british), Ok(american)] = kept {
            return (code, vec![british, american]);
        }
    }
    let wanted = [
        Some(code.clone()),
        code.fallback(),
        Some(LocaleCode::en_us()),
    ];
    let is_wanted = |locale: &Locale| locale.lang.is_some() && wanted.contains(&locale.lang);
    let locales = archive::locales().into_iter().filter(is_wanted).collect();
    (code, locales)
}

/// The locales of a language in the order in which a term is looked for: its own, the main one of the
/// language, American English.
pub(crate) fn locales(language: &str) -> Vec<Locale> {
    let (code, mut locales) = load(language);
    let main = code.fallback();
    // Those who say just "en" have had British dates since the first version.
    let british = LocaleCode(DEFAULT.to_owned());
    let is = |locale: &Locale, code: &LocaleCode| locale.lang.as_ref() == Some(code);
    locales.sort_by_key(|locale| match main.as_ref() {
        _ if is(locale, &code) => 0,
        _ if code.0 == "en" && is(locale, &british) => 0,
        Some(main) if is(locale, main) => 1,
        _ => 2,
    });
    locales
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The archive's locale of a language.
    fn archived(language: &str) -> Locale {
        let code = Some(LocaleCode(language.to_owned()));
        archive::locales()
            .into_iter()
            .find(|locale| locale.lang == code)
            .unwrap()
    }

    #[test]
    fn the_kept_locales_are_the_archives() {
        for (language, text) in [("en-GB", BRITISH), ("en-US", AMERICAN)] {
            let kept: Locale = serde_json::from_str(text).unwrap();
            assert!(
                kept == archived(language),
                "remake it: see src/bibliography/locales/README.md"
            );
        }
    }

    #[test]
    fn other_languages_come_from_the_archive() {
        let languages = |language| -> Vec<String> {
            load(language)
                .1
                .into_iter()
                .flat_map(|locale| locale.lang)
                .map(|code| code.0)
                .collect()
        };
        assert_eq!(languages(""), ["en-GB", "en-US"]);
        assert_eq!(languages("de"), ["de-DE", "en-US"]);
        assert_eq!(languages("tlh"), ["en-US"]);
    }

    #[test]
    #[ignore = "writes the kept locales anew"]
    fn remake_the_kept_locales() {
        for language in ["en-GB", "en-US"] {
            let text = serde_json::to_string(&archived(language)).unwrap();
            std::fs::write(
                format!("src/bibliography/locales/{language}.json"),
                text + "\n",
            )
            .unwrap();
        }
    }
}
