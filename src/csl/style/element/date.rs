//! `cs:date` and its parts.

use super::super::super::variable::DateVariable;
use super::{Affixes, Display, Formatting, TextCase};

/// `cs:date`: localized where `form` is given, else of the parts listed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DateElement {
    pub variable: DateVariable,
    pub form: Option<DateForm>,
    /// `date-parts`, for localized dates: which parts are shown.
    pub parts_shown: DatePartsShown,
    pub parts: Vec<DatePart>,
    pub delimiter: String,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub display: Option<Display>,
    pub text_case: Option<TextCase>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateForm {
    Numeric,
    Text,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum DatePartsShown {
    #[default]
    YearMonthDay,
    YearMonth,
    Year,
}

/// `cs:date-part`. In the override of a localized date, what is not written is that of the locale.
#[derive(Clone, Debug, PartialEq)]
pub struct DatePart {
    pub name: DatePartName,
    pub form: Option<DatePartForm>,
    pub range_delimiter: Option<String>,
    pub affixes: Affixes,
    pub formatting: Formatting,
    pub text_case: Option<TextCase>,
    pub strip_periods: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePartName {
    Year,
    Month,
    Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePartForm {
    Long,
    Short,
    Numeric,
    NumericLeadingZeros,
    Ordinal,
}
