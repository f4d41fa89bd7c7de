//! Which columns of its file a chart takes.

use crate::data::{DataFile, Rows};
use crate::markdown::writer::Writer;
use crate::markdown::writer::pictures::Arguments;
use crate::markdown::writer::pictures::rows::SOURCE;

/// Columns, by their indexes.
pub(super) struct Columns {
    pub x: usize,
    pub y: Option<usize>,
    pub low: Option<usize>,
    pub high: Option<usize>,
    /// Tells series apart.
    pub by: Option<usize>,
    /// Gathers rows under a heading.
    pub group: Option<usize>,
    pub what: Option<usize>,
    pub qualifier: Option<usize>,
    pub as_of: Option<usize>,
    pub unit: Option<usize>,
    pub source: usize,
}

impl Columns {
    /// The arguments that name them.
    pub(super) const NAMES: [&'static str; 7] = ["by", "x", "y", "low", "high", "group", "what"];
}

impl Writer<'_> {
    /// The columns that the arguments name, and those that are known by their names; `None` is reported.
    pub(super) fn columns(
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
}
