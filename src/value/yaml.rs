//! YAML 1.2 (core schema) to a [`Table`], by the event parser `granit-parser`.

use granit_parser::{Event, Parser, ScalarStyle, Span as YamlSpan};

use super::{Spanned, SyntaxError, Table, Value};
use crate::diagnostics::Span;

/// Deeper nesting than this is refused: no front matter needs it, and the stack is finite.
const MAX_DEPTH: usize = 64;

/// Reads the first document of `text`, which must be a mapping or empty; spans count in `text`.
///
/// # Errors
/// The place and the words of the parser's first error.
pub(crate) fn parse_yaml(text: &str) -> Result<Table, SyntaxError> {
    let found = parse_yaml_value(text)?;
    match found.value {
        Value::Table(table) => Ok(table),
        Value::Null => Ok(Table::default()),
        other => Err(SyntaxError {
            span: found.span,
            message: format!("expected keys and values, found {}", other.kind()),
        }),
    }
}

/// Reads the first document of `text`, whatever it is; nothing is null.
///
/// # Errors
/// As [`parse_yaml`].
pub(crate) fn parse_yaml_value(text: &str) -> Result<Spanned<Value>, SyntaxError> {
    let mut events = Events {
        parser: Parser::new_from_str(text),
        text,
    };
    loop {
        let (event, span) = events.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(..) | Event::Comment(..) => {}
            Event::StreamEnd | Event::DocumentEnd => {
                return Ok(Spanned {
                    span,
                    value: Value::Null,
                });
            }
            event => return events.node(event, span, 0),
        }
    }
}

struct Events<'a, P> {
    parser: P,
    text: &'a str,
}

impl<'a, P> Events<'a, P>
where
    P: Iterator<Item = Result<(Event<'a>, YamlSpan), granit_parser::ScanError>>,
{
    fn next(&mut self) -> Result<(Event<'a>, Span), SyntaxError> {
        match self.parser.next() {
            Some(Ok((event, span))) => Ok((event, self.span(&span))),
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(self.text.len());
                Err(SyntaxError {
                    span: Span::at(at.min(self.text.len())),
                    message: error.info().to_owned(),
                })
            }
            None => Ok((Event::StreamEnd, Span::at(self.text.len()))),
        }
    }

    fn span(&self, span: &YamlSpan) -> Span {
        span.byte_range()
            .map_or(Span::at(self.text.len()), |range| {
                let text = self.text.get(range.clone()).unwrap_or_default();
                Span::new(range.start..range.start + text.trim_end().len())
            })
    }

    fn node(
        &mut self,
        event: Event<'a>,
        span: Span,
        depth: usize,
    ) -> Result<Spanned<Value>, SyntaxError> {
        if depth > MAX_DEPTH {
            return Err(SyntaxError {
                span,
                message: format!("values nested deeper than {MAX_DEPTH} levels"),
            });
        }
        let value = match event {
            Event::Scalar(text, style, ..) => match style {
                ScalarStyle::Plain => plain(&text),
                _ => Value::String(text.into_owned()),
            },
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    match event {
                        Event::SequenceEnd => break,
                        Event::Comment(..) => {}
                        event => items.push(self.node(event, span, depth + 1)?),
                    }
                }
                Value::Array(items)
            }
            Event::MappingStart(..) => Value::Table(self.mapping(depth)?),
            Event::Alias(..) => {
                return Err(SyntaxError {
                    span,
                    message: "aliases are not supported here".to_owned(),
                });
            }
            _ => Value::Null,
        };
        Ok(Spanned { span, value })
    }

    fn mapping(&mut self, depth: usize) -> Result<Table, SyntaxError> {
        let mut entries: Vec<(Spanned<String>, Spanned<Value>)> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok(Table(entries)),
                Event::Comment(..) => continue,
                Event::Scalar(text, ..) => Spanned {
                    span,
                    value: text.into_owned(),
                },
                _ => {
                    return Err(SyntaxError {
                        span,
                        message: "keys must be plain text".to_owned(),
                    });
                }
            };
            if entries.iter().any(|(other, _)| other.value == key.value) {
                return Err(SyntaxError {
                    span: key.span,
                    message: format!("duplicate key `{}`", key.value),
                });
            }
            let value = loop {
                let (event, span) = self.next()?;
                if !matches!(event, Event::Comment(..)) {
                    break self.node(event, span, depth + 1)?;
                }
            };
            entries.push((key, value));
        }
    }
}

/// Resolves an unquoted scalar by YAML's core schema, with dates as their own kind.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    if let Ok(n) = text.parse() {
        return Value::Integer(n);
    }
    let bytes = text.as_bytes();
    if bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' && bytes[0].is_ascii_digit() {
        return Value::Date(text.to_owned());
    }
    match text.parse::<f64>() {
        Ok(n) if bytes.iter().any(u8::is_ascii_digit) => Value::Float(n),
        _ => Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_front_matter_with_places() {
        let text = "title: \"A: b\"\n# note\ndate: 2024-06-19\naliases: [x, y]\nextra:\n  n: 3\n";
        let table = parse_yaml(text).unwrap();
        let keys: Vec<_> = table.0.iter().map(|(k, _)| k.value.as_str()).collect();
        assert_eq!(keys, ["title", "date", "aliases", "extra"]);
        assert_eq!(&text[table.0[0].1.span.range()], "\"A: b\"");
        assert_eq!(table.0[1].1.value, Value::Date("2024-06-19".into()));
        assert_eq!(&text[table.0[1].1.span.range()], "2024-06-19");
    }

    #[test]
    fn errors_have_a_place() {
        let error = parse_yaml("title: a\nbad: [1, 2\n").unwrap_err();
        assert!(error.span.start >= 9, "{error:?}");
        let error = parse_yaml("a: 1\na: 2\n").unwrap_err();
        assert_eq!(error.span, Span::new(5..6));
        assert!(parse_yaml("- a\n").is_err());
        assert_eq!(parse_yaml("").unwrap(), Table::default());
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        let text = format!("a: {}", "[".repeat(10_000));
        assert!(parse_yaml(&text).is_err());
    }
}
