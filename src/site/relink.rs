//! Links anew what an edit of words touches, and nothing else.
//!
//! The tree keeps its shape, and pages their numbers. Linked anew are the pages that changed, those that link to
//! them, and those whose links are not settled; back-links and the ledger are the old ones with the lines of
//! these pages replaced. So the cost does not grow with the site, but for copying lists of pointers. That the
//! site is the one that [`Site::link`] makes, `memory_equals_a_cold_build_after_any_edits` shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::edit::{Difference, Sources};
use super::links::{Destinations, PageLinks};
use super::page_map::PageId;
use super::references::Labels;
use super::routes::Routes;
use super::{Parts, Site, backlinks, notes};
use crate::config::Numbering;
use crate::incremental::keep;

/// The site after an edit, and the pages that say, link to or cite something else than `before`.
pub(super) fn relink(
    before: &Site,
    parts: Parts,
    difference: &Difference,
) -> (Site, BTreeSet<PageId>) {
    let tree = before.tree.with(&difference.pages);
    let mut problems = Vec::new();
    let routes = match before.published.assets() == parts.published.assets() {
        true => before.routes.clone(),
        // The content of an asset is part of its address.
        false => {
            let routes = Routes::new(
                &tree,
                &parts.bibliography,
                &parts.published,
                parts.wanted,
                &mut problems,
            );
            Arc::new(routes)
        }
    };
    let lookups = match Arc::ptr_eq(&routes, &before.routes) {
        true => before.lookups.clone(),
        false => Arc::default(),
    };
    let mut site = Site {
        tree,
        routes,
        lookups,
        links: before.links.clone(),
        notes: before.notes.clone(),
        references: before.references.clone(),
        backlinks: before.backlinks.clone(),
        ledger: before.ledger.clone(),
        sets: before.sets.clone(),
        as_of: before.as_of,
        parsed: parts.pages,
        bibliography: parts.bibliography,
        formatters: parts.formatters,
        published: parts.published,
        theme_ids: parts.theme_ids,
        drafts: parts.drafts,
        wanted: parts.wanted,
        numbering: parts.numbering,
        problems,
    };
    let mut touched: BTreeSet<PageId> = difference.pages.iter().map(|(id, _)| *id).collect();
    renumber(before, difference, &mut site, &mut touched);
    refer(before, &mut site, &mut touched);
    resolve(before, &mut site, &mut touched);
    for id in &touched {
        site.look_over(*id);
    }
    let as_of = |site: &Site, id: &PageId| site.page(*id).document.front.as_of;
    let mut pages = difference.pages.iter();
    if pages.any(|(id, _)| as_of(before, id) != as_of(&site, id)) {
        site.as_of = site.latest_as_of();
    }
    (site, touched)
}

/// Numbers the notes of the pages that changed or cite a source that did.
fn renumber(
    before: &Site,
    difference: &Difference,
    site: &mut Site,
    touched: &mut BTreeSet<PageId>,
) {
    if !matches!(difference.sources, Sources::Same) {
        let stale = before.tree.pages.iter().map(|page| page.id);
        touched.extend(stale.filter(|id| !difference.sources.hold(&before.notes[*id])));
    }
    let concerned: Vec<PageId> = touched.iter().copied().collect();
    let in_notes = site.formatters.in_notes();
    let number = |id: &PageId| {
        let document = &site.page(*id).document;
        notes::number(document, in_notes, &site.bibliography)
    };
    let numbered: Vec<_> = concerned.par_iter().map(number).collect();
    for (id, notes) in concerned.into_iter().zip(numbered) {
        let old = &before.notes[id];
        let notes = keep(notes, Some(old));
        if !Arc::ptr_eq(&notes, old) {
            site.ledger.replace(id, old, &notes);
            site.notes[id] = notes;
        }
    }
}

/// Numbers anew what has a label, and finds what the references to it lead to: on the pages that changed or, where
/// numbers run on over pages, on all.
fn refer(before: &Site, site: &mut Site, touched: &mut BTreeSet<PageId>) {
    let labels = Labels::new(&site.tree, &site.notes, &site.bibliography, site.numbering);
    let pages = site.tree.pages.iter();
    let is_alone = site.numbering == Numbering::Page;
    let concerned: Vec<PageId> = match is_alone {
        true => touched.iter().copied().collect(),
        false => pages.map(|page| page.id).collect(),
    };
    let found = labels.resolve(concerned.iter().map(|id| site.page(*id)));
    for (id, references) in concerned.into_iter().zip(found) {
        if references != before.references[id] {
            site.references[id] = references;
            touched.insert(id);
        }
    }
}

/// Resolves the links of all pages that may lead elsewhere now. Notes have been numbered: links lead to them.
fn resolve(before: &Site, site: &mut Site, touched: &mut BTreeSet<PageId>) {
    let mut concerned: BTreeSet<PageId> = before.sets.unsettled.iter().copied().collect();
    for id in touched.iter() {
        concerned.insert(*id);
        concerned.extend(before.backlinks[*id].iter().map(|link| link.from));
    }
    let concerned: Vec<PageId> = concerned.into_iter().collect();
    let destinations = Destinations {
        tree: &site.tree,
        routes: &site.routes,
        notes: &site.notes,
        formatters: &site.formatters,
        bibliography: &site.bibliography,
        theme_ids: &site.theme_ids,
        lookups: &site.lookups,
    };
    let resolve = |id: &PageId| destinations.resolve(site.page(*id));
    let resolved: Vec<PageLinks> = concerned.par_iter().map(resolve).collect();
    for (id, links) in concerned.into_iter().zip(resolved) {
        let old = &before.links[id];
        let links = keep(links, Some(old));
        let (was, page) = (before.page(id), &site.tree.pages[id]);
        // The words of a link are part of its back-link.
        if Arc::ptr_eq(&links, old) && Arc::ptr_eq(&was.document, &page.document) {
            continue;
        }
        backlinks::replace(&mut site.backlinks, (was, old), (page, &links));
        site.links[id] = links;
        touched.insert(id);
    }
}
