//! Disambiguation: what is added to cites so that no two of them look the same (specification, "Disambiguation").

mod expand;
mod given_names;
mod levels;
mod steps;

pub(crate) use expand::{Compare, Compared, Means, expand};
pub(crate) use given_names::GivenNames;
pub(crate) use levels::{Distinction, GivenForm, Levels, Record};
