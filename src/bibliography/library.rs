//! All sources of an explainer.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::diagnostics::{Diagnostic, KnownNames};

use super::read::{BibliographyFile, KnownEntries, Reading};
use super::{Source, SourceId};

/// All sources of an explainer: files in the order given, entries as written.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    sources: Vec<Source>,
    ids: HashMap<String, SourceId>,
    /// Keys of entries that are there and cannot be read.
    unread: HashSet<String>,
    files: BibliographyFiles,
    /// What was made of the entries, for the reading after an edit.
    entries: Arc<KnownEntries>,
    /// The keys, for those that are misspelt, made for the first of them.
    known: Arc<OnceLock<KnownNames>>,
}

/// Which of the files of a bibliography are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BibliographyFiles {
    /// There is none, and none was asked for.
    None,
    /// One that was asked for is missing, as has been reported.
    Missing,
    #[default]
    All,
}

impl Bibliography {
    /// Reads bibliography files. What cannot be read is reported and left out.
    pub fn load(files: &[BibliographyFile]) -> (Self, Vec<Diagnostic>) {
        Self::load_after(files, None)
    }

    /// The same after an edit: of entries of BibLaTeX that are as they were `before`, sources keep their records.
    pub(crate) fn load_after(
        files: &[BibliographyFile],
        before: Option<&Self>,
    ) -> (Self, Vec<Diagnostic>) {
        let mut reading = Reading::default();
        if let Some(before) = before {
            reading.known = before.entries.clone();
        }
        reading.files(files);
        let mut ids = HashMap::new();
        for (source, id) in reading.sources.iter().zip(0..) {
            for key in std::iter::once(&source.key).chain(&source.aliases) {
                ids.insert(key.clone(), SourceId(id));
            }
        }
        let bibliography = Self {
            sources: reading.sources,
            ids,
            unread: reading.unread,
            files: BibliographyFiles::All,
            entries: Arc::new(reading.made),
            known: Arc::default(),
        };
        (bibliography, reading.diagnostics)
    }

    /// Says which of its files are there.
    pub(crate) fn of_files(self, files: BibliographyFiles) -> Self {
        Self { files, ..self }
    }

    /// Which of its files are there: where not all are, a key that is not defined is not the author's mistake.
    pub(crate) fn files(&self) -> BibliographyFiles {
        self.files
    }

    /// The source of an id that this bibliography gave.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// The source with a key, or with another that names it.
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

    /// The key that a wrong one was most likely meant to be, if one is near enough.
    pub(crate) fn nearest(&self, wrong: &str) -> Option<&str> {
        let known = self.known.get_or_init(|| KnownNames::of(self.keys()));
        known.nearest(wrong)
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
