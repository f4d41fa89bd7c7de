//! Dates as bibliographies write them: the part of EDTF that BibLaTeX has, checked against the calendar.
//!
//! biblatex's own date parser panics on some malformed dates and loses the rest silently, so dates
//! are read here and never given to it.

use std::ops::RangeInclusive;

use hayagriva::types::Date;

/// A date that was understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WrittenDate {
    /// ISO 8601, as precise as written; an interval keeps both ends.
    pub iso: String,
    /// What CSL prints: of an interval, its start (or its end, if the start is open).
    pub csl: Date,
}

impl WrittenDate {
    /// Reads `2024`, `2024-06`, `2024-06-19`, either end of an interval open or not, with a time,
    /// and with the marks `?`, `~` and `%` for what is not certain. The error says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let Some((start, end)) = text.split_once('/') else {
            return Self::single(text);
        };
        match (open(start), open(end)) {
            (true, true) => Err("an interval needs at least one end".to_owned()),
            (true, false) => Ok(Self::single(end)?.between("..", end)),
            (false, true) => Ok(Self::single(start)?.between(start, "..")),
            (false, false) => {
                let last = Self::single(end)?;
                let first = Self::single(start)?;
                Ok(Self {
                    iso: format!("{}/{}", first.iso, last.iso),
                    ..first
                })
            }
        }
    }

    /// Reads BibTeX's `year`, `month` (a number, a name or three letters) and `day`.
    pub fn from_parts(year: &str, month: Option<&str>, day: Option<&str>) -> Result<Self, String> {
        let Some(month) = month.map(str::trim).filter(|month| !month.is_empty()) else {
            return Self::parse(year);
        };
        let number = month_number(month).ok_or_else(|| format!("\"{month}\" is not a month"))?;
        let year = year.trim();
        match day.map(str::trim).filter(|day| !day.is_empty()) {
            Some(day) => Self::parse(&format!("{year}-{number:02}-{day:0>2}")),
            None => Self::parse(&format!("{year}-{number:02}")),
        }
    }

    fn single(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let marked = text.trim_end_matches(['?', '~', '%']);
        let approximate = marked.len() < text.len();
        let calendar = marked
            .split_once(['T', 't'])
            .map_or(marked, |(date, _)| date);
        let (negative, digits) = match calendar.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, calendar),
        };
        let mut parts = digits.split('-');
        let year = parts.next().unwrap_or_default();
        if year.is_empty() || year.len() > 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!(
                "\"{text}\" does not start with a year of up to four digits"
            ));
        }
        let year: i32 = year
            .parse()
            .map_err(|_| "the year is no number".to_owned())?;
        let month = parts
            .next()
            .map(|month| number(month, "month", 1..=24))
            .transpose()?;
        let day = parts
            .next()
            .map(|day| number(day, "day", 1..=31))
            .transpose()?;
        if let Some(rest) = parts.next() {
            return Err(format!("\"{rest}\" stands behind the day"));
        }
        let year = if negative { -year } else { year };
        let csl = Date {
            year,
            month: month.filter(|month| *month <= 12).map(|month| month - 1),
            day: day.map(|day| day - 1),
            approximate,
            season: month.filter(|month| *month > 12).map(season).transpose()?,
        };
        if let (Some(month), Some(day)) = (month, day)
            && jiff::civil::Date::new(year as i16, month as i8, day as i8).is_err()
        {
            return Err(format!("{year:04}-{month:02} has no day {day}"));
        }
        Ok(Self {
            iso: iso(&csl),
            csl,
        })
    }

    fn between(self, start: &str, end: &str) -> Self {
        let side = |text: &str| {
            if open(text) {
                "..".to_owned()
            } else {
                self.iso.clone()
            }
        };
        let iso = format!("{}/{}", side(start), side(end));
        Self { iso, ..self }
    }
}

/// A date as ISO 8601.
pub(super) fn iso(date: &Date) -> String {
    let sign = if date.year < 0 { "-" } else { "" };
    let mut iso = format!("{sign}{:04}", date.year.unsigned_abs());
    for part in [date.month, date.day].into_iter().map_while(|part| part) {
        iso.push_str(&format!("-{:02}", part + 1));
    }
    iso
}

fn open(end: &str) -> bool {
    matches!(end.trim(), "" | "..")
}

fn number(text: &str, what: &str, range: RangeInclusive<u8>) -> Result<u8, String> {
    let plain =
        !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number)
            if plain
                && range.contains(&number)
                && (what != "month" || !(13..=20).contains(&number)) =>
        {
            Ok(number)
        }
        _ => Err(format!("\"{text}\" is not a {what}")),
    }
}

/// EDTF counts the seasons from 21 behind the months.
fn season(month: u8) -> Result<hayagriva::citationberg::taxonomy::Season, String> {
    hayagriva::citationberg::taxonomy::Season::try_from_csl_number(month - 20)
        .map_err(|_| format!("{month} is not a season"))
}

fn month_number(text: &str) -> Option<u8> {
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
    let lower = text.trim_end_matches('.').to_lowercase();
    match lower.parse() {
        Ok(number @ 1..=12) => Some(number),
        Ok(_) => None,
        Err(_) if lower.len() < 3 => None,
        Err(_) => MONTHS
            .iter()
            .position(|month| month.starts_with(&lower))
            .map(|index| index as u8 + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        WrittenDate::parse(text).map_or_else(|error| format!("error: {error}"), |date| date.iso)
    }

    #[test]
    fn dates_keep_their_precision() {
        assert_eq!(read("2024"), "2024");
        assert_eq!(read(" 2024-06 "), "2024-06");
        assert_eq!(read("2024-06-19"), "2024-06-19");
        assert_eq!(read("2024-06-19T10:00:00Z"), "2024-06-19");
        assert_eq!(read("2024-06-18/2024-06-19"), "2024-06-18/2024-06-19");
        assert_eq!(read("2024-06/"), "2024-06/..");
        assert_eq!(read("../2024"), "../2024");
        assert!(WrittenDate::parse("1950~").is_ok_and(|date| date.csl.approximate));
        assert!(WrittenDate::parse("2024-21").is_ok_and(|date| date.csl.season.is_some()));
    }

    #[test]
    fn what_is_no_date_is_said() {
        assert_eq!(
            read("June 2024"),
            "error: \"June 2024\" does not start with a year of up to four digits"
        );
        assert_eq!(read("2024-13"), "error: \"13\" is not a month");
        assert_eq!(read("2023-02-29"), "error: 2023-02 has no day 29");
        assert_eq!(read("2024-6-1-1"), "error: \"1\" stands behind the day");
        assert_eq!(read("/"), "error: an interval needs at least one end");
        assert_eq!(
            read(""),
            "error: \"\" does not start with a year of up to four digits"
        );
    }

    #[test]
    fn bibtex_dates_come_in_parts() {
        let read = |month, day| WrittenDate::from_parts("2024", month, day).map(|date| date.iso);
        assert_eq!(read(Some("jun"), Some("9")), Ok("2024-06-09".to_owned()));
        assert_eq!(read(Some("June"), None), Ok("2024-06".to_owned()));
        assert_eq!(read(Some("6"), None), Ok("2024-06".to_owned()));
        assert_eq!(read(None, Some("9")), Ok("2024".to_owned()));
        assert_eq!(
            read(Some("juin"), None),
            Err("\"juin\" is not a month".to_owned())
        );
    }
}
