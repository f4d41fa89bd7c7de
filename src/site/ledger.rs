//! The ledger: every source with every use of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::notes::{Mark, PageNotes};
use super::page_map::{PageId, PageMap};
use super::tree::Tree;
use crate::bibliography::SourceId;

/// One use of a source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Use {
    pub page: PageId,
    /// Index into the page's citations.
    pub citation: usize,
    /// Index into the citation's items.
    pub item: usize,
    /// What stands in the text for the citation: the uses of a source are on pages far apart in memory.
    pub mark: Mark,
}

/// Every use of every source, in reading order. Copies are shared until one of them is changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    uses: Arc<Vec<Arc<Vec<Use>>>>,
    unused: Arc<BTreeSet<SourceId>>,
}

impl Ledger {
    /// Gathers the uses of `sources` sources from all pages.
    pub(crate) fn gather(tree: &Tree, notes: &PageMap<Arc<PageNotes>>, sources: usize) -> Self {
        let mut uses = vec![Vec::new(); sources];
        for (page, notes) in tree.pages.iter().zip(notes) {
            for (source, one) in uses_of(page.id, notes) {
                uses[source.0 as usize].push(one);
            }
        }
        let unused = uses.iter().zip(0..).filter(|(uses, _)| uses.is_empty());
        let unused = unused.map(|(_, id)| SourceId(id)).collect();
        let uses = uses.into_iter().map(Arc::new).collect();
        Self {
            uses: Arc::new(uses),
            unused: Arc::new(unused),
        }
    }

    /// Puts the uses of one page in the place of those that it had.
    pub(super) fn replace(&mut self, page: PageId, old: &PageNotes, new: &PageNotes) {
        let all = Arc::make_mut(&mut self.uses);
        let unused = Arc::make_mut(&mut self.unused);
        for (source, _) in uses_of(page, old) {
            let uses = &mut all[source.0 as usize];
            if uses.iter().any(|one| one.page == page) {
                Arc::make_mut(uses).retain(|one| one.page != page);
            }
            if uses.is_empty() {
                unused.insert(source);
            }
        }
        for (source, one) in uses_of(page, new) {
            let uses = Arc::make_mut(&mut all[source.0 as usize]);
            let at = uses.partition_point(|other| other.page <= page);
            uses.insert(at, one);
            unused.remove(&source);
        }
    }

    /// The sources without uses.
    pub(crate) fn unused(&self) -> impl Iterator<Item = SourceId> {
        self.unused.iter().copied()
    }

    /// The uses of a source.
    pub(crate) fn uses(&self, source: SourceId) -> &[Use] {
        &self.uses[source.0 as usize]
    }
}

/// The uses of sources on a page, in reading order.
fn uses_of(page: PageId, notes: &PageNotes) -> impl Iterator<Item = (SourceId, Use)> {
    let citations = notes.citations.iter().enumerate();
    citations.flat_map(move |(citation, linked)| {
        let sources = linked.sources.iter().enumerate();
        sources.filter_map(move |(item, source)| {
            let one = Use {
                page,
                citation,
                item,
                mark: linked.mark,
            };
            source.map(|source| (source, one))
        })
    })
}
