//! All `.bib` files of an explainer, and the sources that they define.

use crate::diagnostics::{Diagnostic, Lint, Place, Span, nearest};

use super::super::super::source::{Found, WrittenField};
use super::super::{BibliographyFile, Reading};
use super::entry::{self, Entry, Strings};
use super::inherit::{self, BadReferenceKind};
use super::map::{self, Use};
use super::{dates, scan, sentence_case};

/// The entries of all files, with what they inherit.
pub(in super::super) struct Database<'s> {
    entries: Vec<Entry<'s>>,
    /// Whether titles have braces around names, which says how all are to be read.
    protects: bool,
}

impl<'s> Database<'s> {
    /// Reads all `.bib` files among `files`. What cannot be read goes to `reading`.
    pub(crate) fn read(files: &'s [BibliographyFile], reading: &mut Reading) -> Self {
        let mut strings = Strings::default();
        let mut entries = Vec::new();
        for file in files.iter().filter(|file| file.path.ends_with(".bib")) {
            let mut scanned = scan::scan(&file.text);
            entries.extend(entry::entries(&file.path, &mut scanned, &mut strings));
            if !scan::has_commands(&file.text) {
                other_format(file, reading);
            }
            reading.unread.extend(scanned.unread);
            for problem in scanned.problems {
                let place = Place::new(&file.path, Span::new(problem.range));
                let diagnostic = Diagnostic::new(problem.lint, place, problem.message);
                reading.diagnostics.push(diagnostic.help(problem.help));
            }
        }
        let bad = inherit::inherit(&mut entries);
        for reference in bad {
            let place = reference.place;
            match reference.kind {
                BadReferenceKind::Undefined => {
                    let help = match nearest(&reference.key, entries.iter().map(|entry| entry.key))
                    {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => "nothing is inherited; write the fields into the entry itself"
                            .to_owned(),
                    };
                    reading.suspicious(place, reference.message, help);
                }
                kind @ (BadReferenceKind::Circle
                | BadReferenceKind::TooLong
                | BadReferenceKind::TooMuch) => {
                    let help = match kind {
                        BadReferenceKind::TooMuch => "the entries after it inherit nothing",
                        _ => "an entry inherits from one that holds it: a chapter from its book",
                    };
                    let diagnostic =
                        Diagnostic::new(Lint::BibliographySyntax, place, reference.message);
                    reading.diagnostics.push(diagnostic.help(help));
                }
            }
        }
        let protects = protects_names(&entries);
        Self { entries, protects }
    }

    /// Hands the sources of one file over.
    pub(crate) fn take(&mut self, file: &BibliographyFile, reading: &mut Reading) {
        let end = self
            .entries
            .iter()
            .position(|entry| entry.key_place.file != file.path);
        let rest = self.entries.split_off(end.unwrap_or(self.entries.len()));
        for entry in std::mem::replace(&mut self.entries, rest) {
            source(&entry, self.protects, reading);
        }
    }
}

/// Reports a file that has text, but nothing of BibTeX: most likely it is another format under the wrong name.
fn other_format(file: &BibliographyFile, reading: &mut Reading) {
    let mut lines = file.text.lines().map(str::trim);
    let Some(first) = lines.find(|line| !line.is_empty() && !line.starts_with('%')) else {
        return;
    };
    let at = first.as_ptr().addr() - file.text.as_ptr().addr();
    let help = if first.starts_with(['[', '{']) {
        "this looks like CSL-JSON: give the file a name that ends in .json"
    } else if first.starts_with("TY  - ") || first.starts_with("%0 ") {
        "this is an export for EndNote (RIS): let your reference manager export BibLaTeX or CSL-JSON"
    } else if first.starts_with("- id:") || first == "---" || first == "references:" {
        "this looks like YAML: give the file a name that ends in .yaml"
    } else {
        "an entry is written `@type{key, field = {value}, …}`"
    };
    let message = "no entry is in this file";
    reading.problem(file, at..at + first.len(), message, Some(help.to_owned()));
}

/// Whether at least one title in twenty has a name in braces.
fn protects_names(entries: &[Entry]) -> bool {
    let titles: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry.get("title"))
        .collect();
    let protected = titles
        .iter()
        .filter(|title| sentence_case::has_protected_name(title))
        .count();
    protected > 0 && protected * 20 >= titles.len()
}

fn source(entry: &Entry, protects: bool, reading: &mut Reading) {
    if !reading.claim(entry.key, &entry.key_place) || entry.kind == "xdata" {
        return;
    }
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
    let aliases = entry
        .field("ids")
        .map(|field| (inherit::keys(&field.value), field.place.clone()));
    let aliases = aliases.map(|(keys, place)| {
        let free = keys
            .into_iter()
            .filter(|key| key != entry.key && reading.claim(key, &place));
        free.collect()
    });
    let written = entry.fields.iter().filter(|field| !field.inherited);
    reading.found(Found {
        place: entry.key_place.clone(),
        kind: entry.kind.clone(),
        title: map::title_as_written(entry),
        fields: written
            .map(|field| WrittenField {
                name: field.written.clone(),
                value: map::shown(field),
                place: field.place.clone(),
            })
            .collect(),
        aliases: aliases.unwrap_or_default(),
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
