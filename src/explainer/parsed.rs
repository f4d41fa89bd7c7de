//! What the files of an explainer say, before any of it is brought together.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::citations::{CitationInputs, Citations};
use crate::config::{Config, Numbering};
use crate::data::{Data, DataFile};
use crate::diagnostics::{Diagnostic, Place, Span};
use crate::drawing::draws;
use crate::incremental::{Cached, keep, same_text};
use crate::lints;
use crate::manuscript::{FileKind, Manuscript};
use crate::markdown::{Expanded, PICTURES, ParseOptions, SourceMap, expand};
use crate::parse::{ParsedPage, parse};
use crate::site::{Parts, Published, PublishedInputs, Wanted};
use crate::theme::{Inputs as ThemeInputs, Theme};
use crate::timings::Timings;

/// The files of an explainer, parsed. What they were parsed from is kept, so that what is as it was need not be
/// parsed again.
pub(crate) struct Parsed {
    pub theme: Cached<ThemeInputs, Theme>,
    data: Data,
    options: Arc<ParseOptions>,
    /// In the order of their paths.
    pages: Vec<Cached<PageInputs, ParsedPage>>,
    /// Pages that include files: where their texts come from.
    maps: BTreeMap<Arc<str>, SourceMap>,
    /// What is wrong with the tags that include them.
    include_problems: Vec<Diagnostic>,
    citations: Cached<CitationInputs, Citations>,
    published: Cached<PublishedInputs, Published>,
    /// What the site is to have of what not every site has.
    wanted: Wanted,
    /// Where labels are told apart, and numbers run on.
    numbering: Numbering,
}

/// What a page is parsed from.
struct PageInputs {
    path: Arc<str>,
    text: Arc<str>,
    options: Arc<ParseOptions>,
    /// The data files that it names, which is known once it is parsed.
    data: Vec<(Arc<str>, Option<Arc<DataFile>>)>,
}

impl PartialEq for PageInputs {
    fn eq(&self, other: &Self) -> bool {
        same_text(&self.path, &other.path)
            && same_text(&self.text, &other.text)
            && self.options == other.options
            && self.data == other.data
    }
}

/// A page, and where its text comes from if it includes files.
type Page = (Cached<PageInputs, ParsedPage>, Option<Expanded>);

impl Parsed {
    /// Parses the files of a manuscript that are not as they were `before`.
    pub(super) fn of(
        manuscript: &Manuscript,
        before: Option<&Self>,
        timings: &mut Timings,
    ) -> Self {
        let inputs = ThemeInputs::of(manuscript);
        let theme = timings.time("theme", || {
            Cached::of(inputs, before.map(|old| &old.theme), Theme::read)
        });
        let options = ParseOptions {
            markdown: manuscript.config.markdown,
            language: manuscript.config.language.clone(),
            theme_ids: theme.manifest.ids.clone(),
            replaced: Arc::new(replaced(&theme)),
        };
        let data = timings.time("data", || Data::of(manuscript, before.map(|old| &old.data)));
        let options = keep(options, before.map(|old| &old.options));
        let known = before.map_or(&[][..], |old| &old.pages);
        let (pages, included): (Vec<_>, Vec<_>) = timings.time("parse", || {
            let pages = parse_pages(manuscript, &data, &options, known);
            pages.into_iter().unzip()
        });
        let mut maps = BTreeMap::new();
        let mut include_problems = Vec::new();
        for (page, included) in pages.iter().zip(included) {
            if let Some(Expanded { map, problems, .. }) = included {
                maps.insert(page.document.path.clone(), map);
                include_problems.extend(problems);
            }
        }
        let languages = pages.iter().map(|page| &page.document.front.language);
        let inputs = CitationInputs::of(manuscript, languages);
        let citations = timings.time("sources", || {
            Cached::of(inputs, before.map(|old| &old.citations), Citations::read)
        });
        let documents = pages.iter().map(|page| &*page.document);
        let inputs = PublishedInputs::of(manuscript, &theme, documents);
        let published = Cached::of(inputs, before.map(|old| &old.published), Published::read);
        let sources = citations.bibliography.len();
        let wanted = wanted(&manuscript.config, &theme, pages.len(), sources);
        Self {
            theme,
            data,
            options,
            pages,
            maps,
            include_problems,
            citations,
            published,
            wanted,
            numbering: manuscript.config.numbering,
        }
    }

