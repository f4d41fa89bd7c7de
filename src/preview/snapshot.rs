//! The site as the preview shows it between two saves.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::last_good::{Faults, LastGood};
use super::moves::{Moved, moves};
use crate::diagnostics::{Diagnostic, Report};
use crate::explainer::Explainer;
use crate::internal_error::InternalError;
use crate::search::Searched;
use crate::site::Route;

/// For so many snapshots it is known what they changed.
const HISTORY: usize = 32;

/// What one snapshot changed.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// The snapshot's version.
    pub version: u64,
    /// Addresses of the pages whose own file is new or different.
    pub pages: Vec<String>,
    /// Addresses of the published files that are new or different.
    pub files: Vec<String>,
}

/// The site between two saves. It never changes, but for the faults that are found by rendering.
pub(super) struct Snapshot {
    /// Its number, from 1.
    pub version: u64,
    /// The explainer as its files are now.
    pub explainer: Arc<Explainer>,
    /// Which explainer each address is shown from.
    pub shown: LastGood,
    /// The same, when no template had failed yet.
    pub before_failures: Option<LastGood>,
    /// What is wrong with `ibid.toml` that the explainer knows nothing of.
    config_fault: Option<Diagnostic>,
    /// A fault of Ibid itself in compiling what came after `explainer`.
    pub fault: Option<Arc<InternalError>>,
    /// Faults of templates, by the address whose rendering found them.
    failures: Mutex<BTreeMap<String, Diagnostic>>,
    /// What the last snapshots changed, the latest last.
    pub changes: VecDeque<Change>,
    /// Pages that were there once, and where their readers may go.
    pub moved: Arc<BTreeMap<String, Moved>>,
    /// The files of the search, made when the first of them is asked for.
    search: OnceLock<BTreeMap<String, Vec<u8>>>,
}

impl Snapshot {
    /// The first snapshot.
    pub(super) fn first(explainer: Arc<Explainer>) -> Self {
        Self {
            version: 1,
            shown: LastGood::first(explainer.clone(), Faults::of(&explainer)),
            before_failures: None,
            explainer,
            config_fault: None,
            fault: None,
            failures: Mutex::default(),
            changes: VecDeque::new(),
            moved: Arc::default(),
            search: OnceLock::new(),
        }
    }

    /// The snapshot after this one; `changed` are the files that are new, gone or different.
    pub(super) fn next(
        &self,
        explainer: Arc<Explainer>,
        config_fault: Option<Diagnostic>,
        changed: &[Arc<str>],
    ) -> Self {
        let version = self.version + 1;
        let faults = match config_fault {
            Some(_) => Faults::All,
            None => Faults::of(&explainer),
        };
        let mut changes = self.changes.clone();
        changes.push_back(change(version, &explainer, changed));
        if changes.len() > HISTORY {
            changes.pop_front();
        }
        Self {
            version,
            shown: self.shown.next(explainer.clone(), faults),
            before_failures: match self.failures().is_empty() {
                true => Some(self.shown.clone()),
                false => self.before_failures.clone(),
            },
            config_fault,
            fault: None,
            failures: Mutex::default(),
            changes,
            moved: moves(&self.moved, &self.explainer.site, &explainer.site),
            explainer,
            search: OnceLock::new(),
        }
    }

    /// This snapshot again, with a fault of Ibid that kept the next from being made.
    pub(super) fn after_fault(&self, fault: InternalError) -> Self {
        let same = self.next(self.explainer.clone(), self.config_fault.clone(), &[]);
        Self {
            fault: Some(Arc::new(fault)),
            ..same
        }
    }

    /// Notes that rendering the page at `url` failed, or did not; whether that is news.
    pub(super) fn note_rendering(&self, url: &str, fault: Option<Diagnostic>) -> bool {
        let mut known = self.failures();
        match fault {
            Some(fault) => known.insert(url.to_owned(), fault.clone()) != Some(fault),
            None => known.remove(url).is_some(),
        }
    }

    /// The addresses of the pages whose rendering failed.
    pub(super) fn failed(&self) -> Vec<String> {
        self.failures().keys().cloned().collect()
    }

    fn failures(&self) -> MutexGuard<'_, BTreeMap<String, Diagnostic>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A file of the search by its path in the folder of the search.
    pub(super) fn search(&self, name: &str) -> Option<&[u8]> {
        let explainer = self.shown.others();
        explainer.site.routes.find_url(Route::Search)?;
        let files = self.search.get_or_init(|| {
            let files = Searched::of(explainer).index();
            // Readers are told by the theme that there is nothing to search in.
            files.unwrap_or_default().into_iter().collect()
        });
        files.get(name).map(Vec::as_slice)
    }

    /// All that is wrong.
    pub(super) fn report(&self) -> Report {
        let failures = self.failures();
        if failures.is_empty() && self.config_fault.is_none() {
            return self.explainer.report.clone();
        }
        let known = self.explainer.report.findings();
        let known = known.map(|finding| finding.diagnostic.clone());
        let more = failures.values().chain(&self.config_fault).cloned();
        Report::new(known.chain(more), &self.explainer.manuscript.config.levels)
    }
}

fn change(version: u64, explainer: &Explainer, changed: &[Arc<str>]) -> Change {
    let site = &explainer.site;
    let pages = changed.iter().filter_map(|path| site.tree.by_path(path));
    let files = changed
        .iter()
        .filter_map(|path| site.published.url_of(path));
    Change {
        version,
        pages: pages.map(|page| page.url.clone()).collect(),
        files: files.map(str::to_owned).collect(),
    }
}
