//! The rows of a chart: those that are wanted, checked.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Kind;
use super::columns::Columns;
use crate::data::{DataFile, Excerpt, Number, Row, Rows, When};
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::markdown::writer::Writer;
use crate::value::Spanned;

/// The theme has as many colours, and there are as many shapes of marks.
const MOST_SERIES: usize = 6;

/// A row as it is drawn.
pub(super) struct Datum<'f> {
    pub row: &'f Row,
    pub x: &'f Excerpt,
    pub value: Option<Number>,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub by: Option<&'f str>,
    pub group: Option<&'f str>,
    /// What is counted.
    pub what: Option<&'f str>,
    /// "about", "more than".
    pub qualifier: Option<&'f str>,
    pub as_of: Option<When>,
    pub source: &'f Excerpt,
}

impl Datum<'_> {
    /// Its numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = Number> {
        [self.low, self.value, self.high].into_iter().flatten()
    }
}

impl Writer<'_> {
    /// The rows that are drawn. Those with something wrong are reported and left out.
    pub(super) fn data_of<'f>(
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
        let mut before: BTreeMap<Vec<&str>, Span> = BTreeMap::new();
        let mut data = Vec::new();
        for row in chosen {
            let cells = row.cells.iter().map(|cell| &*cell.text).collect();
            match before.entry(cells) {
                Entry::Occupied(first) => self.report_twice(file, row, *first.get()),
                Entry::Vacant(new) => {
                    new.insert(row.span);
                    data.extend(self.datum(file, row, columns));
                }
            }
        }
        self.check_series(file, &data);
        data
    }

    fn report_twice(&mut self, file: &DataFile, row: &Row, first: Span) {
        let place = Place::new(&file.path, row.span);
        let problem = Diagnostic::new(Lint::DataValue, place, "the row is there twice")
            .also(Place::new(&file.path, first), "first here")
            .help("take one of them out");
        self.diagnostics.push(problem);
    }

    /// Of more series, two would look alike.
    fn check_series(&mut self, file: &DataFile, data: &[Datum<'_>]) {
        let mut series: Vec<&str> = Vec::new();
        for datum in data {
            let Some(by) = datum.by.filter(|by| !series.contains(by)) else {
                continue;
            };
            series.push(by);
            if series.len() > MOST_SERIES {
                let message =
                    format!("a chart tells {MOST_SERIES} series apart, and \"{by}\" is one more");
                let help = "gather the small ones under one name, or choose rows with where=\"column=value\"";
                let place = Place::new(&file.path, datum.row.span);
                self.report_data(Lint::DataValue, place, message, help);
                return;
            }
        }
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
        let wrong = wrong_with(&row.cells[columns.x].text, value, low, high);
        if let Some((message, help)) = wrong {
            let place = Place::new(&file.path, row.span);
            self.report_data(Lint::DataValue, place, message.to_owned(), help);
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

/// What is wrong with a row whose cells are in order, and what to do.
fn wrong_with(
    name: &str,
    value: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
) -> Option<(&'static str, &'static str)> {
    let above =
        |a: Option<Number>, b: Option<Number>| a.zip(b).is_some_and(|(a, b)| a.value > b.value);
    if value.or(low).or(high).is_none() {
        Some(("the row has no number", "give it a value, or take it out"))
    } else if above(low, high) {
        Some((
            "the low end of the range is above the high one",
            "exchange the two",
        ))
    } else if above(low, value) || above(value, high) {
        let help = "correct one of `low`, `value` and `high`";
        Some(("the value is outside its range", help))
    } else if name.is_empty() {
        let help = "write into its first column who says so, or what it is";
        Some(("the row has no name", help))
    } else {
        None
    }
}
