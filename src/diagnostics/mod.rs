//! Problems in an explainer: what they are, where they are, how they are shown.
//!
//! Every stage of the pipeline returns [`Diagnostic`]s beside its result and never prints. `build` and
//! `check` gather them over the whole site into a [`Report`], which gives each its level from the
//! `[lints]` table, sorts them by file and position, and hands them to the one printer.

mod diagnostic;
mod github;
mod human;
mod json;
mod lint;
mod place;
mod report;
mod sarif;
mod short;
mod suggest;

pub use diagnostic::{Diagnostic, Label};
pub use github::write_github;
pub use human::Human;
pub use json::write_json;
pub use lint::{Level, Levels, Lint, Lints};
pub use place::{LineIndex, Lines, Place, Region, Span, Texts};
pub use report::{Counts, Finding, Report};
pub use sarif::write_sarif;
pub use short::write_short;
pub use suggest::{did_you_mean, nearest};
