//! `ibid serve`: show the site while it is written.

use std::path::Path;

use super::{Failure, Outcome};
use crate::preview::{self, Settings};

/// Shows the explainer in `root` until it is interrupted.
///
/// # Errors
/// If there is no explainer to show, or the system refuses.
pub fn serve(root: &Path, settings: Settings) -> Outcome {
    preview::serve(root, settings).map_err(Failure::Machine)
}
