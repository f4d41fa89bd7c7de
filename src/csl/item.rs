//! The record of a source: what CSL 1.0.2 formats.

use super::text::Text;
use super::variable::{DateVariable, ItemType, NameVariable, Variable};

/// A source: a type and the variables that it has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// The key, as citations name it.
    pub id: String,
    /// What kind of thing it is.
    pub kind: ItemType,
    // An item has about ten variables: a list is smaller and faster than a table of all of them.
    texts: Vec<(Variable, Text)>,
    names: Vec<(NameVariable, Names)>,
    dates: Vec<(DateVariable, Date)>,
}

/// The persons of a name variable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Names {
    /// The persons, in order.
    pub list: Vec<Name>,
    /// Whether the record says that there are more: BibLaTeX's `and others`.
    pub others: bool,
}

/// A person or an institution. Parts that are not there are empty.
///
/// The parts are those of CSL-JSON; readers tell particles that stand in `family` and `given` apart, as
/// citeproc-js does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Name {
    /// "Vallée Poussin"
    pub family: String,
    /// "Charles Louis Xavier Joseph"
    pub given: String,
    /// "de", dropped where the family name stands alone.
    pub dropping_particle: String,
    /// "la", never dropped.
    pub non_dropping_particle: String,
    /// "III"
    pub suffix: String,
    /// Whether a comma stands before the suffix also in given-first order.
    pub comma_suffix: bool,
    /// Whether the family name always comes first.
    pub static_ordering: bool,
    /// An institution or a name that must not be taken apart; the other parts are then empty.
    pub literal: String,
}

impl Name {
    /// The name as it is spoken: "Charles de la Vallée Poussin III".
    pub fn given_first(&self) -> String {
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        let mut spoken = String::new();
        let parts = [
            &self.given,
            &self.dropping_particle,
            &self.non_dropping_particle,
            &self.family,
            &self.suffix,
        ];
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            // "d’Artagnan", "al-Hakim"
            if !spoken.is_empty() && !spoken.ends_with(['’', '\'', '-', ' ']) {
                spoken.push(' ');
            }
            spoken.push_str(part);
        }
        spoken
    }
}

/// A date, or a range of dates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// Words that stand for the date: "forthcoming".
    Literal(Text),
    /// A day, month, season or year; with `end` a range.
    Known {
        /// The date, or the first of the range; its year is 0 where the start is open, "–2020".
        start: DateValue,
        /// The last of the range; `Some(None)` is an open range, "2020–".
        end: Option<Option<DateValue>>,
        /// Whether it is approximate or uncertain (`circa`, EDTF `~` and `?`).
        circa: bool,
    },
}

/// A point in time, as precise as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateValue {
    /// The year; negative are years before the common era: −1 is 1 BC. CSL has no year 0, so 0 is none.
    pub year: i32,
    /// 1 to 12, or a season from 13 (spring) to 16 (winter), as the terms of CSL are counted; 0 if unknown.
    pub month: u8,
    /// 1 to 31; 0 if unknown.
    pub day: u8,
}

impl Item {
    /// An item without variables.
    pub fn new(id: impl Into<String>, kind: ItemType) -> Self {
        Self {
            id: id.into(),
            kind,
            texts: Vec::new(),
            names: Vec::new(),
            dates: Vec::new(),
        }
    }

    /// The value of a variable; never empty.
    pub fn text(&self, variable: Variable) -> Option<&Text> {
        let found = self.texts.iter().find(|(name, _)| *name == variable);
        found.map(|(_, text)| text)
    }

    /// The persons of a variable; never an empty list.
    pub fn names(&self, variable: NameVariable) -> Option<&Names> {
        let found = self.names.iter().find(|(name, _)| *name == variable);
        found.map(|(_, names)| names)
    }

    /// The date of a variable.
    pub fn date(&self, variable: DateVariable) -> Option<&Date> {
        let found = self.dates.iter().find(|(name, _)| *name == variable);
        found.map(|(_, date)| date)
    }

    /// Sets a variable; an empty text removes it.
    pub fn set_text(&mut self, variable: Variable, text: impl Into<Text>) {
        let text = text.into();
        self.texts.retain(|(name, _)| *name != variable);
        if !text.is_empty() {
            self.texts.push((variable, text));
        }
    }

    /// Sets the persons of a variable; an empty list removes it.
    pub fn set_names(&mut self, variable: NameVariable, names: Names) {
        self.names.retain(|(name, _)| *name != variable);
        if !names.list.is_empty() {
            self.names.push((variable, names));
        }
    }

    /// Sets a date.
    pub fn set_date(&mut self, variable: DateVariable, date: Date) {
        self.dates.retain(|(name, _)| *name != variable);
        self.dates.push((variable, date));
    }

    /// Sets what follows from other variables: `page-first` from `page`.
    pub(crate) fn complete(&mut self) {
        let Some(page) = self.text(Variable::Page).map(Text::as_str) else {
            return;
        };
        if self.text(Variable::PageFirst).is_none() {
            let end = [", ", "&", "-", "–"]
                .iter()
                .filter_map(|mark| page.find(mark))
                .min();
            let first = page[..end.unwrap_or(page.len())].trim();
            // `A\-3` is one page.
            let first = if first.ends_with('\\') { page } else { first };
            self.set_text(Variable::PageFirst, first.to_owned());
        }
    }

    /// The text variables in the order in which they were set.
    pub fn texts(&self) -> impl Iterator<Item = (Variable, &Text)> {
        self.texts.iter().map(|(name, text)| (*name, text))
    }

    /// The name variables in the order in which they were set.
    pub fn all_names(&self) -> impl Iterator<Item = (NameVariable, &Names)> {
        self.names.iter().map(|(name, names)| (*name, names))
    }

    /// The date variables in the order in which they were set.
    pub fn dates(&self) -> impl Iterator<Item = (DateVariable, &Date)> {
        self.dates.iter().map(|(name, date)| (*name, date))
    }
}
