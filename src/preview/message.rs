//! What browsers are told of a snapshot, as JSON.

use serde::Serialize;

use super::snapshot::Snapshot;
use crate::diagnostics::Human;

/// Columns of an excerpt in the overlay.
const WIDTH: usize = 100;

#[derive(Serialize)]
struct Message<'a> {
    /// The run of the server, since the next counts versions from 1 again.
    session: &'a str,
    version: u64,
    changes: Vec<ChangeView<'a>>,
    errors: Vec<String>,
    warnings: usize,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    version: u64,
    pages: &'a [String],
    files: &'a [String],
}

/// The message on `snapshot`.
pub(super) fn message(snapshot: &Snapshot, session: &str) -> String {
    let report = snapshot.report();
    let texts = &*snapshot.explainer;
    let human = Human::new(false, WIDTH);
    let changes = snapshot.changes.iter().map(|change| ChangeView {
        version: change.version,
        pages: &change.pages,
        files: &change.files,
    });
    let message = Message {
        session,
        version: snapshot.version,
        changes: changes.collect(),
        warnings: report.counts().warnings,
        errors: human.errors(&report, texts),
    };
    serde_json::to_string(&message).unwrap_or_default()
}
