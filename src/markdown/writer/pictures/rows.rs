//! Rows of CSV as pictures take them: columns by name, cells as numbers and dates, each row with its source.

use crate::data::{Content, DataFile, Excerpt, Number, Row, Rows, When};
use crate::diagnostics::{Diagnostic, Lint, Place, did_you_mean};
use crate::markdown::writer::Writer;
use crate::value::Spanned;

/// The column that says where a row is from.
pub(super) const SOURCE: &str = "source";

impl Writer<'_> {
    /// The rows of a file; `None` is reported.
    pub(super) fn rows_of<'f>(
        &mut self,
        file: &'f DataFile,
        name: &Spanned<String>,
    ) -> Option<&'f Rows> {
        if let Content::Rows(rows) = &file.content {
            return Some(rows);
        }
        let message = format!("{} is not a CSV file", file.path);
        self.report(Lint::UnknownData, name.span, message);
        None
    }

    /// The column of a name that an argument gives; `None` is reported.
    pub(super) fn named_column(
        &mut self,
        file: &DataFile,
        rows: &Rows,
        wanted: &Spanned<String>,
    ) -> Option<usize> {
        let found = rows.column(&wanted.value);
        if found.is_none() {
            let problem = missing(file, rows, &wanted.value);
            let place = self.doc.place(wanted.span);
            self.diagnostics.push(problem.also(place, "named here"));
        }
        found
    }

    /// A column that must be there; `None` is reported.
    pub(super) fn needed_column(
        &mut self,
        file: &DataFile,
        rows: &Rows,
        name: &str,
    ) -> Option<usize> {
        let found = rows.column(name);
        if found.is_none() {
            self.diagnostics.push(missing(file, rows, name));
        }
        found
    }

    /// The cell of a row that says where it is from; `None`, if it is empty, is reported.
    pub(super) fn source_of<'r>(
        &mut self,
        file: &DataFile,
        row: &'r Row,
        column: usize,
    ) -> Option<&'r Excerpt> {
        let source = row.cells.get(column);
        let source = source.filter(|source| !source.text.is_empty());
        if source.is_none() {
            let place = Place::new(&file.path, row.span);
            let help = "write the key of a source into the column `source`: key, p. 3";
            let message = "the row has no source".to_owned();
            self.report_data(Lint::DataRow, place, message, help);
        }
        source
    }

    /// A cell as a number; an empty one is none.
    pub(super) fn number(&mut self, cell: &Excerpt) -> Option<Number> {
        if cell.text.is_empty() {
            return None;
        }
        let number = Number::parse(&cell.text);
        if number.is_none() {
            let message = format!("\"{}\" is not a plain number", cell.text);
            let help = match Number::meant(&cell.text) {
                Some((number, None)) => format!("write {number}, without signs between the digits"),
                Some((number, Some(unit))) => {
                    format!("write {number} here, and unit=\"{unit}\" where the chart is called")
                }
                None => "write 12000 or 0.25; leave the cell empty if it is not known".to_owned(),
            };
            self.report_data(Lint::DataValue, cell.place(), message, help);
        }
        number
    }

    /// A cell as a date.
    pub(super) fn when(&mut self, cell: &Excerpt) -> Option<When> {
        let when = When::parse(&cell.text);
        if when.is_none() {
            let message = format!("\"{}\" is not a date", cell.text);
            let help = "write 2024-06-19, or 2024-06 or 2024 if no more is known";
            self.report_data(Lint::DataValue, cell.place(), message, help);
        }
        when
    }

    /// A date as the language of the page has it.
    pub(super) fn date_text(&self, when: When) -> String {
        let text = |point: crate::data::Point| {
            self.locale.partial_date(point.year, point.month, point.day)
        };
        match when.end {
            Some(end) => format!("{} – {}", text(when.start), text(end)),
            None => text(when.start),
        }
    }

    /// A number as the language of the page has it.
    pub(super) fn number_text(&self, number: Number) -> String {
        self.locale.number(number.value, number.decimals)
    }
}

fn missing(file: &DataFile, rows: &Rows, name: &str) -> Diagnostic {
    let place = Place::new(&file.path, rows.head());
    let message = format!("there is no column `{name}`");
    let columns = || rows.columns.iter().map(|column| &*column.text);
    let listed = || {
        format!(
            "its columns are {}",
            columns().collect::<Vec<_>>().join(", ")
        )
    };
    let help = did_you_mean(name, columns()).unwrap_or_else(listed);
    Diagnostic::new(Lint::DataColumn, place, message).help(help)
}
