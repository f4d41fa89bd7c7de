//! Dates in English words and in numbers with slashes, as citeproc-js reads the `raw` dates of CSL-JSON.

use super::super::item::{Date, DateValue};
use super::month_number;

/// `None` if there is anything that is not understood.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = without_time(text);
    if let Some(found) = side(text) {
        return found.single();
    }
    RANGE_MARKS.iter().find_map(|mark| {
        let (start, end) = text.split_once(mark)?;
        let (start, end) = (side(start)?, side(end)?);
        Side::range(start, end)
    })
}

/// What parts the ends of a range, the surest first.
const RANGE_MARKS: [&str; 7] = [" - ", "–", "—", "--", "_", "/", "-"];

/// The parts of one end of a range.
#[derive(Clone, Copy, Default)]
struct Side {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    circa: bool,
}

impl Side {
    fn single(self) -> Option<Date> {
        Some(Date::Known {
            start: self.value()?,
            end: None,
            circa: self.circa,
        })
    }

    /// A range; what one end does not say, it has from the other: `1–3 June 1968`.
    fn range(mut start: Self, mut end: Self) -> Option<Date> {
        // "1968–9" and "1968–69"
        let short = match (end.year, end.day) {
            (Some(year @ 0..100), None) => Some(year),
            (None, Some(day)) => Some(i32::from(day)),
            _ => None,
        };
        if let (Some(first), None, None, Some(short)) = (start.year, start.month, end.month, short)
        {
            let unit = if short < 10 { 10 } else { 100 };
            let last = first - first % unit + short;
            end.year = Some(Some(last).filter(|last| *last > first)?);
            end.day = None;
        }
        start.year = start.year.or(end.year);
        start.month = start.month.or(end.month.filter(|_| start.day.is_some()));
        end.year = end.year.or(start.year);
        end.month = end.month.or(start.month.filter(|_| end.day.is_some()));
        Some(Date::Known {
            start: start.value()?,
            end: Some(Some(end.value()?)),
            circa: start.circa || end.circa,
        })
    }

    fn value(self) -> Option<DateValue> {
        let value = DateValue {
            year: self.year?,
            month: self.month.unwrap_or(0),
            day: self.day.unwrap_or(0),
        };
        (value.exists() && (value.day == 0 || value.month != 0)).then_some(value)
    }
}

/// Reads what stands on one side: numbers with slashes or dots, or words.
fn side(text: &str) -> Option<Side> {
    let text = text.trim();
    numeric(text)
        .or_else(|| in_words(text))
        .filter(|side| side.year.is_some() || side.month.is_some() || side.day.is_some())
}

/// `6/19/2024`, `19/6/2024`, `6/2024`, `19.6.2024`, `19-06-2024`: the month first where both could be months, but after dots.
fn numeric(text: &str) -> Option<Side> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = text.split(separator).collect();
    if !matches!(separator, '/' | '.' | '-') || !(2..=3).contains(&parts.len()) {
        return None;
    }
    let numbers: Option<Vec<i32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    let year_at = parts.iter().position(|part| part.len() == 4)?;
    let (first, second) = match (year_at, numbers.as_slice()) {
        (0, [_, month]) | (1, [month, _]) => (*month, 0),
        (0, [_, month, day]) => (*month, *day),
        (2, [first, second, _]) if separator == '.' || *first > 12 => (*second, *first),
        (2, [first, second, _]) => (*first, *second),
        _ => return None,
    };
    let month = u8::try_from(first)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let day = u8::try_from(second).ok().filter(|day| *day <= 31)?;
    Some(Side {
        year: numbers.get(year_at).copied(),
        month: Some(month),
        day: Some(day).filter(|day| *day > 0),
        circa: false,
    })
}

