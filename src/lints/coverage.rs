//! Coverage: how many of the claims on each page have a citation.

use std::collections::HashSet;

use serde::Serialize;

use super::claims::claims;
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::site::Site;

/// Claims of a page, a section or the whole explainer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Share {
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
pub struct Coverage {
    /// Each page, in reading order.
    pub pages: Vec<Share>,
    /// Each section with its pages, in reading order.
    pub sections: Vec<Share>,
    /// All pages.
    pub total: Share,
}

impl Share {
    /// Percent of the claims that are cited, rounded down, so that 100 means all; `None` without claims.
    pub fn percent(&self) -> Option<usize> {
        (self.cited * 100).checked_div(self.claims)
    }

    fn add(&mut self, other: &Self) {
        self.claims += other.claims;
        self.cited += other.cited;
        self.allowed += other.allowed;
    }
}

impl Coverage {
    /// Counts the claims of `site`; what `reported` does not hold of the uncited ones is allowed.
    pub fn of(site: &Site, reported: &dyn Fn(&Diagnostic) -> bool) -> Self {
        let mut coverage = Self::default();
        let mut section_of: Vec<Vec<usize>> = Vec::with_capacity(site.tree.pages.len());
        coverage.total.name = "all pages".to_owned();
        for page in &site.tree.pages {
            let document = &page.document;
            let mut share = Share {
                name: document.path.to_string(),
                ..Share::default()
            };
            let allowed: HashSet<Span> = document
                .diagnostics
                .iter()
                .filter(|found| found.lint == Lint::UncitedClaim && !reported(found))
                .filter_map(|found| found.place.as_ref().map(|place| place.span))
                .collect();
            for claim in claims(document) {
                let uncited = &claim.uncited;
                share.claims += 1;
                share.cited += usize::from(uncited.is_empty());
                let is_allowed = uncited.iter().all(|(_, span)| allowed.contains(span));
                share.allowed += usize::from(is_allowed && !uncited.is_empty());
            }
            // A page counts for every section above it.
            let mut sections = page
                .parent
                .map_or(Vec::new(), |id| section_of[id.0].clone());
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
            section_of.push(sections);
            coverage.total.add(&share);
            coverage.pages.push(share);
        }
        coverage
    }
}
