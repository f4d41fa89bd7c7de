//! The commonest edit: the words of some pages change, and no page comes, goes or gets another place.
//!
//! Then the tree keeps its shape, and pages their numbers. Linked anew are the pages that changed, those that
//! link to them, and those whose links are not settled; back-links and the ledger are the old ones with the
//! lines of these pages replaced. So the cost does not grow with the site, but for copying lists of pointers.
//! That the site is the one that [`Site::link`] makes, `memory_equals_a_cold_build_after_any_edits` shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::links::{Destinations, PageLinks};
use super::tree::{PageId, keeps_place};
use super::{Parts, Site, backlinks, notes};
use crate::markdown::Document;

/// An edit of some pages, which all keep their places.
pub(super) struct Edit<'a> {
    before: &'a Site,
    changed: Vec<(PageId, Arc<Document>)>,
}

impl<'a> Edit<'a> {
    /// What changed since `before`, if it is no more than this.
    pub fn of(before: &'a Site, parts: &Parts) -> Option<Self> {
        let same_rest = before.drafts == parts.drafts
            && before.documents.len() == parts.documents.len()
            && Arc::ptr_eq(&before.published, &parts.published)
            && Arc::ptr_eq(&before.formatter, &parts.formatter)
            // What is wrong with addresses may be said in other places now.
            && before.problems.is_empty();
        if !same_rest {
            return None;
        }
        let mut changed = Vec::new();
        for (old, new) in before.documents.iter().zip(&parts.documents) {
            if Arc::ptr_eq(old, new) {
                continue;
            }
            if !keeps_place(old, new) {
                return None;
            }
            // Drafts that are left out have no place.
            let page = before.tree.by_path(&new.path);
            changed.extend(page.map(|page| (page.id, new.clone())));
        }
        Some(Self { before, changed })
    }

    /// The site after the edit.
    pub fn link(self, parts: Parts) -> Site {
        let before = self.before;
        let mut site = Site {
            tree: before.tree.with(&self.changed),
            routes: before.routes.clone(),
            links: before.links.clone(),
            notes: before.notes.clone(),
            backlinks: before.backlinks.clone(),
            ledger: before.ledger.clone(),
            flawed: before.flawed.clone(),
            unsettled: before.unsettled.clone(),
            as_of: before.as_of,
            documents: parts.documents,
            bibliography: parts.bibliography,
            formatter: parts.formatter,
            published: parts.published,
            drafts: parts.drafts,
            problems: Vec::new(),
        };
        self.renumber(&mut site);
        self.relink(&mut site);
        let as_of = |document: &Document| document.front.as_of;
        let dated_anew =
            |(id, new): &(PageId, Arc<Document>)| as_of(&before.page(*id).document) != as_of(new);
        if self.changed.iter().any(dated_anew) {
            let pages = site.tree.pages.iter();
            site.as_of = pages.filter_map(|page| as_of(&page.document)).max();
        }
        site
    }

    /// Resolves the links of all pages that may lead elsewhere now. Notes have been numbered: links lead to them.
    fn relink(&self, site: &mut Site) {
        let before = self.before;
        let mut concerned: BTreeSet<PageId> = before.unsettled.clone();
        for (id, _) in &self.changed {
            concerned.insert(*id);
            concerned.extend(before.backlinks[id.0].iter().map(|link| link.from));
        }
        let concerned: Vec<PageId> = concerned.into_iter().collect();
        let destinations = Destinations {
            tree: &site.tree,
            routes: &site.routes,
            notes: &site.notes,
            bibliography: &site.bibliography,
        };
        let resolve = |id: &PageId| destinations.resolve(site.page(*id));
        let resolved: Vec<PageLinks> = concerned.par_iter().map(resolve).collect();
        for (id, links) in concerned.into_iter().zip(resolved) {
            let (was, page) = (before.page(id), &site.tree.pages[id.0]);
            let old = &before.links[id.0];
            if Arc::ptr_eq(&was.document, &page.document) && links == **old {
                continue;
            }
            backlinks::replace(&mut site.backlinks, (was, old), (page, &links));
            site.links[id.0] = Arc::new(links);
            site.look_over(id);
        }
    }

    /// Numbers the notes of the pages that changed.
    fn renumber(&self, site: &mut Site) {
        let number = |(id, document): &(PageId, Arc<Document>)| {
            (
                *id,
                notes::number(document, &site.formatter, &site.bibliography),
            )
        };
        let numbered: Vec<_> = self.changed.par_iter().map(number).collect();
        for (id, notes) in numbered {
            site.ledger.replace(id, &self.before.notes[id.0], &notes);
            site.notes[id.0] = Arc::new(notes);
            site.look_over(id);
        }
    }
}
