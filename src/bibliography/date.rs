//! Dates of items as text for programs.

use crate::csl::{Date, DateValue};

/// A date as EDTF, of which ISO 8601 is the most part. `None` for words.
pub(super) fn edtf(date: &Date) -> Option<String> {
    let Date::Known { start, end, circa } = date else {
        return None;
    };
    let start = value(start);
    // What is approximate is said once.
    let mark = if *circa { "~" } else { "" };
    Some(match end {
        None => format!("{start}{mark}"),
        Some(end) => format!(
            "{start}/{}",
            end.as_ref().map_or_else(|| "..".to_owned(), value)
        ),
    })
}

fn value(date: &DateValue) -> String {
    // EDTF has a year 0, which is 1 BC.
    let mut text = match date.year {
        0 => return "..".to_owned(),
        year @ 1.. => format!("{year:04}"),
        -1 => "0000".to_owned(),
        year => format!("-{:04}", (year + 1).unsigned_abs()),
    };
    let month = match date.month {
        season @ 13.. => season + 8,
        month => month,
    };
    for part in [month, date.day].into_iter().take_while(|part| *part > 0) {
        text.push_str(&format!("-{part:02}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_are_read() {
        for text in [
            "2024",
            "2024-06-19",
            "2024-21",
            "1850~",
            "-0099",
            "0000",
            "2024-06-18/2024-06-19",
            "2024/..",
            "../2024",
        ] {
            let date = Date::parse_edtf(text).unwrap();
            assert_eq!(edtf(&date).as_deref(), Some(text));
        }
        assert_eq!(edtf(&Date::Literal("soon".into())), None);
    }
}
