//! What a page takes from the CSL locale of its language: quotation marks, dates, the terms of locators.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::civil::Date;

use super::{Language, numbers};
use crate::bibliography::{Locator, bundled};
use crate::csl::{self, DateForm, DatePart, DatePartForm, DatePartName, Form, LocatorLabels};

/// The locale of a language.
#[derive(Debug)]
pub(crate) struct Locale {
    language: Language,
    words: csl::Locale,
    labels: LocatorLabels,
}

/// The marks around a quotation; the inner ones are for one inside another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotes {
    pub open: String,
    pub close: String,
    pub open_inner: String,
    pub close_inner: String,
}

impl Locale {
    /// The locale of a language; each is read once.
    pub(crate) fn of(language: &Language) -> Arc<Self> {
        static READ: LazyLock<Mutex<BTreeMap<Language, Arc<Locale>>>> =
            LazyLock::new(Mutex::default);
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let locale = read.entry(language.clone()).or_insert_with(|| {
            let (tag, words) = bundled::words(language.as_str(), &[]);
            let labels = LocatorLabels::new(&tag, &words);
            Arc::new(Self {
                language: language.clone(),
                words,
                labels,
            })
        });
        locale.clone()
    }

    /// The quotation marks.
    pub(crate) fn quotes(&self) -> Quotes {
        let marks = self.words.quotation_marks();
        Quotes {
            open: marks.open.to_owned(),
            close: marks.close.to_owned(),
            open_inner: marks.open_inner.to_owned(),
            close_inner: marks.close_inner.to_owned(),
        }
    }

    /// The marks to put in the place of straight ones; `None` if those are the marks of English, in either order,
    /// or the locale has no others.
    pub(crate) fn smart_quotes(&self) -> Option<Quotes> {
        let quotes = self.quotes();
        let outer = (&*quotes.open, &*quotes.close);
        let inner = (&*quotes.open_inner, &*quotes.close_inner);
        const DOUBLE: (&str, &str) = ("“", "”");
        const SINGLE: (&str, &str) = ("‘", "’");
        let english = matches!((outer, inner), (DOUBLE, SINGLE) | (SINGLE, DOUBLE));
        let straight = |(open, close): (&str, &str)| {
            [open, close]
                .iter()
                .any(|mark| matches!(*mark, "" | "\"" | "'"))
        };
        (!english && !straight(outer) && !straight(inner)).then_some(quotes)
    }

    /// What the words before a locator mean.
    pub(crate) fn locator_labels(&self) -> &LocatorLabels {
        &self.labels
    }

    /// A date as text: `19 June 2024`, `19. Juni 2024`, `2024년 6월 19일`.
    ///
    /// `months` are the names beside a day in languages of which the locale has another form.
    pub(crate) fn date(&self, date: Date, months: Option<&[String; 12]>) -> String {
        self.parts_of(date, months, |_| true)
    }

    /// A year, a month of it (1 to 12), or a day of that: `2024`, `June 2024`, `19 June 2024`.
    pub(crate) fn partial_date(&self, year: i16, month: Option<i8>, day: Option<i8>) -> String {
        let Ok(date) = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)) else {
            return year.to_string();
        };
        let text = self.parts_of(date, None, |part| match part {
            DatePartName::Year => true,
            DatePartName::Month => month.is_some(),
            DatePartName::Day => day.is_some(),
        });
        // What stood before a part that is left out.
        let loose = |c: char| c.is_whitespace() || matches!(c, ',' | '،');
        let text = text.trim_matches(loose);
        text.strip_prefix("de ").unwrap_or(text).to_owned()
    }

    fn parts_of(
        &self,
        date: Date,
        months: Option<&[String; 12]>,
        wanted: impl Fn(DatePartName) -> bool,
    ) -> String {
        let form = self.words.date(DateForm::Text);
        let mut text = String::new();
        for part in form.parts.iter().filter(|part| wanted(part.name)) {
            if !text.is_empty() {
                text.push_str(&form.delimiter);
            }
            text.push_str(&part.affixes.prefix);
            self.part(part, date, months, &mut text);
            text.push_str(&part.affixes.suffix);
        }
        text
    }

    /// A number as it is written in the language, with so many digits after the point: `12,000`, `12.000`.
    pub(crate) fn number(&self, value: f64, decimals: usize) -> String {
        numbers::written(&self.language, value, decimals)
    }

    /// Writes a part of a date.
    fn part(&self, part: &DatePart, date: Date, months: Option<&[String; 12]>, out: &mut String) {
        let number = match part.name {
            DatePartName::Year => date.year(),
            DatePartName::Month => i16::from(date.month()),
            DatePartName::Day => i16::from(date.day()),
        };
        let _ = match (part.name, part.form) {
            (_, Some(DatePartForm::NumericLeadingZeros)) => write!(out, "{number:02}"),
            (DatePartName::Day, Some(DatePartForm::Ordinal)) => {
                write!(out, "{number}{}", self.ordinal(number))
            }
            (DatePartName::Month, form) if form != Some(DatePartForm::Numeric) => {
                let form = match form {
                    Some(DatePartForm::Short) => Form::Short,
                    _ => Form::Long,
                };
                let month = number.unsigned_abs() as u8;
                let given = months.and_then(|months| months.get(usize::from(month) - 1));
                let named = || self.words.month(month, form);
                match given.map(String::as_str).or_else(named) {
                    Some(name) => write!(out, "{name}"),
                    None => write!(out, "{number}"),
                }
            }
            _ => write!(out, "{number}"),
        };
    }

    /// What follows a day's number where it is an ordinal.
    fn ordinal(&self, day: i16) -> &str {
        if self.words.limit_day_ordinals_to_day_1() && day != 1 {
            return "";
        }
        self.words
            .ordinal_suffix(u32::from(day.unsigned_abs()), None)
    }

    /// A locator with the term for it: `p. 33`, `S. 3–5`, `chap. 2`.
    pub(crate) fn locator(&self, locator: &Locator) -> String {
        let value = with_dashes(&locator.value);
        let plural = value.contains(['–', ',', '&']);
        let term = |form| self.words.term(locator.label, form, plural);
        match term(Form::Short).or_else(|| term(Form::Long)) {
            Some(term) if !term.is_empty() => format!("{term} {value}"),
            _ => value.into_owned(),
        }
    }
}

