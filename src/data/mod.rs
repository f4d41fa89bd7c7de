//! The files of `data/`: rows of CSV and tables of TOML that pages draw pictures from, each value with its place.
//!
//! ```text
//! CSV ──csv──> Rows (head and cells)          data/facts.toml ──facts──> Facts (figures by key)
//! TOML ──value──> Table
//! ```
//!
//! A file is read once, whoever uses it. What a picture needs of it, a picture checks: which columns, of which type,
//! and that every row says where it is from.

mod csv;
mod excerpt;
mod facts;
mod number;
mod when;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use self::csv::{Row, Rows, is_directive};
pub(crate) use self::excerpt::Excerpt;
pub(crate) use self::facts::{Fact, FactValue, Facts};
pub(crate) use self::number::Number;
pub(crate) use self::when::{Point, When};

use crate::diagnostics::{Diagnostic, Lint, Place};
use crate::incremental::Cached;
use crate::manuscript::{File, FileKind, Manuscript};
use crate::value::{Table, parse_toml};

/// Where the figures are that pages name by their keys.
pub(crate) const FACTS: &str = "data/facts.toml";

/// The data files of an explainer, by path.
#[derive(Debug, Default)]
pub(crate) struct Data {
    files: BTreeMap<Arc<str>, Cached<DataInputs, DataFile>>,
}

#[derive(Debug, PartialEq)]
struct DataInputs {
    path: Arc<str>,
    /// `None` if it is too large to be drawn.
    text: Option<Arc<str>>,
}

/// A data file, read. Two are equal if they are the same file with the same text.
#[derive(Debug)]
pub(crate) struct DataFile {
    pub path: Arc<str>,
    pub text: Option<Arc<str>>,
    pub content: Content,
    /// What is wrong with it in itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a data file holds.
#[derive(Debug)]
pub(crate) enum Content {
    Rows(Rows),
    Toml(Table),
    Facts(Facts),
    /// It cannot be read; that has been reported, or will be to those who use it.
    Nothing,
}

impl PartialEq for DataFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Data {
    /// Reads the data files; those that are as they were `before` are not read again.
    pub(crate) fn of(manuscript: &Manuscript, before: Option<&Self>) -> Self {
        let files = manuscript.files.of(FileKind::Data).iter();
        let readable = files.filter(|(path, _)| path.ends_with(".csv") || path.ends_with(".toml"));
        let files = readable.filter(|(_, file)| **file != File::Unreadable);
        let read = files.map(|(path, file)| {
            let inputs = DataInputs {
                path: path.clone(),
                text: file.text().cloned(),
            };
            let old = before.and_then(|before| before.files.get(path));
            (path.clone(), Cached::of(inputs, old, DataFile::read))
        });
        Self {
            files: read.collect(),
        }
    }

    /// Data files with these paths and texts.
    #[cfg(test)]
    pub(crate) fn of_texts(texts: &[(&str, &str)]) -> Self {
        let files = texts.iter().map(|(path, text)| {
            let path: Arc<str> = (*path).into();
            let inputs = DataInputs {
                path: path.clone(),
                text: Some((*text).into()),
            };
            (path, Cached::of(inputs, None, DataFile::read))
        });
        Self {
            files: files.collect(),
        }
    }

    /// The file at a path from the explainer's root.
    pub(crate) fn find(&self, path: &str) -> Option<&Arc<DataFile>> {
        self.files.get(path).map(Cached::result)
    }

    /// The paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|path| &**path)
    }

    /// The paths and texts of those that can be read.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        let files = self.files.values();
        files.filter_map(|file| Some((&file.path, file.text.as_ref()?)))
    }

    /// The figures that pages name by their keys.
    pub(crate) fn facts(&self) -> Option<&Facts> {
        match &self.files.get(FACTS)?.content {
            Content::Facts(facts) => Some(facts),
            _ => None,
        }
    }

    /// What is wrong with the files in themselves.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.values().flat_map(|file| &file.diagnostics)
    }
}

impl DataFile {
    fn read(inputs: &DataInputs) -> Self {
        let mut diagnostics = Vec::new();
        let path = &inputs.path;
        let content = match &inputs.text {
            None => Content::Nothing,
            Some(text) if path.ends_with(".csv") => {
                let rows = csv::read(path, text, &mut diagnostics);
                rows.map_or(Content::Nothing, Content::Rows)
            }
            Some(text) => toml(path, text, &mut diagnostics),
        };
        Self {
            path: path.clone(),
            text: inputs.text.clone(),
            content,
            diagnostics,
        }
    }
}

fn toml(path: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Content {
    let (table, errors) = parse_toml(text);
    let mut twice: Option<usize> = None;
    for error in errors {
        let (at, is_twice) = (
            error.span.start as usize,
            error.message.contains("duplicate key"),
        );
        let before = twice.replace(at).filter(|_| is_twice);
        // The keys of a table that is there twice are there twice, too.
        if before
            .and_then(|before| text.get(before..at))
            .is_some_and(|between| !between.contains("\n["))
        {
            continue;
        }
        let message = format!("the file is not well-formed TOML: {}", error.message);
        let mut diagnostic =
            Diagnostic::new(Lint::DataSyntax, Place::new(path, error.span), message);
        if is_twice {
            diagnostic = diagnostic.help("a key has one value: take one of them out");
        }
        diagnostics.push(diagnostic);
    }
    match &**path {
        FACTS => Content::Facts(facts::read(path, text, table, diagnostics)),
        _ => Content::Toml(table),
    }
}
