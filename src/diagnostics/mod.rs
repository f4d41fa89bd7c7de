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

pub use diagnostic::Diagnostic;
pub use lint::Lint;
pub use place::LineIndex;

pub(crate) use count::count;
pub(crate) use format::{Extent, Files, Format, Human};
pub(crate) use lint::{Level, Levels, Lints};
pub(crate) use place::{Lines, Place, Span, Texts};
pub(crate) use report::{Finding, Report, in_order, levelled};
pub(crate) use suggest::{KnownNames, did_you_mean, meant, nearest};
