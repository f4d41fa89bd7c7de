//! What a job says.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::csl::PositionKind;

/// A page to format.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct Job {
    /// A style: a bundled one by its name, or the path of a CSL file.
    pub style: Option<String>,
    /// The text of a style.
    pub csl: Option<String>,
    /// The language, unless the style has one of its own.
    pub lang: Option<String>,
    /// CSL-JSON.
    pub references: Option<Vec<Map<String, Value>>>,
    /// The path of a bibliography.
    pub bibliography: Option<PathBuf>,
    #[serde(default)]
    pub citations: Vec<JobCitation>,
    /// Whether all references are listed, in their order, and not only those that are cited.
    #[serde(default)]
    pub all: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JobCitation {
    pub items: Vec<JobCite>,
    /// The number of the note; without one, it stands in the text.
    pub note: Option<u32>,
    /// Whether it stands in a sentence: `@key says`.
    #[serde(default)]
    pub narrative: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct JobCite {
    #[serde(deserialize_with = "text")]
    pub id: String,
    #[serde(default, deserialize_with = "text")]
    pub locator: String,
    /// What the locator counts: a term of CSL such as "page", or any word for it; a page if it is not there.
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub prefix: String,
    #[serde(default)]
    pub suffix: String,
    #[serde(default)]
    pub suppress_author: bool,
    /// The position; if nothing is said, it is found out from the citations before.
    pub position: Option<JobPosition>,
    #[serde(default)]
    pub near_note: bool,
    pub first_reference_note_number: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum JobPosition {
    First,
    Subsequent,
    Ibid,
    IbidWithLocator,
}

impl From<JobPosition> for PositionKind {
    fn from(position: JobPosition) -> Self {
        match position {
            JobPosition::First => Self::First,
            JobPosition::Subsequent => Self::Subsequent,
            JobPosition::Ibid => Self::Ibid,
            JobPosition::IbidWithLocator => Self::IbidWithLocator,
        }
    }
}

/// Text, or a number as text.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected text or a number")]
    enum Value {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(match Value::deserialize(deserializer)? {
        Value::Text(text) => text,
        Value::Number(number) => number.to_string(),
    })
}
