//! What a page takes from the CSL locale of its language: quotation marks, dates, the terms of locators.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{
    self as csl, DateDayForm, DateForm, DateMonthForm, DateStrongAnyForm, TermForm,
};
use jiff::civil::Date;

use super::Language;
use crate::bibliography::{Locator, LocatorLabel, locales};

/// The locale of a language.
#[derive(Debug)]
pub(crate) struct Locale {
    /// The locale of the language, then those that it falls back to.
    locales: Vec<csl::Locale>,
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
    pub fn of(language: &Language) -> Arc<Self> {
        static READ: LazyLock<Mutex<BTreeMap<Language, Arc<Locale>>>> =
            LazyLock::new(Mutex::default);
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let locale = read.entry(language.clone()).or_insert_with(|| {
            let locales = locales(language.as_str());
            Arc::new(Self { locales })
        });
        locale.clone()
    }

    /// The quotation marks.
    pub fn quotes(&self) -> Quotes {
        let term = |term| self.term(Term::Other(term), TermForm::Long, false);
        let mark = |name| term(name).unwrap_or_default().to_owned();
        Quotes {
            open: mark(OtherTerm::OpenQuote),
            close: mark(OtherTerm::CloseQuote),
            open_inner: mark(OtherTerm::OpenInnerQuote),
            close_inner: mark(OtherTerm::CloseInnerQuote),
        }
    }

    /// The marks to put in the place of straight ones; `None` if those are the marks of English, in either order,
    /// or the locale has no others.
    pub fn smart_quotes(&self) -> Option<Quotes> {
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

    /// A date as text: `19 June 2024`, `19. Juni 2024`, `2024년 6월 19일`.
    ///
    /// `months` are the names beside a day in languages of which the locale has another form.
    pub fn date(&self, date: Date, months: Option<&[String; 12]>) -> String {
        let all = self.locales.iter().flat_map(|locale| &locale.date);
        let Some(form) = all
            .into_iter()
            .find(|form| form.form == Some(DateForm::Text))
        else {
            return date.to_string();
        };
        let delimiter = form.delimiter.as_deref().unwrap_or_default();
        let mut text = String::new();
        for part in &form.date_part {
            if !text.is_empty() {
                text.push_str(delimiter);
            }
            text.push_str(part.affixes.prefix.as_deref().unwrap_or_default());
            self.part(part.form(), date, months, &mut text);
            text.push_str(part.affixes.suffix.as_deref().unwrap_or_default());
        }
        text
    }

    /// Writes a part of a date.
    fn part(
        &self,
        form: DateStrongAnyForm,
        date: Date,
        months: Option<&[String; 12]>,
        out: &mut String,
    ) {
        let (day, month) = (date.day(), date.month());
        let index = usize::from(month.unsigned_abs() - 1);
        let _ = match form {
            DateStrongAnyForm::Day(DateDayForm::Ordinal) => {
                let ordinal = self.ordinal(day).unwrap_or_default();
                write!(out, "{day}{ordinal}")
            }
            DateStrongAnyForm::Day(DateDayForm::NumericLeadingZeros) => write!(out, "{day:02}"),
            DateStrongAnyForm::Day(DateDayForm::Numeric) => write!(out, "{day}"),
            DateStrongAnyForm::Month(DateMonthForm::Numeric) => write!(out, "{month}"),
            DateStrongAnyForm::Month(DateMonthForm::NumericLeadingZeros) => {
                write!(out, "{month:02}")
            }
            DateStrongAnyForm::Month(form) => {
                let form = match form {
                    DateMonthForm::Short => TermForm::Short,
                    _ => TermForm::Long,
                };
                let given = months.and_then(|months| months.get(index));
                let term = OtherTerm::month(index as u8).map(Term::Other);
                let named = || self.term(term?, form, false);
                match given.map(String::as_str).or_else(named) {
                    Some(name) => write!(out, "{name}"),
                    None => write!(out, "{month}"),
                }
            }
            DateStrongAnyForm::Year(_) => write!(out, "{}", date.year()),
        };
    }

    /// What follows a day's number where it is an ordinal.
    fn ordinal(&self, day: i8) -> Option<&str> {
        let locale = self.locales.first()?;
        let options = locale.style_options.as_ref();
        let only_first = options.and_then(|options| options.limit_day_ordinals_to_day_1);
        if only_first == Some(true) && day != 1 {
            return None;
        }
        locale.ordinals()?.lookup(i32::from(day), None)
    }

    /// A locator with the term for it: `p. 33`, `S. 3–5`, `chap. 2`.
    pub fn locator(&self, locator: &Locator) -> String {
        let value = with_dashes(&locator.value);
        let plural = value.contains(['–', ',', '&']);
        let term = |form| self.term(Term::Locator(locator.label), form, plural);
        match term(TermForm::Short).or_else(|| term(TermForm::Long)) {
            Some(term) if locator.label != LocatorLabel::Custom => format!("{term} {value}"),
            _ => value,
        }
    }

    fn term(&self, term: Term, form: TermForm, plural: bool) -> Option<&str> {
        self.locales.iter().find_map(|locale| {
            let term = locale.term(term, form)?;
            match plural {
                true => term.multiple().or_else(|| term.single()),
                false => term.single(),
            }
        })
    }
}

/// Hyphens between numbers made the dashes that citations have.
fn with_dashes(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        let between = text.ends_with(|c: char| c.is_ascii_digit())
            && rest.peek().is_some_and(char::is_ascii_digit);
        text.push(if c == '-' && between { '–' } else { c });
    }
    text
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
            ("en", "9 June 2024"),
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
    fn locators_have_the_terms_of_the_language() {
        let text = |tag, label, value| locale(tag).locator(&Locator::new(label, value));
        assert_eq!(text("en-GB", LocatorLabel::Page, "33"), "p. 33");
        assert_eq!(text("en-GB", LocatorLabel::Page, "3-5"), "pp. 3–5");
        assert_eq!(text("de", LocatorLabel::Page, "3-5"), "S. 3–5");
        assert_eq!(text("de", LocatorLabel::Section, "3"), "Abschn. 3");
        assert_eq!(text("en-GB", LocatorLabel::SubVerbo, "well"), "s.v. well");
        assert_eq!(text("en-GB", LocatorLabel::Custom, "cl. 2"), "cl. 2");
        assert_eq!(text("en-GB", LocatorLabel::TitleLocator, "3"), "tit. 3");
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
