//! The table of data under a picture, and the link to its file.

use crate::data::{DataFile, Number, Row, Rows, When};
use crate::diagnostics::Span;
use crate::markdown::escape_attribute;
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;

use super::rows::SOURCE;

impl Writer<'_> {
    /// Writes the table of the rows that the picture of a name shows, folded away, and the link to the whole file.
    pub(super) fn data_table(
        &mut self,
        file: &DataFile,
        rows: &Rows,
        (shown, called): (&[&Row], &str),
        cited: &mut Cited,
        span: Span,
    ) {
        self.push("<details class=\"picture-data\"><summary>");
        self.word("data");
        self.push("</summary>\n<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        self.word("data");
        self.push(": ");
        escape_attribute(&mut self.out.html, called);
        self.push("\"><table>\n<thead><tr>");
        let numeric: Vec<bool> = (0..rows.columns.len())
            .map(|column| is_numeric(shown, column))
            .collect();
        for (column, is_number) in rows.columns.iter().zip(&numeric) {
            self.push(match is_number {
                true => "<th scope=\"col\" class=\"align-right\">",
                false => "<th scope=\"col\">",
            });
            match &*column.text {
                SOURCE => self.word("source"),
                name => self.push_text(&heading(name)),
            }
            self.push("</th>");
        }
        self.push("</tr></thead><tbody>\n");
        for row in shown {
            self.push("<tr>");
            for ((column, cell), is_number) in rows.columns.iter().zip(&row.cells).zip(&numeric) {
                self.push(match is_number {
                    true => "<td class=\"align-right\">",
                    false => "<td>",
                });
                match Number::parse(&cell.text).filter(|_| *is_number) {
                    _ if column.text == SOURCE => self.cite_data(cell, "", span, cited),
                    Some(number) => self.push_text(&self.number_text(number)),
                    None => self.push_text(&self.cell_text(&cell.text)),
                }
                self.push("</td>");
            }
            self.push("</tr>\n");
        }
        self.push("</tbody></table></div>\n");
        self.push("<p>");
        self.download(file, span);
        self.push("</p></details>\n");
    }

    /// Writes a link to a file of data, which is published.
    pub(super) fn download(&mut self, file: &DataFile, span: Span) {
        self.push("<a href=\"");
        self.add_link(format!("/{}", file.path), true, span.range());
        self.push("\" download>");
        let format = file.path.rsplit('.').next().unwrap_or_default();
        self.phrase("download_data", vec![("format", format.to_uppercase())]);
        self.push("</a>");
    }

    /// Dates as the language has them; all else as it is.
    fn cell_text(&self, text: &str) -> String {
        match When::parse(text).filter(|_| text.contains('-')) {
            Some(when) => self.date_text(when),
            None => text.to_owned(),
        }
    }
}

/// Whether a column holds numbers. Years are names, not amounts.
fn is_numeric(shown: &[&Row], column: usize) -> bool {
    let cells = || shown.iter().filter_map(|row| row.cells.get(column));
    let numbers = || cells().filter_map(|cell| Number::parse(&cell.text));
    let filled = cells().filter(|cell| !cell.text.is_empty()).count();
    let is_year = |number: Number| number.decimals == 0 && (1000.0..2200.0).contains(&number.value);
    filled > 0 && numbers().count() == filled && !numbers().all(is_year)
}

/// A column's name as the head of a table.
pub(super) fn heading(name: &str) -> String {
    let name = name.replace('_', " ");
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
