//! Back-links: who links here, and in which sentence.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links::PageLinks;
use super::page_map::{PageId, PageMap};
use super::tree::{Page, Tree};
use crate::markdown::Spot;

/// A link from another page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Backlink {
    /// The page that links.
    pub from: PageId,
    /// Where its words stand there.
    pub spot: Spot,
}

/// The links to each page from others, in reading order; one a page, its first.
pub(super) fn gather(tree: &Tree, links: &PageMap<Arc<PageLinks>>) -> PageMap<Arc<Vec<Backlink>>> {
    let mut found: PageMap<Arc<Vec<Backlink>>> =
        tree.pages.iter().map(|_| Arc::default()).collect();
    for (page, links) in tree.pages.iter().zip(links) {
        for (to, spot) in first_links(page, links) {
            let from = page.id;
            Arc::make_mut(&mut found[to]).push(Backlink { from, spot });
        }
    }
    found
}

/// Puts the links of one page in the place of those that it had.
pub(super) fn replace(
    found: &mut PageMap<Arc<Vec<Backlink>>>,
    (was, old): (&Page, &PageLinks),
    (page, new): (&Page, &PageLinks),
) {
    let from = page.id;
    for to in first_links(was, old).into_keys() {
        Arc::make_mut(&mut found[to]).retain(|link| link.from != from);
    }
    for (to, spot) in first_links(page, new) {
        let list = Arc::make_mut(&mut found[to]);
        let at = list.partition_point(|link| link.from < from);
        list.insert(at, Backlink { from, spot });
    }
}

/// The other pages to which a page links, each with the first link to it.
fn first_links(page: &Page, links: &PageLinks) -> BTreeMap<PageId, Spot> {
    let mut first = BTreeMap::new();
    for (link, target) in page.document.links.iter().zip(&links.targets) {
        if let Some(to) = target.page().filter(|to| *to != page.id) {
            first.entry(to).or_insert(link.spot);
        }
    }
    first
}
