//! Which problems are shown to people: the first of each lint, and how many more there are.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::diagnostics::{Finding, Lint};

/// How many problems of a lint are shown: whoever has more of one kind begins with these.
const FIRST: usize = 50;

/// How many problems are shown to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The first of each lint.
    First,
    /// All.
    All,
}

/// The problems that are shown, and what is left out.
pub(super) struct Shown<'a> {
    pub findings: Vec<&'a Finding>,
    left: BTreeMap<Lint, usize>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(findings: impl Iterator<Item = &'a Finding>, extent: Extent) -> Self {
        let mut seen: BTreeMap<Lint, usize> = BTreeMap::new();
        let mut left: BTreeMap<Lint, usize> = BTreeMap::new();
        let mut is_shown = |finding: &&Finding| {
            let lint = finding.diagnostic.lint;
            let seen = seen.entry(lint).or_default();
            *seen += 1;
            let shown = extent == Extent::All || *seen <= FIRST;
            if !shown {
                *left.entry(lint).or_default() += 1;
            }
            shown
        };
        Self {
            findings: findings.filter(&mut is_shown).collect(),
            left,
        }
    }

    /// What is left out, in a sentence.
    pub(super) fn rest(&self) -> Option<String> {
        let mut text = String::new();
        for (lint, number) in &self.left {
            text.push_str(if text.is_empty() { "and " } else { ", " });
            // Writing to a string cannot fail.
            let _ = write!(text, "{} more {lint}", grouped(*number));
        }
        (!text.is_empty()).then(|| format!("{text}; `ibid check --all` shows all"))
    }
}

/// A number with a comma before each three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostic, Levels, Report};

    #[test]
    fn the_first_of_each_lint_are_shown() {
        let many = |lint, number: usize| {
            (0..number).map(move |n| Diagnostic::nowhere(lint, format!("{n:05}")))
        };
        let all = many(Lint::BrokenLink, 51).chain(many(Lint::MissingAlt, 1284));
        let report = Report::new(all.chain(many(Lint::HeadingSkip, 50)), &Levels::default());
        let shown = Shown::of(report.findings(), Extent::First);
        assert_eq!(shown.findings.len(), 150);
        assert_eq!(
            shown.rest().unwrap(),
            "and 1 more broken-link, 1,234 more missing-alt; `ibid check --all` shows all"
        );
        let shown = Shown::of(report.findings(), Extent::All);
        assert_eq!((shown.findings.len(), shown.rest()), (1385, None));
    }

    #[test]
    fn digits_are_grouped() {
        let written = [0, 999, 1000, 3214, 1_234_567].map(grouped);
        assert_eq!(written, ["0", "999", "1,000", "3,214", "1,234,567"]);
    }
}
