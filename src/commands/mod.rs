//! The commands, one a file.

mod build;
mod check;
mod explain;
mod external;
mod init;
mod progress;
mod report;
mod serve;
mod sources;
mod terminal;

pub use build::build;
pub use check::{CheckOptions, check};
pub use explain::explain;
pub use init::init;
pub use serve::serve;
pub use sources::{Facet, SourcesView, sources};
pub use terminal::say;

/// Why a command did not succeed; it decides the exit status.
#[derive(Debug)]
pub enum Failure {
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

/// What a command ends with.
pub type Outcome = Result<(), Failure>;
