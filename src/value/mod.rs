//! Values of configuration files and front matter, each with its place.
//!
//! TOML and YAML are read into the same tree, so that keys are checked, types reported and names
//! suggested by one reader, whichever the author prefers.

mod json;
mod names;
mod reader;
mod slips;
mod toml;
mod yaml;

use crate::diagnostics::Span;

pub(crate) use self::json::parse_json;
pub(crate) use self::names::several as several_names;
pub(crate) use self::reader::TableReader;
pub(crate) use self::slips::{marks_slip, toml_slip};
pub(crate) use self::toml::parse_toml;
pub(crate) use self::yaml::{parse_yaml, parse_yaml_value};

/// Something and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spanned<T> {
    pub span: Span,
    pub value: T,
}

impl<T> Spanned<T> {
    /// A value that no file states: the one that counts where an author says nothing.
    pub(crate) fn built_in(value: impl Into<T>) -> Self {
        Self {
            span: Span::at(0),
            value: value.into(),
        }
    }

    /// Whether an author wrote it.
    pub(crate) fn is_written(&self) -> bool {
        self.span.start < self.span.end
    }
}

/// A value of TOML or YAML.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// YAML's null, an empty value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    String(String),
    /// A date or a date with time, as written.
    Date(String),
    Array(Vec<Spanned<Value>>),
    /// Keys and values.
    Table(Table),
}

impl Value {
    /// The word for the type in messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::String(_) => "a string",
            Self::Date(_) => "a date",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// The same value without places, for templates.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(b) => Json::Bool(*b),
            Self::Integer(n) => Json::from(*n),
            Self::Float(n) => Json::from(*n),
            Self::String(text) | Self::Date(text) => Json::String(text.clone()),
            Self::Array(items) => items.iter().map(|item| item.value.to_json()).collect(),
            Self::Table(table) => Json::Object(table.to_json()),
        }
    }
}

/// A table: keys and values in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table(pub Vec<(Spanned<String>, Spanned<Value>)>);

impl Table {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        let found = self.0.iter().find(|(name, _)| name.value == key);
        found.map(|(_, value)| value)
    }

    /// The same table without places, for templates.
    pub(crate) fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        self.0
            .iter()
            .map(|(key, value)| (key.value.clone(), value.value.to_json()))
            .collect()
    }
}

/// Why a text is not TOML or YAML: where, and the parser's words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SyntaxError {
    /// The bytes that the parser stumbled over.
    pub span: Span,
    /// What it says.
    pub message: String,
}

impl SyntaxError {
    /// Whether all that is wrong is a date that the calendar does not have.
    pub(crate) fn is_date(&self) -> bool {
        self.message.starts_with("invalid date")
    }
}
