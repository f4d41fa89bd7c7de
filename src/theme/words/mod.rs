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
use std::sync::OnceLock;

pub(crate) use fill::Piece;
pub(super) use fill::fill;
pub(super) use read::WordsFile;

use self::fill::places;
use self::plural::PluralForms;
use super::files::built_in_words;
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
    /// By tag, without English.
    others: BTreeMap<String, Tongue>,
    english: read::Read,
    english_words: Words,
}

/// A language, of which nothing is read before a page is in it, unless a file of the explainer's has to be checked.
#[derive(Debug)]
struct Tongue {
    language: Language,
    files: Vec<WordsFile>,
    own: OnceLock<read::Read>,
    words: OnceLock<Words>,
}

impl Tongue {
    /// What the language has of its own.
    fn own(&self, english: &Entries) -> &read::Read {
        self.own.get_or_init(|| {
            // What is in the program has no faults.
            read::merged(&self.language, &self.files, Some(english), &mut Vec::new())
        })
    }
}

impl Lexicon {
    /// Reads the files: of each language those that count least come first.
    pub(super) fn read(
        files: &BTreeMap<Language, Vec<WordsFile>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let of_english = files.get(&Language::default());
        let of_english = of_english.map_or(&[][..], |files| files);
        let english = read::merged(&Language::default(), of_english, None, diagnostics);
        let built_in = built_in_words();
        let others = files
            .iter()
            .filter(|(language, _)| **language != Language::default());
        let others = others.map(|(language, files)| {
            let tongue = Tongue {
                language: language.clone(),
                files: files.clone(),
                own: OnceLock::new(),
                words: OnceLock::new(),
            };
            if built_in.get(language) != Some(files) {
                let own = read::merged(language, files, Some(&english.entries), diagnostics);
                let _ = tongue.own.set(own);
            }
            (language.to_string(), tongue)
        });
        Self {
            others: others.collect(),
            english_words: Words::new(english.clone()),
            english,
        }
    }

    /// The words of a language: its own, those of the language of which it is a variety, or English.
    pub(super) fn of(&self, language: &Language) -> &Words {
        let mut tags = language.lookup();
        let found = tags.find_map(|tag| self.others.get(tag));
        found.map_or(&self.english_words, |tongue| {
            let words = || self.whole(&tongue.language);
            tongue.words.get_or_init(words)
        })
    }

    /// The words of a language, with those of the language of which it is a variety, and of English.
    fn whole(&self, language: &Language) -> Words {
        let mut words = self.english.clone();
        // The general comes first, so that the special wins: de, then de-CH.
        let mut chain: Vec<&str> = language.lookup().collect();
        chain.reverse();
        for tongue in chain.iter().filter_map(|tag| self.others.get(*tag)) {
            words.put_over(tongue.own(&self.english.entries));
        }
        Words::new(words)
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

    /// A word that depends on nothing, in pieces; its name where there is none.
    pub(crate) fn pieces<'a>(&'a self, name: &'a str) -> Vec<Piece<'a>> {
        fill::pieces(self.text(name))
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
        self.count_with(name, n, &[])
    }

    /// The same for a word with other places.
    pub(crate) fn count_with(&self, name: &str, n: usize, others: &[(&str, &str)]) -> String {
        let text = match self.entries.get(name) {
            Some(Word::Plural(forms)) => forms.of(n as u64),
            _ => self.text(name),
        };
        let value = |place: &str| match place {
            "n" => Some(n.to_string()),
            _ => {
                let other = others.iter().find(|(known, _)| *known == place);
                other.map(|(_, text)| (*text).to_owned())
            }
        };
        places(text, value).unwrap_or_else(|_| name.to_owned())
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
