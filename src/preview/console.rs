//! What the preview prints: its address, then a line for every snapshot.
//!
//! The address goes to stdout, for scripts; all else to stderr. That nobody reads it, or that the disk is
//! full that it goes to, is not a reason to stop.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use super::snapshot::Snapshot;
use crate::diagnostics::{Human, Report, count};
use crate::search;
use crate::terminal::{has_colours, say};

/// More changed files than this are counted.
const NAMED: usize = 3;
/// Columns of an excerpt.
const WIDTH: usize = 120;

/// Prints the address, and a word if the port is not the one that was wanted.
pub(super) fn ready(url: &str, wanted: u16, port: u16) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{url}").and_then(|()| out.flush());
    if wanted != port && wanted != 0 {
        say(format!("port {wanted} is taken, so this is port {port}"));
    }
}

/// Prints what there is to show.
pub(super) fn opened(snapshot: &Snapshot, time: Duration) {
    let report = snapshot.report();
    print_errors(snapshot, &report);
    let pages = snapshot.explainer.site.tree.pages.len();
    let counts = report.counts();
    say(format!(
        "{} opened in {} ms: {counts}; stop with Ctrl-C",
        count(pages, "page"),
        time.as_millis()
    ));
    if let Some(note) = search::missing(&snapshot.explainer.manuscript.config) {
        say(note);
    }
}

/// Prints what changed, and the errors if they are other ones than before.
pub(super) fn rebuilt(
    before: &Snapshot,
    snapshot: &Snapshot,
    changed: &[Arc<str>],
    time: Duration,
) {
    let report = snapshot.report();
    if !report.errors().eq(before.report().errors()) {
        print_errors(snapshot, &report);
    }
    let what = match changed {
        few if few.len() <= NAMED => few.join(", "),
        many => format!("{} and {} more", many[0], count(many.len() - 1, "file")),
    };
    let explainer = &snapshot.explainer;
    let touched = explainer.edit.pages(&explainer.site);
    let counts = report.counts();
    let pages = count(touched, "page");
    say(format!(
        "{what}: {pages}, {} ms, {counts}",
        time.as_millis()
    ));
}

fn print_errors(snapshot: &Snapshot, report: &Report) {
    let human = Human::new(has_colours(), WIDTH);
    for error in human.errors(report, &*snapshot.explainer) {
        say(format!("{error}\n"));
    }
}
