//! From raw entries to fields: abbreviations, `crossref` and `xdata`.
//!
//! The biblatex crate follows `@string` abbreviations and references without looking for circles, and
//! one undefined abbreviation stops it. So both are screened before it sees them.

use std::collections::{HashMap, HashSet};

use biblatex::{Bibliography, Entry, Field, Pair, RawBibliography, RawChunk, Spanned};

use crate::diagnostics::{Place, Span};

use super::{BibliographyFile, Reading};

/// The entries of `raw` with their fields, in order; `raw.entries` keeps just those that could be resolved.
pub(super) fn resolve(
    file: &BibliographyFile,
    raw: &mut RawBibliography,
    reading: &mut Reading,
) -> Vec<Entry> {
    screen_abbreviations(file, raw, reading);
    screen_keys(file, raw, reading);
    screen_references(file, raw, reading);
    if let Ok(whole) = Bibliography::from_raw(raw.clone()) {
        return inherit(raw, whole);
    }
    drop_broken_entries(file, raw, reading);
    match Bibliography::from_raw(raw.clone()) {
        Ok(whole) => inherit(raw, whole),
        Err(error) => {
            // Each entry is sound, yet not all together: without references they still are of use.
            reading.problem(
                file,
                error.span,
                format!("cross-references cannot be followed: {}", error.kind),
                None,
            );
            let abbreviations = raw.abbreviations.clone();
            raw.entries
                .iter()
                .flat_map(|entry| alone(entry.clone(), &abbreviations))
                .flatten()
                .collect()
        }
    }
}

/// The entries, each with all fields of its `xdata`; the biblatex crate passes on just those that it
/// expects of the entry's type, and `publisher` of `@online` is none of them.
fn inherit(raw: &RawBibliography, whole: Bibliography) -> Vec<Entry> {
    let abbreviations = abbreviations(raw);
    let mut entries: Vec<Entry> = whole.iter().cloned().collect();
    for (raw, entry) in raw.entries.iter().zip(&mut entries) {
        let stores = raw
            .v
            .fields
            .iter()
            .filter(|pair| pair.key.v.eq_ignore_ascii_case("xdata"));
        for key in stores.flat_map(|pair| keys_in(&pair.value.v, &abbreviations)) {
            for (name, value) in whole.get(&key).into_iter().flat_map(|store| &store.fields) {
                if entry.get(name).is_none() {
                    entry.set(name, value.clone());
                }
            }
        }
    }
    entries
}

/// Keeps the abbreviations that use only earlier ones, as BibTeX wants it.
fn screen_abbreviations(file: &BibliographyFile, raw: &mut RawBibliography, reading: &mut Reading) {
    let mut known = HashSet::new();
    raw.abbreviations.retain(|pair| {
        let usable = |chunk: &Spanned<RawChunk>| match chunk.v {
            RawChunk::Normal(_) => true,
            RawChunk::Abbreviation(name) => known.contains(name) || is_month(name),
        };
        let sound = pair.value.v.iter().all(usable);
        let name = pair.key.v;
        if !sound {
            let message =
                format!("the abbreviation `{name}` uses one that is not defined before it");
            reading.problem(file, pair.value.span.clone(), message, None);
        } else if !known.insert(name) {
            let message = format!("the abbreviation `{name}` is defined twice");
            reading.problem(file, pair.key.span.clone(), message, None);
            return false;
        }
        sound
    });
}

/// Keeps the first entry of each key.
fn screen_keys(file: &BibliographyFile, raw: &mut RawBibliography, reading: &mut Reading) {
    raw.entries.retain(|entry| {
        let key = &entry.v.key;
        if key.v.is_empty() {
            let help = "write a key behind the brace: `@online{key, …}`".to_owned();
            reading.problem(
                file,
                entry.v.kind.span.clone(),
                "this entry has no key",
                Some(help),
            );
            return false;
        }
        reading.claim(key.v, &Place::new(&file.path, Span::new(key.span.clone())))
    });
}

