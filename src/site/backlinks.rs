//! Back-links: who links here, and in which sentence.

use std::sync::Arc;

use super::links::{PageLinks, Target};
use super::tree::{PageId, Tree};
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
pub fn gather(tree: &Tree, links: &[Arc<PageLinks>]) -> Vec<Vec<Backlink>> {
    let mut found: Vec<Vec<Backlink>> = vec![Vec::new(); tree.pages.len()];
    for (page, links) in tree.pages.iter().zip(links) {
        for (link, target) in page.document.links.iter().zip(&links.targets) {
            let Target::Page(to, _) = target else {
                continue;
            };
            let list = &mut found[to.0];
            if *to != page.id && list.last().is_none_or(|last| last.from != page.id) {
                list.push(Backlink {
                    from: page.id,
                    spot: link.spot,
                });
            }
        }
    }
    found
}
