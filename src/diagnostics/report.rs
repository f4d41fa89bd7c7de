//! All problems of one run, levelled, sorted and counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Level, Levels, count};

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// Shared, since a report of thousands is passed on after each save of the preview.
    findings: Arc<Vec<Finding>>,
}

impl Report {
    /// Gives every diagnostic its level, drops the allowed ones and exact repeats, and sorts.
    pub(crate) fn new(diagnostics: impl IntoIterator<Item = Diagnostic>, levels: &Levels) -> Self {
        let mut findings: Vec<Finding> = diagnostics
            .into_iter()
            .map(|diagnostic| Finding {
                level: levels.of_problem(&diagnostic),
                diagnostic,
            })
            .filter(|finding| finding.level > Level::Allow)
            .collect();
        findings.sort_by(|a, b| {
            let (a, b) = (&a.diagnostic, &b.diagnostic);
            (&a.place, a.lint, &a.message).cmp(&(&b.place, b.lint, &b.message))
        });
        findings.dedup();
        Self {
            findings: Arc::new(once_a_key(findings)),
        }
    }

    /// The problems in order.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The problems that stop a build, in order.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(|finding| finding.level == Level::Deny)
    }

    /// How many there are of each level.
    pub(crate) fn counts(&self) -> Counts {
        let errors = self.errors().count();
        Counts {
            errors,
            warnings: self.findings.len() - errors,
        }
    }

    /// Whether a build must not write.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors().next().is_some()
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
