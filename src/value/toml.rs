//! TOML 1.1 to a [`Table`], by the parser of the `toml` crate.

use toml::de::{DeTable, DeValue};

use super::{Spanned, SyntaxError, Table, Value};
use crate::diagnostics::Span;

/// Reads a whole TOML document; spans count in `text`.
///
/// # Errors
/// Every syntax error that the parser can tell apart, beside what could be read all the same.
pub(crate) fn parse_toml(text: &str) -> (Table, Vec<SyntaxError>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors = errors
        .into_iter()
        .map(|error| SyntaxError {
            span: Span::new(error.span().unwrap_or(text.len()..text.len())),
            message: error.message().to_owned(),
        })
        .collect();
    (convert_table(table.get_ref()), errors)
}

fn convert_table(table: &DeTable<'_>) -> Table {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let key = Spanned {
                span: Span::new(key.span()),
                value: key.get_ref().to_string(),
            };
            let value = Spanned {
                span: Span::new(value.span()),
                value: convert(value.get_ref()),
            };
            (key, value)
        })
        .collect();
    // The parser sorts by key; the author's order is that of the places.
    entries.sort_by_key(|(key, _)| key.span);
    Table(entries)
}

fn convert(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
            Ok(n) => Value::Integer(n),
            Err(_) => Value::String(n.as_str().to_owned()),
        },
        DeValue::Float(n) => Value::Float(n.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(b) => Value::Bool(*b),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| Spanned {
                    span: Span::new(item.span()),
                    value: convert(item.get_ref()),
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(convert_table(table)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_places() {
        let (table, errors) = parse_toml("z = 1\na = \"x\"\n[t]\nd = 2024-06-19\n");
        assert!(errors.is_empty());
        let keys: Vec<_> = table.0.iter().map(|(k, _)| k.value.as_str()).collect();
        assert_eq!(keys, ["z", "a", "t"]);
        assert_eq!(table.0[1].0.span, Span::new(6..7));
        assert_eq!(table.0[1].1.span, Span::new(10..13));
        let Value::Table(t) = &table.0[2].1.value else {
            panic!("not a table")
        };
        assert_eq!(t.0[0].1.value, Value::Date("2024-06-19".into()));
    }

    #[test]
    fn says_where_it_breaks() {
        let (_, errors) = parse_toml("title = \"a\ndate = 2\n");
        assert!(!errors.is_empty());
        assert!(
            errors[0].span.start >= 8 && errors[0].span.start <= 10,
            "{errors:?}"
        );
    }
}
