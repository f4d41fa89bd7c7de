//! The linked site: everything that crosses pages.
//!
//! ```text
//! Documents + Bibliography ──tree──> addresses, sections, order
//!                          ──links──> targets, back-links
//!                          ──notes──> numbers, formatted citations, references
//!                          ──ledger──> every use of every source
//! ```
//!
//! A [`Site`] is made whole by [`link`] and never changed: after an edit it is made anew, from documents
//! of which only the edited ones were parsed again. What one page's links and notes need of others is the
//! tree alone, so pages are linked in parallel, and those whose part of the tree is the same are not linked
//! again (`reuse`).

mod backlinks;
mod claims;
mod edit;
mod ledger;
mod links;
mod notes;
mod published;
mod reuse;
mod routes;
mod tree;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use backlinks::Backlink;
pub use ledger::{Ledger, Use};
pub use links::{PageLinks, Target};
pub use notes::{Mark, Note, NoteContent, PageNotes, Reference};
pub use published::Published;
pub use routes::{alias_url, key_segment};
pub use tree::{Page, PageId, Tree};

use self::edit::Edit;
use self::reuse::Reuse;
use crate::bibliography::{Bibliography, Formatter};
use crate::diagnostics::Diagnostic;
use crate::markdown::Document;

/// The explainer, linked.
pub struct Site {
    /// Pages, sections and their order.
    pub tree: Tree,
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
        claims::check(&tree, &published, &bibliography, &mut problems);
        let reuse = before.map(|before| Reuse::new(before, &tree, &published, &formatter));
        let linked = tree.pages.par_iter().map(|page| {
            let links = reuse.as_ref().and_then(|reuse| reuse.links(page));
            let notes = reuse.as_ref().and_then(|reuse| reuse.notes(page));
            let make_links = || PageLinks::resolve(&tree, &published, &bibliography, page);
            let make_notes = || notes::number(&page.document, &formatter, &bibliography);
            (
                links.unwrap_or_else(|| Arc::new(make_links())),
                notes.unwrap_or_else(|| Arc::new(make_notes())),
            )
        });
        let (links, notes): (Vec<_>, Vec<_>) = linked.unzip();
        let (backlinks, ledger) = rayon::join(
            || backlinks::gather(&tree, &links),
            || Ledger::gather(&tree, &notes, bibliography.len()),
        );
        let pages = tree.pages.iter();
        let mut site = Self {
            as_of: pages.filter_map(|page| page.document.front.as_of).max(),
            documents,
            tree,
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
