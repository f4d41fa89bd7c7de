//! `ibid check`: find all that is wrong, write nothing.

use std::path::Path;

use super::terminal::{count, say};
use super::{Failure, Outcome, report};
use crate::cli::Format;
use crate::explainer::{Explainer, Options};

/// Compiles the explainer in `root` and prints what is wrong with it.
///
/// # Errors
/// If something is.
pub fn check(root: &Path, format: Format, options: &Options) -> Outcome {
    let explainer = Explainer::load(root, options).map_err(Failure::machine)?;
    let outcome = report::print(&explainer, format);
    let pages = explainer.site.tree.pages.len();
    say(format!(
        "checked {}: {}",
        count(pages, "page"),
        explainer.report.counts()
    ));
    outcome
}
