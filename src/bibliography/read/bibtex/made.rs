//! What is made of an entry. It is kept, so that after an edit of a bibliography only entries with other words are read into
//! records again.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostics::{Diagnostic, Place, Span};

use super::super::super::Source;
use super::super::super::source::{Found, WrittenField};
use super::super::Reading;
use super::dates;
use super::entry::Entry;
use super::map::{self, Use};

/// What was made of entries, by their digests.
pub(in super::super::super) type KnownEntries = FxHashMap<u128, Arc<Made>>;

/// The source of an entry, and what is wrong with it, at the place where it stood when it was made.
#[derive(Debug)]
pub(in super::super::super) struct Made {
    source: Option<Source>,
    diagnostics: Vec<Diagnostic>,
    /// The fields that are like none that is known, each with its place among the diagnostics.
    own_fields: Vec<(usize, String)>,
}

impl Made {
    /// Makes the source of an entry with what it inherits.
    pub(super) fn of(entry: &Entry<'_>, protects: bool) -> Self {
        let mut alone = Reading::default();
        source(entry, protects, &mut alone);
        Self {
            source: alone.sources.pop(),
            diagnostics: alone.diagnostics,
            own_fields: alone.own_fields,
        }
    }

    /// Gives `reading` the source and what is wrong with it, where the same entry stands now.
    pub(super) fn give(&self, entry: &Entry<'_>, aliases: Vec<String>, reading: &mut Reading) {
        let Some(source) = &self.source else {
            return;
        };
        let before = reading.diagnostics.len();
        let own_fields = self.own_fields.iter();
        let own_fields = own_fields.map(|(at, field)| (before + at, field.clone()));
        reading.own_fields.extend(own_fields);
        let (was, is) = (source.place.span.start, entry.key_place.span.start);
        let moved = self.diagnostics.iter().cloned().map(|mut diagnostic| {
            let labels = diagnostic.labels.iter_mut().map(|label| &mut label.place);
            let places = diagnostic.place.iter_mut().chain(labels);
            for place in places.filter(|place| place.file == entry.key_place.file) {
                place.span = place.span.seen_from(was).counted_from(is);
            }
            diagnostic
        });
        reading.diagnostics.extend(moved);
        let moved = source.moved(entry.key_place.clone(), aliases);
        reading.sources.push(moved);
    }
}

/// A digest of all that a source is made of: what the entry says and inherits, and where that stands as seen from the key.
pub(super) fn digest(entry: &Entry<'_>, protects: bool) -> u128 {
    let mut bytes = vec![u8::from(protects)];
    let mut text = |text: &str| {
        bytes.extend(text.len().to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    text(&entry.key_place.file);
    text(&entry.kind);
    text(entry.key);
    for field in &entry.fields {
        text(&field.name);
        text(&field.written);
        text(&field.value);
        text(if field.inherited { "+" } else { "" });
    }
    let places = entry.fields.iter();
    let places = places.flat_map(|field| [&field.name_place, &field.place]);
    for place in places.chain([&entry.kind_place, &entry.key_place]) {
        let is_here = place.file == entry.key_place.file;
        let span = match is_here {
            true => place.span.seen_from(entry.key_place.span.start),
            false => place.span,
        };
        bytes.extend(span.start.to_le_bytes());
        bytes.extend(span.end.to_le_bytes());
        if !is_here {
            bytes.extend(place.file.as_bytes());
        }
    }
    xxh3_128(&bytes)
}

fn source(entry: &Entry<'_>, protects: bool, reading: &mut Reading) {
    let mapped = map::map(entry, protects);
    if mapped.unknown_kind {
        reading.unknown_type(
            entry.kind_place.clone(),
            &entry.kind,
            map::kind_names(),
            "misc",
        );
    }
    check_fields(entry, reading);
    for (field, command) in &mapped.unknown_commands {
        let place = entry
            .field(field)
            .map_or(&entry.key_place, |field| &field.place);
        let message = format!("`\\{command}` is not a command that Ibid knows; it is left out");
        reading.suspicious(
            command_place(place, command, file_text(entry, field)),
            message,
            "write what it prints",
        );
    }
    for read in &mapped.odd_dates {
        odd_date(read, reading);
    }
    let written = entry.fields.iter().filter(|field| !field.inherited);
    reading.found(Found {
        place: entry.key_place.clone(),
        kind: entry.kind.clone(),
        title: map::title_as_written(entry),
        fields: written
            .map(|field| WrittenField {
                name: field.written.clone(),
                value: map::shown(field),
                span: field.place.span,
            })
            .collect(),
        aliases: Vec::new(),
        item: mapped.item,
    });
}

/// The value of a field if it stands in the file as it is.
fn file_text<'e>(entry: &'e Entry, field: &str) -> Option<&'e str> {
    match entry.field(field).map(|field| &field.value) {
        Some(std::borrow::Cow::Borrowed(value)) => Some(value),
        _ => None,
    }
}

