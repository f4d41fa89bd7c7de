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
//! tree alone, so pages are linked in parallel.

mod address;
mod backlinks;
mod ledger;
mod links;
mod notes;
mod published;
mod sources;
mod tree;

use std::sync::Arc;

use rayon::prelude::*;

pub use address::{decode, encode_path, key_segment, relative};
pub use backlinks::Backlink;
pub use ledger::{Ledger, Use};
pub use links::Target;
pub use notes::{Mark, Note, NoteContent, PageNotes, Reference};
pub use published::Published;
pub use tree::{Page, PageId, Tree, alias_url};

use crate::bibliography::{Bibliography, Formatter};
use crate::diagnostics::Diagnostic;
use crate::markdown::Document;

/// The explainer, linked.
pub struct Site {
    /// Pages, sections and their order.
    pub tree: Tree,
    /// Where the links of each page lead, by [`PageId`].
    pub targets: Vec<Vec<Target>>,
    /// Where the file arguments of each page's shortcodes lead: shortcode, argument, target.
    pub arguments: Vec<Vec<(usize, usize, Target)>>,
    /// Notes and references of each page.
    pub notes: Vec<PageNotes>,
    /// Links to each page.
    pub backlinks: Vec<Vec<Backlink>>,
    /// Every use of every source.
    pub ledger: Ledger,
    /// The sources.
    pub bibliography: Arc<Bibliography>,
    /// How citations look; it remembers what it formatted.
    pub formatter: Arc<Formatter>,
    /// Files that are published as they are.
    pub published: Published,
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
    pub published: Published,
    /// Whether drafts are part of the site.
    pub drafts: bool,
}

/// Links the pages. There is always a site; what is wrong is in the diagnostics.
pub fn link(parts: Parts) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let tree = Tree::grow(parts.documents, parts.drafts, &mut diagnostics);
    tree.check_addresses(&parts.published, &parts.bibliography, &mut diagnostics);
    let linked: Vec<_> = tree
        .pages
        .par_iter()
        .map(|page| {
            let mut found = Vec::new();
            let resolver = links::Resolver::new(&tree, &parts.published, &parts.bibliography, page);
            let targets = resolver.links(&mut found);
            let arguments = resolver.arguments(&mut found);
            let notes = notes::number(
                &page.document,
                &parts.formatter,
                &parts.bibliography,
                &mut found,
            );
            (targets, arguments, notes, found)
        })
        .collect();
    let mut targets = Vec::with_capacity(linked.len());
    let mut arguments = Vec::with_capacity(linked.len());
    let mut notes = Vec::with_capacity(linked.len());
    for (page_targets, page_arguments, page_notes, found) in linked {
        targets.push(page_targets);
        arguments.push(page_arguments);
        notes.push(page_notes);
        diagnostics.extend(found);
    }
    let backlinks = backlinks::gather(&tree, &targets);
    let ledger = Ledger::gather(&tree, &notes, parts.bibliography.len());
    sources::check(&tree, &ledger, &parts.bibliography, &mut diagnostics);
    let site = Site {
        as_of: tree
            .pages
            .iter()
            .filter_map(|page| page.document.front.as_of)
            .max(),
        tree,
        targets,
        arguments,
        notes,
        backlinks,
        ledger,
        bibliography: parts.bibliography,
        formatter: parts.formatter,
        published: parts.published,
    };
    (site, diagnostics)
}
