//! `ibid build`: write the site, if nothing is wrong with it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::say;
use super::{Failure, Outcome, report};
use crate::cli::Format;
use crate::explainer::{Explainer, Options};
use crate::output::{self, Written};

/// A terminal that waits longer than this sees how far the build is.
const PATIENCE: Duration = Duration::from_millis(500);

/// Builds the explainer in `root` into `output`, by default `public` in the root.
///
/// # Errors
/// If the explainer has errors, when nothing is written, or the system refuses.
pub fn build(root: &Path, output: Option<&Path>, options: &Options) -> Outcome {
    let start = Instant::now();
    let output = output.map_or_else(|| root.join("public"), Path::to_owned);
    refuse_dangerous(root, &output)?;
    let mut explainer = Explainer::load(root, options).map_err(Failure::machine)?;
    if explainer.report.has_errors() {
        return stop(&explainer);
    }
    let pages = explainer.renderer().addresses().len();
    let bar = Progress::new(pages, start);
    let rendered = output::files(&explainer, &|| bar.step());
    bar.finish();
    let files = match rendered {
        Ok(files) => files,
        Err(faults) => {
            explainer.report_more(faults);
            return stop(&explainer);
        }
    };
    report::print(&explainer, Format::Human)?;
    let written = output::write(&files, &output).map_err(Failure::machine)?;
    say(summary(&explainer, &written, &output, start.elapsed()));
    Ok(())
}

fn stop(explainer: &Explainer) -> Outcome {
    let outcome = report::print(explainer, Format::Human);
    say(format!("nothing written: {}", explainer.report.counts()));
    outcome
}

/// Refuses an output folder that holds the explainer itself, or is a part of it that authors write.
fn refuse_dangerous(root: &Path, output: &Path) -> Outcome {
    let absolute = |path: &Path| -> PathBuf {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        path.canonicalize().unwrap_or(path)
    };
    let (root, output) = (absolute(root), absolute(output));
    let written_by_authors = ["content", "static", "data", "themes", "templates"];
    let inside_sources = written_by_authors
        .iter()
        .any(|folder| output.starts_with(root.join(folder)));
    if root.starts_with(&output) || inside_sources {
        return Err(Failure::Machine(format!(
            "the site cannot be written to {}, which holds the explainer itself\n\
             help: choose a folder of its own with --output",
            output.display()
        )));
    }
    if output.exists() && !output.is_dir() {
        return Err(Failure::Machine(format!(
            "{} is not a folder",
            output.display()
        )));
    }
    Ok(())
}

fn summary(explainer: &Explainer, written: &Written, output: &Path, time: Duration) -> String {
    let pages = explainer.site.tree.pages.len();
    let sources = explainer.site.bibliography.len();
    let mut changes = match written.changed {
        0 => "nothing changed".to_owned(),
        n if n == written.total => format!("{n} files written"),
        n => format!("{n} of {} files written", written.total),
    };
    if written.removed > 0 {
        changes.push_str(&format!(", {} removed", written.removed));
    }
    let counts = explainer.report.counts();
    let warnings = if counts.warnings > 0 {
        format!("; {counts}")
    } else {
        String::new()
    };
    format!(
        "built {pages} pages and {sources} sources to {} in {} ms: {changes}{warnings}",
        output.display(),
        time.as_millis()
    )
}

/// A progress bar that appears when a terminal has waited long enough.
struct Progress {
    bar: ProgressBar,
    start: Instant,
}

impl Progress {
    fn new(total: usize, start: Instant) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("rendering {bar:40} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, start }
    }

    fn step(&self) {
        self.bar.inc(1);
        if self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
