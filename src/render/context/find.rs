//! For pages that lead to others: `404.html`, `search.html`, `corrections.html`, `redirect.html`.

use serde::Serialize;
use tera::Value;

use super::{DateView, LinkView, PageView};

/// For `404.html` and `search.html`: pages by which readers find others.
#[derive(Debug, Serialize)]
pub(in crate::render) struct FindContext<'a> {
    /// The explainer. In `404.html` all addresses start at `base_url`'s path, since it is served anywhere.
    pub site: Value,
    /// Title and address.
    pub page: PageView<'a>,
    /// All pages but the home page, as they are in each other; of a large explainer only the sections.
    pub map: Vec<MapView<'a>>,
}

/// A page in the map of the explainer.
#[derive(Debug, Serialize)]
pub(in crate::render) struct MapView<'a> {
    /// Title.
    pub title: &'a str,
    /// Address.
    pub url: String,
    /// The pages and sections in it, in order.
    pub children: Vec<MapView<'a>>,
}

/// For `corrections.html`: what was changed in published pages.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CorrectionsContext<'a> {
    /// The explainer.
    pub site: Value,
    /// Title and address.
    pub page: PageView<'a>,
    /// All corrections, the newest first.
    pub corrections: Vec<MadeCorrection<'a>>,
    /// Address of the feed of corrections.
    pub feed_url: String,
}

/// A correction on the page of all.
#[derive(Debug, Serialize)]
pub(in crate::render) struct MadeCorrection<'a> {
    /// When it was made.
    pub date: DateView,
    /// What it says.
    pub html: String,
    /// The page that was corrected.
    pub page: LinkView<'a>,
    /// The language of that page.
    pub language: &'a str,
}

/// For `redirect.html`: what stands at a former address of a page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct RedirectContext<'a> {
    /// The page's address now.
    pub url: String,
    /// The page's title.
    pub title: &'a str,
    /// The page's language.
    pub language: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}
