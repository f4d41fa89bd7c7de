//! `{{ chart(data="figures/troops.csv", kind="range", …) }}`
//!
//! ```text
//! arguments ──┬─> Words ─────────────────────────────> frame (title, legend, axis)
//!             └─> Columns ─┐                           strips (a row for each) or lines (through time)
//! Rows of CSV ─────────────┴─> Datum of each row ────> notes, table of the data
//! ```

mod columns;
mod datum;
mod frame;
mod lines;
mod strips;
mod unit;
mod words;

pub(super) use self::words::Words;

use self::columns::Columns;
use self::unit::{Unit, shared_unit};
use super::Arguments;
use crate::data::Row;
use crate::diagnostics::{Lint, Span, did_you_mean};
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A row for each estimate: a point, a range, or both.
    Range,
    /// The same without ranges.
    Dot,
    /// A bar for each row, or of several parts.
    Bar,
    /// Lines through points in time.
    Line,
}

impl Kind {
    const NAMES: [(&'static str, Self); 4] = [
        ("range", Self::Range),
        ("bar", Self::Bar),
        ("line", Self::Line),
        ("dot", Self::Dot),
    ];

    fn named(name: &str) -> Option<Self> {
        let known = Self::NAMES.iter().find(|(known, _)| *known == name);
        known.map(|(_, kind)| *kind)
    }

    /// More rows than this are no picture.
    fn most_rows(self) -> usize {
        match self {
            Self::Line => 2_000,
            _ => 80,
        }
    }
}

impl Writer<'_> {
    pub(super) fn chart(&mut self, mut arguments: Arguments<'_>, span: Span) {
        let help = "name a file in data/: data=\"figures/troops.csv\"";
        let data = arguments.required(self, "data", help);
        let kind = self.kind(&mut arguments);
        let words = Words::of(&mut arguments, self);
        let unit = arguments.text(self, "unit").map(|unit| unit.value);
        let filter = arguments.text(self, "where");
        let file = data.as_ref().and_then(|data| self.data_file(data));
        let rows = match (&file, &data) {
            (Some(file), Some(data)) => self.rows_of(file, data),
            _ => None,
        };
        let columns = rows
            .zip(file.as_deref())
            .and_then(|(rows, file)| self.columns(&mut arguments, file, rows));
        // Without its file, which arguments name columns is all the same known.
        if columns.is_none() {
            Columns::NAMES.iter().for_each(|name| {
                arguments.text(self, name);
            });
        }
        arguments.finish(self);
        let (Some(file), Some(rows), Some(columns), Some(kind)) =
            (file.as_deref(), rows, columns, kind)
        else {
            return;
        };
        let data = self.data_of(file, rows, &columns, kind, filter.as_ref());
        if data.is_empty() || kind == Kind::Line && !self.has_times(&data) {
            return;
        }
        let unit = Unit::of(unit.or_else(|| shared_unit(&columns, &data)));
        let mut cited = Cited::default();
        let called = self.open_figure("chart", &words, unit.name.as_deref(), span);
        match kind {
            Kind::Range | Kind::Dot => self.range_strips(&data, &unit, span, &mut cited),
            Kind::Bar => self.bar_strips(&data, &unit, span, &mut cited),
            Kind::Line => self.lines(&data, &unit, span, &mut cited),
        }
        self.picture_note(&words, span);
        let shown: Vec<&Row> = data.iter().map(|datum| datum.row).collect();
        self.data_table(file, rows, (&shown, &called), &mut cited, span);
        self.push("</figure>\n");
    }

    fn kind(&mut self, arguments: &mut Arguments<'_>) -> Option<Kind> {
        let names = Kind::NAMES.map(|(name, _)| name);
        let listed = format!("write kind=\"range\", or one of {}", names.join(", "));
        let written = arguments.required(self, "kind", &listed)?;
        let kind = Kind::named(&written.value);
        if kind.is_none() {
            let message = format!("there is no kind of chart \"{}\"", written.value);
            let help = did_you_mean(&written.value, names).unwrap_or(listed);
            self.report(Lint::MalformedShortcode, written.span, message)
                .help = Some(help);
        }
        kind
    }
}

/// Each text once, in the order in which it comes first.
fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for text in texts {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}
