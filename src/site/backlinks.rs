//! Back-links: who links here, and in which sentence.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links::PageLinks;
use super::tree::{Page, PageId, Tree};
use crate::markdown::Spot;

/// A link from another page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backlink {
    /// The page that links.
    pub from: PageId,
    /// Where its words stand there.
    pub spot: Spot,
}

/// The links to each page from others, in reading order; one a page, its first.
pub(super) fn gather(tree: &Tree, links: &[Arc<PageLinks>]) -> Vec<Arc<Vec<Backlink>>> {
    let mut found: Vec<Vec<Backlink>> = vec![Vec::new(); tree.pages.len()];
    for (page, links) in tree.pages.iter().zip(links) {
        for (to, spot) in first_links(page, links) {
            let from = page.id;
            found[to.0].push(Backlink { from, spot });
        }
    }
    found.into_iter().map(Arc::new).collect()
}

/// Puts the links of one page in the place of those that it had.
pub(super) fn replace(
    found: &mut [Arc<Vec<Backlink>>],
    (was, old): (&Page, &PageLinks),
    (page, new): (&Page, &PageLinks),
) {
    let from = page.id;
    for to in first_links(was, old).into_keys() {
        Arc::make_mut(&mut found[to.0]).retain(|link| link.from != from);
    }
    for (to, spot) in first_links(page, new) {
        let list = Arc::make_mut(&mut found[to.0]);
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
