//! Dates: BibLaTeX's in one field, BibTeX's in three.

use crate::csl::{Date, DateValue, month_number};

use super::entry::{Entry, Field};
use super::latex;

/// A date that was read, or what is wrong with it.
pub(super) enum Read<'e, 's> {
    Date(Date),
    /// Words that stand for a date and are printed.
    Words(Date),
    /// Something that looks like a date, and is none: a day that the calendar does not have.
    Invalid {
        field: &'e Field<'s>,
        error: String,
    },
    /// A month that is not understood; the date is the year alone.
    BadMonth {
        field: &'e Field<'s>,
        date: Date,
        number: bool,
    },
}

/// The date in `date`, or in `year`, `month` and `day`; with a prefix, that in `urldate` or `urlyear` and so on.
pub(super) fn read<'e, 's>(entry: &'e Entry<'s>, prefix: &str) -> Option<Read<'e, 's>> {
    let named = |part: &str| entry.field(&format!("{prefix}{part}"));
    if let Some(field) = named("date") {
        return Some(whole(field));
    }
    let year = named("year")?;
    let text = text_of(year);
    let (month, day) = (named("month"), named("day"));
    let Some(month) = month else {
        return Some(whole(year));
    };
    let written = latex::plain(&month.value);
    let written = written.trim_end_matches([',', '.', ';']);
    if let Some(day) = day
        && let (Some(month), Ok(day)) = (month_of(written), text_of(day).parse::<u8>())
        && let Ok(date) = Date::parse_edtf(&format!("{text}-{month:02}-{day:02}"))
    {
        return Some(Read::Date(date));
    }
    if let (Some(number), Ok(date)) = (month_of(written), Date::parse_edtf(&text)) {
        return Some(Read::Date(with_month(date, number)));
    }
    // "March 15", "May--June", "Summer"
    if let date @ Date::Known { .. } = Date::parse(&format!("{written}, {text}")) {
        return Some(Read::Date(date));
    }
    match whole(year) {
        Read::Date(date) => Some(Read::BadMonth {
            field: month,
            date,
            number: written.bytes().all(|byte| byte.is_ascii_digit()),
        }),
        other => Some(other),
    }
}

/// The text of a field in which `~` is a mark of doubt and not a space.
fn text_of(field: &Field) -> String {
    latex::plain(&field.value.replace('~', "\\textasciitilde{}"))
}

fn whole<'e, 's>(field: &'e Field<'s>) -> Read<'e, 's> {
    let text = text_of(field);
    let error = match Date::parse_edtf(&text) {
        Ok(date) => return Read::Date(date),
        Err(error) => error,
    };
    // With digits and hyphens alone it was meant to be a date of the standard.
    let plain = |byte: u8| byte.is_ascii_digit() || byte == b'-';
    let standard = text.contains('-') && text.bytes().all(plain);
    match Date::parse(&text) {
        date @ Date::Known { .. } => Read::Date(date),
        _ if standard => Read::Invalid {
            field,
            error: error.0,
        },
        date @ Date::Literal(_) => Read::Words(date),
    }
}

fn month_of(text: &str) -> Option<u8> {
    match text.parse() {
        Ok(number @ 1..=12) => Some(number),
        Ok(_) => None,
        Err(_) => month_number(text),
    }
}

fn with_month(date: Date, month: u8) -> Date {
    match date {
        Date::Known {
            start,
            end: None,
            circa,
        } => Date::Known {
            start: DateValue { month, ..start },
            end: None,
            circa,
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bibliography::read::bibtex::{entry, scan::scan};

    fn shown(fields: &str) -> String {
        let file: Arc<str> = "a.bib".into();
        let text = format!("@misc{{a, {fields}}}");
        let entries = entry::entries(&file, &mut scan(&text), &mut entry::Strings::default());
        let value = |value: &DateValue| format!("{}-{}-{}", value.year, value.month, value.day);
        let date = |date: &Date| match date {
            Date::Literal(words) => words.to_plain(),
            Date::Known { start, end, circa } => {
                let end = end
                    .as_ref()
                    .map(|end| format!("/{}", end.as_ref().map(value).unwrap_or_default()));
                format!(
                    "{}{}{}",
                    if *circa { "~" } else { "" },
                    value(start),
                    end.unwrap_or_default()
                )
            }
        };
        match read(&entries[0], "") {
            None => "nothing".to_owned(),
            Some(Read::Date(found)) => date(&found),
            Some(Read::Words(found)) => format!("\"{}\"", date(&found)),
            Some(Read::Invalid { field, error }) => format!("{}: {error}", field.name),
            Some(Read::BadMonth {
                field, date: found, ..
            }) => format!("{} {}?", date(&found), field.value),
        }
    }

    #[test]
    fn one_field_or_three() {
        for (fields, expected) in [
            ("date={2024-06-19}", "2024-6-19"),
            ("date={1850~}", "~1850-0-0"),
            ("date={2004-06/..}", "2004-6-0/"),
            ("date={May 2004}", "2004-5-0"),
            ("year=2024, month=jun, day=9", "2024-6-9"),
            ("year=2024, month={06}", "2024-6-0"),
            ("year={2004--2005}", "2004-0-0/2005-0-0"),
            ("year=2024, month=mar # {~15}", "2024-3-15"),
            ("year=2024, month={May--June}", "2024-5-0/2024-6-0"),
            ("year=2024, month={Summer}", "2024-14-0"),
            ("year={[1850?]}", "~1850-0-0"),
            ("year={forthcoming}, month=jan", "\"forthcoming\""),
            ("date={soon}", "\"soon\""),
            ("year={n.d.}", "\"n.d.\""),
            (
                "date={2024-02-30}",
                "date: 2024-02-30 is not in the calendar",
            ),
            ("year=2024, month=13", "2024-0-0 13?"),
            ("year=2024, month={décembre}", "2024-0-0 décembre?"),
            ("month=jan", "nothing"),
        ] {
            assert_eq!(shown(fields), expected, "{fields}");
        }
    }
}
