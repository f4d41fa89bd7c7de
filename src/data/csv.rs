//! CSV (RFC 4180) with the place of each cell.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use ::csv::ReaderBuilder;

use super::Excerpt;
use crate::diagnostics::{Diagnostic, Lint, Place, Span, count};

/// Files with more rows are no pictures.
const MOST_ROWS: usize = 10_000;

/// The head and the rows of a file.
#[derive(Debug)]
pub(crate) struct Rows {
    pub columns: Vec<Excerpt>,
    pub rows: Vec<Row>,
}

/// A row, with a cell for each column.
#[derive(Debug)]
pub(crate) struct Row {
    pub cells: Vec<Excerpt>,
    /// The whole line.
    pub span: Span,
}

impl Rows {
    /// The index of a column by its name.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.text == name)
    }

    /// The head.
    pub(crate) fn head(&self) -> Span {
        let ends = self.columns.first().zip(self.columns.last());
        ends.map_or(Span::at(0), |(first, last)| Span {
            start: first.span.start,
            end: last.span.end,
        })
    }
}

/// Reads a file. `None`, with a diagnostic, if there is nothing to go on with; rows that are not in order are left out.
pub(super) fn read(path: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Rows> {
    let mut report = |span: Span, message: String, help: &str| {
        let place = Place::new(path, span);
        diagnostics.push(Diagnostic::new(Lint::DataSyntax, place, message).help(help));
    };
    let text = &*without_directives(text);
    let mut reader = ReaderBuilder::new();
    let mut reader = reader
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    // The text is UTF-8 and in memory: every record can be read.
    let mut records = reader.records().filter_map(Result::ok).map(|record| {
        let start = record.position().map_or(0, |position| position.byte());
        Record::at(path, text, start as usize)
    });
    let head = records.next();
    let Some(head) = head.filter(|head| head.cells.iter().any(|cell| !cell.text.is_empty())) else {
        let help = "write the names of the columns into the first line, then a row for each figure";
        report(Span::at(0), "the file is empty".to_owned(), help);
        return None;
    };
    let columns = head.cells;
    if let [only] = &columns[..]
        && let Some(sign) = only.text.chars().find(|c| matches!(c, ';' | '\t'))
    {
        let name = if sign == ';' { "semicolons" } else { "tabs" };
        let message = format!("the cells are separated by {name}");
        report(
            only.span,
            message,
            "save the file with commas between the cells",
        );
        return None;
    }
    for (i, column) in columns.iter().enumerate() {
        if columns[..i].iter().any(|other| other.text == column.text) {
            let message = format!("there are two columns `{}`", column.text);
            report(column.span, message, "give each column a name of its own");
        }
    }
    let rows = rows(records, columns.len(), &mut report);
    if rows.is_empty() && diagnostics.is_empty() {
        let place = Place::new(path, Span::at(text.len()));
        let message = "the file has a head and no rows";
        diagnostics.push(
            Diagnostic::new(Lint::DataSyntax, place, message).help("write a row for each figure"),
        );
    }
    Some(Rows { columns, rows })
}

/// Whether a comment, without its sign, is addressed to Ibid: `ibid: allow(…)`.
pub(crate) fn is_directive(comment: &str) -> bool {
    let after = comment.trim_start().strip_prefix("ibid");
    after.is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '.')
    })
}

/// The text with empty lines in place of comments to Ibid, so that all else stays where it is. CSV has no other
/// comments: a line that begins with `#` may be a row.
fn without_directives(text: &str) -> Cow<'_, str> {
    let is_comment = |line: &str| line.strip_prefix('#').is_some_and(is_directive);
    if !text.contains("ibid") || !text.lines().any(is_comment) {
        return text.into();
    }
    let lines = text
        .split_inclusive('\n')
        .map(|line| match is_comment(line) {
            true => "\n".repeat(line.len()).into(),
            false => Cow::Borrowed(line),
        });
    lines.collect::<String>().into()
}

/// The rows that have a cell for each of so many columns.
fn rows(
    records: impl Iterator<Item = Record>,
    columns: usize,
    report: &mut dyn FnMut(Span, String, &str),
) -> Vec<Row> {
    let mut rows = Vec::new();
    for record in records {
        if rows.len() == MOST_ROWS {
            let message = format!("the file has more than {MOST_ROWS} rows");
            let help = "keep what the picture shows, and link to the rest";
            report(record.span, message, help);
            break;
        }
        if let Some(open) = record.unclosed {
            let help = "put a quotation mark after it; one inside a cell is written twice";
            report(open, "this cell is not closed".to_owned(), help);
        } else if record.cells.len() != columns {
            let cells = count(record.cells.len(), "cell");
            let message = format!("the row has {cells}, and the head {columns}");
            let help = "put a cell with a comma in it into quotation marks";
            report(record.span, message, help);
        } else {
            rows.push(Row {
                cells: record.cells,
                span: record.span,
            });
        }
    }
    rows
}

/// A line of the file, or several where a cell has line breaks.
struct Record {
    cells: Vec<Excerpt>,
    span: Span,
    /// The cell whose quotation mark nothing closes.
    unclosed: Option<Span>,
}

impl Record {
    /// The record at byte `start`. The `csv` crate says where a record begins, but not where its cells do.
    fn at(path: &Arc<str>, text: &str, start: usize) -> Self {
        let blank = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let skipped = text.as_bytes()[start..]
            .iter()
            .take_while(|byte| blank(byte));
        let start = start + skipped.count();
        let mut record = Self {
            cells: Vec::new(),
            span: Span::at(start),
            unclosed: None,
        };
        let mut at = start;
        loop {
            let (cell, closed) = cell(path, text, at);
            at = cell.span.end as usize;
            if !closed {
                record.unclosed = Some(cell.span);
            }
            record.cells.push(cell);
            if text.as_bytes().get(at) != Some(&b',') {
                break;
            }
            at += 1;
        }
        record.span = Span::new(start..at);
        record
    }
}

