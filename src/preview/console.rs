//! What the preview prints: its address, then a line for every edition.
//!
//! The address goes to stdout, for scripts; all else to stderr. That nobody reads it, or that the disk is
//! full that it goes to, is no reason to stop.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use super::edition::Edition;
use crate::diagnostics::{Human, Level, Lines, Report};

/// More changed files than this are counted.
const NAMED: usize = 3;

/// The terminal.
pub struct Console;

impl Console {
    /// The terminal of this process.
    pub fn new() -> Self {
        Self
    }

    /// Prints the address, and a word if the port is not the one that was wanted.
    pub fn ready(&self, url: &str, wanted: u16, port: u16) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{url}").and_then(|()| out.flush());
        if wanted != port && wanted != 0 {
            self.note(&format!("port {wanted} is taken, so this is port {port}"));
        }
    }

    /// Prints what there is to show.
    pub fn opened(&self, edition: &Edition, time: Duration) {
        let report = edition.report();
        self.errors(edition, &report);
        let pages = edition.explainer.site.tree.pages.len();
        let counts = report.counts();
        self.note(&format!(
            "{} opened in {} ms: {counts}; stop with Ctrl-C",
            plural(pages, "page"),
            time.as_millis()
        ));
    }

    /// Prints what changed, and the errors if they are other ones than before.
    pub fn rebuilt(
        &self,
        before: &Edition,
        edition: &Edition,
        changed: &[Arc<str>],
        time: Duration,
    ) {
        let report = edition.report();
        let errors = |report: &Report| -> Vec<_> {
            let findings = report.findings().iter();
            findings
                .filter(|one| one.level == Level::Deny)
                .cloned()
                .collect()
        };
        if errors(&report) != errors(&before.report()) {
            self.errors(edition, &report);
        }
        let what = match changed {
            few if few.len() <= NAMED => few.join(", "),
            many => format!("{} and {} more", many[0], plural(many.len() - 1, "file")),
        };
        let touched = edition.explainer.touched_since(&before.explainer);
        let counts = report.counts();
        let pages = plural(touched, "page");
        self.note(&format!(
            "{what}: {pages}, {} ms, {counts}",
            time.as_millis()
        ));
    }

    /// Prints a line.
    pub fn note(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{line}");
    }

    fn errors(&self, edition: &Edition, report: &Report) {
        let texts = &*edition.explainer;
        let colour =
            anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        let human = Human::new(colour, 120);
        let mut lines = Lines::new(texts);
        for finding in report.findings() {
            if finding.level == Level::Deny {
                self.note(&format!("{}\n", human.finding(finding, texts, &mut lines)));
            }
        }
    }
}

fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