/// Hyphens between numbers made the dashes that citations have.
fn with_dashes(value: &str) -> Cow<'_, str> {
    if !value.contains('-') {
        return value.into();
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        let between = text.ends_with(|c: char| c.is_ascii_digit())
            && rest.peek().is_some_and(char::is_ascii_digit);
        text.push(if c == '-' && between { '–' } else { c });
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Arc<Locale> {
        Locale::of(&Language::parse(tag).unwrap())
    }

    #[test]
    fn dates_are_written_as_in_the_language() {
        let date = jiff::civil::date(2024, 6, 9);
        for (tag, text) in [
            ("en", "June 9, 2024"),
            ("en-GB", "9 June 2024"),
            ("en-US", "June 9, 2024"),
            ("de", "9. Juni 2024"),
            ("de-AT", "9. Juni 2024"),
            ("fr", "9 juin 2024"),
            ("es", "9 de junio de 2024"),
            ("ko", "2024년 6월 9일"),
            ("ja-JP", "2024年6月9日"),
            ("ar", "9 يونيو، 2024"),
            ("x-elvish", "June 9, 2024"),
        ] {
            assert_eq!(locale(tag).date(date, None), text, "{tag}");
        }
    }

    #[test]
    fn dates_may_be_less_precise() {
        let date = |tag, month, day| locale(tag).partial_date(2024, month, day);
        assert_eq!(date("en-GB", None, None), "2024");
        for (tag, text) in [
            ("en", "June 2024"),
            ("en-GB", "June 2024"),
            ("de", "Juni 2024"),
            ("fr", "juin 2024"),
            ("es", "junio de 2024"),
            ("ko", "2024년 6월"),
            ("ja", "2024年6月"),
        ] {
            assert_eq!(date(tag, Some(6), None), text, "{tag}");
        }
        assert_eq!(date("en-GB", Some(6), Some(9)), "9 June 2024");
    }

    #[test]
    fn locators_have_the_terms_of_the_language() {
        let text = |tag, label, value| locale(tag).locator(&Locator::new(label, value));
        assert_eq!(text("en-GB", "page", "33"), "p. 33");
        assert_eq!(text("en-GB", "page", "3-5"), "pp. 3–5");
        assert_eq!(text("de", "page", "3-5"), "S. 3–5");
        assert_eq!(text("de", "section", "3"), "Abschn. 3");
        assert_eq!(text("en-GB", "sub-verbo", "well"), "s.v. well");
        assert_eq!(text("en-GB", "title-locator", "3"), "tit. 3");
    }

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        let marks = |tag| {
            let quotes = locale(tag).quotes();
            [
                quotes.open,
                quotes.close,
                quotes.open_inner,
                quotes.close_inner,
            ]
            .join(" ")
        };
        assert_eq!(marks("de"), "„ “ ‚ ‘");
        assert_eq!(marks("ja"), "「 」 『 』");
        for tag in ["en", "en-GB", "en-US", "ko", "ar"] {
            assert_eq!(locale(tag).smart_quotes(), None, "{tag}");
        }
        for tag in ["de", "fr", "ru", "ja"] {
            assert!(locale(tag).smart_quotes().is_some(), "{tag}");
        }
    }
}
