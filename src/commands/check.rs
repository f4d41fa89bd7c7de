//! `ibid check`: find all that is wrong, write nothing.

use std::path::Path;

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
    let plural = if pages == 1 { "" } else { "s" };
    anstream::eprintln!(
        "checked {pages} page{plural}: {}",
        explainer.report.counts()
    );
    outcome
}
