//! Where the reader of a page that disappeared may go.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::site::{Page, Site};

/// A page that disappeared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moved {
    /// Its title.
    pub title: String,
    /// The address that it has now, if it was renamed.
    pub to: Option<String>,
}

/// The pages that disappeared, `known` ones and those that `old` has and `new` has not.
pub(super) fn moves(
    known: &Arc<BTreeMap<String, Moved>>,
    old: &Site,
    new: &Site,
) -> Arc<BTreeMap<String, Moved>> {
    if Arc::ptr_eq(&old.routes, &new.routes) {
        return known.clone();
    }
    let is_gone = |page: &&Page| new.page_at(&page.url).is_none();
    let gone: Vec<&Page> = old.tree.iter().filter(is_gone).collect();
    let is_back = |url: &String| new.page_at(url).is_some();
    if gone.is_empty() && !known.keys().any(is_back) {
        return known.clone();
    }
    let fresh: Vec<&Page> = new
        .tree
        .iter()
        .filter(|page| old.page_at(&page.url).is_none())
        .collect();
    let mut moved = BTreeMap::clone(known);
    moved.retain(|url, _| !is_back(url));
    for page in gone {
        let title = &page.document.front.title;
        let same = |other: &&&Page| other.document.front.title == *title;
        let to = fresh.iter().find(same).map(|page| page.url.clone());
        // Whoever was sent to this page is sent on.
        for earlier in moved.values_mut() {
            if earlier.to.as_ref() == Some(&page.url) {
                earlier.to.clone_from(&to);
            }
        }
        let title = title.clone();
        moved.insert(page.url.clone(), Moved { title, to });
    }
    Arc::new(moved)
}

/// The nearest page above `url` that exists.
pub(super) fn nearest_parent<'s>(site: &'s Site, url: &str) -> Option<&'s Page> {
    let mut above = url.trim_end_matches('/');
    loop {
        above = above.rfind('/').map_or("", |slash| &above[..slash]);
        let folder = match above {
            "" => String::new(),
            above => format!("{above}/"),
        };
        match site.page_at(&folder) {
            Some(page) => return Some(page),
            None if above.is_empty() => return site.tree.iter().next(),
            None => {}
        }
    }
}
