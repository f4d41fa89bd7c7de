//! Reads CSL-JSON, as Zotero, citation services and Pandoc write it, and the same items in YAML, as Pandoc reads them.
//!
//! A file is an array of items, an object with `items` or `references`, or one item. JSON is read item by item, so
//! that an error has a place and costs only its item.

use crate::csl::{FaultKind, Item, ItemType, field_names};
use crate::diagnostics::{Place, Span};
use crate::value::{Spanned, Table, Value, parse_json};

use super::super::source::{Found, WrittenField};
use super::{BibliographyFile, Reading, markdown};

/// Reads the items of a `.json` file.
pub(super) fn read_json(file: &BibliographyFile, reading: &mut Reading) {
    let text: &str = &file.text;
    let mut next = first_item(text);
    let mut recovering = false;
    while let Some(start) = next_token(text, next) {
        if text[start..].starts_with(']') && !recovering {
            return;
        }
        match parse_json(text, start) {
            Ok((
                Spanned {
                    span,
                    value: Value::Table(table),
                },
                end,
            )) => {
                next = end;
                // After an error this may be an inner object, such as a name.
                if !recovering || (table.get("id").is_some() && table.get("type").is_some()) {
                    recovering = false;
                    item(file, span, &table, reading);
                }
            }
            result => {
                if !recovering {
                    let (range, message) = match result {
                        Err(error) => (error.span.range(), error.message),
                        Ok((found, _)) => (
                            found.span.range(),
                            "expected an item: `{ \"id\": … }`".to_owned(),
                        ),
                    };
                    reading.problem(
                        file,
                        range,
                        format!("this is not CSL-JSON: {message}"),
                        None,
                    );
                }
                recovering = true;
                match next_object(text, start) {
                    Some(object) => next = object,
                    None => return,
                }
            }
        }
    }
}

/// Reads the items of a list in YAML. Texts are Markdown, as in Pandoc's metadata.
pub(super) fn read_yaml(file: &BibliographyFile, items: &[Spanned<Value>], reading: &mut Reading) {
    for found in items {
        match &found.value {
            Value::Table(table) => item(file, found.span, &markdown::converted(table), reading),
            other => {
                let message = format!(
                    "expected an item with `id` and `type`, found {}",
                    other.kind()
                );
                reading.problem(file, found.span.range(), message, None);
            }
        }
    }
}

/// Where the next thing starts that is neither white space nor a comma.
fn next_token(text: &str, from: usize) -> Option<usize> {
    let gap = text[from..].find(|c: char| !c.is_whitespace() && c != ',')?;
    Some(from + gap)
}

/// The next `{` after the character at `start` that opens a line.
fn next_object(text: &str, start: usize) -> Option<usize> {
    let mut line = start + text[start..].find('\n')? + 1;
    loop {
        let rest = &text[line..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '[', ',']).len();
        if rest[blank..].starts_with('{') {
            return Some(line + blank);
        }
        line += rest.find('\n')? + 1;
    }
}

/// Where the items begin: after the `[`, or at the only item.
fn first_item(text: &str) -> usize {
    let start = text.len() - text.trim_start().len();
    if text[start..].starts_with('[') {
        return start + 1;
    }
    let list = ["\"items\"", "\"references\""].iter().find_map(|name| {
        let name = text.find(name)?;
        Some(name + text[name..].find('[')? + 1)
    });
    list.filter(|_| text[start..].starts_with('{'))
        .unwrap_or(start)
}

