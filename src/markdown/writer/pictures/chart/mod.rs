//! `{{ chart(data="figures/troops.csv", kind="range", …) }}`

mod frame;
mod lines;
mod strips;

use super::Arguments;
use super::rows::SOURCE;
use crate::data::{DataFile, Excerpt, Number, Row, Rows, When};
use crate::diagnostics::{Lint, Place, Span, did_you_mean};
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;
use crate::value::Spanned;

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

/// What is said about a picture in words.
pub(super) struct Words {
    takeaway: Option<Excerpt>,
    title: Option<Excerpt>,
    note: Option<Excerpt>,
    /// Its label, such as `fig:troops`.
    id: Option<Spanned<String>>,
}

impl Words {
    pub(super) fn of(arguments: &mut Arguments<'_>, writer: &mut Writer<'_>) -> Self {
        Self {
            id: arguments.text(writer, "id"),
            takeaway: arguments.markdown(writer, "takeaway"),
            title: arguments.markdown(writer, "title"),
            note: arguments.markdown(writer, "note"),
        }
    }
}

/// Which columns a chart takes, by their indexes.
struct Columns {
    x: usize,
    y: Option<usize>,
    low: Option<usize>,
    high: Option<usize>,
    /// Tells series apart.
    by: Option<usize>,
    /// Gathers rows under a heading.
    group: Option<usize>,
    what: Option<usize>,
    qualifier: Option<usize>,
    as_of: Option<usize>,
    unit: Option<usize>,
    source: usize,
}

/// A row as it is drawn.
struct Datum<'f> {
    row: &'f Row,
    x: &'f Excerpt,
    value: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    by: Option<&'f str>,
    group: Option<&'f str>,
    /// What is counted.
    what: Option<&'f str>,
    /// "about", "more than".
    qualifier: Option<&'f str>,
    as_of: Option<When>,
    source: &'f Excerpt,
}

