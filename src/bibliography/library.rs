//! All sources of an explainer.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{Diagnostic, Lint};

use super::read::{BibliographyFile, Reading};
use super::{Source, SourceId};

/// All sources of an explainer: files in the order given, entries as written.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    sources: Vec<Source>,
    ids: HashMap<String, SourceId>,
    /// Keys of entries that are there and cannot be read.
    unread: HashSet<String>,
}

impl Bibliography {
    /// Reads bibliography files. What cannot be read is reported and left out.
    pub fn load(files: &[BibliographyFile]) -> (Self, Vec<Diagnostic>) {
        let mut reading = Reading::default();
        for file in files {
            reading.file(file);
        }
        let ids = (0..).map(SourceId);
        let ids = reading
            .sources
            .iter()
            .zip(ids)
            .map(|(source, id)| (source.key.clone(), id))
            .collect();
        let bibliography = Self {
            sources: reading.sources,
            ids,
            unread: unread_keys(files, &reading.diagnostics),
        };
        (bibliography, reading.diagnostics)
    }

    /// The source of an id that this bibliography gave.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// The source with a key.
    pub fn find(&self, key: &str) -> Option<SourceId> {
        self.ids.get(key).copied()
    }

    /// Whether there is an entry with this key that cannot be read, as has been reported.
    pub fn is_unread(&self, key: &str) -> bool {
        self.unread.contains(key)
    }

    /// The sources in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (SourceId, &Source)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(index, source)| (SourceId(index as u32), source))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sources.iter().map(|source| source.key.as_str())
    }

    /// How many sources there are.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
}

/// The keys of the BibLaTeX entries in which something could not be read.
fn unread_keys(files: &[BibliographyFile], diagnostics: &[Diagnostic]) -> HashSet<String> {
    let broken = |diagnostic: &&Diagnostic| diagnostic.lint == Lint::BibliographySyntax;
    let places = diagnostics
        .iter()
        .filter(broken)
        .filter_map(|diagnostic| diagnostic.place.as_ref());
    places
        .filter_map(|place| {
            let file = files.iter().find(|file| file.path == place.file)?;
            let line = file.text[place.span.start as usize..].find('\n');
            let end = line.map_or(file.text.len(), |line| place.span.start as usize + line);
            let entry = &file.text[file.text[..end].rfind("\n@").map_or(0, |at| at + 1)..end];
            let (_, rest) = entry.strip_prefix('@')?.split_once('{')?;
            let key = rest
                .trim_start()
                .split([',', ' ', '\t', '}', '=', '\r', '\n'])
                .next()?;
            (!key.is_empty()).then(|| key.to_owned())
        })
        .collect()
}
