//! An edition: the site as the preview shows it between two saves.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostics::{Diagnostic, Level, Report};
use crate::explainer::Explainer;

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
    /// For each page with an error of its own the explainer in which it last had none, by path.
    earlier: BTreeMap<Arc<str>, Option<Arc<Explainer>>>,
    /// Where something is wrong that concerns all pages: the last edition in which nothing was.
    instead: Option<Arc<Edition>>,
    /// Whether something is wrong that concerns all pages.
    all_faulty: bool,
    /// The latest explainer before this one in which nothing was wrong at all.
    good: Option<Arc<Explainer>>,
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
        let mut edition = Self {
            number: 1,
            explainer,
            earlier: BTreeMap::new(),
            instead: None,
            all_faulty: false,
            good: None,
            config_fault: None,
            rendering: Mutex::default(),
            changes: VecDeque::new(),
            moved: Arc::default(),
        };
        edition.find_faulty();
        edition
    }

    /// The edition after `before`.
    pub fn after(
        before: &Arc<Self>,
        explainer: Arc<Explainer>,
        config_fault: Option<Diagnostic>,
        changed: &[Arc<str>],
    ) -> Self {
        let (old, new) = (&before.explainer.site, &explainer.site);
        let moved = moves(&before.moved, old, new);
        let first = Self::first(explainer);
        let mut edition = Self {
            number: before.number + 1,
            moved,
            all_faulty: first.all_faulty || config_fault.is_some(),
            config_fault,
            changes: before.changes.clone(),
            good: match before.is_sound() {
                true => Some(before.explainer.clone()),
                false => before.good.clone(),
            },
            ..first
        };
        let steady = match before.all_faulty {
            true => before.instead.clone(),
            false => Some(before.clone()),
        };
        if let Some(steady) = &steady {
            for (path, earlier) in &mut edition.earlier {
                *earlier = steady.earlier_of(path);
            }
        }
        edition.instead = steady.filter(|_| edition.all_faulty);
        edition.changes.push_back(edition.change(changed));
        if edition.changes.len() > HISTORY {
            edition.changes.pop_front();
        }
        // What failed to render may fail still, and its error should not go and come back.
        for address in before.rendering().keys() {
            super::answer::html(&edition, address);
        }
        edition
    }

    /// Finds in the report which pages are faulty, or whether all are.
    fn find_faulty(&mut self) {
        let sources = &self.explainer.manuscript.config.citations.bibliography;
        let findings = self.explainer.report.findings().iter();
        for finding in findings.filter(|finding| finding.level == Level::Deny) {
            match &finding.diagnostic.place {
                Some(place) if place.file.starts_with("content/") => {
                    self.earlier.insert(place.file.clone(), None);
                }
                // The pages that cite a lost source have errors of their own.
                Some(place) if sources.iter().any(|file| file.value == *place.file) => {}
                _ => self.all_faulty = true,
            }
        }
    }

    /// Whether nothing is wrong, as far as is known.
    fn is_sound(&self) -> bool {
        self.earlier.is_empty() && !self.all_faulty && self.rendering().is_empty()
    }

    /// The explainer in which a page was last without an error, this one or an earlier one.
    fn earlier_of(&self, path: &str) -> Option<Arc<Explainer>> {
        match self.earlier.get(path) {
            Some(earlier) => earlier.clone(),
            None => {
                let is_there = self.explainer.site.tree.by_path(path).is_some();
                is_there.then(|| self.explainer.clone())
            }
        }
    }

    fn change(&self, changed: &[Arc<str>]) -> Change {
        let site = &self.explainer.site;
        let pages = changed.iter().filter_map(|path| site.tree.by_path(path));
        let files = changed
            .iter()
            .filter_map(|path| site.published.url_of(path));
        Change {
            edition: self.number,
            pages: pages.map(|page| page.url.clone()).collect(),
            files: files.map(str::to_owned).collect(),
        }
    }

    /// The explainer that shows `url` better than this edition's does, since something is wrong with it now.
    pub fn instead(&self, url: &str) -> Option<&Explainer> {
        if self.all_faulty {
            let steady = self.instead.as_ref()?;
            return Some(steady.instead(url).unwrap_or(&steady.explainer));
        }
        if let Some(page) = self.explainer.site.page_at(url) {
            return self.earlier.get(&page.document.path)?.as_deref();
        }
        // With its front matter broken, a page may have lost its address.
        self.earlier.iter().find_map(|(path, earlier)| {
            let earlier = earlier.as_deref()?;
            let page = earlier.site.tree.by_path(path)?;
            (page.url == url).then_some(earlier)
        })
    }

    /// The explainer whose data and files are served.
    pub fn steady(&self) -> &Explainer {
        let steady = self.instead.as_ref().map(|steady| &steady.explainer);
        steady.unwrap_or(&self.explainer)
    }

    /// The latest explainer before this one in which nothing was wrong at all.
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
