//! Renders any page of the site, one at a time.

use super::context::{NavView, SiteView};
use super::localization::Localization;
use crate::address::Origin;
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::site::{Data, Html, Page, PageId, Route, Site};
use crate::theme::Theme;

/// Everything that rendering needs; it holds no state of its own.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    /// The linked site.
    pub site: &'a Site,
    /// The configuration.
    pub config: &'a Config,
    /// The theme.
    pub theme: &'a Theme,
}

/// A rendered page, or why there is none.
pub(super) type Rendered = Result<String, Box<Diagnostic>>;

impl<'a> Renderer<'a> {
    /// Renders a template of the theme.
    pub(super) fn template(
        &self,
        name: &str,
        context: &impl serde::Serialize,
        localization: &Localization<'_>,
    ) -> Rendered {
        let templates = &self.theme.templates;
        templates.render(name, context, localization.words)
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
            print_url: link(Html::Print.into()),
            feed_url: link(Data::AtomFeed.into()),
            nav: self.nav(origin, page),
            assets: assets
                .map(|(i, asset)| (asset.name.as_str(), link(Route::Asset(i))))
                .collect(),
            extra: &self.config.extra,
        }
    }

    fn nav(&self, origin: Origin<'_>, page: Option<&Page>) -> Vec<NavView<'a>> {
        let tree = &self.site.tree;
        let mut path = Vec::new();
        let mut at = page;
        while let Some(page) = at {
            path.push(page.id);
            at = page.parent.map(|parent| self.site.page(parent));
        }
        // What stands at the top: below the home page, or beside each other if there is none.
        let top: Vec<PageId> = match self.site.home() {
            Some(home) => home.children.clone(),
            None => tree
                .pages
                .iter()
                .filter(|page| page.parent.is_none())
                .map(|page| page.id)
                .collect(),
        };
        let entry = |id: PageId| {
            let entry = self.site.page(id);
            let open = path.contains(&id);
            NavView {
                title: short_title(entry),
                url: origin.link(&entry.url),
                current: path.first() == Some(&id),
                open,
                children: Vec::new(),
            }
        };
        top.into_iter()
            .map(|id| {
                let mut view = entry(id);
                // Closed sections show no pages: on every page they would make the site grow quadratically.
                if view.open {
                    view.children = self
                        .site
                        .page(id)
                        .children
                        .iter()
                        .map(|id| entry(*id))
                        .collect();
                }
                view
            })
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
