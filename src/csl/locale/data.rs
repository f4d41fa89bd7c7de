//! What a locale file or a `cs:locale` of a style says (specification, "Locale Files - Structure").

use super::super::style::{DatePart, Form};

/// What one `cs:locale` says: a locale file, or an element of a style that overrides parts of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocaleData {
    /// `xml:lang`; `None` for all languages.
    pub language: Option<String>,
    /// `limit-day-ordinals-to-day-1`
    pub limit_day_ordinals_to_day_1: Option<bool>,
    /// `punctuation-in-quote`
    pub punctuation_in_quote: Option<bool>,
    /// The terms, in file order.
    pub terms: Vec<Term>,
    /// The form of dates as text.
    pub date_text: Option<LocaleDate>,
    /// The form of dates in numbers.
    pub date_numeric: Option<LocaleDate>,
}

/// `cs:term`
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub name: String,
    pub form: Form,
    pub single: String,
    pub multiple: String,
    /// `gender-form`, of ordinals.
    pub gender_form: Option<Gender>,
    /// `gender`, of nouns.
    pub gender: Option<Gender>,
    /// `match`, of ordinals: which numbers the term is for.
    pub matching: Option<OrdinalMatch>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    Masculine,
    Feminine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrdinalMatch {
    LastDigit,
    LastTwoDigits,
    WholeNumber,
}

/// `cs:date` of a locale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocaleDate {
    pub delimiter: String,
    pub parts: Vec<DatePart>,
}
