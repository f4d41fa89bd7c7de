//! Sections and pages: addresses, parents, order.

mod build;
mod located;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::page_map::{PageId, PageMap};
use crate::address::nfc;
use crate::claims::Claim;
use crate::diagnostics::Diagnostic;
use crate::markdown::Document;
use crate::parse::ParsedPage;

/// A page in its place.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub id: PageId,
    /// What its file says.
    pub document: Arc<Document>,
    /// What in it needs a source.
    pub claims: Arc<[Claim]>,
    /// What is wrong with its file in itself.
    pub diagnostics: Arc<[Diagnostic]>,
    /// Its address: `history/summits/`, `""` for the home page.
    pub url: String,
    /// Whether it is the text of a section.
    pub is_section: bool,
    /// The section that it is in; `None` for the home page.
    pub parent: Option<PageId>,
    /// For a section, the pages and sections directly in it, in order.
    pub children: Vec<PageId>,
}

/// All pages in reading order: the home page, then section by section.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub pages: PageMap<Arc<Page>>,
    /// Drafts that are left out, by path.
    drafts: Vec<Arc<str>>,
    by_path: Arc<FxHashMap<Arc<str>, PageId>>,
}

impl Tree {
    /// The page whose file is at `path`.
    pub(crate) fn by_path(&self, path: &str) -> Option<&Page> {
        self.by_path.get(&*nfc(path)).map(|id| &*self.pages[*id])
    }

    /// The pages in reading order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Page> + Clone {
        self.pages.iter().map(|page| &**page)
    }

    /// The page before one in reading order.
    pub(crate) fn previous(&self, id: PageId) -> Option<PageId> {
        id.0.checked_sub(1).map(PageId)
    }

    /// The page after one in reading order.
    pub(crate) fn next(&self, id: PageId) -> Option<PageId> {
        self.pages.get(id.0 + 1).map(|page| page.id)
    }

    /// Whether the file at `path` is a draft that is left out.
    pub(crate) fn is_hidden_draft(&self, path: &str) -> bool {
        self.drafts.iter().any(|draft| &**draft == path)
    }

    /// The paths of all files, for suggestions.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|page| &*page.document.path)
    }

    /// The same tree with other documents in some places, of which [`keeps_place`] holds.
    pub(super) fn with(&self, changed: &[(PageId, Arc<ParsedPage>)]) -> Self {
        let mut tree = self.clone();
        for (id, parsed) in changed {
            let page = Arc::make_mut(&mut tree.pages[*id]);
            page.document = parsed.document.clone();
            page.claims = parsed.claims.clone();
            page.diagnostics = parsed.diagnostics.clone();
        }
        tree
    }
}

/// Whether `now` stands where `was` stood: all that addresses and order are made of is the same.
pub(super) fn keeps_place(was: &Document, now: &Document) -> bool {
    let slug = |document: &Document| document.front.slug.as_ref().map(|slug| slug.value.clone());
    was.path == now.path
        && was.front.title == now.front.title
        && was.front.weight == now.front.weight
        && was.front.draft == now.front.draft
        // The page of all corrections is there only where there are some.
        && was.corrections.is_empty() == now.corrections.is_empty()
        && slug(was) == slug(now)
        && aliases(was).eq(aliases(now))
}

fn aliases(document: &Document) -> impl Iterator<Item = &str> {
    let aliases = document.front.aliases.iter();
    aliases.map(|alias| alias.value.as_str())
}
