//! Reads bibliography files: BibLaTeX, CSL-JSON and Hayagriva YAML.
//!
//! Each reader takes one file and finds its entries; what is wrong with one becomes a diagnostic at
//! its place, and reading goes on with the next.

mod biblatex;
#[allow(dead_code, unused_imports, reason = "taken into use with the record")]
mod bibtex;
mod csl_json;
mod yaml;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Lint, Place, Span, nearest};

use super::Source;
use super::source::Found;

/// A bibliography file, read by whoever walks the folders.
#[derive(Clone, Debug)]
pub struct BibliographyFile {
    /// Path relative to the explainer's root, with forward slashes.
    pub path: Arc<str>,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
}

/// What has been read so far, of all files.
#[derive(Default)]
pub(super) struct Reading {
    /// The sources: files as given, entries as written.
    pub sources: Vec<Source>,
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
    /// Where each key was first defined.
    keys: HashMap<String, Place>,
}

impl Reading {
    /// Reads one file; its extension says how.
    pub fn file(&mut self, file: &BibliographyFile) {
        let extension = file
            .path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension);
        match extension {
            "bib" => biblatex::read(file, self),
            "json" => csl_json::read(file, self),
            "yml" | "yaml" => yaml::read(file, self),
            _ => {
                let help = "use BibLaTeX (.bib), CSL-JSON (.json) or Hayagriva YAML (.yml, .yaml)";
                let message = "this is no bibliography that Ibid can read";
                self.problem(file, 0..0, message, Some(help.to_owned()));
            }
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
        self.sources.push(Source::new(found));
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
    fn invalid_date(&mut self, file: &BibliographyFile, range: Range<usize>, error: &str) {
        let place = Place::new(&file.path, Span::new(range));
        self.diagnostics.push(
            Diagnostic::new(
                Lint::InvalidDate,
                place,
                format!("this is not a date: {error}"),
            )
            .help("write 2024, 2024-06 or 2024-06-19; an interval is 2024-06-18/2024-06-19"),
        );
    }

    /// Notes an entry type that no format knows.
    fn unknown_type(
        &mut self,
        file: &BibliographyFile,
        range: Range<usize>,
        kind: &str,
        known: &[&str],
    ) {
        let help = match nearest(kind, known.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "an entry that fits no type is \"misc\"".to_owned(),
        };
        self.problem(
            file,
            range,
            format!("there is no entry type \"{kind}\""),
            Some(help),
        );
    }
}

/// The offset of a line and column, both from 1, as serde's readers count them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let offset = before.map(str::len).sum::<usize>() + column.saturating_sub(1);
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests;
