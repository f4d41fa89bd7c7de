//! Where a link leads.

use super::page_map::PageId;
use super::routes::{Html, Route, Routes};
use crate::address::{Origin, encode_path, encode_written, made_safe};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// Out of the site, as written.
    External(String),
    /// To something of the site, and a place in it.
    Internal(Route, Suffix),
    /// Nowhere, as written; the problem has been reported.
    Broken(String),
}

/// What follows the path in an address.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Suffix {
    /// The query as written, with its question mark; may be empty.
    pub query: String,
    /// The fragment, decoded, without its number sign.
    pub anchor: Option<String>,
}

impl Target {
    /// The page of the explainer that it leads to.
    pub(crate) fn page(&self) -> Option<PageId> {
        match self {
            Self::Internal(Route::Html(Html::Page(id)), _) => Some(*id),
            _ => None,
        }
    }

    /// The place on a page of the explainer that it leads to.
    pub(crate) fn anchor(&self) -> Option<(PageId, &str)> {
        match self {
            Self::Internal(Route::Html(Html::Page(id)), suffix) => {
                Some((*id, suffix.anchor.as_deref()?))
            }
            _ => None,
        }
    }

    /// The link as it is written at `origin`.
    pub(crate) fn href(&self, routes: &Routes, origin: Origin<'_>) -> String {
        match self {
            Self::External(url) => encode_written(url).into_owned(),
            Self::Internal(route, suffix) => suffix.href(origin, routes.url(*route)),
            Self::Broken(written) => made_safe(written).into_owned(),
        }
    }
}

impl Suffix {
    fn href(&self, origin: Origin<'_>, to: &str) -> String {
        let fragment = self.anchor.as_deref().map(encode_path);
        match fragment {
            Some(fragment) if origin.is_at(to) && self.query.is_empty() => format!("#{fragment}"),
            Some(fragment) => format!("{}{}#{fragment}", origin.link(to), self.query),
            None => origin.link(to) + &self.query,
        }
    }
}
