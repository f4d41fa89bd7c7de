//! One problem, as data.

use serde::{Deserialize, Serialize};

use super::{Lint, Place};

/// A second place that belongs to a problem, with a word on why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub place: Place,
    /// What is there, in a few words.
    pub message: String,
}

/// One problem: which lint found it, what is wrong, where, and what to do.
///
/// The wording follows rustc: the message is a sentence without a full stop that starts in lower case
/// and names things in backquotes or double quotes; the help says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The lint that found it.
    pub lint: Lint,
    /// What is wrong.
    pub message: String,
    /// Where; `None` when the problem is that a file is not there.
    pub place: Option<Place>,
    /// A few words under the underlined text; may be empty.
    pub label: String,
    /// Other places that take part.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(lint: Lint, place: Place, message: impl Into<String>) -> Self {
        Self {
            lint,
            message: message.into(),
            place: Some(place),
            label: String::new(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// A problem that is in no file.
    pub fn nowhere(lint: Lint, message: impl Into<String>) -> Self {
        Self {
            lint,
            message: message.into(),
            place: None,
            label: String::new(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// Whether it is a key that the front matter of pages does not have.
    pub(crate) fn is_unknown_front_matter(&self) -> bool {
        let place = self.place.as_ref();
        self.lint == Lint::UnknownKey
            && place.is_some_and(|place| place.file.starts_with("content/"))
    }

    /// Says something under the underlined text.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at a second place.
    pub fn also(mut self, place: Place, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            place,
            message: message.into(),
        });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what to do, if there is something to say.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}
