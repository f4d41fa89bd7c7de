//! What the files of an explainer say, before any of it is brought together.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Lifetime;
use super::citations::{CitationInputs, Citations};
use crate::config::{Config, Numbering};
use crate::data::{Data, DataFile};
use crate::diagnostics::{Diagnostic, Place, Span};
use crate::drawing::draws;
use crate::incremental::{Cached, keep, same_text};
use crate::lints;
use crate::manuscript::{FileKind, Manuscript};
use crate::markdown::{Expanded, Kept, PICTURES, ParseOptions, SourceMap, expand};
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
    pages: Vec<Arc<CachedPage>>,
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
    /// Nothing, once it is parsed, if no other compilation follows.
    text: Option<Arc<str>>,
    options: Arc<ParseOptions>,
    /// The data files that it names, which is known once it is parsed.
    data: Vec<(Arc<str>, Option<Arc<DataFile>>)>,
}

impl PartialEq for PageInputs {
    fn eq(&self, other: &Self) -> bool {
        let texts = self.text.as_ref().zip(other.text.as_ref());
        same_text(&self.path, &other.path)
            && texts.is_some_and(|(one, other)| same_text(one, other))
            && self.options == other.options
            && self.data == other.data
    }
}

impl PageInputs {
    /// Whether a page is parsed from the same text and options, and from nothing else.
    fn are(&self, text: &Arc<str>, options: &Arc<ParseOptions>) -> bool {
        let own = self.text.as_ref();
        own.is_some_and(|own| Arc::ptr_eq(own, text))
            && Arc::ptr_eq(&self.options, options)
            && self.data.is_empty()
    }
}

/// A page with what it was parsed from.
type CachedPage = Cached<PageInputs, ParsedPage>;

/// A page to be parsed.
struct Unparsed<'a> {
    path: Arc<str>,
    /// Its text, with the files that it includes.
    text: Arc<str>,
    /// The page of before.
    old: Option<&'a Arc<CachedPage>>,
}

impl Parsed {
    /// Parses the files of a manuscript that are not as they were `before`.
    pub(super) fn of(
        manuscript: &mut Manuscript,
        lifetime: Lifetime,
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
            kept: match has_search(&manuscript.config, &theme, manuscript.pages().count()) {
                _ if lifetime == Lifetime::Report => Kept::Links,
                true => Kept::Words,
                false => Kept::Html,
            },
        };
        let data = timings.time("data", || Data::of(manuscript, before.map(|old| &old.data)));
        let options = keep(options, before.map(|old| &old.options));
        let known = before.map_or(&[][..], |old| &old.pages);
        let (mut maps, mut include_problems) = (BTreeMap::new(), Vec::new());
        let pages = timings.time("parse", || {
            let (pages, included) = unparsed(manuscript, lifetime, known);
            for (path, Expanded { map, problems, .. }) in included {
                maps.insert(path, map);
                include_problems.extend(problems);
            }
            let pages = pages.into_par_iter();
            let pages = pages.map(|page| parse_page(page, &options, &data, lifetime));
            pages.collect::<Vec<_>>()
        });
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

/// The text of a page with the files that it includes, if it includes any.
fn expanded(
    manuscript: &Manuscript,
    path: &Arc<str>,
    text: &Arc<str>,
    old: Option<&Arc<CachedPage>>,
) -> Option<Expanded> {
    // What was parsed as it stands in its file includes nothing.
    let parsed = old.and_then(|old| old.inputs().text.as_ref());
    if parsed.is_some_and(|parsed| Arc::ptr_eq(parsed, text)) {
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

/// The pages to be parsed, and those of them that include files.
fn unparsed<'a>(
    manuscript: &mut Manuscript,
    lifetime: Lifetime,
    known: &'a [Arc<CachedPage>],
) -> (Vec<Unparsed<'a>>, BTreeMap<Arc<str>, Expanded>) {
    let mut known = known.iter().peekable();
    // Both lists are sorted by path, so that the page of before is found in passing.
    let olds: Vec<_> = manuscript
        .pages()
        .map(|(path, _)| {
            while known.next_if(|old| old.inputs().path < *path).is_some() {}
            known.next_if(|old| same_text(&old.inputs().path, path))
        })
        .collect();
    // A page may include another, so that this is done while the texts of all are there.
    let pages: Vec<_> = manuscript.pages().zip(&olds).collect();
    let included = pages.into_par_iter().filter_map(|((path, text), old)| {
        let expanded = expanded(manuscript, path, text, *old)?;
        Some((path.clone(), expanded))
    });
    let included: BTreeMap<_, _> = included.collect();
    let texts = match lifetime {
        Lifetime::Report | Lifetime::Run => manuscript.give_up_pages(),
        Lifetime::Edits => {
            let pages = manuscript.pages();
            pages
                .map(|(path, text)| (path.clone(), text.clone()))
                .collect()
        }
    };
    let pages = texts.into_iter().zip(olds).map(|((path, text), old)| {
        let expanded = included.get(&path).map(|page| page.text.clone());
        let text = expanded.unwrap_or(text);
        Unparsed { path, text, old }
    });
    (pages.collect(), included)
}

/// Parses a page, unless it is as it was.
fn parse_page(
    page: Unparsed<'_>,
    options: &Arc<ParseOptions>,
    data: &Data,
    lifetime: Lifetime,
) -> Arc<CachedPage> {
    let Unparsed { path, text, old } = page;
    if let Some(same) = old.filter(|old| old.inputs().are(&text, options)) {
        return same.clone();
    }
    let old = old.map(|old| &**old);
    let inputs = PageInputs {
        path,
        text: Some(text.clone()),
        options: options.clone(),
        // A page that is the same names the same files.
        data: old.map_or_else(Vec::new, |old| look_up(&old.document.data, data)),
    };
    let page = Cached::finding(inputs, old, |inputs| {
        let mut page = parse(&inputs.path, &text, options, data);
        page.add(lints::page(&page, &text));
        inputs.data.clone_from(&page.document.data);
        if lifetime != Lifetime::Edits {
            inputs.text = None;
        }
        page.settle(options.kept);
        page
    });
    Arc::new(page)
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
