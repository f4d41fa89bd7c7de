//! What an edit changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::notes::PageNotes;
use super::page_map::PageId;
use super::tree::keeps_place;
use super::{Parts, Site};
use crate::bibliography::SourceId;
use crate::parse::ParsedPage;

/// What an edit changed, as far as pages are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// Nothing that pages are made of.
    Nothing,
    /// What these pages say, where their links lead, or what they cite; every page keeps its place.
    Words(BTreeSet<PageId>),
    /// What all pages share: which pages there are and in what order, their addresses, the style of
    /// citations, the theme, the configuration.
    Shape,
}

impl Edit {
    /// How many pages of `site`, as it is now, may look different.
    pub(crate) fn pages(&self, site: &Site) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Words(pages) => pages.len(),
            Self::Shape => site.tree.pages.len(),
        }
    }
}

/// What is different in the parts of a site, where its shape is the same.
pub(super) struct Difference {
    /// The pages that say something else, with what they say now.
    pub pages: Vec<(PageId, Arc<ParsedPage>)>,
    pub sources: Sources,
    /// Whether the same bytes are published under the same addresses.
    same_files: bool,
}

impl Difference {
    /// What is different from the parts of `before`; `None` if the shape is.
    pub(super) fn between(before: &Site, parts: &Parts) -> Option<Self> {
        let sources = Sources::since(before, parts);
        let same_shape = before.drafts == parts.drafts
            && before.wanted == parts.wanted
            && before.numbering == parts.numbering
            && before.parsed.len() == parts.pages.len()
            && parts.published.has_names_of(&before.published)
            && !matches!(sources, Sources::Other)
            && (Arc::ptr_eq(&before.bibliography, &parts.bibliography)
                || before.bibliography.keys().eq(parts.bibliography.keys()))
            // What is wrong with addresses may be said in other places now.
            && before.problems.is_empty();
        if !same_shape {
            return None;
        }
        let mut pages = Vec::new();
        for (_, old, new) in parts.pages.changes(&before.parsed, Arc::ptr_eq) {
            let (old, new) = old.zip(new)?;
            if !keeps_place(&old.document, &new.document) {
                return None;
            }
            // Drafts that are left out have no place.
            let page = before.tree.by_path(&new.document.path);
            pages.extend(page.map(|page| (page.id, new.clone())));
        }
        Some(Self {
            pages,
            sources,
            same_files: Arc::ptr_eq(&before.published, &parts.published),
        })
    }

    pub(super) fn is_nothing(&self) -> bool {
        let same_sources = matches!(self.sources, Sources::Same);
        self.pages.is_empty() && same_sources && self.same_files
    }
}

/// Which sources are cited as before.
pub(super) enum Sources {
    /// All, and the keys that were not defined are not.
    Same,
    /// Those of which this is true, by number; keys that were not defined may be now.
    Some(Vec<bool>),
    /// None: the style or the language is another.
    Other,
}

impl Sources {
    pub(super) fn since(before: &Site, parts: &Parts) -> Self {
        if Arc::ptr_eq(&before.formatters, &parts.formatters) {
            return Self::Same;
        }
        let same = parts
            .formatters
            .main()
            .same_sources(before.formatters.main());
        same.map_or(Self::Other, Self::Some)
    }

    /// Whether the notes of a page say what they said.
    pub(super) fn hold(&self, notes: &PageNotes) -> bool {
        match self {
            Self::Same => true,
            Self::Other => false,
            Self::Some(same) => {
                let is_same = |source: &Option<SourceId>| {
                    source.is_some_and(|id| same.get(id.0 as usize) == Some(&true))
                };
                let mut sources = notes.citations.iter().flat_map(|one| &one.sources);
                sources.all(is_same)
            }
        }
    }
}
