//! All sources of an explainer.

use std::collections::HashMap;

use crate::diagnostics::Diagnostic;

use super::read::{BibliographyFile, Reading};
use super::{Source, SourceId};

/// All sources of an explainer: files in the order given, entries as written.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    sources: Vec<Source>,
    ids: HashMap<String, SourceId>,
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
