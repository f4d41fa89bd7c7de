//! Tables, row by row.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Writer;
use super::containers::Container;
use crate::markdown::Hole;
use crate::markdown::document::BlockKind;

/// A table that is open.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    row: Row,
    /// Where its HTML begins.
    html_at: usize,
    /// Its index in the survey.
    index: Option<usize>,
    /// Whether it stands in a figure, after its caption.
    pub has_caption: bool,
    /// How many cells of the row there have been.
    column: usize,
}

/// The row that is open.
enum Row {
    Head,
    /// The number counts the rows of the page.
    Body {
        number: usize,
        range: Range<usize>,
    },
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>, at: usize) {
        self.close_leaf();
        self.containers.tables += 1;
        let (has_caption, index) = self.table_begins(at);
        // Wide tables scroll in a box of their own, which the keyboard can reach.
        let start = "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"";
        let table = Container::Table(Table {
            alignments,
            row: Row::Head,
            html_at: self.out.html.len(),
            index,
            has_caption,
            column: 0,
        });
        self.open_container(table, start);
        let name = Hole::TableName {
            number: self.containers.tables,
            headings: self.doc.headings.len(),
        };
        self.out.hole(name);
        self.push("\"><table>\n");
    }

    pub(super) fn start_head(&mut self) {
        self.push("<thead><tr>");
    }

    pub(super) fn start_row(&mut self, range: Range<usize>) {
        self.containers.rows += 1;
        let number = self.containers.rows;
        if let Some(table) = self.table() {
            table.row = Row::Body { number, range };
            table.column = 0;
        }
        self.push("<tr>");
    }

    pub(super) fn end_row(&mut self) {
        let is_head = self.table().is_some_and(|table| table.row.is_head());
        self.push(if is_head {
            "</tr></thead><tbody>\n"
        } else {
            "</tr>\n"
        });
    }

    pub(super) fn start_cell(&mut self, range: Range<usize>) {
        let Some(table) = self.table() else {
            return;
        };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        table.column += 1;
        let (kind, start, end) = match table.row {
            Row::Head => (BlockKind::TableHead, "<th scope=\"col\"", "</th>"),
            Row::Body { number, .. } => (BlockKind::TableCell(number), "<td", "</td>"),
        };
        self.open_text(kind, range, end);
        self.push(start);
        self.push(class);
        self.push(">");
    }

    /// The row of the table's body that is open.
    pub(super) fn open_row(&self) -> Option<Range<usize>> {
        match self.containers.last() {
            Some(Container::Table(Table {
                row: Row::Body { range, .. },
                ..
            })) => Some(range.clone()),
            _ => None,
        }
    }

    /// Ends a table.
    pub(super) fn end_table(&mut self, table: &Table) {
        self.push("</tbody></table></div>\n");
        match table.has_caption {
            true => self.push("</figure>\n"),
            false => self.table_ended(table.index, table.html_at),
        }
    }

    fn table(&mut self) -> Option<&mut Table> {
        match self.containers.last_mut() {
            Some(Container::Table(table)) => Some(table),
            _ => None,
        }
    }
}

impl Row {
    fn is_head(&self) -> bool {
        matches!(self, Self::Head)
    }
}
