//! All `.bib` files of an explainer, and the sources that they define.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, Lint, Place, Span, nearest};

use super::super::{BibliographyFile, Reading};
use super::entry::{self, Entry, Strings};
use super::inherit::{self, BadReferenceKind};
use super::made::{self, Made};
use super::{scan, sentence_case};

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
        let entries = std::mem::replace(&mut self.entries, rest);
        let claimed = entries.iter().map(|entry| Claimed::of(entry, reading));
        let claimed: Vec<Claimed<'_, '_>> = claimed.collect();
        let known = reading.known.clone();
        let make = |claimed: &Claimed<'_, '_>| {
            let entry = claimed.entry?;
            let digest = made::digest(entry, self.protects);
            let known = known.get(&digest).cloned();
            let made = known.unwrap_or_else(|| Arc::new(Made::of(entry, self.protects)));
            Some((digest, made))
        };
        let made: Vec<Option<(u128, Arc<Made>)>> = claimed.par_iter().map(make).collect();
        for (claimed, made) in claimed.into_iter().zip(made) {
            reading.diagnostics.extend(claimed.told);
            if let Some((entry, (digest, made))) = claimed.entry.zip(made) {
                made.give(entry, claimed.aliases, reading);
                reading.made.insert(digest, made);
            }
        }
    }
}

/// An entry, after its keys have been registered.
struct Claimed<'e, 's> {
    /// `None` if it makes no source.
    entry: Option<&'e Entry<'s>>,
    aliases: Vec<String>,
    /// What is wrong with its keys.
    told: Vec<Diagnostic>,
}

impl<'e, 's> Claimed<'e, 's> {
    fn of(entry: &'e Entry<'s>, reading: &mut Reading) -> Self {
        let before = reading.diagnostics.len();
        let is_free = reading.claim(entry.key, &entry.key_place);
        let entry = Some(entry).filter(|entry| is_free && entry.kind != "xdata");
        let ids = entry.and_then(|entry| Some((entry, entry.field("ids")?)));
        let aliases = ids.map(|(entry, field)| {
            let keys = inherit::keys(&field.value).into_iter();
            let free = keys.filter(|key| key != entry.key && reading.claim(key, &field.place));
            free.collect()
        });
        Self {
            entry,
            aliases: aliases.unwrap_or_default(),
            told: reading.diagnostics.split_off(before),
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
