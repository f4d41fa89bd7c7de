//! `ibid build`: write the site, if nothing is wrong with it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::progress::Progress;
use super::{Failure, Outcome, print_problems};
use crate::diagnostics::Format;
use crate::explainer::{Explainer, Options};
use crate::output::{self, Staging, Written};
use crate::terminal::say;

/// What `build` is asked for.
pub struct Build {
    /// The folder of the explainer.
    pub root: PathBuf,
    /// The folder that is written.
    pub output: PathBuf,
    /// What is compiled.
    pub options: Options,
}

impl Build {
    /// Writes the site.
    ///
    /// # Errors
    /// If the explainer has errors, when nothing is written, or the system refuses.
    pub fn run(&self) -> Outcome {
        let start = Instant::now();
        let output = &self.output;
        refuse_dangerous(&self.root, output)?;
        let mut explainer = Explainer::load(&self.root, &self.options).map_err(Failure::machine)?;
        if explainer.report.has_errors() {
            return stop(&explainer);
        }
        let staging = Staging::begin(output).map_err(Failure::machine)?;
        let bar = Progress::new("rendering", start);
        bar.begin(explainer.site.routes.pages());
        let published = output::publish(&explainer, &staging, &|| bar.step());
        bar.finish();
        let faults = published.map_err(Failure::machine)?;
        if !faults.is_empty() {
            explainer.report_more(faults);
            return stop(&explainer);
        }
        print_problems(&explainer, Format::Human)?;
        let written = staging.commit().map_err(Failure::machine)?;
        say(summary(&explainer, &written, output, start.elapsed()));
        Ok(())
    }
}

/// Says why nothing was written. That is a failure whatever the levels are: there is no site.
fn stop(explainer: &Explainer) -> Outcome {
    let outcome = print_problems(explainer, Format::Human);
    say(format!("nothing written: {}", explainer.report.counts()));
    outcome.and(Err(Failure::Explainer))
}

/// Refuses an output folder that holds the explainer itself, or is a part of it that authors write.
fn refuse_dangerous(root: &Path, output: &Path) -> Outcome {
    let absolute = |path: &Path| -> PathBuf {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        path.canonicalize().unwrap_or(path)
    };
    let (root, output) = (absolute(root), absolute(output));
    let written_by_authors = ["content", "static", "data", "themes", "templates", "words"];
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
