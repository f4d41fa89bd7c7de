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
    let mut errors = human.errors(&report, texts);
    let fault = snapshot.fault.iter().map(ToString::to_string);
    errors.splice(0..0, fault);
    let message = Message {
        session,
        version: snapshot.version,
        changes: changes.collect(),
        warnings: report.counts().warnings,
        errors,
    };
    serde_json::to_string(&message).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::explainer::{Explainer, Lifetime, Options};
    use crate::internal_error::catch;

    #[test]
    fn a_fault_of_ibid_is_told_until_the_next_snapshot() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ibid.toml"), "title = \"T\"\n").unwrap();
        let explainer =
            Explainer::load(folder.path(), &Options::default(), Lifetime::Edits).unwrap();
        let first = Snapshot::first(Arc::new(explainer));
        let fault = catch(|| panic!("no such thing")).unwrap_err();
        let faulty = first.after_fault(fault);
        let told = message(&faulty, "1");
        assert!(told.contains("\"version\":2"), "{told}");
        assert!(
            told.contains("\"errors\":[\"internal error: no such thing"),
            "{told}"
        );
        let next = faulty.next(faulty.explainer.clone(), None, &[]);
        assert!(!message(&next, "1").contains("internal error"));
    }
}
