//! The citation styles and locales that come with the program.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use flate2::read::DeflateDecoder;

use crate::csl::{Language, Locale, LocaleData};

include!(concat!(env!("OUT_DIR"), "/csl.rs"));

/// The name of our own style.
pub const DEFAULT_STYLE: &str = "ibid";

const IBID: &str = include_str!("styles/ibid.csl");

/// The CSL of a style, by one of its names.
pub fn style(name: &str) -> Option<String> {
    if name == DEFAULT_STYLE {
        return Some(IBID.to_owned());
    }
    let (_, compressed) = STYLES.iter().find(|(names, _)| names.contains(&name))?;
    decompressed(compressed)
}

/// The names of all styles.
pub fn style_names() -> impl Iterator<Item = &'static str> {
    let bundled = STYLES.iter().flat_map(|(names, _)| names.iter().copied());
    std::iter::once(DEFAULT_STYLE).chain(bundled)
}

/// The locale file of a name such as "de-AT". Each is read once.
pub fn locale(name: &str) -> Option<LocaleData> {
    static READ: LazyLock<Mutex<BTreeMap<&str, Option<LocaleData>>>> =
        LazyLock::new(Mutex::default);
    let (name, compressed) = LOCALES.iter().find(|(known, _)| *known == name)?;
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let data = read.entry(name).or_insert_with(|| {
        let text = decompressed(compressed)?;
        LocaleData::parse(&text).ok()
    });
    data.clone()
}

/// The words of a language, a tag of BCP 47, with those of a style over them.
pub(crate) fn words(tag: &str, style: &[LocaleData]) -> (Language, Locale) {
    let language = Language::new(tag);
    let words = Locale::new(&language, style, locale);
    (language, words)
}

/// What the build has compressed.
fn decompressed(data: &[u8]) -> Option<String> {
    let mut text = String::new();
    DeflateDecoder::new(data).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csl::{LocatorLabels, Style};

    #[test]
    fn all_styles_can_be_used() {
        for name in style_names() {
            let style = Style::parse(&style(name).unwrap());
            assert!(!style.unwrap().title.is_empty(), "{name}");
        }
        let title = |name| Style::parse(&style(name).unwrap()).unwrap().title;
        assert_eq!(title("ibid"), "Ibid (notes for web sources)");
        assert_eq!(title("apa"), title("american-psychological-association"));
        assert_eq!(style("chicago-note"), None);
    }

    #[test]
    fn all_locales_can_be_used() {
        for (name, _) in LOCALES {
            let data = locale(name).unwrap();
            assert_eq!(data.language.as_deref(), Some(*name));
            assert!(data.terms.len() > 100 && data.date_text.is_some(), "{name}");
            let files = Language::new(name).files();
            assert_eq!(files.last().map(String::as_str), Some(*name));
        }
    }

    #[test]
    fn every_language_has_its_words() {
        use crate::csl::Form;

        let words = |language: &str| {
            let locale = Locale::new(&Language::new(language), &[], locale);
            let month = locale.month(3, Form::Long).unwrap().to_owned();
            let marks = locale.quotation_marks();
            format!("{month} {}{}", marks.open, marks.close)
        };
        assert_eq!(words("de-AT"), "März „“");
        assert_eq!(words("fr"), "mars «\u{a0}\u{a0}»");
        assert_eq!(words("ja"), "3月 「」");
        assert_eq!(words("tlh"), "March “”");
    }

    #[test]
    fn locators_are_understood_in_many_languages() {
        for (language, word, label) in [
            ("de", "S.", "page"),
            ("de", "Seite", "page"),
            ("de", "Kap.", "chapter"),
            ("ru", "с.", "page"),
            ("ru", "стр.", "page"),
            ("pl", "s.", "page"),
            ("ja", "頁", "page"),
            ("zh-TW", "頁", "page"),
            ("ko", "쪽", "page"),
            ("ko", "p.", "page"),
            ("en", "s.", "section"),
            ("fr", "chap.", "chapter"),
        ] {
            let language = Language::new(language);
            let locale = Locale::new(&language, &[], locale);
            let labels = LocatorLabels::new(&language, &locale);
            assert_eq!(labels.get(word), Some(label), "{language:?} {word}");
        }
    }
}
