//! A style, read from its XML and ready to be rendered.

mod element;
mod error;
mod read;

pub use element::*;
pub(crate) use error::StyleError;
pub(super) use read::{date_part, form, term_name};
