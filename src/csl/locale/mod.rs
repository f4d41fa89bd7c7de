//! The words of a language.

mod data;
mod read;

pub use data::*;
pub(super) use read::locale_data;
