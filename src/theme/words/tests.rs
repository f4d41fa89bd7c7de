use std::collections::BTreeSet;

use super::*;
use crate::theme::files::built_in_words;

/// The languages that folio speaks, beside English.
const LANGUAGES: [&str; 6] = ["de", "es", "fr", "ja", "ko", "ru"];

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

/// The words that a file of folio's has, and nothing that only English has.
fn own(tag: &str, english: Option<&Entries>) -> (read::Read, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let files = &built_in_words()[&language(tag)];
    let read = read::merged(&language(tag), files, english, &mut diagnostics);
    (read, diagnostics)
}

/// Names, those in groups included.
fn names(entries: &Entries) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (name, word) in entries {
        match word {
            Word::Group(words) => names.extend(words.keys().map(|inner| format!("{name}.{inner}"))),
            _ => {
                names.insert(name.clone());
            }
        }
    }
    names
}

#[test]
fn every_language_has_every_word_and_no_other() {
    let (english, faults) = own("en", None);
    assert_eq!(faults, []);
    let known: Vec<String> = built_in_words().keys().map(Language::to_string).collect();
    assert_eq!(known.len(), LANGUAGES.len() + 1);
    for tag in LANGUAGES {
        let (read, faults) = own(tag, Some(&english.entries));
        assert_eq!(
            faults,
            [],
            "superfluous words, places or forms in {tag}.toml"
        );
        let (wanted, there) = (names(&english.entries), names(&read.entries));
        let missing: Vec<_> = wanted.difference(&there).collect();
        assert!(missing.is_empty(), "{tag}.toml lacks {missing:?}");
    }
}

#[test]
fn every_plural_has_the_forms_that_its_language_uses() {
    for tag in LANGUAGES.iter().chain(&["en"]) {
        let language = language(tag);
        // French and Spanish have a form for millions, which no list of sources reaches.
        let used: BTreeSet<&str> = (0..1000)
            .map(|n| plural::category(language.as_str(), n))
            .collect();
        for (name, word) in &own(tag, None).0.entries {
            if let Word::Plural(forms) = word {
                let has = |form: &&&str| !forms.forms.contains_key(**form);
                let missing: Vec<_> = used.iter().filter(has).collect();
                assert!(
                    missing.is_empty(),
                    "`{name}` of {tag}.toml lacks {missing:?}"
                );
            }
        }
    }
}

#[test]
fn every_word_has_the_places_of_the_english_one() {
    let english = own("en", None).0.entries;
    for tag in LANGUAGES {
        for (name, word) in &own(tag, None).0.entries {
            let wanted: BTreeSet<&str> = english[name]
                .texts()
                .into_iter()
                .flat_map(fill::names_of_places)
                .collect();
            for text in word.texts() {
                let places: BTreeSet<&str> = fill::names_of_places(text).into_iter().collect();
                assert_eq!(places, wanted, "`{name}` of {tag}.toml");
            }
        }
    }
}

/// The words of the files, each given as language and text, over folio's.
fn lexicon(own: &[(&str, &str)]) -> (Lexicon, Vec<String>) {
    let mut files = built_in_words();
    for (tag, text) in own {
        let path = format!("words/{tag}.toml");
        let of_language = files.entry(language(tag)).or_default();
        of_language.push((path.into(), (*text).into()));
    }
    let mut diagnostics = Vec::new();
    let lexicon = Lexicon::read(&files, &mut diagnostics);
    let said = diagnostics.into_iter().map(|diagnostic| {
        let help = diagnostic.help.unwrap_or_default();
        format!("{} ({help})", diagnostic.message)
    });
    (lexicon, said.collect())
}

#[test]
fn the_closest_language_wins_and_english_stands_in() {
    let (lexicon, faults) = lexicon(&[
        ("de-CH", "home = \"Zur Front\""),
        ("ar", "home = \"الرئيسية\""),
        ("en", "my_word = \"Mine\""),
    ]);
    assert_eq!(faults, [""; 0]);
    let text = |tag, name| lexicon.of(&language(tag)).text(name).to_owned();
    assert_eq!(text("de-CH", "home"), "Zur Front");
    assert_eq!(text("de-CH", "sources"), "Quellen");
    assert_eq!(text("de-AT", "home"), "Startseite");
    assert_eq!(text("ar-EG", "home"), "الرئيسية");
    assert_eq!(text("ar", "sources"), "Sources");
    assert_eq!(text("pl", "home"), "Home");
    assert_eq!(text("ko", "my_word"), "Mine");
}

#[test]
fn what_cannot_be_a_word_is_reported() {
    let (_, faults) = lexicon(&[(
        "de",
        "hom = \"x\"\nmy_word = \"x\"\nhome = 3\nminutes = \"{m} Min.\"\nmonths = [\"Jan\"]\n\
         source_count = { few = \"{n}\", other = \"{n}\" }\n[fields]\nautor = \"x\"\n",
    )]);
    insta::assert_snapshot!(faults.join("\n"), @r#"
    there is no word `hom` (did you mean "home"?)
    there is no word `my_word` (a word of your own goes into words/en.toml first: other languages fall back to it)
    the word `home` must be a string, or a table of strings ()
    nothing fills the place `{m}` in this word (did you mean "n"?)
    `months` must be a list of twelve names ()
    `de` has no plural form `few` (its forms are one, other)
    there is no word `autor` (did you mean "author"?)
    "#);
}
