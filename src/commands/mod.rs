//! The commands, one a file.

mod build;
mod check;
mod explain;
mod external;
mod format;
mod import;
mod init;
mod interrupt;
mod last_build;
mod memory;
mod new;
mod progress;
mod schema;
mod serve;
mod sources;

pub(crate) use build::Build;
pub(crate) use check::Check;
pub(crate) use explain::explain;
pub(crate) use format::{format, run as format_jobs};
pub(crate) use import::import;
pub(crate) use init::init;
pub(crate) use new::new_page;
pub(crate) use schema::{Described, print_schema};
pub(crate) use serve::Serve;
pub(crate) use sources::{DataFormat, Sources, View};

use crate::config::CONFIG_FILE;
use crate::diagnostics::{Extent, Files, Format};
use crate::explainer::Explainer;

/// Why a command did not succeed; it decides the exit status.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The explainer has errors, which have been printed.
    Explainer,
    /// Wrong use, or the machine failed.
    Machine(String),
}

impl Failure {
    fn machine(error: impl std::fmt::Display) -> Self {
        Self::Machine(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::machine(error)
    }
}

/// What a command ends with.
pub(crate) type Outcome = Result<(), Failure>;

/// Prints what is wrong with an explainer.
///
/// # Errors
/// If there are errors among it, or nothing can be printed.
fn print_problems(explainer: &Explainer, format: Format, extent: Extent) -> Outcome {
    let files = Files {
        texts: explainer,
        root: &explainer.manuscript.root,
        main: CONFIG_FILE,
    };
    format.print(&explainer.report, extent, &files)?;
    if explainer.report.has_errors() {
        return Err(Failure::Explainer);
    }
    Ok(())
}

/// Leaves the memory of an explainer to the system, which takes it back at once when the program ends. To give it
/// back piece by piece would take a twentieth of the time of a `check`.
fn leave(explainer: Explainer) {
    std::mem::forget(explainer);
}
