//! An edition: the site as the preview shows it between two saves.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostics::{Diagnostic, Level, Report};
use crate::explainer::Explainer;
use crate::site::Page;

use super::moves::{Moved, moves};

/// So many editions back is known what they changed.
const HISTORY: usize = 32;

/// What one edition changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// The edition.
    pub edition: u64,
    /// Addresses of the pages whose own file is new or different.
    pub pages: Vec<String>,
    /// Addresses of the published files that are new or different.
    pub files: Vec<String>,
}

/// The site between two saves. It never changes, but for the faults that are found by rendering.
pub struct Edition {
    /// Its number, from 1.
    pub number: u64,
    /// The explainer as its files are now.
    pub explainer: Arc<Explainer>,
    /// The latest explainer without an error, this one or one before.
    good: Option<Arc<Explainer>>,
    /// The pages with an error of their own, by path.
    faulty: HashSet<Arc<str>>,
    /// Whether something is wrong that concerns all pages.
    all_faulty: bool,
    /// What is wrong with `ibid.toml` that the explainer knows nothing of.
    config_fault: Option<Diagnostic>,
    /// Faults of templates, by the address whose rendering found them.
    rendering: Mutex<BTreeMap<String, Diagnostic>>,
    /// What the last editions changed, the latest last.
    pub changes: VecDeque<Change>,
    /// Pages that were there once, and where their readers may go.
    pub moved: Arc<BTreeMap<String, Moved>>,
}

impl Edition {
    /// The first edition.
    pub fn first(explainer: Arc<Explainer>) -> Self {
        Self::new(1, explainer, None, None)
    }

    /// The edition after this one.
    pub fn next(
        &self,
        explainer: Arc<Explainer>,
        config_fault: Option<Diagnostic>,
        changed: &[Arc<str>],
    ) -> Self {
        let number = self.number + 1;
        let moved = moves(&self.moved, &self.explainer.site.tree, &explainer.site.tree);
        let mut next = Self::new(number, explainer, self.good.clone(), config_fault);
        next.moved = moved;
        next.changes = self.changes.clone();
        next.changes.push_back(next.change(changed));
        if next.changes.len() > HISTORY {
            next.changes.pop_front();
        }
        // What failed to render may fail still, and its error should not go and come back.
        for address in self.rendering().keys() {
            super::answer::html(&next, address);
        }
        next
    }

    fn new(
        number: u64,
        explainer: Arc<Explainer>,
        good: Option<Arc<Explainer>>,
        config_fault: Option<Diagnostic>,
    ) -> Self {
        let mut faulty = HashSet::new();
        let mut all_faulty = config_fault.is_some();
        let findings = explainer.report.findings().iter();
        for finding in findings.filter(|finding| finding.level == Level::Deny) {
            match &finding.diagnostic.place {
                Some(place) if explainer.site.tree.by_path(&place.file).is_some() => {
                    faulty.insert(place.file.clone());
                }
                _ => all_faulty = true,
            }
        }
        let sound = faulty.is_empty() && !all_faulty;
        Self {
            number,
            good: if sound { Some(explainer.clone()) } else { good },
            explainer,
            faulty,
            all_faulty,
            config_fault,
            rendering: Mutex::default(),
            changes: VecDeque::new(),
            moved: Arc::default(),
        }
    }

    fn change(&self, changed: &[Arc<str>]) -> Change {
        let site = &self.explainer.site;
        let published = |path: &&Arc<str>| {
            let url = path
                .strip_prefix("static/")
                .or(path.strip_prefix("content/"))?;
            site.published.contains(url).then(|| url.to_owned())
        };
        let pages = changed.iter().filter_map(|path| site.tree.by_path(path));
        Change {
            edition: self.number,
            pages: pages.map(|page| page.url.clone()).collect(),
            files: changed.iter().filter_map(|path| published(&path)).collect(),
        }
    }

    /// Whether `url` is better shown as it was in the latest explainer without an error, since something
    /// is wrong with it now.
    pub fn prefers_good(&self, url: &str) -> bool {
        let page = |explainer: &Explainer| -> Option<Arc<str>> {
            let page: Option<&Page> = explainer.site.tree.by_url(url);
            page.map(|page| page.document.path.clone())
        };
        let is_faulty = || {
            // With its front matter broken, a page may have lost its address.
            let own = page(&self.explainer).or_else(|| self.good().and_then(page));
            own.is_some_and(|path| self.faulty.contains(&path))
        };
        self.good.is_some() && (self.all_faulty || is_faulty())
    }

    /// The latest explainer without an error.
    pub fn good(&self) -> Option<&Explainer> {
        self.good.as_deref()
    }

    /// Notes a fault that rendering `url` found, or that it found none; whether that is news.
    pub fn note_rendering(&self, url: &str, fault: Option<Diagnostic>) -> bool {
        let mut known = self.rendering();
        match fault {
            Some(fault) => known.insert(url.to_owned(), fault.clone()) != Some(fault),
            None => known.remove(url).is_some(),
        }
    }

    fn rendering(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Diagnostic>> {
        self.rendering
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// All that is wrong.
    pub fn report(&self) -> Report {
        let rendering = self.rendering();
        if rendering.is_empty() && self.config_fault.is_none() {
            return self.explainer.report.clone();
        }
        let known = self.explainer.report.findings().iter();
        let known = known.map(|finding| finding.diagnostic.clone());
        let more = rendering.values().chain(&self.config_fault).cloned();
        Report::new(known.chain(more), &self.explainer.manuscript.config.levels)
    }
}
