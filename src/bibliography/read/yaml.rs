//! Reads Hayagriva's YAML.
//!
//! A file is read whole; if that fails, entry by entry, an entry being what starts in the first column. The
//! keys `keywords`, `annotation` and `archive-url` are Ibid's additions, which Hayagriva passes over.

use std::ops::Range;

use indexmap::IndexMap;
use serde_json::Value;

use hayagriva::io::from_yaml_str;

use crate::diagnostics::{Place, Span};

use super::super::source::Found;
use super::{BibliographyFile, Reading, offset};

type Record = IndexMap<String, Value>;

/// Reads the entries of a `.yml` file.
pub(super) fn read(file: &BibliographyFile, reading: &mut Reading) {
    let text: &str = &file.text;
    let pieces = pieces(text);
    if let Ok(library) = from_yaml_str(text) {
        let mut records: IndexMap<String, Record> =
            serde_saphyr::from_str(text).unwrap_or_default();
        for entry in library {
            let key = entry.key().to_owned();
            let range = pieces
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, range)| range.clone());
            convert(
                file,
                range.unwrap_or(0..0),
                entry,
                records.swap_remove(&key).unwrap_or_default(),
                reading,
            );
        }
        return;
    }
    if pieces.is_empty() && !text.trim().is_empty() {
        return reading.problem(
            file,
            0..0,
            "this is no list of entries: `key:` and below it, indented, the fields",
            None,
        );
    }
    for (key, range) in pieces {
        let piece = &text[range.clone()];
        match from_yaml_str(piece) {
            Ok(library) => {
                let mut records: IndexMap<String, Record> =
                    serde_saphyr::from_str(piece).unwrap_or_default();
                for entry in library {
                    let record = records.swap_remove(entry.key()).unwrap_or_default();
                    convert(file, range.clone(), entry, record, reading);
                }
            }
            Err(error) => {
                let at = error
                    .location()
                    .map_or(0, |at| offset(piece, at.line(), at.column()));
                let at = range.start + at;
                let message = format!(
                    "the entry \"{key}\" cannot be read: {}",
                    reason(&error.to_string())
                );
                reading.problem(file, at..at, message, None);
            }
        }
    }
}

/// What an error of the YAML reader says, without its place and the list of all that could be there.
fn reason(error: &str) -> &str {
    let end = [" at line ", ", expected one of"]
        .iter()
        .filter_map(|tail| error.find(tail))
        .min();
    &error[..end.unwrap_or(error.len())]
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

fn convert(
    file: &BibliographyFile,
    range: Range<usize>,
    entry: hayagriva::Entry,
    record: Record,
    reading: &mut Reading,
) {
    let piece = &file.text[range.clone()];
    let start = range.start + piece.find(entry.key()).unwrap_or(0);
    let end = if piece.is_empty() {
        start
    } else {
        start + entry.key().len()
    };
    let place = Place::new(&file.path, Span::new(start..end));
    if !reading.claim(entry.key(), &place) {
        return;
    }
    let fields: Vec<(String, String)> = record
        .iter()
        .map(|(name, value)| (name.to_lowercase(), plain(value)))
        .collect();
    let kind = fields
        .iter()
        .find(|(name, _)| name == "type")
        .map_or_else(String::new, |(_, kind)| kind.clone());
    reading.found(Found {
        place,
        kind: kind.to_lowercase(),
        fields,
        date: None,
        accessed: None,
        entry,
    });
}

/// A value as plain text: lists with commas, tables by their `value`, `name` or `title`.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(table) => match ["value", "name", "title"]
            .iter()
            .find_map(|key| table.get(*key))
        {
            Some(main) => plain(main),
            None => table.values().map(plain).collect::<Vec<_>>().join(", "),
        },
        other => other.to_string(),
    }
}
