//! `ibid sources`: what the explainer rests on, for the editor who audits it.
//!
//! An [`overview`], a [`listing`] of all or of unused sources, [`groups`] by a facet, or the [`uses`] of
//! one source. Each is printed for people or as one JSON object a line.

mod groups;
mod listing;
mod overview;
mod uses;

use std::path::Path;

use super::terminal::{count, say, to_stdout};
use super::{Failure, Outcome};
use crate::bibliography::SourceId;
use crate::cli::DataFormat;
use crate::diagnostics::did_you_mean;
use crate::explainer::{Explainer, Options};

pub use groups::Facet;

/// What of the sources is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourcesView {
    /// The numbers on one screen; as data, the same as `All`.
    Overview,
    /// Every source.
    All,
    /// The sources that are cited nowhere.
    Unused,
    /// How many sources and uses each group has.
    By(Facet),
    /// Every use of the source with this key.
    Uses(String),
}

/// Prints the sources of the explainer in `root`. Its problems are for `ibid check` to show.
///
/// # Errors
/// If there is no explainer, or no source of the key asked for.
pub fn sources(root: &Path, view: &SourcesView, format: DataFormat, options: &Options) -> Outcome {
    let explainer = Explainer::load(root, options).map_err(Failure::machine)?;
    let every = || explainer.site.bibliography.iter().map(|(id, _)| id);
    let unused = || every().filter(|id| explainer.site.ledger.uses(*id).is_empty());
    let human = format == DataFormat::Human;
    match view {
        SourcesView::Overview if human => to_stdout(|out| overview::write(&explainer, out)),
        SourcesView::Overview | SourcesView::All => {
            listing::print(&explainer, every().collect(), format)
        }
        SourcesView::Unused => listing::print(&explainer, unused().collect(), format),
        SourcesView::By(facet) => groups::print(&explainer, *facet, format),
        SourcesView::Uses(key) => uses::print(&explainer, find(&explainer, key)?, format),
    }?;
    let errors = explainer.report.counts().errors;
    if errors > 0 {
        say(format!(
            "warning: the explainer has {}, so something may be missing here; `ibid check` shows them",
            count(errors, "error")
        ));
    }
    Ok(())
}

/// The source with a key, as written or with the `@` of a citation.
fn find(explainer: &Explainer, key: &str) -> Result<SourceId, Failure> {
    let bibliography = &explainer.site.bibliography;
    let plain = key.strip_prefix('@').unwrap_or(key);
    let found = bibliography.find(key).or_else(|| bibliography.find(plain));
    found.ok_or_else(|| {
        let help = did_you_mean(plain, bibliography.keys())
            .unwrap_or_else(|| "`ibid sources --all` lists the keys".to_owned());
        Failure::Machine(format!("no source has the key \"{plain}\"\nhelp: {help}"))
    })
}
