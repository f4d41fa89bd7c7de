//! Reads `words/LANGUAGE.toml`, and reports what cannot be a word.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fill::names_of_places;
use super::plural::{self, CATEGORIES, PluralForms};
use super::{Entries, Months, Word};
use crate::diagnostics::{Diagnostic, Lint, Place, Span, did_you_mean};
use crate::language::Language;
use crate::manuscript::NamedText;
use crate::value::{Spanned, Table, Value, parse_toml};

/// A file of words: its path and its text.
pub(in crate::theme) type WordsFile = NamedText;

/// Under this name a language may give its months.
const MONTHS: &str = "months";

/// The words of some files.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Read {
    pub entries: Entries,
    pub months: Option<Months>,
}

impl Read {
    /// Puts other words over these.
    pub(super) fn put_over(&mut self, other: &Self) {
        for (name, word) in &other.entries {
            match (self.entries.get_mut(name), word) {
                (Some(Word::Group(words)), Word::Group(others)) => {
                    words.extend(
                        others
                            .iter()
                            .map(|(name, word)| (name.clone(), word.clone())),
                    );
                }
                _ => {
                    self.entries.insert(name.clone(), word.clone());
                }
            }
        }
        if other.months.is_some() {
            self.months.clone_from(&other.months);
        }
    }
}

/// The words of one language, later files over earlier ones. All languages but English are checked against it.
pub(super) fn merged(
    language: &Language,
    files: &[WordsFile],
    english: Option<&Entries>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Read {
    let mut read = Read::default();
    for (path, text) in files {
        let mut reader = Reader {
            file: path,
            language,
            english,
            diagnostics,
        };
        read.put_over(&reader.file(text));
    }
    read
}

/// Reads one file.
struct Reader<'a> {
    file: &'a Arc<str>,
    language: &'a Language,
    english: Option<&'a Entries>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn file(&mut self, text: &str) -> Read {
        let (table, errors) = parse_toml(text);
        for error in errors {
            let message = format!("the words are not valid TOML: {}", error.message);
            self.report(Lint::InvalidSyntax, error.span, message);
        }
        let mut read = Read::default();
        for (name, value) in table.0 {
            if name.value == MONTHS {
                read.months = self.months(value);
            } else if let Some(word) = self.word(&name, value) {
                read.entries.insert(name.value, word);
            }
        }
        read
    }

    /// A word, if it is one that English has, in one of the shapes that a word can have.
    fn word(&mut self, name: &Spanned<String>, value: Spanned<Value>) -> Option<Word> {
        let english = match self.english {
            None => None,
            Some(english) => match english.get(&name.value) {
                Some(word) => Some(word),
                None => {
                    self.unknown(name, english.keys());
                    return None;
                }
            },
        };
        let word = match value.value {
            Value::String(text) if !matches!(english, Some(Word::Group(_))) => Word::Text(text),
            Value::Table(table) if matches!(english, Some(Word::Group(_))) => {
                Word::Group(self.group(table, english))
            }
            Value::Table(table) => match is_plural(&table) || english.is_some() {
                true => Word::Plural(self.plural(table)),
                false => Word::Group(self.group(table, None)),
            },
            _ => {
                self.no_text(&name.value, value.span);
                return None;
            }
        };
        if let Some(english) = english.filter(|english| !matches!(english, Word::Group(_))) {
            self.check_places(english, &word, value.span);
        }
        Some(word)
    }

    fn plural(&mut self, table: Table) -> PluralForms {
        let known = plural::categories(self.language);
        let mut forms = BTreeMap::new();
        for (name, value) in table.0 {
            let Value::String(text) = value.value else {
                self.no_text(&name.value, value.span);
                continue;
            };
            if known.contains(&&*name.value) {
                forms.insert(name.value, text);
                continue;
            }
            let message = format!("`{}` has no plural form `{}`", self.language, name.value);
            let help = format!("its forms are {}", known.join(", "));
            self.report(Lint::UnknownKey, name.span, message).help = Some(help);
        }
        PluralForms {
            language: self.language.clone(),
            forms,
        }
    }

    fn group(&mut self, table: Table, english: Option<&Word>) -> BTreeMap<String, String> {
        let mut words = BTreeMap::new();
        for (name, value) in table.0 {
            match (value.value, english) {
                (Value::String(_), Some(Word::Group(known)))
                    if !known.contains_key(&name.value) =>
                {
                    self.unknown(&name, known.keys());
                }
                (Value::String(text), _) => {
                    words.insert(name.value, text);
                }
                _ => self.no_text(&name.value, value.span),
            }
        }
        words
    }

    fn months(&mut self, value: Spanned<Value>) -> Option<Months> {
        let names: Option<Vec<String>> = match value.value {
            Value::Array(items) => items
                .into_iter()
                .map(|item| match item.value {
                    Value::String(name) => Some(name),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        let months = names.and_then(|names| Months::try_from(names).ok());
        if months.is_none() {
            let message = "`months` must be a list of twelve names";
            self.report(Lint::InvalidValue, value.span, message);
        }
        months
    }

    /// A place that English does not have is never filled.
    fn check_places(&mut self, english: &Word, word: &Word, span: Span) {
        let known: Vec<&str> = english
            .texts()
            .into_iter()
            .flat_map(names_of_places)
            .collect();
        let texts = word.texts().into_iter();
        for place in texts.flat_map(names_of_places) {
            if known.contains(&place) {
                continue;
            }
            let help = did_you_mean(place, known.iter().copied())
                .unwrap_or_else(|| "write it as the English words do".to_owned());
            let message = format!("nothing fills the place `{{{place}}}` in this word");
            self.report(Lint::InvalidValue, span, message).help = Some(help);
        }
    }

    fn unknown<'k>(&mut self, name: &Spanned<String>, known: impl Iterator<Item = &'k String>) {
        let help = did_you_mean(&name.value, known.map(String::as_str));
        let message = format!("there is no word `{}`", name.value);
        self.report(Lint::UnknownKey, name.span, message).help = Some(help.unwrap_or_else(|| {
            "a word of your own goes into words/en.toml first: other languages fall back to it"
                .to_owned()
        }));
    }

    fn no_text(&mut self, name: &str, span: Span) {
        let message = format!("the word `{name}` must be a string, or a table of strings");
        self.report(Lint::InvalidValue, span, message);
    }

    fn report(&mut self, lint: Lint, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = Place::new(self.file, span);
        self.diagnostics.push(Diagnostic::new(lint, place, message));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }
}

/// Whether all names of a table are plural categories.
fn is_plural(table: &Table) -> bool {
    let mut names = table.0.iter().map(|(name, _)| &*name.value);
    names.all(|name| CATEGORIES.contains(&name))
}
