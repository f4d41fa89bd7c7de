//! What only some sites need for their links, made of all pages and files when the first link asks for it. It holds while
//! all have the addresses and titles that they have.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::page_map::PageId;
use super::routes::{Route, Routes};
use super::tree::{Page, Tree};
use super::wiki::Names;
use crate::diagnostics::KnownNames;
use crate::markdown::Document;

/// The ids of the headings of a document.
type Headings = (Arc<Document>, Arc<KnownNames>);

/// Names of pages and files.
#[derive(Default)]
pub(super) struct Lookups {
    wiki: OnceLock<Names>,
    addresses: OnceLock<KnownNames>,
    paths: OnceLock<KnownNames>,
    files: OnceLock<KnownNames>,
    headings: Mutex<HashMap<PageId, Headings>>,
    /// For the last part of a path, the first page, in reading order, whose path ends with it.
    by_name: OnceLock<HashMap<String, String>>,
}

impl Lookups {
    /// What wikilinks name.
    pub(super) fn wiki(&self, tree: &Tree, routes: &Routes) -> &Names {
        self.wiki.get_or_init(|| Names::of(tree, routes))
    }

    /// The address that is nearest to a wrong one.
    pub(super) fn address(&self, wrong: &str, routes: &Routes) -> Option<&str> {
        let known = || KnownNames::of(routes.addresses());
        self.addresses.get_or_init(known).nearest(wrong)
    }

    /// The path of the page that is nearest to a wrong one.
    pub(super) fn path(&self, wrong: &str, tree: &Tree) -> Option<&str> {
        let known = || KnownNames::of(tree.paths());
        self.paths.get_or_init(known).nearest(wrong)
    }

    /// The file to be shown whose address is nearest to a wrong one.
    pub(super) fn file(&self, wrong: &str, routes: &Routes) -> Option<&str> {
        let known = || {
            let shown = routes.files().filter_map(|(url, route)| {
                matches!(route, Route::File(_) | Route::Asset(_)).then_some(url)
            });
            KnownNames::of(shown)
        };
        self.files.get_or_init(known).nearest(wrong)
    }

    /// The ids of the headings of a page.
    pub(super) fn headings(&self, page: &Page) -> Arc<KnownNames> {
        let mut all = self.headings.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.get(&page.id);
        let before = before.filter(|(document, _)| Arc::ptr_eq(document, &page.document));
        if let Some((_, known)) = before {
            return known.clone();
        }
        let headings = page.document.headings.iter();
        let known = Arc::new(KnownNames::of(headings.map(|heading| &*heading.id)));
        all.insert(page.id, (page.document.clone(), known.clone()));
        known
    }

    /// A page in another folder with the name of a file.
    pub(super) fn same_name(&self, path: &str, tree: &Tree) -> Option<&str> {
        let by_name = self.by_name.get_or_init(|| {
            let mut first = HashMap::new();
            for path in tree.paths() {
                let name = name_of(path).to_owned();
                first.entry(name).or_insert_with(|| path.to_owned());
            }
            first
        });
        let name = name_of(path);
        let page = by_name.get(name).filter(|_| name != "_index.md");
        page.map(String::as_str)
    }
}

/// The last part of a path.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
