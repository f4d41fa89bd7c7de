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

/// Translations of the terms that some locales leave in English, by the name of the locale.
const SUPPLEMENTS: &[(&str, &str)] = &[
    ("de-DE", include_str!("locales/de-DE.xml")),
    ("es-ES", include_str!("locales/es-ES.xml")),
    ("ja-JP", include_str!("locales/ja-JP.xml")),
    ("ko-KR", include_str!("locales/ko-KR.xml")),
    ("ru-RU", include_str!("locales/ru-RU.xml")),
];

/// The words of a language, a tag of BCP 47, with those of a style over them.
pub(crate) fn words(tag: &str, style: &[LocaleData]) -> (Language, Locale) {
    let language = Language::new(tag);
    let files = language.files();
    let supplements = SUPPLEMENTS
        .iter()
        .filter(|(name, _)| files.iter().any(|file| file == name))
        .filter_map(|(_, text)| LocaleData::parse(text).ok())
        // Of no language they come before those of a style, which are over them.
        .map(|data| LocaleData {
            language: None,
            ..data
        });
    let over: Vec<LocaleData> = supplements.chain(style.iter().cloned()).collect();
    let words = Locale::new(&language, &over, locale);
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
    fn no_term_is_left_in_english() {
        // Latin in every language.
        const LATIN: &[&str] = &["circa", "et-al", "ibid", "loc-cit", "op-cit", "sub-verbo"];
        let latin = |text: &str| text.contains(|c: char| c.is_ascii_alphabetic());
        let mut english = locale("en-US").unwrap().terms;
        english.retain(|term| !LATIN.contains(&&*term.name) && !term.name.starts_with("ordinal"));
        for tag in ["ja", "ko", "ru"] {
            let (_, words) = words(tag, &[]);
            let left = english.iter().filter(|term| {
                let texts = [false, true].map(|plural| words.term(&term.name, term.form, plural));
                let mut texts = texts.iter().flatten();
                texts.any(|text| latin(text) && *text != "Webページ")
            });
            let left: Vec<_> = left.map(|term| (&term.name, term.form)).collect();
            assert!(left.is_empty(), "{tag}: {left:?}");
            assert!(!latin(words.ordinal_suffix(2, None)), "{tag}");
        }
    }

    #[test]
    fn a_styles_words_are_over_those_of_a_supplement() {
        let style = LocaleData {
            language: Some("ko".to_owned()),
            ..LocaleData::parse(
                "<locale xmlns=\"http://purl.org/net/xbiblio/csl\"><terms><term name=\"act\">막간</term></terms></locale>",
            )
            .unwrap()
        };
        let text = |style: &[LocaleData]| {
            let (_, words) = words("ko", style);
            words
                .term("act", crate::csl::Form::Long, false)
                .map(str::to_owned)
        };
        assert_eq!(text(&[]).as_deref(), Some("막"));
        assert_eq!(text(&[style]).as_deref(), Some("막간"));
    }

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
