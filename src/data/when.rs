//! Dates that are as precise as what is known: a day, a month, a year, or a span of them.

use jiff::civil::Date;

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

/// A date, or a span with both ends: `2024-06-18/2024-06-19`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub start: Point,
    pub end: Option<Point>,
}

impl Point {
    /// Reads `2024`, `2024-06` or `2024-06-19`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let part = parts.next()?;
            let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            Some(plain.then(|| part.parse::<i16>().ok()).flatten())
        };
        let year = part(4)??;
        let (month, day) = match (part(2), part(2)) {
            (None, _) => (None, None),
            (Some(month), None) => (Some(month?), None),
            (Some(month), Some(day)) => (Some(month?), Some(day?)),
        };
        let short = |number: i16| i8::try_from(number).ok();
        let point = Self {
            year,
            month: month.and_then(short),
            day: day.and_then(short),
        };
        let first = Date::new(year, point.month.unwrap_or(1), point.day.unwrap_or(1));
        (first.is_ok() && parts.next().is_none()).then_some(point)
    }

    /// Where it stands in time, in years; a month or a year stands at its middle.
    pub(crate) fn in_years(self) -> f64 {
        let year = f64::from(self.year);
        match (self.month, self.day) {
            (None, _) => year + 0.5,
            (Some(month), None) => year + (f64::from(month) - 0.5) / 12.0,
            (Some(month), Some(day)) => {
                let of_year = Date::new(self.year, month, day).map_or(1, Date::day_of_year);
                year + (f64::from(of_year) - 0.5) / 366.0
            }
        }
    }

    /// Whether it is over before `other` begins, as far as both are known.
    pub(crate) fn is_before(self, other: Self) -> bool {
        if self.year != other.year {
            return self.year < other.year;
        }
        let (Some(month), Some(other_month)) = (self.month, other.month) else {
            return false;
        };
        if month != other_month {
            return month < other_month;
        }
        matches!((self.day, other.day), (Some(day), Some(other_day)) if day < other_day)
    }

    /// As HTML's `datetime` has it.
    pub(crate) fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

impl When {
    /// Reads a date or a span.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (start, end) = match text.split_once('/') {
            Some((start, end)) => (start, Some(Point::parse(end.trim())?)),
            None => (text, None),
        };
        let start = Point::parse(start.trim())?;
        let in_order = end.is_none_or(|end| !end.is_before(start));
        in_order.then_some(Self { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_each_precision_are_read() {
        for text in ["2024", "2024-06", "2024-02-29", "0988-01"] {
            assert_eq!(Point::parse(text).map(Point::iso).as_deref(), Some(text));
        }
        for text in [
            "",
            "24",
            "2024-6",
            "2024-13",
            "2023-02-29",
            "2024-06-19-1",
            "2024-",
            "June",
        ] {
            assert_eq!(Point::parse(text), None, "{text}");
        }
        assert!(When::parse("2024-06-18/2024-06-19").is_some());
        assert!(When::parse("2024-06-19/2024-06-18").is_none());
    }

    #[test]
    fn dates_are_compared_as_far_as_both_are_known() {
        let before = |a, b| Point::parse(a).unwrap().is_before(Point::parse(b).unwrap());
        assert!(before("2023", "2024-01-01"));
        assert!(before("2024-05", "2024-06-19"));
        assert!(!before("2024", "2024-06"));
        assert!(!before("2024-06", "2024-06-19"));
        assert!(before("2024-06-18", "2024-06-19"));
    }
}
