//! What the numbers of a chart are counted in.

use super::columns::Columns;
use super::datum::Datum;

/// A unit, as a word or as a sign beside each number.
pub(super) struct Unit {
    /// As words, for the line under the title.
    pub name: Option<String>,
    before: &'static str,
    after: &'static str,
}

impl Unit {
    pub(super) fn of(name: Option<String>) -> Self {
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
    pub(super) fn sign(&self, number: &str) -> String {
        format!("{}{number}{}", self.before, self.after)
    }

    /// A number with its unit, as it is said.
    pub(super) fn say(&self, number: &str) -> String {
        match &self.name {
            Some(name) => format!("{number} {name}"),
            None => number.to_owned(),
        }
    }
}

/// The unit that all rows name.
pub(super) fn shared_unit(columns: &Columns, data: &[Datum<'_>]) -> Option<String> {
    let column = columns.unit?;
    let units = || data.iter().map(|datum| &*datum.row.cells[column].text);
    let first = units().next().filter(|unit| !unit.is_empty())?;
    units().all(|unit| unit == first).then(|| first.to_owned())
}
