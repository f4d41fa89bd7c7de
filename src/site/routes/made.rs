//! What Ibid makes itself, and where it stands.

use std::borrow::Cow;
use std::sync::Arc;

use super::Route;
use crate::bibliography::SourceId;
use crate::config::PrintLimits;
use crate::drawing::draws;
use crate::site::{Page, PageId, Tree};

/// A page that is made from a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Html {
    /// A page or a section of the explainer.
    Page(PageId),
    /// A redirect to a page, by the index of its alias.
    Redirect(PageId, usize),
    /// The list of all sources.
    Sources,
    /// The sources by kind, year, outlet and language.
    SourceGroups,
    /// A source with every use of it.
    Source(SourceId),
    /// Several pages on one.
    Print(Volume),
    /// What a host shows for an address that does not exist.
    NotFound,
    /// Where readers search.
    Search,
    /// All corrections of published pages.
    Corrections,
}

/// What there is to be of what not every site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// What is also put on one page.
    pub print: PrintLimits,
    /// Whether readers can search.
    pub search: bool,
    /// Whether the theme has a page for corrections; it is there where there are some.
    pub corrections: bool,
    /// Whether there is an icon from which others can be made.
    pub icons: bool,
    /// Whether there is a picture for link previews.
    pub card: bool,
    /// Whether each page has one, too.
    pub page_cards: bool,
}

/// What is put on one page, for print and for reading in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Volume {
    /// The whole explainer, if it is not too long.
    Whole,
    /// A section other than the home page, with the pages directly in it.
    Section(PageId),
}

impl Volume {
    /// The prints of a site: of the whole and of each section, if they have not too many pages.
    pub(super) fn all(tree: &Tree, limits: PrintLimits) -> impl Iterator<Item = Self> {
        let whole = (tree.pages.len() <= limits.whole_site_pages).then_some(Self::Whole);
        let sections = tree.pages.iter().filter(move |page| {
            let children = page.children.iter().map(|id| &tree.pages[*id]);
            let pages = 1 + children.filter(|page| !page.is_section).count();
            page.is_section && !page.url.is_empty() && pages <= limits.section_pages
        });
        whole
            .into_iter()
            .chain(sections.map(|page| Self::Section(page.id)))
    }

    /// Where it stands.
    pub(super) fn url(self, tree: &Tree) -> Arc<str> {
        match self {
            Self::Whole => PRINT.into(),
            Self::Section(id) => format!("{}{PRINT}", tree.pages[id].url).into(),
        }
    }

    /// Whether a page is in it.
    pub(crate) fn has(self, page: &Page) -> bool {
        match self {
            Self::Whole => true,
            Self::Section(id) => page.id == id || !page.is_section && page.parent == Some(id),
        }
    }
}

/// A file that is made of data, without a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Data {
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
    /// An Atom feed of the corrections, where there are some.
    Corrections,
    /// What hosts that read it send with files: Netlify, Cloudflare Pages and others.
    Headers,
    /// Tells GitHub Pages that the site is made already.
    NoJekyll,
    /// The icon for browsers that know no other.
    Favicon,
    /// An icon of so many pixels, for a home screen.
    Icon(u16),
    /// What the site is called where it is kept like a program (W3C Web Application Manifest).
    Manifest,
    /// The picture of the explainer for link previews.
    Card,
    /// That of a page.
    PageCard(PageId),
}

/// A page of which every site has one.
struct Single {
    page: Html,
    url: &'static str,
}

/// The folder of a print, in that of its section.
const PRINT: &str = "print/";

/// The folder of the search: its page, its module and its index.
pub(crate) const SEARCH: &str = "search/";

/// The module of the search.
const SEARCH_MODULE: &str = "search/pagefind.js";

/// The folder of the pages' pictures for link previews.
const CARDS: &str = "cards/";

/// The folder of the ledger.
pub(super) const LEDGER: &str = "sources/";

const PAGES: &[Single] = &[
    Single {
        page: Html::Sources,
        url: LEDGER,
    },
    Single {
        page: Html::SourceGroups,
        url: "sources-by-group/",
    },
    Single {
        page: Html::Search,
        url: SEARCH,
    },
    Single {
        page: Html::Corrections,
        url: "corrections-made/",
    },
    Single {
        page: Html::NotFound,
        url: "404.html",
    },
];

