//! What templates are given: the whole of it, one type per template.
//!
//! A template sees these values and nothing else, so a page's inputs are known and can be compared.
//! Every `url`, `href` and asset address is already relative to the page being rendered; fields whose
//! names end in `html` are HTML and safe to print as they are (`{{ x | safe }}`), all others are text.
//! The explainer comes as a [`tera::Value`], a [`SiteView`] that many pages share.
//! `docs/themes.md` describes the same values for designers.

mod find;
mod ledger;
mod page;
mod print;

use std::collections::BTreeMap;

use serde::Serialize;

pub(super) use find::*;
pub(super) use ledger::*;
pub(super) use page::*;
pub(super) use print::*;

/// The explainer as every template sees it.
#[derive(Debug, Serialize)]
pub(super) struct SiteView<'a> {
    /// Title of the explainer.
    pub title: &'a str,
    /// One sentence on it; may be empty.
    pub description: &'a str,
    /// The language of the explainer: a tag of BCP 47.
    pub language: &'a str,
    /// Names of the authors.
    pub authors: &'a [String],
    /// The latest `as_of` of all pages: "the evidence holds as of".
    pub as_of: Option<DateView>,
    /// Address of the home page.
    pub home_url: String,
    /// Address of the ledger.
    pub sources_url: String,
    /// Address of the print view of the whole, if there is one.
    pub print_url: Option<String>,
    /// Address of the web manifest, if the theme has an icon.
    pub manifest_url: Option<String>,
    /// Address of the icon for Apple's devices, if the theme has one.
    pub touch_icon_url: Option<String>,
    /// Address of the Atom feed.
    pub feed_url: String,
    /// Address of the JSON Feed.
    pub json_feed_url: String,
    /// Address of the page of all corrections, if there are some.
    pub corrections_url: Option<String>,
    /// Address of the page where readers search, if they can; the module of Pagefind is `pagefind.js` beside it.
    pub search_url: Option<String>,
    /// The top-level sections, then top-level pages, in order.
    pub nav: Vec<NavView<'a>>,
    /// Addresses of the theme's assets by file name: `site.assets["folio.css"]`.
    pub assets: BTreeMap<&'a str, String>,
    /// `[extra]` of `ibid.toml`.
    pub extra: &'a serde_json::Map<String, serde_json::Value>,
}

/// An entry of the navigation.
#[derive(Debug, Serialize)]
pub(super) struct NavView<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
    /// Whether this is the page being shown.
    pub current: bool,
    /// Whether the page being shown is this page or lies in this section.
    pub open: bool,
    /// The section's pages; empty for pages.
    pub children: Vec<NavView<'a>>,
}

/// A date, for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DateView {
    /// `2024-06-19`.
    pub iso: String,
    /// In the language of the page: `19 June 2024`.
    pub text: String,
    /// The text in a `<time>` element.
    pub html: String,
}

/// A link to a page.
#[derive(Debug, Serialize)]
pub(super) struct LinkView<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// Its address.
    pub url: String,
}
