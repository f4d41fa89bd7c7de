//! Values of text variables.

use serde_json::Value;

use super::super::text::Text;
use super::super::variable::Variable;

/// The text of a variable. `None` if the value is not text.
pub(super) fn read(variable: Variable, value: &Value) -> Option<Text> {
    let text = plain(value)?;
    Some(match is_verbatim(variable) {
        true => Text::plain(text),
        false => Text::from_markup(&text),
    })
}

/// Whether the characters of a variable stand for themselves.
fn is_verbatim(variable: Variable) -> bool {
    matches!(
        variable,
        Variable::Url
            | Variable::Doi
            | Variable::Isbn
            | Variable::Issn
            | Variable::Pmid
            | Variable::Pmcid
            | Variable::CitationKey
            | Variable::Language
    )
}

/// Text, or what is written like text: numbers, and lists of both, as Crossref has them.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Array(values) => {
            let texts: Option<Vec<String>> = values.iter().map(plain).collect();
            Some(texts?.join(", "))
        }
        Value::Object(_) => None,
    }
}

/// Whether a value means yes; citeproc-js takes `1`, `"1"` and `"true"`, too.
pub(super) fn is_true(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(value)) => *value,
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::String(text)) => !matches!(text.as_str(), "" | "0" | "false"),
        Some(Value::Array(_) | Value::Object(_)) => true,
    }
}
