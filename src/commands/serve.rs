//! `ibid serve`: show the site while it is written.

use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::preview::{self, Settings};

/// What `serve` is asked for.
pub(crate) struct Serve {
    /// The folder of the explainer.
    pub root: PathBuf,
    /// What is compiled, and where it is shown.
    pub settings: Settings,
}

impl Serve {
    /// Shows the explainer until it is interrupted.
    ///
    /// # Errors
    /// If there is no explainer to show, or the system refuses.
    pub(crate) fn run(self) -> Outcome {
        preview::serve(&self.root, self.settings).map_err(Failure::Machine)
    }
}