fn item(file: &BibliographyFile, span: Span, table: &Table, reading: &mut Reading) {
    let place = |span: Span| Place::new(&file.path, span);
    let place_of = |field: &str| table.0.iter().find(|(name, _)| name.value == field);
    let value_place =
        |field: &str| place(place_of(field).map_or(span, |(_, value)| inner(file, value)));
    let (item, faults) = Item::from_json(&table.to_json());
    if item.id.is_empty() {
        let start = span.start as usize;
        let opening = start..file.text.ceil_char_boundary(start + 1);
        return reading.problem(file, opening, "this item has no \"id\"", None);
    }
    let key_place = value_place("id");
    if !reading.claim(&item.id, &key_place) {
        return;
    }
    for fault in faults {
        let name_place = place(place_of(&fault.field).map_or(span, |(name, _)| name.span));
        match fault.kind {
            FaultKind::UnknownField => {
                reading.unknown_field(name_place, &fault.field, field_names())
            }
            FaultKind::UnknownType(kind) => {
                let kinds = ItemType::ALL.iter().map(|kind| kind.as_str());
                reading.unknown_type(value_place("type"), &kind, kinds, "document");
            }
            FaultKind::UnknownDate(found) => {
                reading.invalid_date(value_place(&fault.field), &format!("{found} says no year"));
            }
            FaultKind::NotNames => {
                let help = "names are a list: `[{\"family\": \"Kim\", \"given\": \"Min-ji\"}, {\"literal\": \"UNESCO\"}]`";
                reading.suspicious(value_place(&fault.field), "these are not names", help);
            }
            FaultKind::NotText => {
                reading.suspicious(
                    value_place(&fault.field),
                    "this is not text",
                    "write it in quotation marks",
                );
            }
        }
    }
    let text_of = |field: &str| {
        table
            .get(field)
            .map(|value| plain(&value.value))
            .unwrap_or_default()
    };
    let fields = table.0.iter().map(|(name, value)| WrittenField {
        name: name.value.to_lowercase(),
        value: plain(&value.value),
        span: inner(file, value),
    });
    reading.found(Found {
        place: key_place,
        kind: text_of("type"),
        title: None,
        fields: fields.collect(),
        aliases: Vec::new(),
        item,
    });
}

/// The place of a value, of text that in the quotation marks.
fn inner(file: &BibliographyFile, value: &Spanned<Value>) -> Span {
    let range = value.span.range();
    let quoted = matches!(value.value, Value::String(_))
        && file.text[range.clone()].starts_with(['"', '\'']);
    match quoted && range.len() >= 2 {
        true => Span::new(range.start + 1..range.end - 1),
        false => value.span,
    }
}

/// A value as plain text: names given name first, dates with hyphens, lists with commas.
pub(super) fn plain(value: &Value) -> String {
    let all = |values: &[Spanned<Value>], separator: &str| {
        let texts: Vec<String> = values
            .iter()
            .map(|value| plain(&value.value))
            .filter(|text| !text.is_empty())
            .collect();
        texts.join(separator)
    };
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) | Value::Date(text) => text.clone(),
        Value::Array(values) => all(values, ", "),
        Value::Table(table) => {
            let part = |key: &str| {
                table
                    .get(key)
                    .map(|value| plain(&value.value))
                    .filter(|text| !text.is_empty())
            };
            if let Some(Value::Array(ends)) = table.get("date-parts").map(|ends| &ends.value) {
                let end = |end: &Spanned<Value>| match &end.value {
                    Value::Array(parts) => all(parts, "-"),
                    other => plain(other),
                };
                return ends
                    .iter()
                    .map(end)
                    .filter(|end| !end.is_empty())
                    .collect::<Vec<_>>()
                    .join("/");
            }
            if let Some(whole) = ["literal", "raw", "value", "name", "title"]
                .iter()
                .find_map(|key| part(key))
            {
                return whole;
            }
            let name = [
                "given",
                "dropping-particle",
                "non-dropping-particle",
                "family",
                "suffix",
            ];
            let name: Vec<String> = name.iter().filter_map(|key| part(key)).collect();
            if !name.is_empty() {
                return name.join(" ");
            }
            let values = table
                .0
                .iter()
                .map(|(_, value)| plain(&value.value))
                .filter(|text| !text.is_empty());
            values.collect::<Vec<_>>().join(", ")
        }
    }
}
