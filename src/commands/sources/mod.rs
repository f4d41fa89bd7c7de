//! `ibid sources`: what the explainer rests on, for the editor who audits it.
//!
//! An [`overview`], a [`listing`] of all or of unused sources, [`groups`] by a facet, or the [`uses`] of
//! one source. Each is printed for people or as one JSON object a line.

mod groups;
mod listing;
mod overview;
mod uses;

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Failure, Outcome};
use crate::bibliography::SourceId;
use crate::diagnostics::{count, meant};
use crate::explainer::{Explainer, Lifetime, Options};
use crate::site::Facet;
use crate::terminal::{say, to_stdout};

/// What of the sources is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The numbers on one screen; as data, the same as `All`.
    Overview,
    All,
    /// The sources that are cited nowhere.
    Unused,
    /// How many sources and uses each group has.
    By(Facet),
    /// Every use of the source with this key.
    Uses(String),
}

/// How data is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DataFormat {
    /// As a table or a list.
    Human,
    /// One object a line.
    Json,
}

/// What `sources` is asked for.
pub(crate) struct Sources {
    /// The folder of the explainer.
    pub root: PathBuf,
    /// What is compiled.
    pub options: Options,
    /// What is shown.
    pub view: View,
    /// How it is printed.
    pub format: DataFormat,
}

impl Sources {
    /// Prints the sources of the explainer. Its problems are for `ibid check` to show.
    ///
    /// # Errors
    /// If there is no explainer, or no source of the key asked for.
    pub(crate) fn run(&self) -> Outcome {
        let explainer = Explainer::load(&self.root, &self.options, Lifetime::Run(None))
            .map_err(Failure::machine)?;
        let format = self.format;
        let every = || explainer.site.bibliography.iter().map(|(id, _)| id);
        let unused = || every().filter(|id| explainer.site.ledger.uses(*id).is_empty());
        match &self.view {
            View::Overview if format == DataFormat::Human => {
                to_stdout(|out| overview::write(&explainer, out))
            }
            View::Overview | View::All => listing::print(&explainer, every().collect(), format),
            View::Unused => listing::print(&explainer, unused().collect(), format),
            View::By(facet) => groups::print(&explainer, *facet, format),
            View::Uses(key) => uses::print(&explainer, find(&explainer, key)?, format),
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
}

/// The source with a key, as written or with the `@` of a citation.
fn find(explainer: &Explainer, key: &str) -> Result<SourceId, Failure> {
    let bibliography = &explainer.site.bibliography;
    let plain = key.strip_prefix('@').unwrap_or(key);
    let found = bibliography.find(key).or_else(|| bibliography.find(plain));
    found.ok_or_else(|| {
        let near = bibliography.nearest(plain).map(meant);
        let help = near.unwrap_or_else(|| "`ibid sources --all` lists the keys".to_owned());
        Failure::Machine(format!("no source has the key \"{plain}\"\nhelp: {help}"))
    })
}
