//! JSON to [`Value`]s with places, one value at a time, so that one with an error costs only itself.

use super::{Spanned, SyntaxError, Table, Value};
use crate::diagnostics::Span;

/// Deeper nesting than this is refused: the stack is finite.
const MAX_DEPTH: usize = 64;

/// Reads the value that starts at `at` or after white space, and says where it ends.
///
/// # Errors
/// Where the text stops being JSON, and what was expected there.
pub(crate) fn parse_json(text: &str, at: usize) -> Result<(Spanned<Value>, usize), SyntaxError> {
    let mut reader = Reader { text, at };
    let value = reader.value(0)?;
    Ok((value, reader.at))
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Spanned<Value>, SyntaxError> {
        self.skip_space();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(self.error(format!("values nested deeper than {MAX_DEPTH} levels")));
        }
        let value = match self.peek() {
            Some('{') => Value::Table(self.object(depth)?),
            Some('[') => Value::Array(self.array(depth)?),
            Some('"') => Value::String(self.string()?.value),
            Some('-' | '0'..='9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Spanned {
            span: Span::new(start..self.at),
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Table, SyntaxError> {
        self.at += 1;
        let mut table = Table::default();
        self.skip_space();
        if self.takes('}') {
            return Ok(table);
        }
        loop {
            self.skip_space();
            if self.peek() != Some('"') {
                return Err(self.expected("a key in quotation marks"));
            }
            let key = self.string()?;
            self.skip_space();
            if !self.takes(':') {
                return Err(self.expected("`:`"));
            }
            let value = self.value(depth + 1)?;
            table.0.push((key, value));
            self.skip_space();
            if self.takes('}') {
                return Ok(table);
            }
            if !self.takes(',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Spanned<Value>>, SyntaxError> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.takes(']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_space();
            if self.takes(']') {
                return Ok(items);
            }
            if !self.takes(',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    /// A string; its span is what stands between the quotation marks.
    fn string(&mut self) -> Result<Spanned<String>, SyntaxError> {
        let start = self.at + 1;
        let rest = &self.text[start..];
        let mut end = 0;
        loop {
            let Some(gap) = rest[end..].find(['"', '\\', '\n']) else {
                self.at = self.text.len();
                return Err(self.error("this string does not end"));
            };
            end += gap;
            match rest.as_bytes()[end] {
                b'"' => break,
                b'\\' => end += 1 + rest[end + 1..].chars().next().map_or(0, char::len_utf8),
                _ => {
                    self.at = start + end;
                    return Err(self.error("this string does not end on its line"));
                }
            }
        }
        let inner = &rest[..end];
        let value = match inner.contains(['\\', '\t']) || inner.bytes().any(|byte| byte < 0x20) {
            false => inner.to_owned(),
            true => serde_json::from_str(&self.text[start - 1..start + end + 1]).map_err(|_| {
                SyntaxError {
                    span: Span::new(start..start + end),
                    message:
                        "this string has an escape or a control character that JSON does not allow"
                            .to_owned(),
                }
            })?,
        };
        self.at = start + end + 1;
        Ok(Spanned {
            span: Span::new(start..start + end),
            value,
        })
    }

    fn number(&mut self) -> Result<Value, SyntaxError> {
        let rest = &self.text[self.at..];
        let belongs = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let word = &rest[..rest.find(|c| !belongs(c)).unwrap_or(rest.len())];
        let value = match (word.parse::<i64>(), serde_json::from_str::<f64>(word)) {
            (Ok(number), Ok(_)) => Value::Integer(number),
            (_, Ok(number)) => Value::Float(number),
            _ => return Err(self.error(format!("`{word}` is not a number"))),
        };
        self.at += word.len();
        Ok(value)
    }

    fn word(&mut self) -> Result<Value, SyntaxError> {
        for (word, value) in [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.expected("a value"))
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn takes(&mut self, mark: char) -> bool {
        let found = self.peek() == Some(mark);
        self.at += if found { mark.len_utf8() } else { 0 };
        found
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn expected(&self, what: &str) -> SyntaxError {
        match self.peek() {
            Some(_) => self.error(format!("expected {what}")),
            None => self.error(format!("expected {what}, and the file ends")),
        }
    }

    fn error(&self, message: impl Into<String>) -> SyntaxError {
        let len = self.peek().map_or(0, char::len_utf8);
        SyntaxError {
            span: Span::new(self.at..self.at + len),
            message: message.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_places() {
        let text = r#" {"a": [1, -2.5e3, true, null, "x\u00e9\n"], "é": {}} rest"#;
        let (value, end) = parse_json(text, 0).unwrap();
        assert_eq!(&text[end..], " rest");
        let Value::Table(table) = &value.value else {
            panic!("{value:?}")
        };
        assert_eq!(&text[table.0[1].0.span.range()], "é");
        let Value::Array(items) = &table.0[0].1.value else {
            panic!("{value:?}")
        };
        let values: Vec<_> = items.iter().map(|item| item.value.clone()).collect();
        let string = Value::String("xé\n".to_owned());
        assert_eq!(
            values,
            [
                Value::Integer(1),
                Value::Float(-2500.0),
                Value::Bool(true),
                Value::Null,
                string
            ]
        );
        assert_eq!(&text[items[4].span.range()], r#""x\u00e9\n""#);
    }

    #[test]
    fn errors_have_a_place() {
        let message = |text: &str| {
            parse_json(text, 0)
                .map_err(|error| (error.span.start, error.message))
                .unwrap_err()
        };
        assert_eq!(message("{\"a\" 1}"), (5, "expected `:`".to_owned()));
        assert_eq!(
            message("{\"a\": 1 \"b\"}"),
            (8, "expected `,` or `}`".to_owned())
        );
        assert_eq!(
            message("{a: 1}"),
            (1, "expected a key in quotation marks".to_owned())
        );
        assert_eq!(
            message("[1"),
            (2, "expected `,` or `]`, and the file ends".to_owned())
        );
        assert_eq!(
            message("\"a\nb\""),
            (2, "this string does not end on its line".to_owned())
        );
        assert_eq!(message("\"\\x\"").0, 1);
        assert_eq!(message("1.2.3"), (0, "`1.2.3` is not a number".to_owned()));
        assert!(parse_json(&"[".repeat(100_000), 0).is_err());
    }
}
