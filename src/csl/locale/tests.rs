//! Words and forms, from files and from styles.

use super::super::style::{DateForm, DatePartName, Form};
use super::{Gender, Language, Locale, LocaleData, LocatorLabels, QuotationMarks};

/// The locale files of a test: American English, French, German and Austrian German.
fn file(name: &str) -> Option<LocaleData> {
    let content = match name {
        "en-US" => {
            "<style-options punctuation-in-quote=\"true\"/>
             <date form=\"text\"><date-part name=\"month\" suffix=\" \"/><date-part name=\"day\"/></date>
             <terms><term name=\"ordinal\">th</term><term name=\"ordinal-01\">st</term><term name=\"ordinal-11\">th</term>
             <term name=\"page\"><single>page</single><multiple>pages</multiple></term>
             <term name=\"page\" form=\"short\"><single>p.</single><multiple>pp.</multiple></term>
             <term name=\"section\" form=\"symbol\">§</term>
             <term name=\"verse\" form=\"symbol\">vs.</term></terms>"
        }
        "fr-FR" => {
            "<style-options punctuation-in-quote=\"false\" limit-day-ordinals-to-day-1=\"true\"/>
             <terms><term name=\"open-quote\">«&#160;</term><term name=\"close-quote\">&#160;»</term>
             <term name=\"ordinal\">ᵉ</term>
             <term name=\"ordinal-01\" gender-form=\"feminine\" match=\"whole-number\">ʳᵉ</term>
             <term name=\"ordinal-01\" gender-form=\"masculine\" match=\"whole-number\">ᵉʳ</term>
             <term name=\"long-ordinal-01\">premier</term>
             <term name=\"long-ordinal-01\" gender-form=\"feminine\">première</term>
             <term name=\"month-01\" gender=\"masculine\">janvier</term><term name=\"season-01\">printemps</term></terms>"
        }
        "de-DE" => {
            "<style-options punctuation-in-quote=\"false\"/>
             <terms><term name=\"page\"><single>Seite</single><multiple>Seiten</multiple></term>
             <term name=\"page\" form=\"short\">S.</term><term name=\"month-01\">Januar</term>
             <term name=\"editor\" form=\"verb\">herausgegeben von</term><term name=\"verse\">Vers</term>
             <term name=\"ordinal\">.</term></terms>"
        }
        "de-AT" => "<terms><term name=\"month-01\">Jänner</term></terms>",
        _ => return None,
    };
    let text = format!("<locale xml:lang=\"{name}\">{content}</locale>");
    Some(LocaleData::parse(&text).unwrap())
}

fn locale(language: &str) -> Locale {
    Locale::new(&Language::new(language), &[], file)
}

#[test]
fn files_stand_over_each_other() {
    let austrian = locale("de-AT");
    assert_eq!(austrian.month(1, Form::Long), Some("Jänner"));
    assert_eq!(austrian.term("page", Form::Short, true), Some("S."));
    assert_eq!(austrian.term("section", Form::Symbol, false), Some("§"));
    assert!(!austrian.punctuation_in_quote());
    let parts = &austrian.date(DateForm::Text).parts;
    assert_eq!(parts[0].name, DatePartName::Month);
    assert_eq!(austrian.ordinal_suffix(1, None), ".");
    assert_eq!(locale("tlh").term("page", Form::Long, true), Some("pages"));
}

#[test]
fn a_form_that_is_not_there_is_the_next_best() {
    let german = locale("de");
    assert_eq!(german.term("page", Form::Symbol, false), Some("S."));
    assert_eq!(
        german.term("editor", Form::VerbShort, false),
        Some("herausgegeben von")
    );
    assert_eq!(german.term("editor", Form::Short, false), None);
    // English stands in for whole terms only.
    assert_eq!(german.term("verse", Form::Symbol, false), Some("Vers"));
    assert_eq!(german.term("klingon", Form::Long, false), None);
}

