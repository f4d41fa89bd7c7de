//! What browsers are told of an edition, as JSON.

use serde::Serialize;

use super::edition::Edition;
use crate::diagnostics::{Human, Level, Lines};

/// Columns of an excerpt in the overlay.
const WIDTH: usize = 100;

#[derive(Serialize)]
struct Message<'a> {
    /// The run of the server, since the next counts editions from 1 again.
    session: &'a str,
    edition: u64,
    changes: Vec<ChangeView<'a>>,
    errors: Vec<String>,
    warnings: usize,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    edition: u64,
    pages: &'a [String],
    files: &'a [String],
}

/// The message on `edition`.
pub fn message(edition: &Edition, session: &str) -> String {
    let report = edition.report();
    let texts = &*edition.explainer;
    let human = Human::new(false, WIDTH);
    let mut lines = Lines::new(texts);
    let findings = report.findings().iter();
    let errors: Vec<String> = findings
        .filter(|finding| finding.level == Level::Deny)
        .map(|finding| human.finding(finding, texts, &mut lines))
        .collect();
    let changes = edition.changes.iter().map(|change| ChangeView {
        edition: change.edition,
        pages: &change.pages,
        files: &change.files,
    });
    let message = Message {
        session,
        edition: edition.number,
        changes: changes.collect(),
        warnings: report.counts().warnings,
        errors,
    };
    serde_json::to_string(&message).unwrap_or_default()
}
