//! What the pages of a folder show alike: the explainer as templates see it.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::localization::Localization;
use super::renderer::Renderer;
use crate::address::Origin;
use crate::language::Language;
use crate::site::{Data, Html, Page, PageId, Route, Volume};

/// The explainer as each folder's pages see it.
#[derive(Default)]
pub(super) struct Shared(Mutex<FxHashMap<Viewpoint, Arc<SiteValue>>>);

/// From where the explainer is seen.
#[derive(PartialEq, Eq, Hash)]
struct Viewpoint {
    /// The address of the folder in which the page's own is.
    folder: String,
    /// The section that is open in the navigation.
    section: Option<PageId>,
    language: Language,
}

/// The `site` of templates.
struct SiteValue {
    value: tera::Value,
    /// The addresses to which it links, sorted.
    targets: Vec<String>,
}

impl Renderer<'_> {
    /// The `site` of the templates for what stands at `url`.
    pub(super) fn site_value(
        &self,
        url: &str,
        page: Option<&Page>,
        localization: &Localization<'_>,
    ) -> tera::Value {
        let own = || {
            let view = self.site_view(Origin::At(url), page, localization);
            tera::Value::from_serializable(&view)
        };
        let Some(name) = url.strip_suffix('/') else {
            return own();
        };
        let folder = &name[..name.rfind('/').map_or(0, |slash| slash + 1)];
        let shared = self.shared_site(folder, page, localization);
        // Relative links from two pages of a folder differ where they lead to one of the two, or below it.
        let after = shared.targets.partition_point(|target| &**target < url);
        match shared.targets.get(after) {
            Some(target) if target.starts_with(url) => own(),
            _ => shared.value.clone(),
        }
    }

    /// The explainer as the pages of a folder see it to which it does not link.
    fn shared_site(
        &self,
        folder: &str,
        page: Option<&Page>,
        localization: &Localization<'_>,
    ) -> Arc<SiteValue> {
        let viewpoint = Viewpoint {
            folder: folder.to_owned(),
            section: page.and_then(|page| page.parent),
            language: localization.language.clone(),
        };
        let known = || self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(site) = known().get(&viewpoint) {
            return site.clone();
        }
        // No address of the site has a control character.
        let nobody = format!("{folder}\0/");
        let view = self.site_view(Origin::At(&nobody), page, localization);
        let site = Arc::new(SiteValue {
            value: tera::Value::from_serializable(&view),
            targets: self.targets(page),
        });
        known().insert(viewpoint, site.clone());
        site
    }

    /// The addresses to which the `site` of a page leads, sorted.
    fn targets(&self, page: Option<&Page>) -> Vec<String> {
        let site = self.site;
        let made: [Route; 3] = [
            Html::Sources.into(),
            Html::Print(Volume::Whole).into(),
            Data::AtomFeed.into(),
        ];
        let assets = 0..site.published.assets().len();
        let made = made.into_iter().chain(assets.map(Route::Asset));
        let urls = made.filter_map(|route| site.routes.find_url(route));
        let mut targets: Vec<String> = urls.map(str::to_owned).collect();
        let nav = self.nav_pages(page);
        targets.extend(nav.map(|id| site.page(id).url.clone()));
        targets.sort_unstable();
        targets
    }
}
