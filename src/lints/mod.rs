//! The lints that look at a whole page or the whole site.
//!
//! Most problems are found where the work is done: a broken link while links are resolved, a malformed date
//! while front matter is read. Here is what nothing stumbles over, and an editor wants to know all the same:
//!
//! ```text
//! page    one parsed page ──> claims without a citation, syntax of other tools, slips that Markdown shows as text
//! Linked  a page in its site ──> what claims rest on, what is stale, files that are not there
//! site    the linked site ──> sources that nobody cites, labels, orphans
//! allow   comments of the author ──> which of all problems are not to be reported, and why
//! ```
//!
//! [`page`] depends on one file alone, so its result is kept with the parsed page; that of [`Linked`] is kept for the pages
//! that an edit does not touch.

mod affixes;
pub(crate) mod allow;
mod arguments;
mod blocked;
mod citations;
mod coverage;
mod data;
mod embedded;
mod foreign;
mod foreign_syntax;
mod freshness;
mod garbled;
mod headings;
mod html;
mod images;
mod inline_shortcodes;
mod known_sources;
mod labels;
mod linked_sources;
mod links;
mod literal_markup;
mod mentions;
mod orphans;
mod other_markup;
mod pictures;
mod placeholders;
mod plain_text;
mod prose;
mod sources;
mod support;
mod tables;
mod uncited;

use std::sync::Arc;

use jiff::civil::Date;

pub(crate) use coverage::{Coverage, Share};
pub(crate) use data::data;
pub(crate) use known_sources::KnownSources;

use self::prose::Prose;
use self::support::Support;
use crate::diagnostics::{Diagnostic, Levels};
use crate::parse::ParsedPage;
use crate::site::{Edit, Page, PageId, Site};
use crate::theme::Theme;

/// What the lints are told beside the site.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LintOptions<'a> {
    /// Where the site will stand.
    pub base_url: Option<&'a str>,
    /// Which lints are wanted.
    pub levels: &'a Levels,
    /// The day of the check; without it nothing is stale.
    pub today: Option<Date>,
    /// How old, in months, the newest source of a page may be.
    pub stale_source_months: i64,
}

/// What is wrong with a page in itself, whose file is `text`, beyond what parsing found.
pub(crate) fn page(page: &ParsedPage, text: &str) -> Vec<Diagnostic> {
    let document = &page.document;
    let mut found = Vec::new();
    let prose = Prose::of(document, text);
    foreign_syntax::check(document, text, &prose, &mut found);
    inline_shortcodes::check(document, &prose, &mut found);
    links::check(document, text, &prose, &mut found);
    literal_markup::check(document, text, &prose, &mut found);
    html::check(document, text, &prose, &mut found);
    citations::check(document, text, &prose, &mut found);
    placeholders::check(document, &prose, &mut found);
    plain_text::check(document, text, &mut found);
    garbled::check(document, &prose, &mut found);
    tables::check(document, text, &mut found);
    uncited::check(document, &page.claims, &mut found);
    headings::check(document, &mut found);
    pictures::check(document, &mut found);
    found
}

/// The lints that look at a page in its site.
pub(crate) struct Linked<'a> {
    site: &'a Site,
    theme: &'a Theme,
    /// Whether pages forbid what comes from other hosts. All templates are looked through for it.
    has_policy: bool,
    options: &'a LintOptions<'a>,
    support: Support<'a>,
    sources: &'a KnownSources,
}

impl<'a> Linked<'a> {
    pub(crate) fn new(
        site: &'a Site,
        theme: &'a Theme,
        options: &'a LintOptions<'a>,
        sources: &'a KnownSources,
    ) -> Self {
        Self {
            site,
            theme,
            has_policy: theme.has_policy(),
            options,
            support: Support::new(&sources.weak, options),
            sources,
        }
    }

    /// What is wrong with a page as it is linked, beyond what linking found. It depends on the page, on what it links to
    /// and cites, and on the addresses of the site, what is published there and the bibliography.
    pub(crate) fn page(&self, page: &Page) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.support.check(self.site, page, &mut found);
        freshness::check(self.site, page, self.options, &mut found);
        embedded::check(self.site, page, &mut found);
        uncited::check_linked(page, &self.sources.linked, &mut found);
        if self.has_policy {
            foreign::check(page, self.options, &mut found);
            blocked::check(page, &mut found);
        }
        affixes::check(page, &self.site.bibliography, &mut found);
        arguments::check(page, self.theme, &mut found);
        sources::check_retracted(self.site, page, self.sources, &mut found);
        images::check(self.site, page, &mut found);
        mentions::check(page, self.sources, &mut found);
        found
    }
}

/// The pages that no chain of links reaches; those of a compilation `before` if nothing of that is different now.
pub(crate) fn unreached(
    site: &Site,
    theme: &Theme,
    before: Option<(&Site, &Edit, &Arc<[PageId]>)>,
) -> Arc<[PageId]> {
    match before {
        Some((_, Edit::Nothing, unreached)) => unreached.clone(),
        Some((before, Edit::Words(pages), unreached)) if orphans::hold(before, site, pages) => {
            unreached.clone()
        }
        _ => orphans::unreached(site, theme).into(),
    }
}

/// What is wrong with the site as a whole, beyond what linking found.
pub(crate) fn site(
    site: &Site,
    options: &LintOptions<'_>,
    sources: &KnownSources,
    unreached: &[PageId],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    sources::check(site, sources, &mut found);
    labels::check(site, options, &mut found);
    orphans::report(site, unreached, &mut found);
    other_markup::check(site, &mut found);
    found
}
