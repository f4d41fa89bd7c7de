//! JSON Schemas of `ibid.toml` and of front matter, for editors that complete and check keys as they are typed.
//!
//! [`keys`] has the keys with their types in words; a test holds it against the readers of both files.

mod keys;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use self::keys::{CONFIG, FRONT_MATTER, Key, Shape};
use crate::bibliography::bundled::style_names;
use crate::diagnostics::Lint;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of `ibid.toml`.
pub(crate) fn config() -> Value {
    document("ibid.toml", CONFIG)
}

/// The schema of the front matter of a page.
pub(crate) fn front_matter() -> Value {
    document("Front matter of a page", FRONT_MATTER)
}

fn document(title: &str, keys: &[Key]) -> Value {
    let mut schema = table(keys);
    schema["$schema"] = DIALECT.into();
    schema["title"] = title.into();
    schema["required"] = json!(["title"]);
    schema
}

fn table(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut schema = shape(key.shape);
            schema["description"] = key.says.into();
            (key.name.to_owned(), schema)
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Texts => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Count => json!({ "type": "integer", "minimum": 0 }),
        Shape::Date => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([Tt ].*)?$" }),
        Shape::OneOf(words) => json!({ "enum": words }),
        Shape::Style => json!({
            "anyOf": [
                { "enum": style_names().collect::<Vec<_>>() },
                { "type": "string", "pattern": r"\.csl$" }
            ]
        }),
        Shape::Lints => lints(),
        Shape::Free => json!({ "type": "object" }),
        Shape::Table(keys) => table(keys),
        Shape::Tables(keys) => json!({ "type": "array", "items": table(keys) }),
    }
}

/// The levels of all lints.
fn lints() -> Value {
    let level = json!({ "enum": ["allow", "warn", "deny"] });
    let properties: Map<String, Value> = Lint::ALL
        .iter()
        .map(|lint| {
            let mut told = json!({ "level": level });
            if *lint == Lint::StaleSource {
                told["months"] = json!({ "type": "integer", "minimum": 1, "maximum": 1200 });
            }
            let table =
                json!({ "type": "object", "properties": told, "additionalProperties": false });
            let schema = json!({ "anyOf": [level, table], "description": lint.summary() });
            (lint.name().to_owned(), schema)
        })
        .chain([("warnings".to_owned(), level.clone())])
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
