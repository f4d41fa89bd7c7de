//! A CSL file to a [`Style`].
//!
//! ```text
//! text ──xml──> Node ──style, element, names, macros──> Style ──bounds──> certain to come to an end
//! ```
//!
//! What a processor can pass over is passed over, as citeproc-js does: elements, attributes and variables
//! that CSL 1.0.2 does not know. What makes a style unusable is an error: [`StyleError`].

mod bounds;
mod condition;
mod element;
mod macros;
mod names;
mod style;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use element::date_part;
pub(crate) use words::{form, term_name};

use super::super::xml::{self, Node};
use super::element::Style;
use super::error::StyleError;

impl Style {
    /// Reads a CSL file.
    pub fn parse(text: &str) -> Result<Self, StyleError> {
        let text_start = text.len() - text.trim_start_matches('\u{feff}').len();
        let shifted = |mut error: StyleError| {
            error.range = error.range.start + text_start..error.range.end + text_start;
            error
        };
        let root = xml::parse(&text[text_start..]).map_err(|error| shifted(error.into()))?;
        style::style(&root).map_err(shifted)
    }
}