#[test]
fn a_style_stands_over_files_as_it_is_closer() {
    let style = |language: &str, word: &str| {
        let lang = if language.is_empty() {
            String::new()
        } else {
            format!("xml:lang=\"{language}\"")
        };
        let text =
            format!("<locale {lang}><terms><term name=\"page\">{word}</term></terms></locale>");
        LocaleData::parse(&text).unwrap()
    };
    let own = [
        style("de-AT", "dialect"),
        style("", "any"),
        style("de", "language"),
        style("fr", "French"),
    ];
    let page = |language: &str| {
        let locale = Locale::new(&Language::new(language), &own, file);
        locale.term("page", Form::Long, false).map(str::to_owned)
    };
    assert_eq!(page("de-AT").unwrap(), "dialect");
    assert_eq!(page("de-DE").unwrap(), "language");
    assert_eq!(page("en").unwrap(), "any");
}

#[test]
fn ordinals_agree_with_what_they_count() {
    let english = locale("en");
    let suffixes = [1, 4, 11, 21, 111].map(|number| english.ordinal_suffix(number, None));
    assert_eq!(suffixes, ["st", "th", "th", "st", "th"]);
    let french = locale("fr");
    assert_eq!(french.ordinal_suffix(1, Some(Gender::Feminine)), "ʳᵉ");
    assert_eq!(french.ordinal_suffix(1, french.month_gender(1)), "ᵉʳ");
    assert_eq!(french.ordinal_suffix(21, Some(Gender::Masculine)), "ᵉ");
    assert_eq!(french.ordinal_suffix(1, None), "ᵉ");
    assert_eq!(
        french.long_ordinal(1, Some(Gender::Feminine)),
        Some("première")
    );
    assert_eq!(
        french.long_ordinal(1, Some(Gender::Masculine)),
        Some("premier")
    );
    assert_eq!(french.long_ordinal(11, None), None);
}

#[test]
fn a_style_replaces_ordinals_as_a_whole() {
    let own = "<locale><terms><term name=\"ordinal\">o</term></terms></locale>";
    let own = [LocaleData::parse(own).unwrap()];
    let locale = Locale::new(&Language::new("en"), &own, file);
    assert_eq!(locale.ordinal_suffix(1, None), "o");
}

#[test]
fn a_term_may_be_empty() {
    let own = "<locale><terms><term name=\"page\">\n  </term></terms></locale>";
    let own = [LocaleData::parse(own).unwrap()];
    let locale = Locale::new(&Language::new("en"), &own, file);
    assert_eq!(locale.term("page", Form::Long, true), Some(""));
}

#[test]
fn quotation_marks_keep_their_spaces() {
    let french = locale("fr-FR");
    let marks = QuotationMarks {
        open: "«\u{a0}",
        close: "\u{a0}»",
        open_inner: "",
        close_inner: "",
    };
    assert_eq!(french.quotation_marks(), marks);
    assert!(french.limit_day_ordinals_to_day_1());
    assert_eq!(french.month(13, Form::Long), Some("printemps"));
    assert_eq!(
        (french.month(0, Form::Long), french.month(17, Form::Long)),
        (None, None)
    );
}

#[test]
fn language_tags_lead_to_files() {
    for (tag, files) in [
        ("", "en-US"),
        ("en_gb", "en-US en-GB"),
        ("DE", "en-US de-DE"),
        ("de-AT-x-sort", "en-US de-DE de-AT"),
        ("no", "en-US nb-NO"),
        ("zh-Hant", "en-US zh-TW"),
        ("zh-HK", "en-US zh-TW zh-HK"),
        ("zh-Hans-CN", "en-US zh-CN"),
        ("sr", "en-US sr-Cyrl-RS"),
        ("sr-Latn", "en-US sr-Latn-RS"),
        ("sr-Latn-RS", "en-US sr-Latn-RS"),
        ("la", "en-US la"),
        ("tlh", "en-US tlh"),
    ] {
        assert_eq!(Language::new(tag).files().join(" "), files, "{tag}");
    }
}

#[test]
fn labels_of_locators_in_many_languages() {
    let label = |language: &str, word: &str| {
        let language = Language::new(language);
        LocatorLabels::new(&language, &Locale::new(&language, &[], file)).get(word)
    };
    for word in ["S.", "Seite", "seiten", "p.", "pp"] {
        assert_eq!(label("de", word), Some("page"), "{word}");
    }
    assert_eq!(label("en", "S."), Some("section"));
    for word in ["s. v.", "s.v.", "sub verbo"] {
        assert_eq!(label("en", word), Some("sub-verbo"), "{word}");
    }
    assert_eq!(label("ko", "쪽"), Some("page"));
    assert_eq!(label("en", "see"), None);
    assert_eq!(label("en", ". "), None);
}
