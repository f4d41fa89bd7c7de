//! Pages to which nothing leads.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Lint};
use crate::site::{Page, PageId, PageMap, Site, Target};
use crate::theme::{List, Theme};

/// The pages that no chain of links reaches from the home page.
///
/// Pages list the top of the site in their navigation, and a section lists its pages and the sections below it,
/// as far as their templates do.
pub(super) fn unreached(site: &Site, theme: &Theme) -> Vec<PageId> {
    // Without a home page there is no way in, which has been said.
    let Some(home) = site.home().filter(|home| home.is_section) else {
        return Vec::new();
    };
    let mut open = vec![home.id];
    if theme.shows(template(home), List::Nav) {
        open.extend(&home.children);
    }
    // Lists alone reach all pages of most sites, and are soon followed.
    let listed = reach(site, theme, open.clone(), false);
    let reached = match listed.contains(&false) {
        true => reach(site, theme, open, true),
        false => return Vec::new(),
    };
    let pages = site.tree.pages.iter().map(|page| page.id);
    pages.filter(|id| !reached[*id]).collect()
}

/// Whether the same pages are reached as `before` an edit of the words of `pages`.
pub(super) fn hold(before: &Site, site: &Site, pages: &BTreeSet<PageId>) -> bool {
    pages.iter().all(|id| {
        let same_links = Arc::ptr_eq(&before.links[*id], &site.links[*id]);
        same_links && template(before.page(*id)) == template(site.page(*id))
    })
}

/// Reports the pages that are not reached.
pub(super) fn report(site: &Site, unreached: &[PageId], diagnostics: &mut Vec<Diagnostic>) {
    for id in unreached {
        let page = site.page(*id);
        let document = &page.document;
        let section = page.parent.map(|id| site.page(id));
        let mut diagnostic = Diagnostic::new(
            Lint::OrphanPage,
            document.place(document.front.first_line()),
            "no page and no list of pages leads here",
        )
        .help("link to it from a page that readers find");
        if let Some(template) = section.and_then(|section| section.document.front.template.as_ref())
            && let Some(section) = section
        {
            diagnostic = diagnostic.also(
                section.document.place(template.span),
                "this template lists no pages",
            );
        }
        diagnostics.push(diagnostic);
    }
}

/// Which pages are reached from those in `open`, by lists of pages and, if told so, by links.
fn reach(site: &Site, theme: &Theme, mut open: Vec<PageId>, by_links: bool) -> PageMap<bool> {
    let mut reached = PageMap::filled(false, site.tree.pages.len());
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut reached[id], true) {
            continue;
        }
        let page = site.page(id);
        if page.is_section {
            open.extend(listed(site, page, theme));
        }
        if by_links {
            open.extend(site.links[id].all().filter_map(Target::page));
        }
    }
    reached
}

/// The pages that a section's template lists.
fn listed(site: &Site, section: &Page, theme: &Theme) -> impl Iterator<Item = PageId> {
    let template = template(section);
    let [pages, sections] = [List::Pages, List::Sections].map(|list| theme.shows(template, list));
    let children = section.children.iter().copied();
    children.filter(move |id| {
        if site.page(*id).is_section {
            sections
        } else {
            pages
        }
    })
}

fn template(section: &Page) -> &str {
    match &section.document.front.template {
        Some(template) => &template.value,
        None if section.url.is_empty() => "home.html",
        None => "section.html",
    }
}
