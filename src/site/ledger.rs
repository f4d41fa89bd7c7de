//! The ledger: every source with every use of it.

use std::sync::Arc;

use super::notes::PageNotes;
use super::tree::{PageId, Tree};
use crate::bibliography::SourceId;

/// One use of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The page.
    pub page: PageId,
    /// Index into the page's citations.
    pub citation: usize,
    /// Index into the citation's items.
    pub item: usize,
}

/// Every use of every source, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    uses: Vec<Vec<Use>>,
}

impl Ledger {
    /// Gathers the uses of `sources` sources from all pages.
    pub fn gather(tree: &Tree, notes: &[Arc<PageNotes>], sources: usize) -> Self {
        let mut uses = vec![Vec::new(); sources];
        for (page, notes) in tree.pages.iter().zip(notes) {
            for (citation, items) in notes.sources.iter().enumerate() {
                for (item, source) in items.iter().enumerate() {
                    if let Some(source) = source {
                        uses[source.0 as usize].push(Use {
                            page: page.id,
                            citation,
                            item,
                        });
                    }
                }
            }
        }
        Self { uses }
    }

    /// The uses of a source.
    pub fn uses(&self, source: SourceId) -> &[Use] {
        &self.uses[source.0 as usize]
    }
}
