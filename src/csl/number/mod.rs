//! Number variables: what their values are made of, ranges of pages, roman numerals.

mod joins;
mod label;
mod page_range;
mod roman;
mod shape;
mod value;

pub(crate) use label::Label;
pub(crate) use page_range::{Delimiters, has_ranges, join_ranges};
pub(crate) use roman::{is_roman, to_roman};
pub(crate) use shape::leading_number;
pub(crate) use value::{Number, Part, Reading};
