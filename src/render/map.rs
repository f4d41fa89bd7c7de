//! Pages by which readers find others: the search, and what a host shows where there is nothing. Both have a map.

use tera::Value;

use super::context::{FindContext, MapView};
use super::renderer::{Rendered, Renderer};
use crate::address::Origin;
use crate::site::{Html, PageId};

/// With more pages than this, the map shows the sections alone.
const WHOLE_MAP: usize = 500;

impl<'a> Renderer<'a> {
    pub(super) fn not_found(&self) -> Rendered {
        let localization = self.site_localization();
        let origin = self.anywhere();
        let view = self.site_view(origin, None, &localization);
        let title = localization.words.text("page_not_found");
        let context = FindContext {
            site: Value::from_serializable(&view),
            page: self.plain_view(title, self.site.url(Html::NotFound), &localization),
            map: self.map(origin),
        };
        self.template("404.html", &context, &localization)
    }

    pub(super) fn search(&self) -> Rendered {
        let localization = self.site_localization();
        let url = self.site.url(Html::Search);
        let title = localization.words.text("search");
        let context = FindContext {
            site: self.site_value(url, None, &localization),
            page: self.plain_view(title, url, &localization),
            map: self.map(Origin::At(url)),
        };
        self.template("search.html", &context, &localization)
    }

    /// From where what the host shows at any depth links to the site.
    pub(super) fn anywhere(&self) -> Origin<'_> {
        Origin::Anywhere {
            root: self.config.root_path().unwrap_or("/"),
        }
    }

    /// The pages and sections of the explainer.
    pub(super) fn map(&self, origin: Origin<'_>) -> Vec<MapView<'a>> {
        let whole = self.site.tree.pages.len() <= WHOLE_MAP;
        self.map_of(&self.site.top(), origin, whole)
    }

    fn map_of(&self, ids: &[PageId], origin: Origin<'_>, whole: bool) -> Vec<MapView<'a>> {
        let pages = ids.iter().map(|id| self.site.page(*id));
        let shown = pages.filter(|page| whole || page.is_section);
        shown
            .map(|page| MapView {
                title: &page.document.front.title,
                url: origin.link(&page.url),
                children: self.map_of(&page.children, origin, whole),
            })
            .collect()
    }
}
