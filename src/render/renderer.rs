//! Renders any page of the site, one at a time.

use super::context::{NavView, SiteView};
use super::localization::Localization;
use super::shared::Shared;
use crate::address::Origin;
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::site::{Data, Html, Page, PageId, Route, Site, Volume};
use crate::theme::{Made, Theme};

/// Everything that rendering needs. What many pages show alike is made once, for the first that shows it.
pub(crate) struct Renderer<'a> {
    /// The linked site.
    pub site: &'a Site,
    pub config: &'a Config,
    pub theme: &'a Theme,
    pub(super) shared: Shared,
}

/// A rendered page, or why there is none.
pub(super) type Rendered = Result<Made, Box<Diagnostic>>;

impl<'a> Renderer<'a> {
    /// A renderer that has not made anything yet.
    pub(crate) fn new(site: &'a Site, config: &'a Config, theme: &'a Theme) -> Self {
        Self {
            site,
            config,
            theme,
            shared: Shared::default(),
        }
    }

    /// Renders a template of the theme.
    pub(super) fn template(
        &self,
        name: &str,
        context: &impl serde::Serialize,
        localization: &Localization<'_>,
    ) -> Rendered {
        self.long_template(name, context, localization, 0)
    }

    /// Renders a template of the theme with about so many bytes of text.
    pub(super) fn long_template(
        &self,
        name: &str,
        context: &impl serde::Serialize,
        localization: &Localization<'_>,
        text: usize,
    ) -> Rendered {
        let templates = &self.theme.templates;
        templates.render(name, context, localization.words, text)
    }

    /// The explainer as a page sees it that stands at `origin`.
    pub(super) fn site_view(
        &self,
        origin: Origin<'_>,
        page: Option<&Page>,
        localization: &Localization<'_>,
    ) -> SiteView<'a> {
        let link = |to: Route| origin.link(self.site.url(to));
        let assets = self.site.published.assets().iter().enumerate();
        SiteView {
            title: &self.config.title,
            description: &self.config.description,
            language: self.config.language.as_str(),
            authors: &self.config.authors,
            as_of: self.site.as_of.map(|date| localization.date(date)),
            home_url: origin.link(""),
            sources_url: link(Html::Sources.into()),
            print_url: self.print_url(Volume::Whole, origin),
            manifest_url: self.find_link(Data::Manifest, origin),
            touch_icon_url: self.find_link(Data::Icon(180), origin),
            feed_url: link(Data::AtomFeed.into()),
            json_feed_url: link(Data::JsonFeed.into()),
            corrections_url: self.find_link(Html::Corrections, origin),
            search_url: self.find_link(Html::Search, origin),
            nav: self.nav(origin, page),
            assets: assets
                .map(|(i, asset)| (asset.name.as_str(), link(Route::Asset(i))))
                .collect(),
            extra: &self.config.extra,
        }
    }

    /// The link to a print, if there is one.
    pub(super) fn print_url(&self, volume: Volume, origin: Origin<'_>) -> Option<String> {
        self.find_link(Html::Print(volume), origin)
    }

    /// The link to something, if there is such a thing.
    pub(super) fn find_link(&self, to: impl Into<Route>, origin: Origin<'_>) -> Option<String> {
        let url = self.site.routes.find_url(to);
        url.map(|url| origin.link(url))
    }

    fn nav(&self, origin: Origin<'_>, page: Option<&Page>) -> Vec<NavView<'a>> {
        let path = self.path(page);
        let entry = |id: PageId| {
            let entry = self.site.page(id);
            NavView {
                title: short_title(entry),
                url: origin.link(&entry.url),
                current: path.first() == Some(&id),
                open: path.contains(&id),
                children: Vec::new(),
            }
        };
        let entries = self.nav_entries(&path).into_iter();
        entries
            .map(|(id, children)| NavView {
                children: children.iter().map(|child| entry(*child)).collect(),
                ..entry(id)
            })
            .collect()
    }

    /// The pages to which the navigation leads.
    pub(super) fn nav_pages(&self, page: Option<&Page>) -> impl Iterator<Item = PageId> {
        let entries = self.nav_entries(&self.path(page)).into_iter();
        entries.flat_map(|(id, children)| [id].into_iter().chain(children.iter().copied()))
    }

    /// The entries of the navigation, with those below them, where the pages of `path` are open.
    fn nav_entries(&self, path: &[PageId]) -> Vec<(PageId, &'a [PageId])> {
        let (site, limits) = (self.site, self.theme.nav());
        let top = site.top();
        let is_whole = top.len() <= limits.top;
        let entries = top.iter().map(|id| (*id, path.contains(id)));
        entries
            .filter(|(_, open)| is_whole || *open)
            .map(|(id, open)| match &site.page(id).children[..] {
                // Closed sections show no pages: on every page they would make the site grow quadratically.
                children if open && children.len() <= limits.children => (id, children),
                _ => (id, &[][..]),
            })
            .collect()
    }

    /// A page and all that it is in, from the inside.
    fn path(&self, page: Option<&Page>) -> Vec<PageId> {
        let above = |page: &&Page| page.parent.map(|parent| self.site.page(parent));
        std::iter::successors(page, above)
            .map(|page| page.id)
            .collect()
    }
}

/// The title for tight places: `extra.short_title`, or the title.
pub(super) fn short_title(page: &Page) -> &str {
    let front = &page.document.front;
    front
        .extra
        .get("short_title")
        .and_then(|title| title.as_str())
        .unwrap_or(&front.title)
}
