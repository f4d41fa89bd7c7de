//! What makes a style unusable.

use std::fmt;
use std::ops::Range;

use super::super::xml::XmlError;

/// Why a style cannot be used, and where in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError {
    /// The bytes to point at: most often the start tag of an element.
    pub range: Range<usize>,
    /// What is wrong, without a capital or a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl StyleError {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}

impl From<XmlError> for StyleError {
    fn from(error: XmlError) -> Self {
        let message = format!("this is not well-formed XML: {}", error.message);
        Self::new(error.range, message).help(
            "save the style again from where it comes from, such as https://www.zotero.org/styles",
        )
    }
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StyleError {}
