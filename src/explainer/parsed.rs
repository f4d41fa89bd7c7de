//! What the files of an explainer say, before any of it is brought together.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Lifetime;
use super::citations::{CitationInputs, Citations};
use super::pages::Pages;
use crate::config::{Config, Numbering};
use crate::data::Data;
use crate::diagnostics::{Diagnostic, Place};
use crate::drawing::draws;
use crate::incremental::{Cached, keep};
use crate::manuscript::{FileKind, Manuscript};
use crate::markdown::{Kept, PICTURES, ParseOptions};
use crate::site::{Parts, Published, PublishedInputs, Wanted};
use crate::theme::{Inputs as ThemeInputs, Theme};
use crate::timings::Timings;

/// The files of an explainer, parsed. What they were parsed from is kept, so that what is as it was need not be
/// parsed again.
pub(crate) struct Parsed {
    pub theme: Cached<ThemeInputs, Theme>,
    data: Data,
    options: Arc<ParseOptions>,
    pub(super) pages: Pages,
    citations: Cached<CitationInputs, Citations>,
    published: Cached<PublishedInputs, Published>,
    /// What the site is to have of what not every site has.
    wanted: Wanted,
    /// Where labels are told apart, and numbers run on.
    numbering: Numbering,
}

impl Parsed {
    /// Parses the files of a manuscript that are not as they were `before`.
    pub(super) fn of(
        manuscript: &mut Manuscript,
        lifetime: Lifetime<'_>,
        before: Option<&Self>,
        timings: &mut Timings,
    ) -> Self {
        let inputs = ThemeInputs::of(manuscript);
        let theme = timings.time("theme", || {
            Cached::of(inputs, before.map(|old| &old.theme), Theme::read)
        });
        let number = manuscript.files.of(FileKind::Page).len();
        let options = ParseOptions {
            markdown: manuscript.config.markdown,
            language: manuscript.config.language.clone(),
            theme_ids: theme.manifest.ids.clone(),
            replaced: Arc::new(replaced(&theme)),
            kept: match has_search(&manuscript.config, &theme, number) {
                _ if matches!(lifetime, Lifetime::Report) => Kept::Links,
                true => Kept::Words,
                false => Kept::Html,
            },
        };
        let data = timings.time("data", || Data::of(manuscript, before.map(|old| &old.data)));
        let options = keep(options, before.map(|old| &old.options));
        let pages = timings.time("parse", || {
            let before = before.map(|old| &old.pages);
            Pages::of(manuscript, &options, &data, lifetime, before)
        });
        let inputs = CitationInputs::of(manuscript, &pages.asked().languages);
        let citations = timings.time("sources", || {
            let before = before.map(|old| &old.citations);
            let read = |inputs: &_| Citations::read(inputs, before.map(|old| &**old));
            Cached::of(inputs, before, read)
        });
        let asked = pages.asked();
        let inputs = PublishedInputs::of(manuscript, &theme, &asked.data, &asked.shown);
        let published = Cached::of(inputs, before.map(|old| &old.published), Published::read);
        let sources = citations.bibliography.len();
        let wanted = wanted(&manuscript.config, &theme, pages.parsed().len(), sources);
        Self {
            theme,
            data,
            options,
            pages,
            citations,
            published,
            wanted,
            numbering: manuscript.config.numbering,
        }
    }

    /// What a site is made of.
    pub(super) fn parts(&self, drafts: bool) -> Parts {
        Parts {
            pages: self.pages.parsed().clone(),
            formatters: self.citations.formatters.clone(),
            bibliography: self.citations.bibliography.clone(),
            published: self.published.result().clone(),
            theme_ids: self.options.theme_ids.clone(),
            drafts,
            wanted: self.wanted,
            numbering: self.numbering,
        }
    }

    /// What is wrong with the theme, the sources, the style and the data files. What is wrong with pages, the site tells.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let theme = self.theme.diagnostics.iter();
        theme
            .chain(&self.citations.diagnostics)
            .chain(self.data.diagnostics())
    }

    /// Where something of a page with includes stands in the files that it is made of.
    pub(super) fn locate(&self, place: &mut Place) {
        if let Some((file, span)) = self.pages.located(&place.file, place.span) {
            *place = Place::new(&file.into(), span);
        }
    }

    /// The files of `data/`.
    pub(super) fn data(&self) -> &Data {
        &self.data
    }
}

/// The shortcodes of Ibid in whose place the theme, or the explainer, has a template.
fn replaced(theme: &Theme) -> BTreeSet<String> {
    let has = |name: &&str| theme.templates.contains(&format!("shortcodes/{name}.html"));
    let names = PICTURES.iter().copied().filter(has);
    names.map(str::to_owned).collect()
}

/// Up to so many pages a site can be searched where `[search]` does not say: making the index takes half a megabyte of
/// memory for each.
const SEARCHED_PAGES: usize = 1000;

/// The same of sources: the time that Pagefind takes for them grows with their square.
const SEARCHED_SOURCES: usize = 5000;

/// Whether a site of so many pages is searched, if it has not too many sources.
fn has_search(config: &Config, theme: &Theme, pages: usize) -> bool {
    cfg!(feature = "search")
        && config.search.unwrap_or(pages <= SEARCHED_PAGES)
        && theme.templates.contains("search.html")
}

/// What the site is to have: as the configuration says, where the theme has a template for it.
fn wanted(config: &Config, theme: &Theme, pages: usize, sources: usize) -> Wanted {
    let has_few_sources = config.search.is_some() || sources <= SEARCHED_SOURCES;
    Wanted {
        print: config.print,
        search: has_search(config, theme, pages) && has_few_sources,
        corrections: theme.templates.contains("corrections.html"),
        icons: theme.icon().is_some(),
        // A picture has to have a whole address.
        card: config.base_url.is_some() && draws(&config.title) && draws(&config.description),
        page_cards: config.base_url.is_some() && config.page_cards,
    }
}