    /// What a site is made of.
    pub(super) fn parts(&self, drafts: bool) -> Parts {
        Parts {
            pages: self
                .pages
                .iter()
                .map(|page| page.result().clone())
                .collect(),
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

    /// What is wrong with the tags that include files; their places are those of the files already.
    pub(super) fn include_problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.include_problems.iter()
    }

    /// Where something of a page with includes stands in the files that it is made of.
    pub(super) fn locate(&self, place: &mut Place) {
        if let Some((file, span)) = self.located(&place.file, place.span) {
            *place = Place::new(&file.into(), span);
        }
    }

    /// Gives back the texts of the pages, without which no page can be kept for a later compilation.
    pub(super) fn forget_inputs(&mut self) {
        self.pages = Vec::new();
    }

    /// The same for `span` of the page at `file`; `None` if it has no includes.
    pub(super) fn located(&self, file: &str, span: Span) -> Option<(&str, Span)> {
        let (file, span) = self.maps.get(file)?.find(span)?;
        Some((file, span))
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

/// What the site is to have: as the configuration says, where the theme has a template for it.
fn wanted(config: &Config, theme: &Theme, pages: usize, sources: usize) -> Wanted {
    let is_small = pages <= SEARCHED_PAGES && sources <= SEARCHED_SOURCES;
    Wanted {
        print: config.print,
        search: cfg!(feature = "search")
            && config.search.unwrap_or(is_small)
            && theme.templates.contains("search.html"),
        corrections: theme.templates.contains("corrections.html"),
        icons: theme.icon().is_some(),
        // A picture has to have a whole address.
        card: config.base_url.is_some() && draws(&config.title) && draws(&config.description),
        page_cards: config.base_url.is_some() && config.page_cards,
    }
}

/// The text of a page with the files that it includes, if it includes any.
fn expanded(
    manuscript: &Manuscript,
    path: &Arc<str>,
    text: &Arc<str>,
    old: Option<&Cached<PageInputs, ParsedPage>>,
) -> Option<Expanded> {
    // What was parsed as it stands in its file includes nothing.
    if old.is_some_and(|old| Arc::ptr_eq(&old.inputs().text, text)) {
        return None;
    }
    let files = &manuscript.files;
    let find = |path: &str| {
        let included = files.of(FileKind::Include).get_key_value(path);
        let included = included.and_then(|(path, file)| Some((path, file.text()?)));
        let (path, text) = included.or_else(|| files.find_text(path))?;
        Some((path.clone(), text.clone()))
    };
    expand(path, text, &find)
}

/// Parses the pages on all cores, except those that are as they were.
fn parse_pages(
    manuscript: &Manuscript,
    data: &Data,
    options: &Arc<ParseOptions>,
    known: &[Cached<PageInputs, ParsedPage>],
) -> Vec<Page> {
    let mut known = known.iter().peekable();
    // Both lists are sorted by path, so that the page of before is found in passing.
    let pages = manuscript.pages().map(|(path, text)| {
        while known.next_if(|old| old.inputs().path < *path).is_some() {}
        let old = known.next_if(|old| same_text(&old.inputs().path, path));
        (path, text, old)
    });
    let pages: Vec<_> = pages.collect();
    let pages = pages.into_par_iter().map(|(path, text, old)| {
        let expanded = expanded(manuscript, path, text, old);
        let inputs = PageInputs {
            path: path.clone(),
            text: expanded.as_ref().map_or(text, |page| &page.text).clone(),
            options: options.clone(),
            // A page that is the same names the same files.
            data: old.map_or_else(Vec::new, |old| look_up(&old.document.data, data)),
        };
        let page = Cached::finding(inputs, old, |inputs| parse_page(inputs, data));
        (page, expanded)
    });
    pages.collect()
}

/// The same files as they are now.
fn look_up(
    files: &[(Arc<str>, Option<Arc<DataFile>>)],
    data: &Data,
) -> Vec<(Arc<str>, Option<Arc<DataFile>>)> {
    let files = files.iter();
    files
        .map(|(path, _)| (path.clone(), data.find(path).cloned()))
        .collect()
}

/// Parses a page, and notes which data files it names.
fn parse_page(inputs: &mut PageInputs, data: &Data) -> ParsedPage {
    let mut page = parse(&inputs.path, &inputs.text, &inputs.options, data);
    page.add(lints::page(&page, &inputs.text));
    inputs.data.clone_from(&page.document.data);
    page.settle();
    page
}
