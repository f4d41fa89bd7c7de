//! What the pages of a folder show alike: the explainer as templates see it.

use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::cited::{unprinted_address, web_address};
use super::context::SiteView;
use super::lists::{Facts, listed_item};
use super::localization::Localization;
use super::metadata::cited_json_ld;
use super::renderer::Renderer;
use crate::address::Origin;
use crate::bibliography::{RichText, Source, SourceId};
use crate::digest::Digest;
use crate::language::Language;
use crate::site::{Data, FormattedNotes, Html, Page, PageId, PageMap, Route, Volume};
use crate::theme::Words;

/// What is made once.
#[derive(Default)]
pub(super) struct Shared {
    /// The explainer as each folder's pages see it.
    sites: Mutex<FxHashMap<Viewpoint, Arc<SiteValue>>>,
    /// A digest of what every page is made of.
    pub common: OnceLock<u128>,
    /// A digest of what the whole site is made of.
    pub all: OnceLock<u128>,
    /// Each source as lists of references print it.
    references: OnceLock<Vec<OnceLock<ListedSource>>>,
    /// A digest of each source's record, of what lists show of each source, and of the text of each page.
    pub records: OnceLock<Vec<u128>>,
    pub listings: OnceLock<Vec<u128>>,
    pub texts: OnceLock<PageMap<u128>>,
    /// A digest of what each page is made of.
    pub pages: OnceLock<PageMap<OnceLock<u128>>>,
    /// What lists in a language say of each source.
    facts: Mutex<FxHashMap<Language, Arc<SourceFacts>>>,
    /// The entries of the feeds.
    pub feed: Mutex<FxHashMap<PageId, Arc<str>>>,
    /// The notes of pages that were shown, but not yet everywhere.
    formatted: Mutex<FxHashMap<PageId, Shown>>,
}

/// What lists say of each source.
pub(super) type SourceFacts = Vec<OnceLock<Facts>>;

/// A source as lists of references print it.
pub(super) struct ListedSource {
    pub text: RichText,
    /// The beginning of an item of a list, to the end of the text.
    pub item: String,
    /// Whether its address is said beside the text.
    has_address: bool,
    /// What a list is sorted by.
    pub order: String,
    /// As the pages that cite it have it among their data for machines.
    pub json_ld: String,
}

impl ListedSource {
    fn new(source: &Source, text: RichText) -> Self {
        let address = unprinted_address(source, &text);
        Self {
            has_address: address.is_some(),
            order: text.as_str().to_lowercase(),
            json_ld: cited_json_ld(source),
            item: listed_item(source, address, text.html()),
            text,
        }
    }

    /// Its address, where the text does not say it.
    pub(super) fn address<'s>(&self, source: &'s Source) -> Option<&'s str> {
        web_address(source.url.as_deref()).filter(|_| self.has_address)
    }
}

/// The formatted notes of a page that is to be shown again.
struct Shown {
    notes: Arc<FormattedNotes>,
    /// How many times still.
    times: usize,
}

/// From where the explainer is seen.
#[derive(PartialEq, Eq, Hash)]
struct Viewpoint {
    /// The address of the folder in which the page's own is.
    folder: String,
    /// The section that is open in the navigation: none for what Ibid makes itself.
    section: Option<PageId>,
    language: Language,
}

/// The `site` of templates.
pub(super) struct SiteValue {
    value: tera::Value,
    pub digest: u128,
    /// The addresses to which it links, sorted.
    targets: Vec<String>,
}

