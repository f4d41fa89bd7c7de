//! What of an earlier site holds on after an edit.
//!
//! A page's notes depend on its document and on the records of the sources that it cites. Its links depend on
//! its document, on the shape of the tree (paths, addresses, order), on what is published, and on the
//! headings and the notes of the pages to places on which it links. Where all that is the same, so is the result.

use std::sync::Arc;

use super::Site;
use super::links::PageLinks;
use super::notes::PageNotes;
use super::published::Published;
use super::target::Target;
use super::tree::{Page, PageId, Tree};
use crate::bibliography::{Formatter, SourceId};

/// Decides for each page what of the site before can be taken over.
pub(super) struct Reuse<'a> {
    before: &'a Site,
    /// Whether each page has another document than before; `None` if the shape of the tree or what is
    /// published is not what it was, so that any link may lead elsewhere.
    changed: Option<Vec<bool>>,
    /// Whether each source has the record that it had.
    sources: Sources,
}

/// Which sources are cited as before.
enum Sources {
    All,
    /// By their numbers; keys that were not defined may be now.
    Some(Vec<bool>),
    None,
}

impl<'a> Reuse<'a> {
    /// Compares with what is to be linked now.
    pub fn new(
        before: &'a Site,
        tree: &Tree,
        published: &Arc<Published>,
        formatter: &Arc<Formatter>,
    ) -> Self {
        let same_keys = || {
            before
                .bibliography
                .keys()
                .eq(formatter.bibliography().keys())
        };
        let same_places = published.has_names_of(&before.published)
            && (Arc::ptr_eq(formatter, &before.formatter) || same_keys())
            && tree.has_shape_of(&before.tree);
        let pages = tree.pages.iter().zip(&before.tree.pages);
        let changed = pages.map(|(now, old)| !Arc::ptr_eq(&now.document, &old.document));
        let sources = if Arc::ptr_eq(formatter, &before.formatter) {
            Sources::All
        } else {
            let same = formatter.same_sources(&before.formatter);
            same.map_or(Sources::None, Sources::Some)
        };
        Self {
            before,
            changed: same_places.then(|| changed.collect()),
            sources,
        }
    }

    /// The page before, if its document is the same.
    fn old(&self, page: &Page) -> Option<PageId> {
        let old = self.before.tree.by_path(&page.document.path)?;
        Arc::ptr_eq(&old.document, &page.document).then_some(old.id)
    }

    /// The page's links, if they lead where they led. `notes` are those of all pages as they are now.
    pub fn links(&self, page: &Page, notes: &[Arc<PageNotes>]) -> Option<Arc<PageLinks>> {
        let changed = self.changed.as_ref()?;
        let links = &self.before.links[self.old(page)?.0];
        let same_ids = |page: PageId| {
            !changed[page.0] && Arc::ptr_eq(&notes[page.0], &self.before.notes[page.0])
        };
        let holds = |target: &Target| match target {
            Target::Internal(_, suffix) if suffix.anchor.is_some() => {
                target.page().is_none_or(same_ids)
            }
            Target::Internal(..) | Target::External(_) => true,
            // What is near what was written may be another page now, or the heading may be there.
            Target::Broken(_) => false,
        };
        links.all().all(holds).then(|| links.clone())
    }

    /// The page's notes, if they say what they said.
    pub fn notes(&self, page: &Page) -> Option<Arc<PageNotes>> {
        let notes = &self.before.notes[self.old(page)?.0];
        let holds = match &self.sources {
            Sources::All => true,
            Sources::None => false,
            Sources::Some(same) => {
                let is_same = |source: &Option<SourceId>| {
                    source.is_some_and(|id| same.get(id.0 as usize) == Some(&true))
                };
                notes.sources.iter().flatten().all(is_same)
            }
        };
        holds.then(|| notes.clone())
    }
}
