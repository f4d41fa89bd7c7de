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

mod address;
mod backlinks;
mod claims;
mod ledger;
mod links;
mod notes;
mod published;
mod reuse;
mod tree;

use std::sync::Arc;

use rayon::prelude::*;

pub use address::{decode, encode_path, key_segment, relative};
pub use backlinks::Backlink;
pub use claims::alias_url;
pub use ledger::{Ledger, Use};
pub use links::{PageLinks, Target};
pub use notes::{Mark, Note, NoteContent, PageNotes, Reference};
pub use published::Published;
pub use tree::{Page, PageId, Tree};

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
    pub backlinks: Vec<Vec<Backlink>>,
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
/// What a page's links and notes depend on decides whether those of `before` are taken over ([`Reuse`]).
pub fn link(parts: Parts, before: Option<&Site>) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let tree = Tree::grow(parts.documents, parts.drafts, &mut diagnostics);
    claims::check(
        &tree,
        &parts.published,
        &parts.bibliography,
        &mut diagnostics,
    );
    let reuse = before.map(|before| Reuse::new(before, &tree, &parts.published, &parts.formatter));
    let pages = tree.pages.par_iter();
    let linked: Vec<_> = pages
        .map(|page| {
            let links = reuse.as_ref().and_then(|reuse| reuse.links(page));
            let notes = reuse.as_ref().and_then(|reuse| reuse.notes(page));
            let make_links =
                || PageLinks::resolve(&tree, &parts.published, &parts.bibliography, page);
            let make_notes =
                || notes::number(&page.document, &parts.formatter, &parts.bibliography);
            (
                links.unwrap_or_else(|| Arc::new(make_links())),
                notes.unwrap_or_else(|| Arc::new(make_notes())),
            )
        })
        .collect();
    let (links, notes): (Vec<Arc<PageLinks>>, Vec<Arc<PageNotes>>) = linked.into_iter().unzip();
    for (links, notes) in links.iter().zip(&notes) {
        diagnostics.extend(links.diagnostics.iter().chain(&notes.diagnostics).cloned());
    }
    let backlinks = backlinks::gather(&tree, &links);
    let ledger = Ledger::gather(&tree, &notes, parts.bibliography.len());
    let site = Site {
        as_of: tree
            .pages
            .iter()
            .filter_map(|page| page.document.front.as_of)
            .max(),
        tree,
        links,
        notes,
        backlinks,
        ledger,
        bibliography: parts.bibliography,
        formatter: parts.formatter,
        published: parts.published,
    };
    (site, diagnostics)
}
