//! `data/facts.toml`: figures that pages name by their keys, so that one change reaches every page.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Excerpt, Number, When};
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::value::{Spanned, Table, TableReader, Value};

/// The figures, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    facts: Vec<Fact>,
    /// The keys of those with something wrong, which has been reported.
    flawed: Vec<String>,
}

/// A figure with all that is to be said of it.
#[derive(Debug)]
pub(crate) struct Fact {
    pub id: Spanned<String>,
    pub value: FactValue,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub unit: Option<String>,
    /// The day, month or year of which it is true.
    pub as_of: Option<When>,
    /// Citations, as they stand in brackets.
    pub source: Excerpt,
    /// Markdown for running text, in place of value and unit.
    pub wording: Option<Excerpt>,
    /// What it is a figure of.
    pub label: Option<Excerpt>,
    /// When it is to be looked up again, and where that is written.
    pub review_by: Option<(Date, Place)>,
}

/// What a figure says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FactValue {
    Number(Number),
    Text(String),
}

impl Facts {
    pub(crate) fn get(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id.value == id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter()
    }

    pub(crate) fn is_flawed(&self, id: &str) -> bool {
        self.flawed.iter().any(|flawed| flawed == id)
    }
}

/// Reads the figures; one that has no value or no source is reported and left out.
pub(super) fn read(
    path: &Arc<str>,
    text: &str,
    table: Table,
    diagnostics: &mut Vec<Diagnostic>,
) -> Facts {
    let mut facts = Facts::default();
    for (id, value) in table.0 {
        let place = Place::new(path, id.span);
        match value.value {
            Value::Table(table) => {
                let key = id.value.clone();
                match fact(path, text, id, table, diagnostics) {
                    Some(fact) => facts.facts.push(fact),
                    None => facts.flawed.push(key),
                }
            }
            other => {
                let message = format!("the fact `{}` is {}, not a table", id.value, other.kind());
                let help = format!(
                    "write [{}] on a line of its own, and its `value` below",
                    id.value
                );
                diagnostics.push(Diagnostic::new(Lint::DataValue, place, message).help(help));
            }
        }
    }
    facts
}

fn fact(
    path: &Arc<str>,
    text: &str,
    id: Spanned<String>,
    table: Table,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Fact> {
    let place = Place::new(path, id.span);
    let reported = diagnostics.len();
    let mut reader = TableReader::new(path, "a fact", table, diagnostics);
    let excerpt = |string| Excerpt::of_string(path, text, string);
    let written = reader.any("value");
    let (low, high) = (
        number(&mut reader, text, "low"),
        number(&mut reader, text, "high"),
    );
    let unit = reader.string("unit").map(|unit| unit.value);
    let as_of = when(&mut reader, "as_of");
    let source = reader.string("source").map(excerpt);
    let wording = reader.string("wording").map(excerpt);
    let label = reader.string("label").map(excerpt);
    let review_by = review_by(&mut reader);
    let value = written.and_then(|written| value(&mut reader, text, written));
    reader.finish();
    let flawed = diagnostics.len() > reported;
    let mut missing = |lint, message: String, help: &str| {
        if !flawed {
            diagnostics.push(Diagnostic::new(lint, place.clone(), message).help(help));
        }
    };
    let id_text = &id.value;
    let Some(value) = value else {
        let message = format!("the fact `{id_text}` has no value");
        missing(
            Lint::DataValue,
            message,
            "write value = 12000, or value = \"about half\"",
        );
        return None;
    };
    let Some(source) = source.filter(|source| !source.text.trim().is_empty()) else {
        let message = format!("the fact `{id_text}` has no source");
        missing(
            Lint::DataRow,
            message,
            "write source = \"key, p. 3\", as between the brackets of a citation",
        );
        return None;
    };
    Some(Fact {
        id,
        value,
        low,
        high,
        unit,
        as_of,
        source,
        wording,
        label,
        review_by,
    })
}

/// A number as it is written, so that `0.50` keeps its zero.
fn as_number(text: &str, value: &Spanned<Value>) -> Option<Number> {
    match value.value {
        Value::Integer(_) | Value::Float(_) => {
            let raw = text.get(value.span.range())?.replace('_', "");
            Number::parse(raw.trim_start_matches('+'))
        }
        _ => None,
    }
}

fn number(reader: &mut TableReader<'_>, text: &str, key: &'static str) -> Option<Number> {
    let value = reader.any(key)?;
    let number = as_number(text, &value);
    if number.is_none() {
        not_a_number(reader, key, value.span);
    }
    number
}

fn not_a_number(reader: &mut TableReader<'_>, key: &str, span: Span) {
    let place = reader.place(span);
    let message = format!("the value of `{key}` is not a plain number");
    let help = "write 12000 or 0.25, with at most six digits after the point";
    reader.report(Diagnostic::new(Lint::DataValue, place, message).help(help));
}

fn value(reader: &mut TableReader<'_>, text: &str, written: Spanned<Value>) -> Option<FactValue> {
    if let Some(number) = as_number(text, &written) {
        return Some(FactValue::Number(number));
    }
    match written.value {
        Value::String(text) if !text.trim().is_empty() => Some(FactValue::Text(text)),
        Value::Date(text) => Some(FactValue::Text(text)),
        Value::Integer(_) | Value::Float(_) => {
            not_a_number(reader, "value", written.span);
            None
        }
        other => {
            let message = format!("the value is {}, not a number or a text", other.kind());
            let place = reader.place(written.span);
            reader.report(Diagnostic::new(Lint::DataValue, place, message));
            None
        }
    }
}

fn when(reader: &mut TableReader<'_>, key: &'static str) -> Option<When> {
    let value = reader.any(key)?;
    let when = match &value.value {
        Value::Date(text) | Value::String(text) => When::parse(text),
        Value::Integer(year) => When::parse(&year.to_string()),
        _ => None,
    };
    if when.is_none() {
        let place = reader.place(value.span);
        let message = format!("the value of `{key}` is not a date");
        let help = "write 2024-06-19, or \"2024-06\" or \"2024\" if no more is known";
        reader.report(Diagnostic::new(Lint::InvalidDate, place, message).help(help));
    }
    when
}

fn review_by(reader: &mut TableReader<'_>) -> Option<(Date, Place)> {
    let value = reader.any("review_by")?;
    let place = reader.place(value.span);
    let date = match &value.value {
        Value::Date(text) | Value::String(text) => text.parse::<Date>().ok(),
        _ => None,
    };
    if date.is_none() {
        let message = "the value of `review_by` is not a calendar date";
        let help = "write a date as year-month-day, such as 2024-06-19";
        reader.report(Diagnostic::new(Lint::InvalidDate, place.clone(), message).help(help));
    }
    date.map(|date| (date, place))
}
