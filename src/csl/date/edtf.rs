//! The Extended Date/Time Format, ISO 8601-2, as far as BibLaTeX has it (manual, section 2.3.8).

use super::super::item::{Date, DateValue};
use super::DateError;

pub(super) fn parse(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let Some((start, end)) = text.split_once('/') else {
        let point = point(text)?;
        return Ok(match point.decade {
            Some(last) => range(point.value, Some(last), point.circa),
            None => known(point),
        });
    };
    match (is_open(start), is_open(end)) {
        (true, true) => error("a range needs at least one end"),
        (true, false) => {
            let end = point(end)?;
            let last = end.decade.unwrap_or(end.value);
            Ok(range(DateValue::default(), Some(last), end.circa))
        }
        (false, true) => {
            let start = point(start)?;
            Ok(range(start.value, None, start.circa))
        }
        (false, false) => {
            let (start, end) = (point(start)?, point(end)?);
            let last = end.decade.unwrap_or(end.value);
            Ok(range(start.value, Some(last), start.circa || end.circa))
        }
    }
}

/// One end of a range, or the date.
struct Point {
    value: DateValue,
    /// The last year of `199X` and `19XX`.
    decade: Option<DateValue>,
    circa: bool,
}

fn known(point: Point) -> Date {
    Date::Known {
        start: point.value,
        end: None,
        circa: point.circa,
    }
}

fn range(start: DateValue, end: Option<DateValue>, circa: bool) -> Date {
    Date::Known {
        start,
        end: Some(end),
        circa,
    }
}

fn is_open(end: &str) -> bool {
    matches!(end.trim(), "" | ".." | "open" | "unknown" | "*")
}

fn point(text: &str) -> Result<Point, DateError> {
    let text = text.trim();
    let marked = text.trim_end_matches(['?', '~', '%']);
    let circa = marked.len() < text.len();
    let date = match marked.split_once(['T', 't']) {
        Some((date, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => date,
        _ => marked,
    };
    if let Some(year) = date.strip_prefix(['Y', 'y']) {
        let value = DateValue::year(common_era(integer(year, text)?));
        return Ok(Point {
            value,
            decade: None,
            circa,
        });
    }
    let (sign, digits) = match date.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, date),
    };
    let mut parts = digits.split('-');
    let year = parts.next().unwrap_or_default();
    let Some((first, last)) = years(year) else {
        return error(format!(
            "\"{text}\" does not start with a year of four digits"
        ));
    };
    let mut value = DateValue::year(common_era(sign * first));
    let decade = (first != last).then(|| DateValue::year(common_era(sign * last)));
    if let Some(month) = parts.next().filter(|month| !is_unspecified(month)) {
        value.month = match two_digits(month) {
            Some(month @ 1..=12) => month,
            Some(season @ 21..=24) => season - 8,
            _ => return error(format!("there is no month \"{month}\"")),
        };
    }
    if let Some(day) = parts.next().filter(|day| !is_unspecified(day)) {
        value.day = match two_digits(day) {
            Some(day @ 1..=31) if (1..=12).contains(&value.month) => day,
            _ => return error(format!("there is no day \"{day}\"")),
        };
    }
    if parts.next().is_some() {
        return error(format!("\"{text}\" has too many parts"));
    }
    if !value.exists() {
        return error(format!("{date} is not in the calendar"));
    }
    Ok(Point {
        value,
        decade,
        circa,
    })
}

/// The first and the last year that four digits stand for, of which the last ones may be `X`.
fn years(text: &str) -> Option<(i32, i32)> {
    let unknown = text
        .bytes()
        .rev()
        .take_while(|byte| matches!(byte, b'X' | b'x' | b'u'))
        .count();
    let known = &text[..text.len() - unknown];
    let digits = known.bytes().all(|byte| byte.is_ascii_digit());
    // Fewer digits could be a day or a month: "6/2024".
    if !digits
        || known.is_empty()
        || !(3..=4).contains(&text.len())
        || (unknown > 0 && text.len() < 4)
    {
        return None;
    }
    let first = known.parse::<i32>().ok()? * 10_i32.pow(unknown as u32);
    Some((first, first + 10_i32.pow(unknown as u32) - 1))
}

/// EDTF has a year 0, which is 1 BC.
fn common_era(year: i32) -> i32 {
    if year <= 0 {
        year.saturating_sub(1)
    } else {
        year
    }
}

fn integer(text: &str, whole: &str) -> Result<i32, DateError> {
    text.parse()
        .or_else(|_| error(format!("\"{whole}\" is not a year")))
}

fn two_digits(text: &str) -> Option<u8> {
    let plain = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn is_unspecified(part: &str) -> bool {
    matches!(part, "XX" | "xx" | "uu")
}

fn error<T>(message: impl Into<String>) -> Result<T, DateError> {
    Err(DateError(message.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(year: i32, month: u8, day: u8) -> DateValue {
        DateValue { year, month, day }
    }

    #[test]
    fn dates_keep_their_precision() {
        for (text, start) in [
            ("2024", value(2024, 0, 0)),
            (" 2024-06 ", value(2024, 6, 0)),
            ("2024-6-9", value(2024, 6, 9)),
            ("2024-06-19T10:00:00Z", value(2024, 6, 19)),
            ("2024-21", value(2024, 13, 0)),
            ("0800", value(800, 0, 0)),
            ("800", value(800, 0, 0)),
            ("-0099", value(-100, 0, 0)),
            ("0000", value(-1, 0, 0)),
            ("Y-17000", value(-17001, 0, 0)),
            ("2004-06-XX", value(2004, 6, 0)),
        ] {
            assert_eq!(parse(text), Ok(Date::single(start)), "{text}");
        }
    }

    #[test]
    fn ranges_may_be_open_and_dates_approximate() {
        let range = |start, end, circa| {
            Ok(Date::Known {
                start,
                end: Some(end),
                circa,
            })
        };
        let (first, last) = (value(2020, 0, 0), value(2021, 5, 0));
        assert_eq!(parse("2020/2021-05"), range(first, Some(last), false));
        assert_eq!(parse("2020/.."), range(first, None, false));
        assert_eq!(parse("2020?/"), range(first, None, true));
        assert_eq!(
            parse("/2021-05"),
            range(DateValue::default(), Some(last), false)
        );
        assert_eq!(
            parse("199X"),
            range(value(1990, 0, 0), Some(value(1999, 0, 0)), false)
        );
        let approximate = Date::Known {
            start: value(1850, 0, 0),
            end: None,
            circa: true,
        };
        assert_eq!(parse("1850~"), Ok(approximate));
    }

    #[test]
    fn what_is_not_a_date_is_said() {
        let message = |text| parse(text).map_err(|error| error.0);
        assert_eq!(
            message("2024-13"),
            Err("there is no month \"13\"".to_owned())
        );
        assert_eq!(
            message("2023-02-29"),
            Err("2023-02-29 is not in the calendar".to_owned())
        );
        assert_eq!(
            message("/"),
            Err("a range needs at least one end".to_owned())
        );
        for text in [
            "",
            "June 2024",
            "2024-6-1-1",
            "20244",
            "2024-21-03",
            "é",
            "-",
            "Y",
            "2024-é",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
