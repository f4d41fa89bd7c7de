//! The address book: all that the site has, and where it stands.
//!
//! [`Routes`] is made once, from the tree, the bibliography and what is published as it is. Link checking,
//! rendering, writing, the sitemap, the feeds and the preview ask it, and no other place knows an address.
//! Two things that want the same file are reported while it is made (`collisions`).
//!
//! A new page that Ibid makes is a variant of [`Html`], a new file of data one of [`Data`], each with a row in
//! `made`. The compiler then points at the one place where the content is made: `render` or `output`.

mod collisions;
mod made;
mod names;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub(crate) use made::{Data, Html, SEARCH, Volume, Wanted};

use self::collisions::Owners;
pub(super) use self::names::alias_url;
use self::names::{ASSETS, asset_url, copy_url, source_url, without_hash};
use super::published::Published;
use super::tree::{Page, Tree};
use crate::address::{media_type, with_charset};
use crate::bibliography::Bibliography;
use crate::diagnostics::Diagnostic;

/// Something that the site has at an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    /// What is made from a template.
    Html(Html),
    /// What is made of data alone.
    Data(Data),
    /// A file of the author's, by its index in [`Published`].
    File(usize),
    /// A copy of an image among them, of this width.
    Copy(usize, u32),
    /// An asset of the theme, by its index in [`Published`].
    Asset(usize),
    /// The search: its module, beside which lie files that only making the index tells.
    Search,
}

impl From<Html> for Route {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<Data> for Route {
    fn from(data: Data) -> Self {
        Self::Data(data)
    }
}

/// The file of a page whose address is a folder.
const INDEX: &str = "index.html";

/// Addresses and what stands there, both ways.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    urls: FxHashMap<Route, Arc<str>>,
    /// What each file of the output folder is, by its path. Of things that want the same file, one is here.
    files: BTreeMap<Arc<str>, Route>,
    /// The theme's assets by the addresses that they would have without a hash of their content.
    assets: BTreeMap<String, Route>,
}

impl Routes {
    /// Gives everything its address, and reports what wants an address that is taken.
    pub(super) fn new(
        tree: &Tree,
        bibliography: &Bibliography,
        published: &Published,
        wanted: Wanted,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let prints = Volume::all(tree, wanted.print);
        let prints = prints.map(|volume| (Html::Print(volume).into(), volume.url(tree)));
        let mut urls = FxHashMap::default();
        let mut owners = Owners {
            tree,
            bibliography,
            published,
            files: BTreeMap::new(),
            diagnostics,
        };
        for (route, url) in layout(tree, bibliography, published, wanted, prints) {
            owners.add(route, &url);
            urls.insert(route, url);
        }
        let assets = published.assets().iter().enumerate();
        Self {
            files: owners.files,
            urls,
            assets: assets
                .map(|(i, asset)| (format!("{ASSETS}{}", asset.name), Route::Asset(i)))
                .collect(),
        }
    }

    /// The address of something in the book.
    pub(crate) fn url(&self, route: impl Into<Route>) -> &str {
        // Every route there is comes from the lists that the book was made from.
        &self.urls[&route.into()]
    }

    /// The address of something, if it is in the book.
    pub(crate) fn find_url(&self, route: impl Into<Route>) -> Option<&str> {
        self.urls.get(&route.into()).map(|url| &**url)
    }

    /// What stands at exactly this address: `history/summits/`, `history/map.png`.
    pub(crate) fn at(&self, url: &str) -> Option<Route> {
        self.files.get(&*output_path(url)).copied()
    }

    /// How many print views show a page.
    pub(crate) fn prints_of(&self, page: &Page) -> usize {
        let section = match page.is_section {
            true => Some(page.id),
            false => page.parent,
        };
        let volumes = section.map(Volume::Section).into_iter();
        let volumes = volumes.chain([Volume::Whole]);
        let there = |volume: &Volume| self.urls.contains_key(&Html::Print(*volume).into());
        volumes.filter(there).count()
    }

