//! The words of a language: terms, ordinals, date forms, quotation marks (section "Locale Files").
//!
//! ```text
//! locale files: American English, language, dialect ─┐
//! style's cs:locale: any, language, dialect ─────────┴─ the later over the earlier ──> Locale
//! ```

mod data;
mod language;
mod locator;
mod ordinal;
mod read;
mod terms;
#[cfg(test)]
mod tests;

pub(crate) use data::*;
pub use language::Language;
pub(crate) use locator::LocatorLabels;
pub(super) use read::locale_data;

use super::style::{DateForm, Form};
use super::xml::{self, XmlError};
use ordinal::Ordinals;
use terms::Terms;

/// What can be said in a language: the words of its locale files, and those of a style over them.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    terms: Terms,
    ordinals: Ordinals,
    date_text: LocaleDate,
    date_numeric: LocaleDate,
    limit_day_ordinals_to_day_1: bool,
    punctuation_in_quote: bool,
}

/// The marks around a quotation, and around a quotation inside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotationMarks<'a> {
    pub open: &'a str,
    pub close: &'a str,
    pub open_inner: &'a str,
    pub close_inner: &'a str,
}

impl LocaleData {
    /// Reads a locale file.
    pub fn parse(text: &str) -> Result<Self, XmlError> {
        xml::parse(text).map(|root| locale_data(&root))
    }
}

impl Locale {
    /// The words of a language, with those of a style's `cs:locale` elements over them (section "Locale
    /// Fallback"). `file` gives the locale file of a name such as "de-AT", if there is one.
    ///
    /// American English, which stands in for what a language lacks, does so for whole terms: where a language
    /// has a term in another form, citeproc-js uses that.
    pub fn new(
        language: &Language,
        style: &[LocaleData],
        file: impl Fn(&str) -> Option<LocaleData>,
    ) -> Self {
        let mut locale = Self::default();
        for name in language.files() {
            if let Some(data) = file(&name) {
                locale.add(data);
            }
            if !language.is("en") && name == Language::FALLBACK {
                locale.terms.are_makeshift();
            }
        }
        let mut own: Vec<_> = style
            .iter()
            .filter_map(|data| Some((language.closeness(data.language.as_deref())?, data)))
            .collect();
        own.sort_by_key(|(closeness, _)| *closeness);
        for (_, data) in own {
            locale.add(data.clone());
        }
        locale
    }

    fn add(&mut self, data: LocaleData) {
        self.ordinals.add(&data.terms);
        self.terms.add(data.terms);
        if let Some(date) = data.date_text {
            self.date_text = date;
        }
        if let Some(date) = data.date_numeric {
            self.date_numeric = date;
        }
        if let Some(limit) = data.limit_day_ordinals_to_day_1 {
            self.limit_day_ordinals_to_day_1 = limit;
        }
        if let Some(inside) = data.punctuation_in_quote {
            self.punctuation_in_quote = inside;
        }
    }

    /// A term, in the next best form if it has none of this one: "verb-short" is "verb" at need, "symbol" is
    /// "short", and all are "long". `None` if there is no such term.
    pub fn term(&self, name: &str, form: Form, plural: bool) -> Option<&str> {
        self.terms.get(name, form, plural)
    }

    /// A term, or nothing.
    pub fn term_or_empty(&self, name: &str, form: Form) -> &str {
        self.term(name, form, false).unwrap_or_default()
    }

    /// The gender of a noun: of a month, or of a number variable such as "edition".
    pub fn gender(&self, term: &str) -> Option<Gender> {
        self.terms.gender(term)
    }

    /// What follows a number to make it an ordinal, in the gender of the noun it counts: the "th" of "4th".
    pub fn ordinal_suffix(&self, number: u32, gender: Option<Gender>) -> &str {
        self.ordinals.suffix(number, gender)
    }

    /// An ordinal in words, of the numbers that the language has them for: "third".
    pub fn long_ordinal(&self, number: u32, gender: Option<Gender>) -> Option<&str> {
        self.terms
            .gendered(&format!("long-ordinal-{number:02}"), gender)
    }

    /// The name of a month, 1 to 12, or of a season, 13 to 16.
    pub fn month(&self, number: u8, form: Form) -> Option<&str> {
        self.term(month_term(number)?, form, false)
    }

    /// The gender of a month or season.
    pub fn month_gender(&self, number: u8) -> Option<Gender> {
        self.gender(month_term(number)?)
    }

    /// The form of a date.
    pub fn date(&self, form: DateForm) -> &LocaleDate {
        match form {
            DateForm::Text => &self.date_text,
            DateForm::Numeric => &self.date_numeric,
        }
    }

    /// Whether only the first day of a month is an ordinal.
    pub fn limit_day_ordinals_to_day_1(&self) -> bool {
        self.limit_day_ordinals_to_day_1
    }

    /// Whether commas and full stops after a quotation move into it.
    pub fn punctuation_in_quote(&self) -> bool {
        self.punctuation_in_quote
    }

    /// The quotation marks.
    pub fn quotation_marks(&self) -> QuotationMarks<'_> {
        QuotationMarks {
            open: self.term_or_empty("open-quote", Form::Long),
            close: self.term_or_empty("close-quote", Form::Long),
            open_inner: self.term_or_empty("open-inner-quote", Form::Long),
            close_inner: self.term_or_empty("close-inner-quote", Form::Long),
        }
    }
}

fn month_term(number: u8) -> Option<&'static str> {
    const TERMS: [&str; 16] = [
        "month-01",
        "month-02",
        "month-03",
        "month-04",
        "month-05",
        "month-06",
        "month-07",
        "month-08",
        "month-09",
        "month-10",
        "month-11",
        "month-12",
        "season-01",
        "season-02",
        "season-03",
        "season-04",
    ];
    TERMS.get(usize::from(number).checked_sub(1)?).copied()
}
