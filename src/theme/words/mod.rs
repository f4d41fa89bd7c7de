//! The words of the interface: what a page says that its author did not write, in the page's language.
//!
//! ```text
//! the explainer's words/LANGUAGE.toml ──over──> themes/NAME/words/ ──over──> folio's, in the program
//!   read ──> entries, checked against the English ones ──merged──> Words: own, those of the language above, English
//! ```
//!
//! folio's words are the base of every theme, so that Ibid's own (alerts, titles of made pages) are always there.

mod fill;
mod plural;
mod read;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(super) use fill::fill;
pub(super) use read::WordsFile;

use self::fill::places;
use self::plural::PluralForms;
use crate::diagnostics::Diagnostic;
use crate::language::Language;

/// A word by its name.
type Entries = BTreeMap<String, Word>;

/// What stands under one name.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    /// A text, perhaps with places such as `{n}`.
    Text(String),
    /// A text for each plural form.
    Plural(PluralForms),
    /// Words under names of their own: the names of a source's fields.
    Group(BTreeMap<String, String>),
}

impl Word {
    /// Every text of it.
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::Plural(forms) => forms.texts().collect(),
            Self::Group(words) => words.values().map(String::as_str).collect(),
        }
    }
}

/// The names of the months, January first, in the form that they have beside a day.
pub(crate) type Months = [String; 12];

/// The words of a language, whole: what it lacks is there in English.
#[derive(Debug)]
pub(crate) struct Words {
    entries: Entries,
    months: Option<Months>,
    /// The same for templates.
    value: tera::Value,
}

/// The words of every language of a theme.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// By tag; English is always there.
    languages: BTreeMap<String, Words>,
    english: Words,
}

impl Lexicon {
    /// Reads the files: of each language those that count least come first.
    pub(super) fn read(
        files: &BTreeMap<Language, Vec<WordsFile>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let of = |language: &str| {
            let known = files.iter().find(|(known, _)| known.as_str() == language);
            known.map_or(&[][..], |(_, files)| files)
        };
        let english = read::merged(&Language::default(), of("en"), None, diagnostics);
        let own: BTreeMap<&str, read::Read> = files
            .iter()
            .filter(|(language, _)| language.as_str() != "en")
            .map(|(language, files)| {
                let read = read::merged(language, files, Some(&english.entries), diagnostics);
                (language.as_str(), read)
            })
            .collect();
        let whole = |language: &Language| {
            let mut words = english.clone();
            // The general comes first, so that the special wins: de, then de-CH.
            let mut chain: Vec<&str> = language.lookup().collect();
            chain.reverse();
            for read in chain.iter().filter_map(|tag| own.get(tag)) {
                words.put_over(read);
            }
            Words::new(words)
        };
        let others = files.keys().filter(|language| language.as_str() != "en");
        Self {
            languages: others
                .map(|language| (language.to_string(), whole(language)))
                .collect(),
            english: Words::new(english.clone()),
        }
    }

    /// The words of a language: its own, those of the language of which it is a variety, or English.
    pub(super) fn of(&self, language: &Language) -> &Words {
        let mut tags = language.lookup();
        let found = tags.find_map(|tag| self.languages.get(tag));
        found.unwrap_or(&self.english)
    }
}

impl Words {
    fn new(read: read::Read) -> Self {
        let value = fill::value(&read.entries);
        Self {
            entries: read.entries,
            months: read.months,
            value,
        }
    }

    /// A word that depends on nothing; its name where there is none.
    pub(crate) fn text<'a>(&'a self, name: &'a str) -> &'a str {
        match self.entries.get(name) {
            Some(Word::Text(text)) => text,
            _ => name,
        }
    }

    /// A word with its places filled.
    pub(crate) fn fill(&self, name: &str, values: &[(&str, &str)]) -> String {
        let filled = places(self.text(name), |place| {
            let value = values.iter().find(|(known, _)| *known == place);
            value.map(|(_, text)| (*text).to_owned())
        });
        filled.unwrap_or_else(|_| name.to_owned())
    }

    /// A word of a group; nothing where the group does not have it.
    pub(crate) fn in_group(&self, group: &str, name: &str) -> Option<&str> {
        match self.entries.get(group)? {
            Word::Group(words) => words.get(name).map(String::as_str),
            _ => None,
        }
    }

    /// A word in the form for a number, with its place `{n}` filled.
    pub(crate) fn count(&self, name: &str, n: usize) -> String {
        let number = n.to_string();
        let text = match self.entries.get(name) {
            Some(Word::Plural(forms)) => forms.of(n as u64),
            _ => self.text(name),
        };
        places(text, |place| (place == "n").then(|| number.clone()))
            .unwrap_or_else(|_| name.to_owned())
    }

    /// The months, if those of the CSL locale are not in the form that they have beside a day.
    pub(crate) fn months(&self) -> Option<&Months> {
        self.months.as_ref()
    }

    /// All words, as templates get them: `{{ words.home }}`.
    pub(crate) fn value(&self) -> tera::Value {
        self.value.clone()
    }
}