/// Where the command stands in a value that is one part of the file; else the value.
fn command_place(value: &Place, command: &str, text: Option<&str>) -> Place {
    let found = text.and_then(|text| {
        let written = format!("\\{command}");
        let mut places = text.match_indices(&written).map(|(at, _)| at);
        places.find(|at| {
            !text[at + 1 + command.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
        })
    });
    match found {
        Some(at) => {
            let start = value.span.start as usize + at;
            Place::new(&value.file, Span::new(start..start + 1 + command.len()))
        }
        None => value.clone(),
    }
}

/// Reports fields that nobody knows, and fields that are there twice.
fn check_fields(entry: &Entry, reading: &mut Reading) {
    for (index, field) in entry
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.inherited)
    {
        let known = map::use_of(&field.name);
        if known == Use::Unknown {
            reading.unknown_field(field.name_place.clone(), &field.written, map::known_names());
        }
        let before = entry.fields[..index]
            .iter()
            .find(|before| before.name == field.name && before.written == field.written);
        if let Some(before) = before
            && known == Use::Item
            && before.value.trim() != field.value.trim()
            && !field.value.trim().is_empty()
        {
            let message = format!(
                "the field `{}` is there twice; the first counts",
                field.written
            );
            reading.suspicious(
                field.name_place.clone(),
                message,
                "write both values into one field, or delete one",
            );
        }
    }
}

fn odd_date(read: &dates::Read, reading: &mut Reading) {
    match read {
        // Words are looked at with those of other formats.
        dates::Read::Date(_) | dates::Read::Words(_) => {}
        dates::Read::Invalid { field, .. } if field.inherited => {}
        dates::Read::Invalid { field, error } => reading.invalid_date(field.place.clone(), error),
        dates::Read::BadMonth { field, .. } if field.inherited => {}
        dates::Read::BadMonth {
            field,
            number: true,
            ..
        } => {
            reading.invalid_date(
                field.place.clone(),
                &format!("there is no month {}", field.value.trim()),
            );
        }
        dates::Read::BadMonth { field, .. } => {
            let message = format!("\"{}\" is not a month that Ibid knows", field.value.trim());
            let help = "write a number or an English name: `month = jun`, `month = 6`";
            reading.suspicious(field.place.clone(), message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::bibliography::{Bibliography, BibliographyFile};

    /// Pieces of `.bib` files, some of them broken, some of which others are made of.
    const PIECES: &[&str] = &[
        "",
        "\n% a comment\n",
        "@string{press = {The Press}}\n",
        "@string{press = {Another Press}}\n",
        "@book{a, title = {On Wells}, publisher = press, year = 2001}\n",
        "@book{a, title = {On Springs}, publisher = press, year = 2001, own = {x}}\n",
        "@inbook{b, title = {A Part}, crossref = {a}, own = {x}}\n",
        "@inbook{b, title = {A Part \\nonsense}, xdata = {d}, ids = {e}}\n",
        "@xdata{d, note = {\\strange{N}}, date = {2024-02-31}}\n",
        "@xdata{d, note = {M}}\n",
        "@online{c, title = {{DEEP WATER UNDER GROUND}}, author = {A and B, C, D, E}, url = {x.org/a b}, date = {2024-13}}\n",
        "@online{c, title = {Deep}, own = {y}, titel = {z}, urldate = {2020}, date = {2021}}\n",
        "@onlin{e, title = {The {NATO} Paper}, jurnal = {J} }\n",
        "@book{f, title = {Open,\n",
        "}\n",
        "@book{g title = {x}}\n",
    ];

    fn files(pieces: &[Vec<usize>]) -> Vec<BibliographyFile> {
        let files = pieces.iter().enumerate().map(|(i, pieces)| {
            let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
            BibliographyFile {
                path: format!("{i}.bib").into(),
                text: text.into(),
            }
        });
        files.collect()
    }

    fn pieces() -> impl Strategy<Value = Vec<usize>> {
        prop::collection::vec(0..PIECES.len(), 0..9)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn an_edited_bibliography_is_what_a_cold_reading_gives(
            mut written in prop::collection::vec(pieces(), 1..3),
            edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), pieces()), 1..6),
        ) {
            let (mut warm, _) = Bibliography::load(&files(&written));
            for (file, at, new) in edits {
                let file = file.index(written.len());
                let text = &mut written[file];
                let at = at.index(text.len() + 1);
                let end = (at + 2).min(text.len());
                text.splice(at..end, new.into_iter().take(2));
                let files = files(&written);
                let (next, told) = Bibliography::load_after(&files, Some(&warm));
                let (cold, cold_told) = Bibliography::load(&files);
                prop_assert_eq!(told, cold_told);
                let shown = |all: &Bibliography| {
                    let sources = all.iter().map(|(_, source)| format!("{source:?}"));
                    sources.collect::<Vec<_>>()
                };
                prop_assert_eq!(shown(&next), shown(&cold));
                prop_assert!(["a", "b", "e", "f"].iter().all(|key| next.find(key) == cold.find(key)
                    && next.is_unread(key) == cold.is_unread(key)));
                warm = next;
            }
        }
    }

    #[test]
    fn entries_with_the_same_words_are_not_made_again() {
        let entry =
            |key: &str, title: &str| format!("@book{{{key}, title = {{{title}}}, year = 2001}}\n");
        let read = |text: String, before: Option<&Bibliography>| {
            let file = BibliographyFile {
                path: "a.bib".into(),
                text: text.into(),
            };
            Bibliography::load_after(&[file], before).0
        };
        let before = read(
            entry("a", "Wells") + &entry("b", "Pumps") + &entry("c", "Springs"),
            None,
        );
        let after = read(
            entry("a", "Wells and Wheels")
                + &entry("b", "Pumps")
                + &entry("d", "New")
                + &entry("c", "Springs"),
            Some(&before),
        );
        let kept = after.iter().map(|(_, source)| {
            let old = before.find(&source.key).map(|id| before.get(id));
            old.is_some_and(|old| old.has_same_record(source))
        });
        assert_eq!(kept.collect::<Vec<_>>(), [false, true, false, true]);
    }
}