/// The cell that begins at byte `start`, and whether its quotation mark is closed.
fn cell(path: &Arc<str>, text: &str, start: usize) -> (Excerpt, bool) {
    let rest = &text[start..];
    if !rest.starts_with('"') {
        let length = rest.find([',', '\r', '\n']).unwrap_or(rest.len());
        let raw = &rest[..length];
        let trimmed = raw.trim();
        let from = start + raw.len() - raw.trim_start().len();
        let excerpt = Excerpt::new(
            path,
            Span::new(start..start + length),
            trimmed.to_owned(),
            vec![(0, from)],
        );
        return (excerpt, true);
    }
    let mut value = String::new();
    let mut runs = Vec::new();
    let mut at = 1;
    let closed = loop {
        let Some(quote) = rest[at..].find('"') else {
            copy(rest, at..rest.len(), start, &mut value, &mut runs);
            at = rest.len();
            break false;
        };
        copy(rest, at..at + quote, start, &mut value, &mut runs);
        at += quote + 1;
        if !rest[at..].starts_with('"') {
            break true;
        }
        // A doubled one stands for itself.
        copy(rest, at..at + 1, start, &mut value, &mut runs);
        at += 1;
    };
    let length = at
        + rest[at..]
            .find([',', '\r', '\n'])
            .unwrap_or(rest.len() - at);
    let after = rest[at..length].trim();
    value.push_str(after);
    let excerpt = Excerpt::new(path, Span::new(start..start + length), value, runs);
    (excerpt, closed)
}

/// Adds the bytes `range` of a text that begins at byte `base` of its file.
fn copy(
    rest: &str,
    range: Range<usize>,
    base: usize,
    value: &mut String,
    runs: &mut Vec<(usize, usize)>,
) {
    if runs.is_empty() || !range.is_empty() {
        runs.push((value.len(), base + range.start));
    }
    value.push_str(&rest[range]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> (Option<Rows>, Vec<String>) {
        let mut diagnostics = Vec::new();
        let rows = read(&"data/a.csv".into(), text, &mut diagnostics);
        let messages = diagnostics.into_iter().map(|one| one.message);
        (rows, messages.collect())
    }

    #[test]
    fn cells_have_their_places() {
        let text = "name,text\r\n\r\nfirst,\"He said \"\"no\"\", twice\"\n second , x\n";
        let (found, problems) = rows(text);
        let found = found.unwrap();
        assert_eq!(problems, Vec::<String>::new());
        let cell = &found.rows[0].cells[1];
        assert_eq!(cell.text, "He said \"no\", twice");
        let no = cell.text.find("no").unwrap();
        assert_eq!(&text[cell.span_of(no..no + 2).range()], "no");
        assert_eq!(&text[cell.span_of(0..2).range()], "He");
        let second = &found.rows[1].cells[0];
        assert_eq!(second.text, "second");
        assert_eq!(&text[second.span_of(0..6).range()], "second");
    }

    #[test]
    fn other_signs_between_cells_are_told() {
        for text in ["a;b\n1;2\n", "a\tb\n1\t2\n"] {
            let (found, problems) = rows(text);
            assert!(found.is_none() && problems[0].starts_with("the cells are separated by"));
        }
    }

    #[test]
    fn what_is_not_in_order_is_said() {
        assert_eq!(rows("").1, ["the file is empty"]);
        assert_eq!(rows("\n\n").1, ["the file is empty"]);
        assert_eq!(rows("a,b\n").1, ["the file has a head and no rows"]);
        assert_eq!(
            rows("a,b\n1,2,3\n").1,
            ["the row has 3 cells, and the head 2"]
        );
        assert_eq!(rows("a,a\n1,2\n").1, ["there are two columns `a`"]);
        assert_eq!(rows("a,b\n1,\"2\n").1, ["this cell is not closed"]);
    }

    #[test]
    fn comments_to_ibid_are_no_rows_and_all_else_is() {
        let text = "a,b\n# ibid: allow(data-row) reason=\"x, \"y\n#1,2\n";
        let (found, problems) = rows(text);
        assert_eq!(problems, Vec::<String>::new());
        let [row] = &found.unwrap().rows[..] else {
            panic!()
        };
        assert_eq!(&text[row.span.range()], "#1,2");
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_csv_crate(text in "[a\",\n é]{0,40}") {
            let mut diagnostics = Vec::new();
            let Some(found) = read(&"a".into(), &text, &mut diagnostics) else { return Ok(()) };
            let mut reader = ReaderBuilder::new();
            let mut reader = reader.has_headers(false).flexible(true).from_reader(text.as_bytes());
            let records: Vec<_> = reader.records().map(Result::unwrap).skip(1).collect();
            let same: Vec<_> = records.iter().filter(|record| record.len() == found.columns.len()).collect();
            for cell in found.rows.iter().flat_map(|row| &row.cells) {
                prop_assert!(text.get(cell.span.range()).is_some());
            }
            if diagnostics.is_empty() && !text.contains("\" ") && !text.contains(" \"") {
                prop_assert_eq!(found.rows.len(), same.len());
                for (row, record) in found.rows.iter().zip(same) {
                    for (cell, theirs) in row.cells.iter().zip(record) {
                        prop_assert_eq!(cell.text.trim(), theirs.trim());
                    }
                }
            }
        }
    }
}
