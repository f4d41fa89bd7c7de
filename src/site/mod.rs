//! The linked site: everything that crosses pages.
//!
//! ```text
//! Documents + Bibliography ──tree──> sections, order
//!                          ──routes──> where everything stands
//!                          ──notes──> numbers, formatted citations, references
//!                          ──links──> targets, back-links
//!                          ──ledger──> every use of every source
//! ```
//!
//! A [`Site`] is made whole by [`link`] and never changed: after an edit it is made anew, from documents
//! of which only the edited ones were parsed again. What one page's links and notes need of others is the
//! tree alone, so pages are linked in parallel, and those whose part of the tree is the same are not linked
//! again (`reuse`).

mod anchors;
mod backlinks;
mod broken;
mod edit;
mod ledger;
mod links;
mod notes;
mod published;
mod reuse;
mod routes;
mod target;
mod tree;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use anchors::{citation_id, marker_id, note_id, referenced_key};
pub use backlinks::Backlink;
pub use ledger::{Ledger, Use};
pub use links::PageLinks;
pub use notes::{Mark, Note, NoteContent, PageNotes, Reference};
pub(crate) use published::PublishedInputs;
pub use published::{Published, PublishedAsset, PublishedFile};
pub use routes::{Data, Html, Route, Routes};
pub use target::Target;
pub use tree::{Page, PageId, Tree};

use self::edit::Edit;
use self::links::Destinations;
use self::reuse::Reuse;
use crate::bibliography::{Bibliography, Formatter};
use crate::diagnostics::Diagnostic;
use crate::markdown::Document;

/// The explainer, linked.
pub struct Site {
    /// Pages, sections and their order.
    pub tree: Tree,
    /// Where everything stands.
    pub routes: Arc<Routes>,
    /// Where the links of each page lead, by [`PageId`].
    pub links: Vec<Arc<PageLinks>>,
    /// Notes and references of each page.
    pub notes: Vec<Arc<PageNotes>>,
    /// Links to each page.
    pub backlinks: Vec<Arc<Vec<Backlink>>>,
    /// Every use of every source.
    pub ledger: Ledger,
    /// The sources.
    pub bibliography: Arc<Bibliography>,
    /// How citations look; it remembers what it formatted.
    pub formatter: Arc<Formatter>,
    /// Files that are published as they are.
    pub published: Arc<Published>,
    /// The latest `as_of` of all pages.
    pub as_of: Option<jiff::civil::Date>,
    /// The pages with something wrong in the text, the links or the notes.
    pub flawed: BTreeSet<PageId>,
    /// The pages whose links may lead elsewhere when a page changes to which they do not lead now.
    unsettled: BTreeSet<PageId>,
    /// The documents, drafts included, in the order of their paths.
    documents: Vec<Arc<Document>>,
    /// Whether drafts are part of the site.
    drafts: bool,
    /// What is wrong with the tree and its addresses.
    problems: Vec<Diagnostic>,
}

impl Site {
    /// A page.
    pub fn page(&self, id: PageId) -> &Page {
        &self.tree.pages[id.0]
    }

    /// The page whose address is `url`.
    pub fn page_at(&self, url: &str) -> Option<&Page> {
        match self.routes.at(url)? {
            Route::Html(Html::Page(id)) => Some(self.page(id)),
            _ => None,
        }
    }

    /// The home page.
    pub fn home(&self) -> Option<&Page> {
        self.page_at("")
    }

    /// The address of something of the site.
    pub fn url(&self, route: impl Into<Route>) -> &str {
        self.routes.url(route)
    }
}

/// What goes into a site.
pub struct Parts {
    /// The parsed pages, in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The formatter, which holds the sources and the style.
    pub formatter: Arc<Formatter>,
    /// The sources, as the formatter has them.
    pub bibliography: Arc<Bibliography>,
    /// Files that are published as they are.
    pub published: Arc<Published>,
    /// Whether drafts are part of the site.
    pub drafts: bool,
}

/// Links the pages. There is always a site; what is wrong is in the diagnostics.
///
/// What of the site `before` has the same inputs now is taken over.
pub fn link(parts: Parts, before: Option<&Site>) -> (Site, Vec<Diagnostic>) {
    let edit = before.and_then(|before| Edit::of(before, &parts));
    let site = match edit {
        Some(edit) => edit.link(parts),
        None => Site::link(parts, before),
    };
    let mut diagnostics = site.problems.clone();
    for id in &site.flawed {
        let (links, notes) = (&site.links[id.0], &site.notes[id.0]);
        diagnostics.extend(links.diagnostics.iter().chain(&notes.diagnostics).cloned());
    }
    (site, diagnostics)
}

impl Site {
    /// Links every page, except those of which [`Reuse`] says that they would come out the same.
    fn link(parts: Parts, before: Option<&Self>) -> Self {
        let Parts {
            documents,
            formatter,
            bibliography,
            published,
            drafts,
        } = parts;
        let mut problems = Vec::new();
        let tree = Tree::grow(&documents, drafts, &mut problems);
        let routes = Routes::new(&tree, &bibliography, &published, &mut problems);
        let reuse = before.map(|before| Reuse::new(before, &tree, &published, &formatter));
        let number = |page: &Page| {
            let old = reuse.as_ref().and_then(|reuse| reuse.notes(page));
            let make = || notes::number(&page.document, &formatter, &bibliography);
            old.unwrap_or_else(|| Arc::new(make()))
        };
        let notes: Vec<_> = tree.pages.par_iter().map(number).collect();
        let destinations = Destinations {
            tree: &tree,
            routes: &routes,
            notes: &notes,
            bibliography: &bibliography,
        };
        let resolve = |page: &Page| {
            let old = reuse.as_ref().and_then(|reuse| reuse.links(page, &notes));
            old.unwrap_or_else(|| Arc::new(destinations.resolve(page)))
        };
        let links: Vec<_> = tree.pages.par_iter().map(resolve).collect();
        let (backlinks, ledger) = rayon::join(
            || backlinks::gather(&tree, &links),
            || Ledger::gather(&tree, &notes, bibliography.len()),
        );
        let pages = tree.pages.iter();
        let mut site = Self {
            as_of: pages.filter_map(|page| page.document.front.as_of).max(),
            documents,
            tree,
            routes: Arc::new(routes),
            links,
            notes,
            backlinks,
            ledger,
            bibliography,
            formatter,
            published,
            drafts,
            problems,
            flawed: BTreeSet::new(),
            unsettled: BTreeSet::new(),
        };
        for n in 0..site.tree.pages.len() {
            site.look_over(PageId(n));
        }
        site
    }

    /// Notes whether a page is flawed, and whether its links are settled.
    fn look_over(&mut self, id: PageId) {
        let (links, notes) = (&self.links[id.0], &self.notes[id.0]);
        let document = &self.tree.pages[id.0].document;
        let problems = [
            &document.diagnostics,
            &links.diagnostics,
            &notes.diagnostics,
        ];
        let flawed = problems.iter().any(|problems| !problems.is_empty());
        let unsettled = !(links.diagnostics.is_empty() && links.arguments.is_empty());
        for (set, belongs) in [(&mut self.flawed, flawed), (&mut self.unsettled, unsettled)] {
            if belongs {
                set.insert(id);
            } else {
                set.remove(&id);
            }
        }
    }
}
