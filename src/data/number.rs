//! Numbers of data files, as precise as they are written.

/// A number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub value: f64,
    /// How many digits its author gave it after the point.
    pub decimals: usize,
}

impl Number {
    /// Beyond this, neighbouring whole numbers are the same `f64`.
    const LARGEST: f64 = 1e15;
    const MOST_DECIMALS: usize = 6;

    /// Reads a number that is written plainly: `12000`, `-3`, `0.25`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(['-', '−']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let has_point = digits.contains('.');
        if whole.is_empty() || !plain(whole) || !plain(fraction) || has_point && fraction.is_empty()
        {
            return None;
        }
        let size: f64 = digits.parse().ok()?;
        let value = if digits.len() < text.len() {
            -size
        } else {
            size
        };
        (value.abs() <= Self::LARGEST && fraction.len() <= Self::MOST_DECIMALS).then_some(Self {
            value,
            decimals: fraction.len(),
        })
    }

    /// The number, and the sign of its unit, that somebody most likely means who writes `1,200`, `1.200,5` or `45%`.
    pub(crate) fn meant(text: &str) -> Option<(String, Option<&'static str>)> {
        let unit = ["%", "$", "€", "£"]
            .into_iter()
            .find(|unit| text.contains(unit));
        let bare = text.replace(unit.unwrap_or("%"), "");
        let bare = bare.replace([' ', '\u{a0}', '\u{202f}', '\'', '’', '_'], "");
        let points = [',', '.'].map(|point| bare.rfind(point));
        let plain = match points {
            [Some(comma), Some(point)] if comma > point => bare.replace('.', "").replace(',', "."),
            [Some(_), Some(_)] => bare.replace(',', ""),
            // Three digits after each comma are thousands.
            [Some(_), None] => match bare.split(',').skip(1).all(|part| part.len() == 3) {
                true => bare.replace(',', ""),
                false => bare.replacen(',', ".", 1),
            },
            _ => bare,
        };
        Self::parse(&plain)?;
        Some((plain, unit))
    }

    /// A number that a computation gave.
    pub(crate) fn new(value: f64, decimals: usize) -> Self {
        Self { value, decimals }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_by_other_numbers_is_guessed() {
        let meant = |text| Number::meant(text).map(|(number, unit)| (number, unit.unwrap_or("")));
        for (text, number, unit) in [
            ("1,200", "1200", ""),
            ("12,000,000", "12000000", ""),
            ("1,5", "1.5", ""),
            ("1.200,5", "1200.5", ""),
            ("1,200.5", "1200.5", ""),
            ("1 200", "1200", ""),
            ("45%", "45", "%"),
            ("$ 5", "5", "$"),
        ] {
            assert_eq!(meant(text), Some((number.to_owned(), unit)), "{text}");
        }
        for text in ["", "NaN", "1e5", "5 t", "~5", "1,2,3"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn plain_numbers_are_read_and_nothing_else() {
        let read = |text| Number::parse(text).map(|number| (number.value, number.decimals));
        assert_eq!(read("12000"), Some((12000.0, 0)));
        assert_eq!(read("-0.250"), Some((-0.25, 3)));
        assert_eq!(read("−3"), Some((-3.0, 0)));
        for text in [
            "",
            "12,000",
            "1e5",
            "5.",
            ".5",
            "NaN",
            "inf",
            "--1",
            "9999999999999999",
            "0.1234567",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