fn in_words(text: &str) -> Option<Side> {
    let mut side = Side::default();
    // A number of one to three digits: a day, or a year if an era follows or nothing else is there.
    let mut number: Option<i32> = None;
    for word in text
        .split([' ', ',', '\u{a0}'])
        .flat_map(parts)
        .filter(|word| !word.is_empty())
    {
        let lower = word.trim_end_matches('.').to_lowercase().replace('.', "");
        match lower.as_str() {
            "~" | "?" | "c" | "ca" | "circa" | "approximately" => side.circa = true,
            "of" | "the" => {}
            "bc" | "bce" => side.year = Some(-number.take().or(side.year)?),
            "ad" | "ce" => side.year = Some(number.take().or(side.year)?),
            _ => match digits(&lower) {
                Some((year, 4)) if side.year.is_none() => side.year = Some(year),
                Some((small, 1..=3)) if number.is_none() => number = Some(small),
                Some(_) => return None,
                None if side.month.is_none() => {
                    side.month = Some(month_number(&lower).or_else(|| season(&lower))?)
                }
                None => return None,
            },
        }
    }
    match number {
        Some(year) if side.year.is_none() && side.month.is_none() && year > 31 => {
            side.year = Some(year)
        }
        Some(day) => {
            side.day = Some(
                u8::try_from(day)
                    .ok()
                    .filter(|day| (1..=31).contains(day))?,
            )
        }
        None => {}
    }
    Some(side)
}

/// The word without the marks of doubt around it, and these: `[1850?]`.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let bare = word.trim_matches(['[', ']', '(', ')']);
    let after = bare.trim_start_matches(['~', '?']);
    let inner = after.trim_end_matches(['~', '?']);
    let circa = if inner.len() < bare.len() { "~" } else { "" };
    [circa, inner].into_iter()
}

/// The number that a word is, and how many digits it has; `19th` is 19.
fn digits(word: &str) -> Option<(i32, usize)> {
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.parse().ok().filter(|_| plain)?, number.len()))
}

/// 13 to 16 for the name of a season.
fn season(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(13),
        "summer" => Some(14),
        "autumn" | "fall" => Some(15),
        "winter" => Some(16),
        _ => None,
    }
}

/// `2024-06-19 10:00:00` without the time.
fn without_time(text: &str) -> &str {
    match text.rsplit_once([' ', 'T']) {
        Some((date, time))
            if time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            date.trim_end()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `start`, `start/end`, with `~` before what is approximate.
    fn shown(text: &str) -> String {
        let value = |value: DateValue| format!("{}-{}-{}", value.year, value.month, value.day);
        match Date::parse(text) {
            Date::Literal(literal) => format!("\"{literal}\""),
            Date::Known { start, end, circa } => {
                let end = end.map(|end| format!("/{}", end.map(value).unwrap_or_default()));
                let circa = if circa { "~" } else { "" };
                format!("{circa}{}{}", value(start), end.unwrap_or_default())
            }
        }
    }

    #[test]
    fn words_and_numbers_are_understood() {
        for (text, expected) in [
            ("June 19, 2024", "2024-6-19"),
            ("19th of June 2024", "2024-6-19"),
            ("Sept. 2024", "2024-9-0"),
            ("6/19/2024", "2024-6-19"),
            ("19/6/2024", "2024-6-19"),
            ("19.6.2024", "2024-6-19"),
            ("6/2024", "2024-6-0"),
            ("2024-06-19 10:00:00", "2024-6-19"),
            ("Spring 1999 - Summer 2001", "1999-13-0/2001-14-0"),
            ("1999–2001", "1999-0-0/2001-0-0"),
            ("1999-2001", "1999-0-0/2001-0-0"),
            ("1968–69", "1968-0-0/1969-0-0"),
            ("2004--2005", "2004-0-0/2005-0-0"),
            ("1–3 June 1968", "1968-6-1/1968-6-3"),
            ("June 28 – July 2, 1968", "1968-6-28/1968-7-2"),
            ("c. 1850", "~1850-0-0"),
            ("[1850?]", "~1850-0-0"),
            ("300 BC", "-300-0-0"),
            ("44 B.C.E.", "-44-0-0"),
            ("AD 800", "\"AD 800\""),
            ("800 AD", "800-0-0"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn the_rest_is_literal() {
        for text in [
            "2024-13",
            "Bogus Date",
            "forthcoming",
            "in press 1990",
            "June 31, 2024",
            "12 1990 1991",
            "1990 June July",
            "",
        ] {
            assert_eq!(shown(text), format!("\"{text}\""));
        }
    }
}
