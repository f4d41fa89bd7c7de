//! From a BibLaTeX entry to a source.

use std::ops::Range;

use biblatex::{ChunksExt, Entry, EntryType, Pair, RawEntry};

use crate::diagnostics::{Place, Span};

use super::super::super::date::WrittenDate;
use super::super::super::source::Found;
use super::{BibliographyFile, Reading};

/// Types that BibLaTeX documents and the biblatex crate does not name; they are formatted as `misc`.
const FURTHER_TYPES: &[&str] = &[
    "artwork",
    "audio",
    "bibnote",
    "commentary",
    "image",
    "jurisdiction",
    "legislation",
    "legal",
    "letter",
    "movie",
    "music",
    "performance",
    "review",
    "standard",
    "video",
];

/// The types of the biblatex crate, for suggestions.
const TYPES: &[&str] = &[
    "article",
    "book",
    "booklet",
    "inbook",
    "incollection",
    "inproceedings",
    "manual",
    "mastersthesis",
    "phdthesis",
    "misc",
    "proceedings",
    "techreport",
    "unpublished",
    "periodical",
    "collection",
    "reference",
    "inreference",
    "report",
    "patent",
    "thesis",
    "online",
    "software",
    "dataset",
    "legal",
    "legislation",
    "video",
    "audio",
    "conference",
    "electronic",
    "www",
];

/// Adds the source of one entry; `raw` is as the file has it, `entry` has what it inherits.
pub(super) fn convert(
    file: &BibliographyFile,
    raw: &RawEntry,
    mut entry: Entry,
    reading: &mut Reading,
) {
    if entry.entry_type == EntryType::XData {
        return; // a store of fields for other entries
    }
    if let EntryType::Unknown(kind) = &entry.entry_type
        && !FURTHER_TYPES.contains(&kind.as_str())
    {
        reading.unknown_type(file, raw.kind.span.clone(), kind, TYPES);
    }
    let fields: Vec<(String, String)> = raw
        .fields
        .iter()
        .map(|pair| pair.key.v.to_ascii_lowercase())
        .map(|name| {
            (
                entry
                    .get(&name)
                    .map(|value| value.format_verbatim())
                    .unwrap_or_default(),
                name,
            )
        })
        .map(|(text, name)| (name, text.trim().to_owned()))
        .collect();
    let mut checked = |names: [&str; 3]| match written_date(&entry, names)? {
        Ok(date) => Some(date),
        Err(error) => {
            // An inherited date is reported where it is written.
            if let Some(range) = names.iter().find_map(|name| value_of(raw, name)) {
                reading.invalid_date(file, range, &error);
            }
            None
        }
    };
    let date = checked(["date", "", ""]).or_else(|| checked(["year", "month", "day"]));
    let accessed = checked(["urldate", "", ""]);
    prepare(&mut entry);
    if let Some(entry) = typed(file, raw, entry, reading) {
        let place = Place::new(&file.path, Span::new(raw.key.span.clone()));
        reading.found(Found {
            place,
            kind: raw.kind.v.to_ascii_lowercase(),
            fields,
            date,
            accessed,
            entry,
        });
    }
}

/// Reads the date in a field, or in BibTeX's three. `None` if there is none.
fn written_date(
    entry: &Entry,
    [first, month, day]: [&str; 3],
) -> Option<Result<WrittenDate, String>> {
    let text = |name: &str| entry.get(name).map(|value| value.format_verbatim());
    let main = text(first).filter(|text| !text.trim().is_empty())?;
    Some(WrittenDate::from_parts(
        &main,
        text(month).as_deref(),
        text(day).as_deref(),
    ))
}

/// Takes away what hayagriva would print wrongly or not survive, and puts the outlet where CSL looks for it.
fn prepare(entry: &mut Entry) {
    for field in [
        "date",
        "year",
        "month",
        "day",
        "urldate",
        "origdate",
        "eventdate",
    ] {
        entry.remove(field);
    }
    // Without a note, hayagriva prints the annotation as one.
    for field in ["annotation", "annote"] {
        entry.remove(field);
    }
    if entry.get("publisher").is_none()
        && let Some(outlet) = ["institution", "organization", "school"]
            .iter()
            .find_map(|name| entry.remove(name))
    {
        entry.set("publisher", outlet);
    }
}

/// Converts the entry; a field that is malformed for its type is reported and left out.
fn typed(
    file: &BibliographyFile,
    raw: &RawEntry,
    mut entry: Entry,
    reading: &mut Reading,
) -> Option<hayagriva::Entry> {
    loop {
        let error = match hayagriva::Entry::try_from(&entry) {
            Ok(entry) => return Some(entry),
            Err(error) => error,
        };
        let culprit = raw.fields.iter().find(|pair| {
            let name = pair.key.v.to_ascii_lowercase();
            entry.get(&name).is_some() && contains(&pair.value.span, &error.span)
        });
        let range = culprit.map_or(raw.key.span.clone(), |pair| pair.value.span.clone());
        let what = culprit.map_or("this entry".to_owned(), |pair| {
            format!("the field `{}`", pair.key.v)
        });
        reading.problem(
            file,
            range,
            format!("{what} cannot be used: {}", error.kind),
            None,
        );
        entry.remove(&culprit?.key.v.to_ascii_lowercase());
    }
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    (outer.start..=outer.end).contains(&inner.start)
}

/// Where the value of a field stands, without its braces.
fn value_of(raw: &RawEntry, name: &str) -> Option<Range<usize>> {
    let pair: &Pair = raw
        .fields
        .iter()
        .find(|pair| pair.key.v.eq_ignore_ascii_case(name))?;
    match pair.value.v.as_slice() {
        [only] => Some(only.span.clone()),
        _ => Some(pair.value.span.clone()),
    }
}