/// Takes `crossref` and `xdata` away from entries whose references come back to them.
fn screen_references(file: &BibliographyFile, raw: &mut RawBibliography, reading: &mut Reading) {
    let is_reference = |pair: &Pair| {
        matches!(
            pair.key.v.to_ascii_lowercase().as_str(),
            "crossref" | "xdata"
        )
    };
    if !raw
        .entries
        .iter()
        .any(|entry| entry.v.fields.iter().any(is_reference))
    {
        return;
    }
    let abbreviations = abbreviations(raw);
    let mut targets: HashMap<String, Vec<String>> = HashMap::new();
    for entry in &raw.entries {
        let values = entry.v.fields.iter().filter(|pair| is_reference(pair));
        let keys = values
            .flat_map(|pair| keys_in(&pair.value.v, &abbreviations))
            .collect();
        // An alias stands for its entry, so it leads where the entry leads.
        for name in entry
            .v
            .fields
            .iter()
            .filter(|pair| pair.key.v.eq_ignore_ascii_case("ids"))
        {
            for alias in keys_in(&name.value.v, &abbreviations) {
                targets
                    .entry(alias)
                    .or_default()
                    .push(entry.v.key.v.to_owned());
            }
        }
        targets
            .entry(entry.v.key.v.to_owned())
            .or_default()
            .extend::<Vec<_>>(keys);
    }
    for entry in &mut raw.entries {
        if leads_back(entry.v.key.v, &targets) {
            let message = format!(
                "the cross-references of \"{}\" lead in a circle",
                entry.v.key.v
            );
            reading.problem(file, entry.v.key.span.clone(), message, None);
            entry.v.fields.retain(|pair| !is_reference(pair));
        }
    }
}

/// Whether following references from `start` comes to a circle.
fn leads_back(start: &str, targets: &HashMap<String, Vec<String>>) -> bool {
    let mut open: Vec<(&str, bool)> = vec![(start, false)];
    let mut path = HashSet::new();
    let mut done = HashSet::new();
    while let Some((key, leaving)) = open.pop() {
        if leaving {
            path.remove(key);
            done.insert(key);
            continue;
        }
        if path.contains(key) {
            return true;
        }
        if done.contains(key) {
            continue;
        }
        path.insert(key);
        open.push((key, true));
        open.extend(
            targets
                .get(key)
                .into_iter()
                .flatten()
                .map(|next| (next.as_str(), false)),
        );
    }
    false
}

fn abbreviations<'a, 's>(raw: &'a RawBibliography<'s>) -> HashMap<&'s str, &'a Field<'s>> {
    raw.abbreviations
        .iter()
        .map(|pair| (pair.key.v, &pair.value.v))
        .collect()
}

fn keys_in(value: &Field, abbreviations: &HashMap<&str, &Field>) -> Vec<String> {
    let text = plain(value, abbreviations);
    text.split(',')
        .map(|key| key.trim().to_owned())
        .filter(|key| !key.is_empty())
        .collect()
}

/// The text of a value, abbreviations resolved; they cannot be circular any more.
fn plain(value: &Field, abbreviations: &HashMap<&str, &Field>) -> String {
    let part = |chunk: &Spanned<RawChunk>| match chunk.v {
        RawChunk::Normal(text) => text.replace(['{', '}'], ""),
        RawChunk::Abbreviation(name) => abbreviations
            .get(name)
            .map_or_else(|| name.to_owned(), |value| plain(value, abbreviations)),
    };
    value.iter().map(part).collect()
}

/// Drops every entry that cannot be resolved even alone.
fn drop_broken_entries(file: &BibliographyFile, raw: &mut RawBibliography, reading: &mut Reading) {
    let abbreviations = raw.abbreviations.clone();
    raw.entries
        .retain(|entry| match alone(entry.clone(), &abbreviations) {
            Ok(_) => true,
            Err(error) => {
                let message = format!(
                    "the entry \"{}\" cannot be read: {}",
                    entry.v.key.v, error.kind
                );
                reading.problem(file, error.span, message, None);
                false
            }
        });
}

/// Resolves one entry by itself.
fn alone<'s>(
    mut entry: Spanned<biblatex::RawEntry<'s>>,
    abbreviations: &[Pair<'s>],
) -> Result<Vec<Entry>, biblatex::ParseError> {
    entry.v.fields.retain(|pair| {
        !matches!(
            pair.key.v.to_ascii_lowercase().as_str(),
            "crossref" | "xdata"
        )
    });
    let raw = RawBibliography {
        preamble: String::new(),
        entries: vec![entry],
        abbreviations: abbreviations.to_vec(),
    };
    Bibliography::from_raw(raw).map(Bibliography::into_vec)
}

fn is_month(name: &str) -> bool {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    MONTHS
        .split(' ')
        .any(|month| month.eq_ignore_ascii_case(name))
}
