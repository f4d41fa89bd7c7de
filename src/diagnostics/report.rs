//! All problems of one run, levelled, sorted and counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Level, Levels, count};
use crate::shared_map::SharedMap;

/// A diagnostic and the level it has in this explainer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Finding {
    /// Warn or deny; what is allowed is not kept.
    pub level: Level,
    pub diagnostic: Diagnostic,
}

/// How many problems there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Problems that stop a build.
    pub errors: usize,
    /// Problems that do not.
    pub warnings: usize,
}

/// The problems of one run, sorted by file, position, lint and message.
///
/// Copies share what they have in common: a report of thousands is passed on after each save of the preview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Finding>", into = "Vec<Finding>")]
pub(crate) struct Report {
    /// Those that are in no file.
    nowhere: Arc<[Finding]>,
    /// Those that are in files. No list is empty.
    files: SharedMap<Arc<[Finding]>>,
    counts: Counts,
}

impl Report {
    /// Gives every diagnostic its level, drops the allowed ones and exact repeats, and sorts.
    pub(crate) fn new(diagnostics: impl IntoIterator<Item = Diagnostic>, levels: &Levels) -> Self {
        once_a_key(in_order(levelled(diagnostics, levels))).into()
    }

    /// The problems in order.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> + Clone {
        let in_files = self.files.values().flat_map(|findings| findings.iter());
        self.nowhere.iter().chain(in_files)
    }

    /// The problems that stop a build, in order.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Finding> {
        // Most often there are none, and thousands to look at.
        let some = (self.counts.errors > 0).then(|| self.findings());
        let all = some.into_iter().flatten();
        all.filter(|finding| finding.level == Level::Deny)
    }

    /// How many there are of each level.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether a build must not write.
    pub(crate) fn has_errors(&self) -> bool {
        self.counts.errors > 0
    }

    /// The files with problems.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        self.files.keys()
    }

    /// The problems in a file.
    pub(crate) fn of_file(&self, file: &str) -> Option<&Arc<[Finding]>> {
        self.files.get(file)
    }

    /// Puts `findings`, which are in order, in the place of those of a file.
    pub(crate) fn put(&mut self, file: &Arc<str>, findings: Arc<[Finding]>) {
        self.counts.add(&findings);
        let old = match findings.is_empty() {
            true => self.files.remove(file),
            false => self.files.insert(file.clone(), findings),
        };
        self.counts.subtract(old.as_deref().unwrap_or_default());
    }

    /// Puts `findings`, which are in order, in the place of those that are in no file.
    pub(crate) fn put_nowhere(&mut self, findings: Arc<[Finding]>) {
        self.counts.add(&findings);
        let old = std::mem::replace(&mut self.nowhere, findings);
        self.counts.subtract(&old);
    }

    /// The problems that are in no file.
    pub(crate) fn nowhere(&self) -> &Arc<[Finding]> {
        &self.nowhere
    }
}

/// Gives every diagnostic its level, and drops the allowed ones.
pub(crate) fn levelled(
    diagnostics: impl IntoIterator<Item = Diagnostic>,
    levels: &Levels,
) -> Vec<Finding> {
    let findings = diagnostics.into_iter().map(|diagnostic| Finding {
        level: levels.of_problem(&diagnostic),
        diagnostic,
    });
    let findings = findings.filter(|finding| finding.level > Level::Allow);
    findings.collect()
}

/// Sorts findings, and drops exact repeats.
pub(crate) fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let (a, b) = (&a.diagnostic, &b.diagnostic);
        (&a.place, a.lint, &a.message).cmp(&(&b.place, b.lint, &b.message))
    });
    findings.dedup();
    findings
}

impl From<Vec<Finding>> for Report {
    /// The report of findings in order.
    fn from(findings: Vec<Finding>) -> Self {
        let mut report = Self::default();
        let file = |finding: &Finding| {
            let place = finding.diagnostic.place.as_ref();
            place.map(|place| place.file.clone())
        };
        let mut findings = findings.into_iter().peekable();
        while let Some(first) = findings.next() {
            let at = file(&first);
            let mut here = vec![first];
            while let Some(next) = findings.next_if(|next| file(next) == at) {
                here.push(next);
            }
            match at {
                Some(at) => report.put(&at, here.into()),
                None => report.put_nowhere(here.into()),
            }
        }
        report
    }
}

impl From<Report> for Vec<Finding> {
    fn from(report: Report) -> Self {
        report.findings().cloned().collect()
    }
}

impl Counts {
    fn of(findings: &[Finding]) -> Self {
        let is_error = |finding: &&Finding| finding.level == Level::Deny;
        let errors = findings.iter().filter(is_error).count();
        Self {
            errors,
            warnings: findings.len() - errors,
        }
    }

    fn add(&mut self, findings: &[Finding]) {
        let more = Self::of(findings);
        self.errors += more.errors;
        self.warnings += more.warnings;
    }

    fn subtract(&mut self, findings: &[Finding]) {
        let less = Self::of(findings);
        self.errors -= less.errors;
        self.warnings -= less.warnings;
    }
}

/// Leaves one problem of each unknown key of front matter, the first, which says on how many pages it stands: a
/// site that moves in has the same keys on all of them.
fn once_a_key(findings: Vec<Finding>) -> Vec<Finding> {
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &findings {
        if finding.diagnostic.is_unknown_front_matter() {
            *pages.entry(finding.diagnostic.message.clone()).or_default() += 1;
        }
    }
    let first = |mut finding: Finding| {
        let diagnostic = &mut finding.diagnostic;
        // A report made again of its own findings has the number already.
        if diagnostic.is_unknown_front_matter() && diagnostic.label.is_empty() {
            let number = pages.remove(&diagnostic.message)?;
            if number > 1 {
                diagnostic.label = format!("the first of {}", count(number, "page"));
            }
        }
        Some(finding)
    };
    findings.into_iter().filter_map(first).collect()
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.errors, self.warnings) {
            (0, 0) => f.write_str("no problems"),
            (0, w) => f.write_str(&count(w, "warning")),
            (e, 0) => f.write_str(&count(e, "error")),
            (e, w) => write!(f, "{}, {}", count(e, "error"), count(w, "warning")),
        }
    }
}
