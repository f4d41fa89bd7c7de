//! From a manuscript to a linked site: the compiler without its last two stages.
//!
//! `build`, `check` and `serve` all go through [`Explainer::compile`]; they differ in what they do with the
//! result. Each result is kept with its inputs ([`Cached`]) and holds while they stay the same; what an edit
//! changed of the site, [`Site::edit`] says.

mod citations;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use self::citations::{CitationInputs, Citations};
use crate::diagnostics::{Diagnostic, Level, Lints, Report, Texts};
use crate::incremental::{Cached, keep};
use crate::lints::allow::Allows;
use crate::lints::{self, Coverage, Settings};
use crate::manuscript::{LoadError, Manuscript};
use crate::markdown::{Document, ParseOptions, parse};
use crate::render::Renderer;
use crate::site::{Parts, Published, PublishedInputs, Site, link};
use crate::theme::{Inputs as ThemeInputs, Theme};

/// What the command line says about a compilation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// The base URL, in place of the configured one.
    pub base_url: Option<String>,
    /// Levels of lints, over those of the configuration; the last word counts.
    pub levels: Vec<(Lints, Level)>,
    /// The day of the check; without it no page is stale.
    pub today: Option<jiff::civil::Date>,
}

/// A compiled explainer: the linked site and all that is needed to render it.
pub struct Explainer {
    /// The files it was made of.
    pub manuscript: Manuscript,
    /// The linked site.
    pub site: Site,
    /// The theme: templates, assets, words.
    pub(crate) theme: Cached<ThemeInputs, Theme>,
    /// What is wrong.
    pub report: Report,
    /// Problems that the author excused.
    allows: Allows,
    parse_options: Arc<ParseOptions>,
    /// The parsed pages, in the order of their paths.
    pages: Vec<Cached<PageInputs, Document>>,
    citations: Cached<CitationInputs, Citations>,
    published: Cached<PublishedInputs, Published>,
}

/// What a page is parsed from.
#[derive(PartialEq)]
struct PageInputs {
    path: Arc<str>,
    text: Arc<str>,
    options: Arc<ParseOptions>,
}

impl Explainer {
    /// Reads and compiles the explainer in `root`.
    ///
    /// # Errors
    /// Only where there is no explainer to compile.
    pub fn load(root: &Path, options: &Options) -> Result<Self, LoadError> {
        Ok(Self::compile(Manuscript::load(root)?, options, None))
    }

    /// Compiles a manuscript. Pages and sources that are the same as in `before` are not parsed again.
    pub fn compile(mut manuscript: Manuscript, options: &Options, before: Option<&Self>) -> Self {
        if let Some(base_url) = &options.base_url {
            manuscript.config.base_url = Some(base_url.clone());
        }
        for (lints, level) in &options.levels {
            manuscript.config.levels.set(*lints, *level);
        }
        let mut diagnostics: Vec<Diagnostic> = manuscript.diagnostics().cloned().collect();
        let inputs = ThemeInputs::of(&manuscript);
        let theme = Cached::of(inputs, before.map(|old| &old.theme), Theme::read);
        diagnostics.extend(theme.diagnostics.iter().cloned());
        let parse_options = ParseOptions {
            markdown: manuscript.config.markdown,
            language: manuscript.config.language.clone(),
            theme_ids: theme.manifest.ids.clone(),
        };
        let parse_options = keep(parse_options, before.map(|old| &old.parse_options));
        let pages = parse_pages(&manuscript, &parse_options, before);
        let inputs = CitationInputs::of(&manuscript);
        let citations = Cached::of(inputs, before.map(|old| &old.citations), Citations::read);
        diagnostics.extend(citations.diagnostics.iter().cloned());
        let inputs = PublishedInputs::of(&manuscript, &theme);
        let published = Cached::of(inputs, before.map(|old| &old.published), Published::read);
        let parts = Parts {
            documents: pages.iter().map(|page| page.result().clone()).collect(),
            formatter: citations.formatter.clone(),
            bibliography: citations.bibliography.clone(),
            published: published.result().clone(),
            drafts: options.drafts,
        };
        let (site, problems) = link(parts, before.map(|before| &before.site));
        diagnostics.extend(problems);
        // Drafts that are left out may still be rough.
        for id in &site.flawed {
            diagnostics.extend(site.page(*id).document.diagnostics.iter().cloned());
        }
        let settings = Settings {
            levels: &manuscript.config.levels,
            today: options.today,
            stale_source_months: manuscript.config.stale_source_months,
        };
        diagnostics.extend(lints::site(&site, &theme, &settings));
        let documents = site.tree.pages.iter().map(|page| &*page.document);
        let allows = Allows::gather(documents, &manuscript.bibliography().0, &mut diagnostics);
        let mut explainer = Self {
            report: Report::default(),
            allows,
            manuscript,
            site,
            theme,
            parse_options,
            pages,
            citations,
            published,
        };
        explainer.renderer().check(&mut diagnostics);
        explainer.allows.filter(&mut diagnostics);
        let levels = &explainer.manuscript.config.levels;
        diagnostics.extend(explainer.allows.unused(levels));
        explainer.report = Report::new(diagnostics, levels);
        explainer
    }

