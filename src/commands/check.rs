//! `ibid check`: find all that is wrong, write nothing.

use std::path::Path;

use super::external::check_external;
use super::terminal::{count, say};
use super::{Failure, Outcome, report};
use crate::cli::Format;
use crate::explainer::{Explainer, Options};
use crate::external;

/// Compiles the explainer in `root` and prints what is wrong with it; `external` also asks the web.
///
/// # Errors
/// If something is.
pub fn check(
    root: &Path,
    format: Format,
    options: &Options,
    external: Option<&external::Settings>,
) -> Outcome {
    let mut explainer = Explainer::load(root, options).map_err(Failure::machine)?;
    if let Some(settings) = external {
        check_external(&mut explainer, settings)?;
    }
    let outcome = report::print(&explainer, format);
    let pages = explainer.site.tree.pages.len();
    say(format!(
        "checked {}: {}",
        count(pages, "page"),
        explainer.report.counts()
    ));
    outcome
}