impl Datum<'_> {
    /// Its numbers.
    fn numbers(&self) -> impl Iterator<Item = Number> {
        [self.low, self.value, self.high].into_iter().flatten()
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
        if data.is_empty() {
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

    /// The columns that the arguments name, and those that are known by their names; `None` is reported.
    fn columns(
        &mut self,
        arguments: &mut Arguments<'_>,
        file: &DataFile,
        rows: &Rows,
    ) -> Option<Columns> {
        let mut complete = true;
        let mut column = |writer: &mut Self, name: &'static str, usual: &[&str]| match arguments
            .text(writer, name)
        {
            Some(wanted) => {
                let found = writer.named_column(file, rows, &wanted);
                complete &= found.is_some();
                found
            }
            None => usual.iter().find_map(|usual| rows.column(usual)),
        };
        let by = column(self, "by", &[]);
        let x = column(self, "x", &["who", "date", "year"]);
        let y = column(self, "y", &["value"]);
        let (low, high) = (
            column(self, "low", &["low"]),
            column(self, "high", &["high"]),
        );
        let group = column(self, "group", &[]);
        let what = column(self, "what", &["what"]);
        if !complete {
            return None;
        }
        let x = x.or(by).or_else(|| self.needed_column(file, rows, "who"))?;
        if y.or(low).or(high).is_none() {
            self.needed_column(file, rows, "value")?;
        }
        Some(Columns {
            x,
            y,
            low,
            high,
            by: by.filter(|by| *by != x),
            group: group.filter(|group| *group != x),
            what: what.filter(|what| {
                ![Some(*what) == group, *what == x, Some(*what) == by].contains(&true)
            }),
            qualifier: rows.column("qualifier"),
            as_of: rows.column("as_of"),
            unit: rows.column("unit"),
            source: self.needed_column(file, rows, SOURCE)?,
        })
    }

    /// The rows that are drawn. Those with something wrong are reported and left out.
    fn data_of<'f>(
        &mut self,
        file: &DataFile,
        rows: &'f Rows,
        columns: &Columns,
        kind: Kind,
        filter: Option<&Spanned<String>>,
    ) -> Vec<Datum<'f>> {
        let filter = match filter.map(|filter| self.filter(file, rows, filter)) {
            Some(None) => return Vec::new(),
            other => other.flatten(),
        };
        let wanted = |row: &&Row| {
            filter
                .as_ref()
                .is_none_or(|(column, value)| row.cells[*column].text == *value)
        };
        let chosen: Vec<&Row> = rows.rows.iter().filter(wanted).collect();
        if let Some(row) = chosen.get(kind.most_rows()) {
            let message = format!("a chart of this kind has at most {} rows", kind.most_rows());
            let place = Place::new(&file.path, row.span);
            let help = "show the rows that tell most, with where=\"column=value\" or in a file of their own";
            self.report_data(Lint::DataSyntax, place, message, help);
        }
        if chosen.is_empty() && !rows.rows.is_empty() {
            let place = Place::new(&file.path, rows.head());
            let message = "no row is left for the chart".to_owned();
            self.report_data(
                Lint::DataValue,
                place,
                message,
                "look at its argument `where`",
            );
        }
        let chosen = chosen.into_iter().take(kind.most_rows());
        chosen
            .filter_map(|row| self.datum(file, row, columns))
            .collect()
    }

    /// `where="column=value"`: the column and the value.
    fn filter(
        &mut self,
        file: &DataFile,
        rows: &Rows,
        filter: &Spanned<String>,
    ) -> Option<(usize, String)> {
        let Some((name, value)) = filter.value.split_once('=') else {
            let message = "the argument `where` is written where=\"column=value\"";
            self.report(Lint::MalformedShortcode, filter.span, message);
            return None;
        };
        let name = Spanned {
            span: filter.span,
            value: name.trim().to_owned(),
        };
        let column = self.named_column(file, rows, &name)?;
        Some((column, value.trim().to_owned()))
    }

    fn datum<'f>(&mut self, file: &DataFile, row: &'f Row, columns: &Columns) -> Option<Datum<'f>> {
        let cell = |column: Option<usize>| column.map(|column| &row.cells[column]);
        let text = |column: Option<usize>| {
            cell(column)
                .map(|cell| &*cell.text)
                .filter(|text| !text.is_empty())
        };
        let reported = self.diagnostics.len();
        let source = self.source_of(file, row, columns.source);
        let mut number = |column| cell(column).and_then(|cell| self.number(cell));
        let (value, low, high) = (number(columns.y), number(columns.low), number(columns.high));
        let as_of = cell(columns.as_of).filter(|cell| !cell.text.is_empty());
        let as_of = as_of.and_then(|cell| self.when(cell));
        if self.diagnostics.len() > reported {
            return None;
        }
        if value.or(low).or(high).is_none() {
            let place = Place::new(&file.path, row.span);
            let message = "the row has no number".to_owned();
            self.report_data(
                Lint::DataValue,
                place,
                message,
                "give it a value, or take it out",
            );
            return None;
        }
        if let (Some(low), Some(high)) = (low, high)
            && low.value > high.value
        {
            let message = "the low end of the range is above the high one".to_owned();
            let place = Place::new(&file.path, row.span);
            self.report_data(Lint::DataValue, place, message, "exchange the two");
            return None;
        }
        Some(Datum {
            row,
            x: &row.cells[columns.x],
            value,
            low,
            high,
            by: text(columns.by),
            group: text(columns.group),
            what: text(columns.what),
            qualifier: text(columns.qualifier),
            as_of,
            source: source?,
        })
    }
}

impl Columns {
    /// The arguments that name them.
    const NAMES: [&'static str; 7] = ["by", "x", "y", "low", "high", "group", "what"];
}

/// What the numbers are counted in.
struct Unit {
    /// As words, for the line under the title.
    name: Option<String>,
    before: &'static str,
    after: &'static str,
}

impl Unit {
    fn of(name: Option<String>) -> Self {
        let (before, after) = match name.as_deref() {
            Some("%") => ("", "%"),
            Some("$") => ("$", ""),
            Some("€") => ("€", ""),
            Some("£") => ("£", ""),
            _ => ("", ""),
        };
        let is_sign = !before.is_empty() || !after.is_empty();
        Self {
            name: name.filter(|_| !is_sign),
            before,
            after,
        }
    }

    /// A number with the sign of its unit.
    fn sign(&self, number: &str) -> String {
        format!("{}{number}{}", self.before, self.after)
    }

    /// A number with its unit, as it is said.
    fn say(&self, number: &str) -> String {
        match &self.name {
            Some(name) => format!("{number} {name}"),
            None => number.to_owned(),
        }
    }
}

/// The unit that all rows name.
fn shared_unit(columns: &Columns, data: &[Datum<'_>]) -> Option<String> {
    let column = columns.unit?;
    let units = || data.iter().map(|datum| &*datum.row.cells[column].text);
    let first = units().next().filter(|unit| !unit.is_empty())?;
    units().all(|unit| unit == first).then(|| first.to_owned())
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