    /// The content of an asset of the theme, by its index in [`Published`].
    pub fn asset(&self, i: usize) -> &Cow<'static, [u8]> {
        let name = &self.site.published.assets()[i].name;
        &self.theme.assets[name].bytes
    }

    /// A renderer of the site.
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer {
            site: &self.site,
            config: &self.manuscript.config,
            theme: &self.theme,
        }
    }

    /// How many pages are made of something else than in `before`: their text, their notes, their links, or
    /// the theme.
    pub fn touched_since(&self, before: &Self) -> usize {
        let pages = self.site.tree.pages.iter();
        let same_look = Arc::ptr_eq(self.theme.result(), before.theme.result());
        let touched = pages.filter(|page| {
            let Some(old) = before.site.tree.by_path(&page.document.path) else {
                return true;
            };
            let same = Arc::ptr_eq(&page.document, &old.document)
                && Arc::ptr_eq(&self.site.notes[page.id.0], &before.site.notes[old.id.0])
                && Arc::ptr_eq(&self.site.links[page.id.0], &before.site.links[old.id.0]);
            !(same_look && same)
        });
        touched.count()
    }

    /// How many of the claims are cited.
    pub fn coverage(&self) -> Coverage {
        Coverage::of(&self.site, &|found| !self.allows.excuse(found))
    }

    /// Adds problems found while rendering.
    pub fn report_more(&mut self, mut diagnostics: Vec<Diagnostic>) {
        self.allows.filter(&mut diagnostics);
        let known = self
            .report
            .findings()
            .iter()
            .map(|finding| finding.diagnostic.clone());
        let all: Vec<Diagnostic> = known.chain(diagnostics).collect();
        self.report = Report::new(all, &self.manuscript.config.levels);
    }
}

impl Texts for Explainer {
    fn text(&self, file: &str) -> Option<&str> {
        self.manuscript.text(file).or_else(|| self.theme.text(file))
    }
}

/// Parses the pages on all cores, except those that are as they were.
fn parse_pages(
    manuscript: &Manuscript,
    options: &Arc<ParseOptions>,
    before: Option<&Explainer>,
) -> Vec<Cached<PageInputs, Document>> {
    let mut known = before.map_or(&[][..], |old| &old.pages).iter().peekable();
    // Both lists are sorted by path, so that the page of before is found in passing.
    let pages = manuscript.pages().map(|(path, text)| {
        while known.next_if(|old| old.path < *path).is_some() {}
        let old = known.next_if(|old| old.path == *path);
        let inputs = PageInputs {
            path: path.clone(),
            text: text.clone(),
            options: options.clone(),
        };
        (inputs, old)
    });
    let pages: Vec<_> = pages.collect();
    pages
        .into_par_iter()
        .map(|(inputs, old)| Cached::of(inputs, old, parse_page))
        .collect()
}

fn parse_page(inputs: &PageInputs) -> Document {
    let mut document = parse(&inputs.path, &inputs.text, &inputs.options);
    let found = lints::page(&document);
    document.diagnostics.extend(found);
    document
}
