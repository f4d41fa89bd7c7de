//! The lints that look at a whole page or the whole site.
//!
//! Most problems are found where the work is done: a broken link while links are resolved, a malformed date
//! while front matter is read. Here is what nothing stumbles over, and an editor wants to know all the same:
//!
//! ```text
//! page   one parsed page ──> claims without a citation, syntax of other tools, slips that Markdown shows as text
//! site   the linked site ──> what claims rest on, sources, what is stale, orphans
//! allow  comments of the author ──> which of all problems are not to be reported, and why
//! ```
//!
//! [`page`] depends on one file alone, so its result is kept with the parsed page.

pub(crate) mod allow;
mod citations;
mod coverage;
mod data;
mod embedded;
mod foreign;
mod foreign_syntax;
mod freshness;
mod headings;
mod html;
mod images;
mod inline_shortcodes;
mod labels;
mod linked_sources;
mod links;
mod literal_markup;
mod mentions;
mod orphans;
mod other_markup;
mod pictures;
mod prose;
mod sources;
mod support;
mod tables;
mod uncited;

use jiff::civil::Date;

pub(crate) use coverage::{Coverage, Share};
pub(crate) use data::data;

use self::prose::Prose;

use crate::diagnostics::{Diagnostic, Levels};
use crate::parse::ParsedPage;
use crate::site::Site;
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
    tables::check(document, text, &mut found);
    uncited::check(document, &page.claims, &mut found);
    headings::check(document, &mut found);
    pictures::check(document, &mut found);
    found
}

/// What is wrong with the site as a whole, beyond what linking found.
pub(crate) fn site(site: &Site, theme: &Theme, options: &LintOptions<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    sources::check(site, options, &mut found);
    support::check(site, options, &mut found);
    freshness::check(site, options, &mut found);
    labels::check(site, options, &mut found);
    orphans::check(site, theme, &mut found);
    embedded::check(site, &mut found);
    uncited::check_linked(site, &mut found);
    foreign::check(site, theme, options, &mut found);
    other_markup::check(site, &mut found);
    images::check(site, &mut found);
    mentions::check(site, &mut found);
    found
}
