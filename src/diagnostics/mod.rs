//! Problems in an explainer: what they are, where they are, how they are shown.
//!
//! Every stage of the pipeline returns [`Diagnostic`]s beside its result and never prints. `build` and
//! `check` gather them over the whole site into a [`Report`], which gives each its level from the
//! `[lints]` table and sorts them by file and position; a [`Format`] prints it.

mod count;
mod diagnostic;
mod format;
mod lint;
mod place;
mod report;
mod suggest;

pub use count::count;
pub use diagnostic::{Diagnostic, Label};
pub use format::{Extent, Files, Format, Human};
pub use lint::{Level, Levels, Lint, Lints};
pub use place::{LineIndex, Lines, Place, Region, Span, Texts};
pub use report::{Counts, Finding, Report};
pub use suggest::{did_you_mean, nearest};