impl Renderer<'_> {
    /// A source as lists of references print it. Many have it.
    pub(super) fn listed(&self, id: SourceId) -> &ListedSource {
        let site = self.site;
        let none = || {
            (0..site.bibliography.len())
                .map(|_| OnceLock::new())
                .collect()
        };
        let own = &self.shared.references.get_or_init(none)[id.0 as usize];
        own.get_or_init(|| {
            let text = site.formatters.main().reference(id);
            ListedSource::new(site.bibliography.get(id), text)
        })
    }

    /// What lists in a language say of each source, as far as it is known.
    pub(super) fn facts(&self, language: &Language) -> Arc<SourceFacts> {
        let mut facts = self.shared.facts.lock();
        let facts = facts.as_deref_mut();
        let none = || {
            let sources = self.site.bibliography.iter();
            Arc::new(sources.map(|_| OnceLock::new()).collect())
        };
        match facts {
            Ok(known) => match known.get(language) {
                Some(facts) => facts.clone(),
                None => known.entry(language.clone()).or_insert_with(none).clone(),
            },
            Err(_) => none(),
        }
    }

    /// What lists say of a source, which is made once for all pages in a language.
    pub(super) fn facts_of<'f>(
        &self,
        id: SourceId,
        known: &'f SourceFacts,
        words: &Words,
    ) -> &'f Facts {
        known[id.0 as usize].get_or_init(|| {
            let (source, uses) = (self.site.bibliography.get(id), self.site.ledger.uses(id));
            Facts::of(source, uses.len(), words)
        })
    }

    /// What the notes of a page say in the style.
    ///
    /// A page stands alone and in one or two print views. The last of them takes what the first had made, so that
    /// in a large site only the notes of a section or so are in memory.
    pub(super) fn formatted(&self, page: &Page) -> Arc<FormattedNotes> {
        let known = || {
            let known = self.shared.formatted.lock();
            known.unwrap_or_else(PoisonError::into_inner)
        };
        if let Entry::Occupied(mut shown) = known().entry(page.id) {
            let times = &mut shown.get_mut().times;
            *times -= 1;
            return match *times {
                0 => shown.remove().notes,
                _ => shown.get().notes.clone(),
            };
        }
        let notes = Arc::new(self.site.formatted(page));
        let times = self.site.routes.prints_of(page);
        if times > 0 {
            let notes = notes.clone();
            known().entry(page.id).or_insert(Shown { notes, times });
        }
        notes
    }

    /// The `site` of the templates for what stands at `url`.
    pub(super) fn site_value(
        &self,
        url: &str,
        page: Option<&Page>,
        localization: &Localization<'_>,
    ) -> tera::Value {
        match self.shared_site(url, page, localization) {
            Some(shared) => shared.value.clone(),
            None => {
                let view = self.site_view(Origin::At(url), page, localization);
                self.with_parts(&view, localization)
            }
        }
    }

    fn with_parts(&self, view: &SiteView<'_>, localization: &Localization<'_>) -> tera::Value {
        let site = tera::Value::from_serializable(view);
        let templates = &self.theme.templates;
        templates.with_parts(site, localization.language, localization.words)
    }

    /// What stands at `url` sees the explainer as others in its folder do, except where it is linked to itself.
    pub(super) fn shared_site(
        &self,
        url: &str,
        page: Option<&Page>,
        localization: &Localization<'_>,
    ) -> Option<Arc<SiteValue>> {
        // In the navigation of a page that is in no other, the page itself is open.
        if page.is_some_and(|page| page.parent.is_none()) {
            return None;
        }
        let name = url.strip_suffix('/')?;
        let folder = &name[..name.rfind('/').map_or(0, |slash| slash + 1)];
        let shared = self.site_of_folder(folder, page, localization);
        // Relative links from two pages of a folder differ where they lead to one of the two, or below it.
        let after = shared.targets.partition_point(|target| &**target < url);
        let next = shared.targets.get(after);
        match next.is_some_and(|target| target.starts_with(url)) {
            true => None,
            false => Some(shared),
        }
    }

    /// The explainer as the pages of a folder see it to which it does not link.
    fn site_of_folder(
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
        let known = || {
            self.shared
                .sites
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(site) = known().get(&viewpoint) {
            return site.clone();
        }
        // No address of the site has a control character.
        let nobody = format!("{folder}\0/");
        let view = self.site_view(Origin::At(&nobody), page, localization);
        let site = Arc::new(SiteValue {
            digest: Digest::default().value(&view).finish(),
            value: self.with_parts(&view, localization),
            targets: self.targets(page),
        });
        known().insert(viewpoint, site.clone());
        site
    }

    /// The addresses to which the `site` of a page leads, sorted.
    fn targets(&self, page: Option<&Page>) -> Vec<String> {
        let site = self.site;
        let made: [Route; 8] = [
            Data::Manifest.into(),
            Data::Icon(180).into(),
            Html::Sources.into(),
            Html::Corrections.into(),
            Data::JsonFeed.into(),
            Html::Search.into(),
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
