//! Coverage: how many of the claims on each page have a citation.

use serde::Serialize;

use super::allow::Allows;
use super::linked_sources::LinkedSources;
use crate::claims::Sign;
use crate::diagnostics::Lint;
use crate::site::{Page, PageMap, Site};

/// Claims of a page, a section or the whole explainer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Share {
    /// The file of a page, the folder of a section.
    pub name: String,
    /// Passages that make a claim.
    pub claims: usize,
    /// Those that a citation covers.
    pub cited: usize,
    /// Those without one that a comment allows.
    pub allowed: usize,
}

/// The coverage of an explainer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Coverage {
    /// Each page, in reading order.
    pub pages: Vec<Share>,
    /// Each section with its pages, in reading order.
    pub sections: Vec<Share>,
    pub total: Share,
}

impl Share {
    fn of(page: &Page, allows: &Allows, linked: &LinkedSources) -> Self {
        let allowed = |sign: &Sign| {
            let place = page.document.place(sign.span);
            allows.excuse(Lint::UncitedClaim, &place)
        };
        let mut share = Self {
            name: page.document.path.to_string(),
            ..Self::default()
        };
        for claim in page.claims.iter() {
            share.claims += 1;
            let uncited = claim.uncited();
            let uncited = uncited.filter(|sign| !linked.cite(&page.document, sign));
            let mut uncited = uncited.peekable();
            if uncited.peek().is_none() {
                share.cited += 1;
            } else if uncited.all(allowed) {
                share.allowed += 1;
            }
        }
        share
    }

    /// Percent of the claims that are cited, rounded down, so that 100 means all; `None` without claims.
    pub(crate) fn percent(&self) -> Option<usize> {
        (self.cited * 100).checked_div(self.claims)
    }

    fn add(&mut self, other: &Self) {
        self.claims += other.claims;
        self.cited += other.cited;
        self.allowed += other.allowed;
    }
}

impl Coverage {
    /// Counts the claims of `site`.
    pub(crate) fn of(site: &Site, allows: &Allows) -> Self {
        let mut coverage = Self::default();
        let linked = LinkedSources::new(site.bibliography.clone());
        let mut sections_of = PageMap::filled(Vec::new(), site.tree.pages.len());
        coverage.total.name = "all pages".to_owned();
        for page in &site.tree.pages {
            let document = &page.document;
            let share = Share::of(page, allows, &linked);
            // A page counts for every section above it.
            let mut sections: Vec<usize> =
                page.parent.map_or(Vec::new(), |id| sections_of[id].clone());
            if page.is_section && !page.url.is_empty() {
                sections.push(coverage.sections.len());
                let folder = document.path.trim_end_matches("_index.md");
                coverage.sections.push(Share {
                    name: folder.to_owned(),
                    ..Share::default()
                });
            }
            for section in &sections {
                coverage.sections[*section].add(&share);
            }
            sections_of[page.id] = sections;
            coverage.total.add(&share);
            coverage.pages.push(share);
        }
        coverage
    }
}
