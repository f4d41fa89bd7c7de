//! All that is wrong with an explainer, from all stages, without what its author excused.
//!
//! What is wrong with most pages stands in their own files, and no comment excuses any of it: their findings hold until an
//! edit touches them. All else is gathered after each edit and laid over that, file by file.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Explainer;
use crate::diagnostics::{Diagnostic, Finding, Lint, Report, in_order, levelled};
use crate::lints::allow::Allows;
use crate::lints::{self, KnownSources, LintOptions};
use crate::render::Renderer;
use crate::site::{Edit, Page, PageId, PageMap, PageSet};

/// What is known of the problems of an explainer beside the report.
#[derive(Default)]
pub(super) struct Problems {
    pages: PageMap<OfPage>,
    /// The pages of which the problems are [`OfPage::Mixed`].
    mixed: PageSet,
    /// The pages of which a problem points to another file, such as that of a source.
    pointing: PageSet,
    /// The files with problems that are not those of a page alone.
    shared_files: BTreeSet<Arc<str>>,
    /// What the author excused.
    pub allows: Allows,
    sources: Option<Arc<KnownSources>>,
    /// The pages to which nothing leads.
    unreached: Arc<[PageId]>,
}

/// What is wrong with a page.
#[derive(Clone)]
enum OfPage {
    /// All of it, which is in its own file.
    Plain(Arc<[Finding]>),
    /// What was found when it was looked at in its site. With what was found before, it is to be seen together with what is
    /// wrong elsewhere: comments excuse some of it, or it is in several files.
    Mixed(Arc<[Diagnostic]>),
}

impl OfPage {
    /// Whether a problem of the page at `file` points to another file.
    fn points_elsewhere(&self, file: &str) -> bool {
        let points = |one: &Diagnostic| one.labels.iter().any(|label| *label.place.file != *file);
        match self {
            Self::Plain(all) => all.iter().any(|one| points(&one.diagnostic)),
            Self::Mixed(all) => all.iter().any(points),
        }
    }
}

impl Explainer {
    /// Finds out what is wrong; what is the same as in `before` is not looked for again.
    pub(super) fn find_problems(&mut self, before: Option<&Self>) {
        let config = &self.manuscript.config;
        let options = LintOptions {
            base_url: config.base_url.as_deref(),
            levels: &config.levels,
            today: self.today,
            stale_source_months: config.stale_source_months,
        };
        let old = before.map(|before| &before.problems);
        let sources = KnownSources::of(
            &self.site.bibliography,
            self.today,
            old.and_then(|old| old.sources.as_ref()),
        );
        let ways = before.map(|before| (&*before.site, &self.edit, &before.problems.unreached));
        let mut problems = Problems {
            unreached: lints::unreached(&self.site, self.theme(), ways),
            ..Problems::default()
        };
        let kept = before.filter(|before| self.keeps_problems(before, &sources));
        let looked_at = self.look_at_pages(&options, &sources, kept, &mut problems);
        let rest = self.gather(&options, &sources, &mut problems);
        let unreadable = self.undecoded();
        problems.shared_files = rest
            .files()
            .chain(unreadable.iter().copied())
            .cloned()
            .collect();
        let mut report = kept.map_or_else(Report::default, |before| before.report.clone());
        report.put_nowhere(rest.nowhere().clone());
        let pages = looked_at
            .iter()
            .map(|id| &self.site.page(*id).document.path);
        let shared = kept.map(|before| &before.problems.shared_files);
        let shared = shared.into_iter().flatten().chain(&problems.shared_files);
        for file in pages.chain(shared).collect::<BTreeSet<_>>() {
            let own = problems.of_file(file, self);
            report.put(
                file,
                together(own, rest.of_file(file), unreadable.contains(file)),
            );
        }
        problems.sources = Some(sources);
        self.report = report;
        self.problems = problems;
    }

    /// Whether what was wrong with a page `before` is wrong with it now if the edit did not touch it.
    fn keeps_problems(&self, before: &Self, sources: &KnownSources) -> bool {
        let known = before.problems.sources.as_ref();
        self.edit != Edit::Shape
            && known.is_some_and(|known| sources.say_the_same_as(known))
            && Arc::ptr_eq(&before.site.published, &self.site.published)
    }

    /// Looks at the pages that the edit touched, and at all if nothing is kept; which they are.
    fn look_at_pages(
        &self,
        options: &LintOptions<'_>,
        sources: &KnownSources,
        kept: Option<&Self>,
        problems: &mut Problems,
    ) -> Vec<PageId> {
        let (linked, renderer) = (
            lints::Linked::new(&self.site, self.theme(), options, sources),
            self.renderer(),
        );
        let look = |page: &Page| self.of_page(page, &linked, &renderer);
        let pages = &self.site.tree.pages;
        let mut touched: BTreeSet<PageId> = match (kept, &self.edit) {
            (Some(_), Edit::Nothing) => BTreeSet::new(),
            (Some(_), Edit::Words(touched)) => touched.clone(),
            _ => pages.iter().map(|page| page.id).collect(),
        };
        let bibliography = &self.site.bibliography;
        let moved = kept.filter(|old| !Arc::ptr_eq(&old.site.bibliography, bibliography));
        touched.extend(moved.iter().flat_map(|old| old.problems.pointing.iter()));
        let touched: Vec<PageId> = touched.into_iter().collect();
        let found = touched.par_iter().map(|id| look(self.site.page(*id)));
        let found: Vec<OfPage> = found.collect();
        match kept {
            Some(before) => {
                problems.pages = before.problems.pages.clone();
                problems.mixed = before.problems.mixed.clone();
                problems.pointing = before.problems.pointing.clone();
            }
            None => problems.pages = PageMap::filled(OfPage::Plain(Arc::default()), pages.len()),
        }
        for (id, found) in touched.iter().zip(found) {
            let file = &self.site.page(*id).document.path;
            problems.mixed.set(*id, matches!(found, OfPage::Mixed(_)));
            problems.pointing.set(*id, found.points_elsewhere(file));
            problems.pages[*id] = found;
        }
        touched
    }

