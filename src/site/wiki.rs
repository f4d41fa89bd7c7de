//! Wikilinks: pages and files by their names, wherever they stand.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::page_map::PageId;
use super::routes::{Route, Routes};
use super::tree::Tree;
use crate::diagnostics::{KnownNames, meant};
use crate::markdown::slugify;

/// What wikilinks can name: a page by the end of its path or its title, a file by the end of its path.
#[derive(Default)]
pub(super) struct Names {
    /// By the name as it compares, with the name as it is written.
    pages: BTreeMap<String, (PageId, String)>,
    files: BTreeMap<String, Route>,
    /// All of them, for those that are misspelt.
    known: OnceLock<KnownNames>,
}

impl Names {
    pub(super) fn of(tree: &Tree, routes: &Routes) -> Self {
        let mut names = Self::default();
        for page in &tree.pages {
            let document = &page.document;
            let path = document.path.trim_start_matches("content/");
            let path = path.strip_suffix(".md").unwrap_or(path);
            let path = path
                .strip_suffix("/_index")
                .or(path.strip_suffix("/index"))
                .unwrap_or(path);
            for name in ends(path).chain([&*document.front.title]) {
                // The first in reading order of those with the same name.
                let known = names.pages.entry(comparable(name));
                known.or_insert_with(|| (page.id, name.to_owned()));
            }
        }
        let files = routes.files();
        for (path, route) in files.filter(|(_, route)| matches!(route, Route::File(_))) {
            for name in ends(path) {
                names.files.entry(name.to_lowercase()).or_insert(route);
            }
        }
        names
    }

    pub(super) fn page(&self, name: &str) -> Option<PageId> {
        let name = name.strip_suffix(".md").unwrap_or(name);
        self.pages.get(&comparable(name)).map(|(page, _)| *page)
    }

    pub(super) fn file(&self, name: &str) -> Option<Route> {
        self.files.get(&name.to_lowercase()).copied()
    }

    /// What helps where nothing has the name.
    pub(super) fn help(&self, name: &str) -> String {
        let known = self.known.get_or_init(|| {
            let pages = self.pages.values().map(|(_, name)| name.as_str());
            KnownNames::of(pages.chain(self.files.keys().map(String::as_str)))
        });
        let near = known.nearest(name).map(meant);
        near.unwrap_or_else(|| "a wikilink names a page by its file or its title".to_owned())
    }
}

/// A path, and what is left of it without its first folders.
fn ends(path: &str) -> impl Iterator<Item = &str> {
    let after = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
    [path].into_iter().chain(after)
}

/// A name without what does not matter in names: case, and spaces for hyphens.
fn comparable(name: &str) -> String {
    let parts = name.split('/').map(|part| slugify(part.trim()));
    parts.collect::<Vec<_>>().join("/")
}
