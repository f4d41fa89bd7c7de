//! Reads Hayagriva's YAML.
//!
//! A file is a table of entries by key; an entry has fields and `parent`s, which have fields again. The keys
//! `keywords`, `annotation` and `archive-url` are Ibid's additions. A file that is not YAML is read entry by entry, an
//! entry being what starts in the first column.

mod entry;
mod map;

use std::ops::Range;

use crate::diagnostics::{Place, Span};
use crate::value::{Spanned, SyntaxError, Table, Value, parse_yaml};

use super::super::source::{Found, WrittenField};
use super::csl::plain;
use super::{BibliographyFile, Reading};

/// Reads the entries of a file.
pub(super) fn read(file: &BibliographyFile, table: &Table, reading: &mut Reading) {
    if !table.0.is_empty()
        && table
            .0
            .iter()
            .all(|(_, entry)| !matches!(entry.value, Value::Table(_)))
    {
        return not_a_bibliography(file, reading);
    }
    for (key, entry) in &table.0 {
        source(file, 0, key, entry, reading);
    }
}

pub(super) fn not_a_bibliography(file: &BibliographyFile, reading: &mut Reading) {
    let message = "this is not a list of entries: `key:` and below it, indented, the fields";
    let help = "items of CSL are a list, as Pandoc has them: `- id: …`".to_owned();
    reading.problem(file, 0..0, message, Some(help));
}

/// Reads what can be read of a file that is not YAML as a whole; `error` says why.
pub(super) fn read_by_piece(file: &BibliographyFile, error: SyntaxError, reading: &mut Reading) {
    let pieces = pieces(&file.text);
    let mut broken = false;
    for (key, range) in &pieces {
        match parse_yaml(&file.text[range.clone()]) {
            Ok(table) => {
                for (key, entry) in &table.0 {
                    source(file, range.start, key, entry, reading);
                }
            }
            Err(error) => {
                broken = true;
                reading.unread.insert(key.clone());
                let at = shifted(error.span, range.start);
                let message = format!("the entry \"{key}\" is not YAML: {}", error.message);
                reading.problem(file, at.range(), message, None);
            }
        }
    }
    if !broken {
        reading.problem(
            file,
            error.span.range(),
            format!("this is not YAML: {}", error.message),
            None,
        );
    }
}

/// The entries of a file: every key in the first column, and the lines up to the next.
fn pieces(text: &str) -> Vec<(String, Range<usize>)> {
    let mut pieces: Vec<(String, Range<usize>)> = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let opens = line
            .starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '-' | '{' | '}' | '%'));
        if let Some((key, _)) = line.split_once(':').filter(|_| opens) {
            let key = key.trim().trim_matches(['"', '\'']).to_owned();
            pieces.push((key, offset..offset));
        }
        offset += line.len();
        if let Some((_, range)) = pieces.last_mut() {
            range.end = offset;
        }
    }
    pieces
}

fn shifted(span: Span, offset: usize) -> Span {
    let range = span.range();
    Span::new(range.start + offset..range.end + offset)
}

/// Adds the source of one entry; `offset` is where the text that its places count in stands in the file.
fn source(
    file: &BibliographyFile,
    offset: usize,
    key: &Spanned<String>,
    value: &Spanned<Value>,
    reading: &mut Reading,
) {
    let place = |span: Span| Place::new(&file.path, shifted(span, offset));
    let Value::Table(table) = &value.value else {
        let message = format!("the entry \"{}\" has no fields", key.value);
        return reading.problem(file, shifted(key.span, offset).range(), message, None);
    };
    let key_span = key_span(file, shifted(key.span, offset), &key.value);
    let key_place = Place::new(&file.path, key_span);
    if !reading.claim(&key.value, &key_place) {
        return;
    }
    let mut problems = Vec::new();
    let entry = entry::Entry::read(table, None, &mut problems);
    for problem in problems {
        let place = place(problem.span);
        match problem.kind {
            entry::ProblemKind::UnknownType(kind) => {
                reading.unknown_type(place, &kind, entry::kind_names(), "misc")
            }
            entry::ProblemKind::UnknownField(field) => {
                reading.unknown_field(place, &field, entry::field_names())
            }
            entry::ProblemKind::Other(message, help) => reading.suspicious(place, message, help),
        }
    }
    let fields = table.0.iter().map(|(name, value)| WrittenField {
        name: name.value.to_lowercase(),
        value: plain(&value.value),
        span: shifted(value.span, offset),
    });
    reading.found(Found {
        place: key_place,
        kind: table
            .get("type")
            .map(|kind| plain(&kind.value).to_lowercase())
            .unwrap_or_default(),
        title: None,
        fields: fields.collect(),
        aliases: Vec::new(),
        item: map::item(&key.value, &entry),
    });
}

/// The key without its quotation marks.
fn key_span(file: &BibliographyFile, span: Span, key: &str) -> Span {
    let range = span.range();
    match file.text[range.clone()].find(key) {
        Some(gap) => Span::new(range.start + gap..range.start + gap + key.len()),
        None => span,
    }
}
