//! Reads bibliography files: BibLaTeX and BibTeX, CSL-JSON, CSL YAML and Hayagriva YAML.
//!
//! Each reader finds the entries of a file and makes an item of CSL of each; what is wrong with one becomes a
//! diagnostic at its place, and reading goes on with the next.

mod bibtex;
mod check;
mod csl;
mod hayagriva_yaml;
mod markdown;
mod odd_texts;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Lint, Place, Span, nearest};
use crate::value::{Value, parse_yaml_value};

use super::Source;
use super::source::Found;

pub(super) use bibtex::KnownEntries;

/// A bibliography file, read by whoever walks the folders.
#[derive(Clone, Debug)]
pub struct BibliographyFile {
    /// Path relative to the explainer's root, with forward slashes.
    pub path: Arc<str>,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
}

/// What has been read, of all files.
#[derive(Default)]
pub(super) struct Reading {
    /// The sources: files as given, entries as written.
    pub sources: Vec<Source>,
    pub diagnostics: Vec<Diagnostic>,
    /// Keys of entries that are there and cannot be read.
    pub unread: HashSet<String>,
    /// Where each key was first defined.
    keys: HashMap<String, Place>,
    /// The fields that are like none that is known, each with its place among the diagnostics.
    own_fields: Vec<(usize, String)>,
    /// What was made of entries in an earlier reading, and in this one.
    pub known: Arc<KnownEntries>,
    pub made: KnownEntries,
}

impl Reading {
    /// Reads all files; their extensions say how.
    pub(super) fn files(&mut self, files: &[BibliographyFile]) {
        let mut database = bibtex::Database::read(files, self);
        for file in files {
            match file.path.rsplit_once('.').map(|(_, extension)| extension) {
                Some("bib") => database.take(file, self),
                Some("json") => csl::read_json(file, self),
                Some("yml" | "yaml") => self.yaml(file),
                _ => {
                    let help = "use BibLaTeX (.bib), CSL-JSON (.json), or CSL or Hayagriva YAML (.yml, .yaml)";
                    self.problem(
                        file,
                        0..0,
                        "this is not a bibliography that Ibid can read",
                        Some(help.to_owned()),
                    );
                }
            }
        }
        self.tell_once();
        odd_texts::twice(&self.sources, &mut self.diagnostics);
    }

    /// Leaves the first report on a field that is like none that is known, in each file.
    fn tell_once(&mut self) {
        let mut known = HashSet::new();
        let own_fields = std::mem::take(&mut self.own_fields).into_iter();
        let repeats = own_fields.filter(|(at, field)| {
            let place = self.diagnostics[*at].place.as_ref();
            let file = place.map(|place| place.file.clone());
            !known.insert((file, field.clone()))
        });
        let repeats: HashSet<usize> = repeats.map(|(at, _)| at).collect();
        let mut at = 0..;
        self.diagnostics
            .retain(|_| at.next().is_none_or(|at| !repeats.contains(&at)));
    }

    /// The two kinds of YAML: a list of items is Pandoc's, a table of entries Hayagriva's.
    fn yaml(&mut self, file: &BibliographyFile) {
        match parse_yaml_value(&file.text).map(|found| found.value) {
            Ok(Value::Array(items)) => csl::read_yaml(file, &items, self),
            Ok(Value::Table(table)) => match table.get("references").map(|found| &found.value) {
                Some(Value::Array(items)) => csl::read_yaml(file, items, self),
                _ => hayagriva_yaml::read(file, &table, self),
            },
            Ok(_) if file.text.trim().is_empty() => {}
            Ok(Value::Null) => {}
            Ok(_) => hayagriva_yaml::not_a_bibliography(file, self),
            Err(error) => hayagriva_yaml::read_by_piece(file, error, self),
        }
    }

    /// Registers a key. False, with a diagnostic, if another entry has it.
    fn claim(&mut self, key: &str, place: &Place) -> bool {
        if let Some(first) = self.keys.get(key) {
            let message = format!("two sources have the key \"{key}\"");
            self.diagnostics.push(
                Diagnostic::new(Lint::DuplicateSource, place.clone(), message)
                    .label("defined again here")
                    .also(first.clone(), "first defined here")
                    .help("give one of them another key, or delete it if both are the same source"),
            );
            return false;
        }
        self.keys.insert(key.to_owned(), place.clone());
        true
    }

    fn found(&mut self, found: Found) {
        let source = Source::new(found);
        check::check(&source, &mut self.diagnostics);
        odd_texts::check(&source, &mut self.diagnostics);
        self.sources.push(source);
    }

    /// Notes that something cannot be read.
    fn problem(
        &mut self,
        file: &BibliographyFile,
        range: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let place = Place::new(&file.path, Span::new(range));
        let diagnostic = Diagnostic::new(Lint::BibliographySyntax, place, message);
        self.diagnostics.push(diagnostic.maybe_help(help));
    }

    /// Notes a date that is none.
    fn invalid_date(&mut self, place: Place, error: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Lint::InvalidDate,
                place,
                format!("this is not a date: {error}"),
            )
            .help("write 2024, 2024-06 or 2024-06-19; a range is 2024-06-18/2024-06-19"),
        );
    }

    /// Notes an entry type that the format does not know.
    fn unknown_type(
        &mut self,
        place: Place,
        kind: &str,
        known: impl Iterator<Item = &'static str>,
        other: &str,
    ) {
        let help = match nearest(kind, known) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("an entry that fits no type is \"{other}\""),
        };
        let message = format!("there is no entry type \"{kind}\"");
        self.diagnostics
            .push(Diagnostic::new(Lint::UnknownField, place, message).help(help));
    }

    /// Notes a field that the format does not know. One that looks like no other is somebody's own, and reported once per file.
    fn unknown_field(
        &mut self,
        place: Place,
        field: &str,
        known: impl Iterator<Item = &'static str>,
    ) {
        let help = match nearest(field, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let at = self.diagnostics.len();
                self.own_fields.push((at, field.to_owned()));
                "it is shown in the ledger and printed nowhere else; this is reported once per file"
                    .to_owned()
            }
        };
        let message = format!("there is no field `{field}`");
        self.diagnostics
            .push(Diagnostic::new(Lint::UnknownField, place, message).help(help));
    }

    /// Notes what can be read and is most likely not what was meant.
    fn suspicious(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(Lint::SuspiciousField, place, message).help(help));
    }
}

#[cfg(test)]
mod tests;
