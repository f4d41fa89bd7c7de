//! Renders any page of the site, one at a time.

use super::context::{NavView, SiteView};
use super::localization::Localization;
use crate::address::{encode_path, relative};
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::site::{Page, PageId, Site};
use crate::theme::Theme;

/// What can be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A page of the explainer.
    Page(PageId),
    /// The ledger's list.
    Sources,
    /// The ledger's page of a source.
    Source(crate::bibliography::SourceId),
    /// The whole explainer on one page.
    Print,
    /// The page for addresses that do not exist.
    NotFound,
    /// A redirect to a page, standing at another address.
    Redirect(String, PageId),
}

/// Everything that rendering needs; it holds no state of its own.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    /// The linked site.
    pub site: &'a Site,
    /// The configuration.
    pub config: &'a Config,
    /// The theme: its templates and the addresses of its assets.
    pub theme: &'a Theme,
}

/// A rendered page, or why there is none.
pub type Rendered = Result<String, Box<Diagnostic>>;

impl<'a> Renderer<'a> {
    /// Renders what is at an address.
    ///
    /// # Errors
    /// The fault of a template.
    pub fn render(&self, address: &Address) -> Rendered {
        match address {
            Address::Page(id) => self.page(*id),
            Address::Sources => self.sources(),
            Address::Source(id) => self.source(*id),
            Address::Print => self.print(),
            Address::NotFound => self.not_found(),
            Address::Redirect(from, to) => self.redirect(from, *to),
        }
    }

    /// All that is rendered, with the file that it is written to.
    pub fn addresses(&self) -> Vec<(String, Address)> {
        let mut all = Vec::new();
        for page in &self.site.tree.pages {
            all.push((format!("{}index.html", page.url), Address::Page(page.id)));
            for alias in &page.document.front.aliases {
                if let Some(url) = crate::site::alias_url(&alias.value) {
                    let file = if url.ends_with('/') {
                        format!("{url}index.html")
                    } else {
                        url.clone()
                    };
                    all.push((file, Address::Redirect(url, page.id)));
                }
            }
        }
        all.push(("sources/index.html".to_owned(), Address::Sources));
        for (id, source) in self.site.bibliography.iter() {
            all.push((
                format!("{}index.html", source_url(&source.key)),
                Address::Source(id),
            ));
        }
        all.push(("print/index.html".to_owned(), Address::Print));
        all.push(("404.html".to_owned(), Address::NotFound));
        all
    }

    /// What is rendered at `url`, an address below the site's root: `history/summits/`, `404.html`.
    ///
    /// Where several things want one address, it is the one that a build writes.
    pub fn find(&self, url: &str) -> Option<Address> {
        if let Some(page) = self.site.tree.by_url(url) {
            return Some(Address::Page(page.id));
        }
        let source = url
            .strip_prefix("sources/")
            .map(|rest| rest.trim_end_matches('/'));
        match (url, source) {
            ("sources/", _) => return Some(Address::Sources),
            ("print/", _) => return Some(Address::Print),
            ("404.html", _) => return Some(Address::NotFound),
            (_, Some(key)) if url.ends_with('/') => {
                let bibliography = &self.site.bibliography;
                // Most keys stand in addresses as they are.
                let plain = bibliography
                    .find(key)
                    .filter(|_| crate::site::key_segment(key) == key);
                let mut all = bibliography.iter();
                let found = plain.or_else(|| {
                    all.find(|(_, source)| crate::site::key_segment(&source.key) == key)
                        .map(|(id, _)| id)
                });
                if let Some(id) = found {
                    return Some(Address::Source(id));
                }
            }
            _ => {}
        }
        let pages = self.site.tree.pages.iter();
        let mut aliases = pages.flat_map(|page| {
            let aliases = page.document.front.aliases.iter();
            aliases.map(move |alias| (page.id, alias))
        });
        aliases
            .find(|(_, alias)| crate::site::alias_url(&alias.value).as_deref() == Some(url))
            .map(|(id, _)| Address::Redirect(url.to_owned(), id))
    }

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

    /// The absolute address of something in the site, if the site's own is known.
    pub(super) fn permalink(&self, url: &str) -> Option<String> {
        let base = self.config.base_url.as_ref()?;
        Some(format!("{base}{}", encode_path(url)))
    }

    /// The explainer as the page at `url` sees it.
    pub(super) fn site_view(
        &self,
        url: &str,
        page: Option<&Page>,
        localization: &Localization<'_>,
    ) -> SiteView<'a> {
        let link = |to: &str| relative(url, to);
        SiteView {
            title: &self.config.title,
            description: &self.config.description,
            language: self.config.language.as_str(),
            authors: &self.config.authors,
            as_of: self.site.as_of.map(|date| localization.date(date)),
            home_url: link(""),
            sources_url: link("sources/"),
            print_url: link("print/"),
            feed_url: link("atom.xml"),
            nav: self.nav(url, page),
            assets: self
                .theme
                .assets
                .iter()
                .map(|(name, asset)| (name.as_str(), link(&asset.url)))
                .collect(),
            extra: &self.config.extra,
        }
    }

    fn nav(&self, url: &str, page: Option<&Page>) -> Vec<NavView<'a>> {
        let tree = &self.site.tree;
        let mut path = Vec::new();
        let mut at = page;
        while let Some(page) = at {
            path.push(page.id);
            at = page.parent.map(|parent| self.site.page(parent));
        }
        // What stands at the top: below the home page, or beside each other if there is none.
        let top: Vec<PageId> = match tree.by_url("") {
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
                url: relative(url, &entry.url),
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

/// The address of a source's page in the ledger.
pub(super) fn source_url(key: &str) -> String {
    format!("sources/{}/", crate::site::key_segment(key))
}