impl Html {
    /// The pages that search engines are told of, where they are there, beside those of the author.
    /// Print views are not among them: they say again what pages say.
    pub(crate) const IN_SITEMAP: [Self; 3] = [Self::Sources, Self::SourceGroups, Self::Corrections];
}

impl Data {
    const ALL: &[Self] = &[
        Self::Sitemap,
        Self::Robots,
        Self::AtomFeed,
        Self::JsonFeed,
        Self::Sources,
        Self::Corrections,
        Self::Headers,
        Self::NoJekyll,
        Self::Favicon,
        Self::Icon(180),
        Self::Icon(192),
        Self::Icon(512),
        Self::Manifest,
        Self::Card,
    ];

    /// The icons that the manifest lists.
    pub(crate) const ICONS: [u16; 2] = [192, 512];

    fn url(self, tree: &Tree) -> Cow<'static, str> {
        let url = match self {
            // Where Apple's devices look for it.
            Self::Icon(180) => "apple-touch-icon.png",
            Self::Icon(size) => return format!("icon-{size}.png").into(),
            Self::PageCard(id) => {
                let page = tree.pages[id].url.trim_end_matches('/');
                let name = if page.is_empty() { "home" } else { page };
                return format!("{CARDS}{name}.png").into();
            }
            other => other.fixed_url(),
        };
        url.into()
    }

    fn fixed_url(self) -> &'static str {
        match self {
            Self::Sitemap => "sitemap.xml",
            Self::Robots => "robots.txt",
            Self::AtomFeed => "atom.xml",
            Self::JsonFeed => "feed.json",
            Self::Sources => "sources.json",
            Self::Corrections => "corrections.xml",
            Self::Headers => "_headers",
            Self::NoJekyll => ".nojekyll",
            Self::Favicon => "favicon.ico",
            Self::Manifest => "site.webmanifest",
            Self::Card | Self::Icon(_) | Self::PageCard(_) => "card.png",
        }
    }

    /// Its media type, without parameters.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Sitemap => "text/xml",
            Self::Robots | Self::Headers | Self::NoJekyll => "text/plain",
            Self::AtomFeed | Self::Corrections => "application/atom+xml",
            Self::JsonFeed => "application/feed+json",
            Self::Sources => "application/json",
            Self::Favicon => "image/x-icon",
            Self::Manifest => "application/manifest+json",
            Self::Icon(_) | Self::Card | Self::PageCard(_) => "image/png",
        }
    }

    /// Whether a file of the author's at its address takes its place without a word.
    pub(super) fn yields(self) -> bool {
        matches!(
            self,
            Self::Robots
                | Self::Headers
                | Self::NoJekyll
                | Self::Favicon
                | Self::Icon(_)
                | Self::Manifest
                | Self::Card
        )
    }
}

/// The pages of which there is one, and the module of the search, with their addresses.
pub(super) fn pages(wanted: Wanted, tree: &Tree) -> impl Iterator<Item = (Route, &'static str)> {
    let corrections = wanted.corrections && has_corrections(tree);
    let is_wanted = move |single: &&Single| match single.page {
        Html::Search => wanted.search,
        Html::Corrections => corrections,
        _ => true,
    };
    let pages = PAGES.iter().filter(is_wanted);
    let module = wanted.search.then_some((Route::Search, SEARCH_MODULE));
    pages
        .map(|single| (single.page.into(), single.url))
        .chain(module)
}

/// The files of data with their addresses.
pub(super) fn files(
    wanted: Wanted,
    tree: &Tree,
) -> impl Iterator<Item = (Route, Cow<'static, str>)> {
    let corrections = has_corrections(tree);
    let is_wanted = move |data: &Data| match data {
        Data::Corrections => corrections,
        Data::Favicon | Data::Icon(_) | Data::Manifest => wanted.icons,
        Data::Card => wanted.card,
        _ => true,
    };
    let data = Data::ALL.iter().copied().filter(is_wanted);
    let pages = tree.pages.iter().filter(move |page| {
        let front = &page.document.front;
        wanted.page_cards && draws(&front.title) && draws(&front.description)
    });
    let cards = pages.map(|page| Data::PageCard(page.id));
    data.chain(cards).map(|data| (data.into(), data.url(tree)))
}

fn has_corrections(tree: &Tree) -> bool {
    let mut pages = tree.pages.iter();
    pages.any(|page| !page.document.corrections.is_empty())
}
