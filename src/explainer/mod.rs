//! From a manuscript to a linked site: the compiler without its last two stages.
//!
//! `build`, `check` and `serve` all go through [`Explainer::compile`]; they differ in what they do with the
//! result. Each result is kept with its inputs ([`Cached`](crate::incremental::Cached)) and holds while they stay
//! the same; what an edit changed, [`Edit`] says.

mod citations;
mod found;
mod pages;
mod parsed;
mod problems;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

pub(crate) use self::found::Found;
use self::parsed::Parsed;
use self::problems::Problems;
use crate::diagnostics::{Diagnostic, Level, Lint, Lints, Report, Span, Texts};
use crate::lints::Coverage;
use crate::manuscript::{LoadError, Manuscript};
use crate::render::Renderer;
use crate::site::{Edit, Site, link};
use crate::theme::Theme;
use crate::timings::Timings;
use jiff::civil::Date;

/// What the command line says about a compilation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// The base URL, in place of the configured one.
    pub base_url: Option<String>,
    /// Levels of lints, over those of the configuration; the last word counts.
    pub levels: Vec<(Lints, Level)>,
    /// The day of the check; without it no page is stale.
    pub today: Option<Date>,
}

/// How long what a compilation has read and parsed is of use.
#[derive(Clone, Copy)]
pub(crate) enum Lifetime<'a> {
    /// Until its problems are reported: nothing is rendered.
    Report,
    /// To the end of this run: the texts of pages are forgotten one by one as they are parsed. What the run before found
    /// need not be looked for.
    Run(Option<&'a Found>),
    /// Until it is compiled again after an edit.
    Edits,
}

/// A compiled explainer: the linked site and all that is needed to render it.
pub(crate) struct Explainer {
    /// The files it was made of.
    pub manuscript: Manuscript,
    /// The linked site.
    pub site: Arc<Site>,
    /// What is different from the compilation before.
    pub edit: Edit,
    /// What is wrong.
    pub report: Report,
    problems: Problems,
    /// The day of the check.
    today: Option<Date>,
    parsed: Parsed,
    /// How long the stages took.
    pub(crate) timings: Timings,
}

impl Explainer {
    /// Reads and compiles the explainer in `root`.
    ///
    /// # Errors
    /// Only where there is no explainer to compile.
    pub(crate) fn load(
        root: &Path,
        options: &Options,
        lifetime: Lifetime<'_>,
    ) -> Result<Self, LoadError> {
        let mut timings = Timings::default();
        let manuscript = timings.time("load", || Manuscript::load(root))?;
        Ok(Self::timed(manuscript, options, lifetime, None, timings))
    }

    /// Compiles a manuscript. What is the same as in `before` is not parsed or linked again.
    pub(crate) fn compile(
        manuscript: Manuscript,
        options: &Options,
        before: Option<&Self>,
    ) -> Self {
        let timings = Timings::default();
        Self::timed(manuscript, options, Lifetime::Edits, before, timings)
    }

    /// The same, with the `timings` of what came before.
    pub(crate) fn timed(
        mut manuscript: Manuscript,
        options: &Options,
        lifetime: Lifetime<'_>,
        before: Option<&Self>,
        mut timings: Timings,
    ) -> Self {
        if let Some(base_url) = &options.base_url {
            manuscript.config.base_url = Some(base_url.clone());
        }
        for (lints, level) in &options.levels {
            manuscript.config.levels.set(*lints, *level);
        }
        let known = before.map(|old| &old.parsed);
        let parsed = Parsed::of(&mut manuscript, lifetime, known, &mut timings);
        let (site, edit) = timings.time("link", || {
            link(parsed.parts(options.drafts), before.map(|old| &old.site))
        });
        let same_look = |old: &Self| {
            Arc::ptr_eq(old.parsed.theme.result(), parsed.theme.result())
                && old.manuscript.config == manuscript.config
        };
        let edit = match before.is_some_and(same_look) {
            true => edit,
            false => Edit::Shape,
        };
        let mut explainer = Self {
            manuscript,
            parsed,
            site,
            edit,
            report: Report::default(),
            problems: Problems::default(),
            today: options.today,
            timings: Timings::default(),
        };
        timings.time("lint", || explainer.find_problems(before));
        explainer.timings = timings;
        explainer
    }

    /// Points into the files that a page with includes is made of.
    fn locate(&self, diagnostic: &mut Diagnostic) {
        // What is wrong with the bytes of a file is known before it is part of a page.
        if diagnostic.lint == Lint::InvalidUtf8 {
            return;
        }
        let labels = diagnostic.labels.iter_mut().map(|label| &mut label.place);
        for place in diagnostic.place.iter_mut().chain(labels) {
            self.parsed.locate(place);
        }
    }

    /// Where something of a page stands in the files that the page is made of.
    pub(crate) fn located<'a>(&'a self, file: &'a str, span: Span) -> (&'a str, Span) {
        self.parsed
            .pages
            .located(file, span)
            .unwrap_or((file, span))
    }

    /// The theme: templates, assets, words.
    pub(crate) fn theme(&self) -> &Theme {
        &self.parsed.theme
    }

    /// The content of an asset of the theme, by its index in [`Published`].
    pub(crate) fn asset(&self, i: usize) -> &Cow<'static, [u8]> {
        let name = &self.site.published.assets()[i].name;
        &self.theme().assets[name].bytes
    }

    /// What was found on its pages, for [`Found::read`] in another run.
    pub(crate) fn found(&self) -> String {
        self.parsed.pages.found()
    }

    /// A renderer of the site.
    pub(crate) fn renderer(&self) -> Renderer<'_> {
        Renderer::new(&self.site, &self.manuscript.config, self.theme())
    }

    /// How many of the claims are cited.
    pub(crate) fn coverage(&self) -> Coverage {
        Coverage::of(&self.site, &self.problems.allows)
    }

    /// Adds problems found while rendering.
    pub(crate) fn report_more(&mut self, mut diagnostics: Vec<Diagnostic>) {
        self.problems.allows.filter(&mut diagnostics);
        diagnostics.iter_mut().for_each(|one| self.locate(one));
        let known = self
            .report
            .findings()
            .map(|finding| finding.diagnostic.clone());
        let all: Vec<Diagnostic> = known.chain(diagnostics).collect();
        self.report = Report::new(all, &self.manuscript.config.levels);
    }
}

impl Texts for Explainer {
    fn text(&self, file: &str) -> Option<&str> {
        self.manuscript
            .text(file)
            .or_else(|| self.theme().text(file))
    }
}
