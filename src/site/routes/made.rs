//! What Ibid makes itself, and where it stands.

use super::Route;
use crate::bibliography::SourceId;
use crate::site::PageId;

/// A page that is made from a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Html {
    /// A page or a section of the explainer.
    Page(PageId),
    /// A redirect to a page, by the index of its alias.
    Redirect(PageId, usize),
    /// The list of all sources.
    Sources,
    /// A source with every use of it.
    Source(SourceId),
    /// The whole explainer on one page.
    Print,
    /// What a host shows for an address that does not exist.
    NotFound,
}

/// A file that is made of data, without a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Data {
    /// The sitemap (sitemaps.org).
    Sitemap,
    /// What robots may read (RFC 9309).
    Robots,
    /// The Atom feed (RFC 4287).
    AtomFeed,
    /// The JSON Feed, version 1.1.
    JsonFeed,
    /// The ledger, for programs.
    Sources,
}

/// A page of which every site has one.
struct Single {
    page: Html,
    url: &'static str,
    /// Whether search engines are told of it.
    in_sitemap: bool,
}

/// The folder of the ledger.
pub(super) const LEDGER: &str = "sources/";

const PAGES: &[Single] = &[
    Single {
        page: Html::Sources,
        url: LEDGER,
        in_sitemap: true,
    },
    Single {
        page: Html::Print,
        url: "print/",
        in_sitemap: true,
    },
    Single {
        page: Html::NotFound,
        url: "404.html",
        in_sitemap: false,
    },
];

impl Html {
    /// The pages that search engines are told of beside those of the author.
    pub fn in_sitemap() -> impl Iterator<Item = Self> {
        let told = PAGES.iter().filter(|single| single.in_sitemap);
        told.map(|single| single.page)
    }
}

impl Data {
    const ALL: &[Self] = &[
        Self::Sitemap,
        Self::Robots,
        Self::AtomFeed,
        Self::JsonFeed,
        Self::Sources,
    ];

    fn url(self) -> &'static str {
        match self {
            Self::Sitemap => "sitemap.xml",
            Self::Robots => "robots.txt",
            Self::AtomFeed => "atom.xml",
            Self::JsonFeed => "feed.json",
            Self::Sources => "sources.json",
        }
    }

    /// Its media type, without parameters.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Sitemap => "text/xml",
            Self::Robots => "text/plain",
            Self::AtomFeed => "application/atom+xml",
            Self::JsonFeed => "application/feed+json",
            Self::Sources => "application/json",
        }
    }

    /// Whether a file of the author's at its address takes its place without a word.
    pub(super) fn yields(self) -> bool {
        self == Self::Robots
    }
}

/// The pages of which there is one, with their addresses.
pub(super) fn pages() -> impl Iterator<Item = (Route, &'static str)> {
    PAGES.iter().map(|single| (single.page.into(), single.url))
}

/// The files of data with their addresses.
pub(super) fn files() -> impl Iterator<Item = (Route, &'static str)> {
    Data::ALL.iter().map(|data| ((*data).into(), data.url()))
}