    fn of_page(&self, page: &Page, linked: &lints::Linked<'_>, renderer: &Renderer<'_>) -> OfPage {
        let mut found = linked.page(page);
        renderer.check(page, &mut found);
        let all = || self.site.problems_of(page.id).chain(&found);
        let pages = &self.parsed.pages;
        let has_own_files =
            page.document.directives.is_empty() && !pages.includes(&page.document.path);
        if !has_own_files || !all().all(|one| is_of_file(one, &page.document.path)) {
            return OfPage::Mixed(found.into());
        }
        let levels = &self.manuscript.config.levels;
        OfPage::Plain(in_order(levelled(all().cloned(), levels)).into())
    }

    /// All that is wrong but with plain pages.
    fn gather(
        &self,
        options: &LintOptions<'_>,
        sources: &KnownSources,
        problems: &mut Problems,
    ) -> Report {
        let (manuscript, site) = (&self.manuscript, &*self.site);
        let of_files = manuscript.diagnostics().chain(self.parsed.diagnostics());
        let mut diagnostics: Vec<Diagnostic> = of_files.chain(site.problems()).cloned().collect();
        diagnostics.extend(lints::site(site, options, sources, &problems.unreached));
        diagnostics.extend(lints::data(self.parsed.data(), &site.bibliography, options));
        for id in problems.mixed.iter() {
            diagnostics.extend(site.problems_of(*id).cloned());
            if let OfPage::Mixed(found) = &problems.pages[*id] {
                diagnostics.extend_from_slice(found);
            }
        }
        let undecoded = self.undecoded();
        diagnostics.retain(|one| {
            let place = one.place.as_ref().filter(|_| one.lint == Lint::GarbledText);
            place.is_none_or(|place| !undecoded.contains(&place.file))
        });
        let excusing = site.sets.excusing.iter();
        let documents = excusing.map(|id| &*site.page(*id).document);
        let bibliography = manuscript.bibliography().0;
        let bibliography = bibliography.iter().map(|(path, text)| (path, text));
        let others = bibliography.chain(self.parsed.data().texts());
        let mut allows = Allows::gather(documents, others, &mut diagnostics);
        allows.filter(&mut diagnostics);
        diagnostics.extend(allows.unused(options.levels));
        diagnostics.iter_mut().for_each(|one| self.locate(one));
        diagnostics.extend(self.parsed.pages.include_problems().cloned());
        problems.allows = allows;
        Report::new(diagnostics, options.levels)
    }

    /// The files that are not UTF-8: that letters of them are lost only follows from that.
    fn undecoded(&self) -> BTreeSet<&Arc<str>> {
        let of_files = self.manuscript.diagnostics();
        let undecoded = of_files.filter(|one| one.lint == Lint::InvalidUtf8);
        let places = undecoded.filter_map(|one| one.place.as_ref());
        places.map(|place| &place.file).collect()
    }
}

impl Problems {
    /// What is wrong with the plain page at `file`.
    fn of_file(&self, file: &str, explainer: &Explainer) -> Option<&Arc<[Finding]>> {
        let page = explainer.site.tree.by_path(file)?;
        match &self.pages[page.id] {
            OfPage::Plain(findings) if *page.document.path == *file => Some(findings),
            _ => None,
        }
    }
}

/// Whether a problem is in the file of its page, and points to no other page. Of keys of front matter that nobody knows, a
/// report names the first for all pages.
fn is_of_file(one: &Diagnostic, file: &str) -> bool {
    let mut others = one.labels.iter().map(|label| &label.place);
    one.place.as_ref().is_some_and(|place| *place.file == *file)
        && others.all(|place| *place.file == *file || !place.file.starts_with("content/"))
        && !one.is_unknown_front_matter()
}

/// What is wrong with a file: what is of its page alone, and what is not.
fn together(
    own: Option<&Arc<[Finding]>>,
    rest: Option<&Arc<[Finding]>>,
    is_undecoded: bool,
) -> Arc<[Finding]> {
    match (own, rest) {
        (None, None) => Arc::default(),
        (Some(all), None) if !is_undecoded => all.clone(),
        (None, Some(all)) => all.clone(),
        (own, rest) => {
            let own = own.into_iter().flat_map(|own| own.iter());
            let own = own.filter(|one| !is_undecoded || one.diagnostic.lint != Lint::GarbledText);
            let rest = rest.into_iter().flat_map(|rest| rest.iter());
            in_order(own.chain(rest).cloned().collect()).into()
        }
    }
}
