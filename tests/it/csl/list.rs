//! The checked-in list of fixtures that fail.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::Outcome;

/// Names of fixtures with the reason why each fails.
pub(super) struct Failing {
    reasons: BTreeMap<String, String>,
}

const HEAD: &str = "\
# Fixtures of the CSL test suite that fail, each with the reason. A test fails when one is added or leaves
# without this list; tests/it/csl/mod.rs tells how to make it anew.
";

impl Failing {
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let reasons = lines.filter_map(|line| line.split_once(": "));
        Self {
            reasons: reasons
                .map(|(name, reason)| (name.to_owned(), reason.to_owned()))
                .collect(),
        }
    }

    pub(super) fn write(&self, path: &Path) {
        let mut text = HEAD.to_owned();
        for (name, reason) in &self.reasons {
            let _ = writeln!(text, "{name}: {reason}");
        }
        fs::write(path, text).unwrap();
    }

    /// Makes the list that of these outcomes.
    pub(super) fn update(&mut self, outcomes: &[Outcome]) {
        let failing = outcomes.iter().filter(|outcome| !outcome.passes());
        self.reasons = failing
            .map(|outcome| {
                let known = self.reasons.remove(&outcome.name);
                (
                    outcome.name.clone(),
                    known.unwrap_or_else(|| "not looked at yet".to_owned()),
                )
            })
            .collect();
    }

    /// Where outcomes and list differ, in words; empty if they do not.
    pub(super) fn changes(&self, outcomes: &[Outcome]) -> String {
        let mut changes = String::new();
        for Outcome {
            name,
            expected,
            got,
        } in outcomes
        {
            let _ = match (expected == got, self.reasons.get(name)) {
                (false, None) => writeln!(
                    changes,
                    "lost: {name}\n--- expected\n{expected}\n--- got\n{got}\n"
                ),
                (true, Some(_)) => writeln!(
                    changes,
                    "gained: {name} (take it off tests/csl/failing.txt)"
                ),
                _ => continue,
            };
        }
        changes
    }
}