    /// The page that stands at exactly this address.
    pub(crate) fn page_at(&self, url: &str) -> Option<Html> {
        match self.at(url)? {
            Route::Html(page) => Some(page),
            _ => None,
        }
    }

    /// What somebody means who writes this address: a page also without the slash at the end of its address or
    /// by its file, an asset also without its hash.
    pub(crate) fn find(&self, written: &str) -> Option<Route> {
        let page = || self.at(&format!("{written}/"));
        self.at(written)
            .or_else(page)
            .or_else(|| self.asset(written))
    }

    /// The addresses that an author may write for all this, not sorted.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        let named = self.assets.keys().map(String::as_str);
        let files = self
            .files()
            .filter(|(_, route)| !matches!(route, Route::Copy(..)));
        files.map(|(_, route)| self.url(route)).chain(named)
    }

    /// The asset that is meant by its name, or by the address that it had with another content.
    pub(crate) fn asset(&self, url: &str) -> Option<Route> {
        let asset = self.assets.get(url);
        asset
            .or_else(|| self.assets.get(&*without_hash(url)?))
            .copied()
    }

    /// Every file of the site: its path below the output folder, and what it is. Sorted by path.
    pub(crate) fn files(&self) -> impl ExactSizeIterator<Item = (&str, Route)> {
        self.files.iter().map(|(path, route)| (&**path, *route))
    }

    /// How many pages are made from templates.
    pub(crate) fn pages(&self) -> usize {
        let files = self.files.values();
        files
            .filter(|route| matches!(route, Route::Html(_)))
            .count()
    }

    /// The address of what is in a file, below the output folder: a page's is that of its folder.
    pub(crate) fn url_of(path: &str) -> &str {
        match path.strip_suffix(INDEX) {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        }
    }

    /// The media type of what is at a route, for HTTP.
    pub(crate) fn media_type(&self, route: Route) -> String {
        match route {
            Route::Html(_) => with_charset("text/html"),
            Route::Data(data) => with_charset(data.media_type()),
            Route::Search => with_charset("text/javascript"),
            Route::File(_) | Route::Copy(..) | Route::Asset(_) => media_type(self.url(route)),
        }
    }
}

/// Everything that the site has, with its address.
fn layout<'a>(
    tree: &'a Tree,
    bibliography: &'a Bibliography,
    published: &'a Published,
    wanted: Wanted,
    prints: impl Iterator<Item = (Route, Arc<str>)> + 'a,
) -> impl Iterator<Item = (Route, Arc<str>)> + 'a {
    let made = made::pages(wanted, tree).map(|(route, url)| (route, url.into()));
    let data = made::files(wanted, tree).map(|(route, url)| (route, url.into()));
    let sources = bibliography
        .iter()
        .map(|(id, source)| (Html::Source(id).into(), source_url(&source.key).into()));
    let files = published.files().iter().enumerate();
    let files = files.map(|(i, file)| (Route::File(i), file.url.clone()));
    let copies = published.copies();
    let copies = copies.map(|(i, width)| {
        let url = copy_url(&published.files()[i].url, width);
        (Route::Copy(i, width), url.into())
    });
    let pages = tree.pages.iter();
    let pages = pages.map(|page| (Html::Page(page.id).into(), page.url.as_str().into()));
    let redirects = tree.pages.iter().flat_map(|page| {
        let aliases = page.document.front.aliases.iter().enumerate();
        aliases.filter_map(|(i, alias)| {
            Some((
                Html::Redirect(page.id, i).into(),
                alias_url(&alias.value)?.into(),
            ))
        })
    });
    let assets = published.assets().iter().enumerate();
    let assets =
        assets.map(|(i, asset)| (Route::Asset(i), asset_url(&asset.name, asset.hash).into()));
    made.chain(data)
        .chain(prints)
        .chain(sources)
        .chain(files)
        .chain(copies)
        .chain(pages)
        .chain(redirects)
        .chain(assets)
}

/// The file at an address, below the output folder.
fn output_path(url: &str) -> Cow<'_, str> {
    match url.is_empty() || url.ends_with('/') {
        true => format!("{url}{INDEX}").into(),
        false => url.into(),
    }
}
