//! Takes a table apart key by key and reports what is left over or of the wrong type.

use std::sync::Arc;

use super::{Spanned, Table, Value};
use crate::diagnostics::{Diagnostic, Lint, Place, Span, did_you_mean, nearest};

/// Reads the keys of one table.
///
/// Each key asked for is known from then on; [`TableReader::finish`] reports all others.
pub(crate) struct TableReader<'d> {
    file: Arc<str>,
    /// What the table is, for messages: "front matter", "`[citations]`".
    what: &'static str,
    entries: Vec<(Spanned<String>, Spanned<Value>)>,
    known: Vec<&'static str>,
    /// What to do with a key that another tool knows.
    proposal: fn(&str) -> Option<&'static str>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> TableReader<'d> {
    /// A reader of `table`, which stands in `file`.
    pub(crate) fn new(
        file: &Arc<str>,
        what: &'static str,
        table: Table,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            file: file.clone(),
            what,
            entries: table.0,
            known: Vec::new(),
            proposal: |_| None,
            diagnostics,
        }
    }

    /// Says what to do with keys of other tools.
    pub(crate) fn knowing(mut self, proposal: fn(&str) -> Option<&'static str>) -> Self {
        self.proposal = proposal;
        self
    }

    /// A reader of a table inside this one.
    pub(crate) fn inner(&mut self, what: &'static str, table: Table) -> TableReader<'_> {
        TableReader::new(&self.file, what, table, self.diagnostics)
    }

    /// Takes a value of any type; null counts as absent.
    pub(crate) fn any(&mut self, key: &'static str) -> Option<Spanned<Value>> {
        self.known.push(key);
        let at = self.entries.iter().position(|(k, _)| k.value == key)?;
        let (_, value) = self.entries.remove(at);
        (value.value != Value::Null).then_some(value)
    }

    pub(crate) fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.typed(key, "a string", |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        })
    }

    /// Takes text that must be there; if it is not, `whose` it is and `help` go into the message at `span`.
    ///
    /// Text of the wrong type or under a misspelt key is one mistake and reported as that.
    pub(crate) fn required(
        &mut self,
        key: &'static str,
        lint: Lint,
        whose: &str,
        span: Span,
        help: &str,
    ) -> String {
        let reported = self.diagnostics.len();
        let text = self.string(key).map(|text| text.value).unwrap_or_default();
        let misspelt = || {
            let mut others = self.entries.iter();
            others.any(|(other, _)| nearest(&other.value, [key]).is_some())
        };
        if text.trim().is_empty() && self.diagnostics.len() == reported && !misspelt() {
            let message = format!("{whose} has no {key}");
            let diagnostic = Diagnostic::new(lint, self.place(span), message);
            self.report(diagnostic.help(help));
        }
        text
    }

    /// Takes `true` or `false`.
    pub(crate) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.typed(key, "true or false", |value| match value {
            Value::Bool(b) => Some(b),
            _ => None,
        })?;
        Some(value.value)
    }

    /// Takes a whole number.
    pub(crate) fn integer(&mut self, key: &'static str) -> Option<i64> {
        let value = self.typed(key, "a whole number", |value| match value {
            Value::Integer(n) => Some(n),
            _ => None,
        })?;
        Some(value.value)
    }

    /// Takes a number of things.
    pub(crate) fn count(&mut self, key: &'static str) -> Option<usize> {
        let value = self.typed(
            key,
            "a whole number, and not below zero",
            |value| match value {
                Value::Integer(n) => usize::try_from(n).ok(),
                _ => None,
            },
        )?;
        Some(value.value)
    }

    /// Takes a list of text; a single string counts as a list of one.
    pub(crate) fn strings(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let value = self.any(key)?;
        let items = match value.value {
            Value::Array(items) => items,
            _ => vec![value],
        };
        let mut strings = Vec::with_capacity(items.len());
        for item in items {
            match item.value {
                Value::String(text) => strings.push(Spanned {
                    span: item.span,
                    value: text,
                }),
                other => self.wrong_type(key, "a list of strings", &other, item.span),
            }
        }
        Some(strings)
    }

    /// Takes a list of names of persons, or one, and tells of texts that hold several.
    pub(crate) fn names(&mut self, key: &'static str) -> Vec<String> {
        let names = self.strings(key).unwrap_or_default();
        for name in &names {
            let Some(single) = super::names::several(&name.value) else {
                continue;
            };
            let list: Vec<String> = single.iter().map(|name| format!("{name:?}")).collect();
            let message = format!(
                "{:?} looks like several names, or like one the wrong way round",
                name.value
            );
            let help = format!(
                "each name is a text of its own, the given name first: {key} = [{}]",
                list.join(", ")
            );
            let place = self.place(name.span);
            self.diagnostics
                .push(Diagnostic::new(Lint::SuspiciousField, place, message).help(help));
        }
        names.into_iter().map(|name| name.value).collect()
    }

    /// Takes a table.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Spanned<Table>> {
        self.typed(key, "a table", |value| match value {
            Value::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Takes a calendar date: TOML's date, or a string of the form `2024-06-19`. A time is dropped.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<jiff::civil::Date> {
        let value = self.any(key)?;
        let text = match &value.value {
            Value::Date(text) | Value::String(text) => text.as_str(),
            _ => "",
        };
        // "2024-06-19T10:00:00Z" and "2024-06-19 10:00" begin with the date.
        let day = text.get(..10).filter(|_| {
            text.len() == 10 || matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '))
        });
        let date = day.and_then(|day| day.parse().ok());
        if date.is_none() {
            let place = self.place(value.span);
            self.diagnostics.push(
                Diagnostic::new(
                    Lint::InvalidDate,
                    place,
                    format!("the value of `{key}` is not a calendar date"),
                )
                .help("write a date as year-month-day, such as 2024-06-19"),
            );
        }
        date
    }

    /// Where `span` is in the reader's file.
    pub(crate) fn place(&self, span: Span) -> Place {
        Place::new(&self.file, span)
    }

    /// Adds a diagnostic of the caller's own.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(self) {
        for (key, _) in self.entries {
            let others = || {
                let mut names = self.known.clone();
                names.sort_unstable();
                format!("the keys here are {}", names.join(", "))
            };
            let proposal = (self.proposal)(&key.value).map(str::to_owned);
            let help = proposal.or_else(|| did_you_mean(&key.value, self.known.iter().copied()));
            self.diagnostics.push(
                Diagnostic::new(
                    Lint::UnknownKey,
                    Place::new(&self.file, key.span),
                    format!("unknown key `{}` in {}", key.value, self.what),
                )
                .help(help.unwrap_or_else(others)),
            );
        }
    }

    fn typed<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        convert: impl FnOnce(Value) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let Spanned { span, value } = self.any(key)?;
        let found = value.clone();
        match convert(value) {
            Some(value) => Some(Spanned { span, value }),
            None => {
                self.wrong_type(key, expected, &found, span);
                None
            }
        }
    }

    fn wrong_type(&mut self, key: &str, expected: &str, found: &Value, span: Span) {
        let place = self.place(span);
        let message = format!("the value of `{key}` must be {expected}");
        let diagnostic = Diagnostic::new(Lint::InvalidValue, place, message);
        let plain = match found {
            Value::String(text) => text.trim().to_ascii_lowercase(),
            _ => String::new(),
        };
        let help = match plain.as_str() {
            "true" | "yes" | "on" => Some("write true, without quotation marks".to_owned()),
            "false" | "no" | "off" => Some("write false, without quotation marks".to_owned()),
            number if number.parse::<i64>().is_ok() => {
                Some(format!("write {number}, without quotation marks"))
            }
            _ => None,
        };
        self.diagnostics.push(
            diagnostic
                .label(format!("this is {}", found.kind()))
                .maybe_help(help),
        );
    }
}
