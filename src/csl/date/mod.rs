//! Dates written as text: EDTF, as BibLaTeX and CSL 1.0.2 have it, and dates in English words.

mod edtf;
mod words;

use super::item::{Date, DateValue};

/// Why a text that looks like an EDTF date is not one: "there is no month 13".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError(pub String);

impl Date {
    #[cfg(test)]
    pub(crate) const fn single(start: DateValue) -> Self {
        Self::Known {
            start,
            end: None,
            circa: false,
        }
    }

    /// Reads EDTF, levels 0 and 1: `2024-06`, `2024-21` (spring), `1850~`, `-0099`, `199X`, `2024-06/2024-07`, `2024/..`.
    ///
    /// # Errors
    /// What is not of this form, or not in the calendar.
    pub fn parse_edtf(text: &str) -> Result<Self, DateError> {
        edtf::parse(text)
    }

    /// Reads EDTF or a date in English words: `June 19, 2024`, `Spring 1999 – Summer 2001`, `c. 300 BC`.
    /// What is neither is a literal.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        edtf::parse(text)
            .ok()
            .or_else(|| words::parse(text))
            .unwrap_or_else(|| Self::Literal(text.trim_matches('"').into()))
    }
}

impl DateValue {
    pub const fn year(year: i32) -> Self {
        Self {
            year,
            month: 0,
            day: 0,
        }
    }

    /// Whether the calendar has it.
    pub(crate) fn exists(self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            2 if leap || self.year < 0 => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        self.month <= 16 && self.day <= days
    }
}

/// 1 to 12 for the English name of a month or its first letters, at least three.
pub(crate) fn month_number(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let found = MONTHS.iter().position(|month| month.starts_with(&word));
    found
        .filter(|_| word.len() >= 3)
        .map(|index| index as u8 + 1)
}
