//! Values of date variables.

use serde_json::{Map, Value};

use super::super::item::{Date, DateValue};
use super::FaultKind;
use super::text;

/// The date; `Ok(None)` if there is nothing.
pub(super) fn read(value: &Value) -> Result<Option<Date>, FaultKind> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => written(text),
        Value::Number(number) => written(&number.to_string()),
        Value::Object(fields) => object(fields),
        // Pandoc's older form: a list of `{year, month, day}`.
        Value::Array(ends) => Ok(ends_of(ends.iter().filter_map(year_month_day), false)),
        Value::Bool(_) => Err(FaultKind::UnknownDate(value.to_string())),
    }
}

/// A date as text. One that is not understood is a literal, kept with a fault by the caller's reader.
fn written(text: &str) -> Result<Option<Date>, FaultKind> {
    match text.trim() {
        "" => Ok(None),
        text => Ok(Some(Date::parse(text))),
    }
}

fn object(fields: &Map<String, Value>) -> Result<Option<Date>, FaultKind> {
    let circa = text::is_true(fields.get("circa"));
    let mut date = match fields.get("date-parts").and_then(Value::as_array) {
        Some(ends) => ends_of(ends.iter().map(parts), circa),
        None => ends_of(
            year_month_day(&Value::Object(fields.clone())).into_iter(),
            circa,
        ),
    };
    if let Some(Date::Known { start, .. }) = &mut date
        && start.month == 0
        && let Some(season) = fields.get("season").and_then(season)
    {
        start.month = season;
    }
    if date.is_some() {
        return Ok(date);
    }
    let words = |field: &str| {
        fields
            .get(field)
            .and_then(text::plain)
            .filter(|text| !text.trim().is_empty())
    };
    if let Some(literal) = words("literal") {
        return Ok(Some(Date::Literal(literal.into())));
    }
    let mut date = words("raw")
        .or_else(|| words("date-time"))
        .map_or(Ok(None), |raw| written(&raw))?;
    if let Some(Date::Known {
        circa: approximate, ..
    }) = &mut date
    {
        *approximate |= circa;
    }
    match date {
        None if fields.keys().all(|field| !is_date_part(field)) && !fields.is_empty() => Err(
            FaultKind::UnknownDate(Value::Object(fields.clone()).to_string()),
        ),
        date => Ok(date),
    }
}

fn is_date_part(field: &str) -> bool {
    matches!(
        field,
        "date-parts"
            | "raw"
            | "literal"
            | "season"
            | "circa"
            | "year"
            | "month"
            | "day"
            | "edtf"
            | "date-time"
            | "timestamp"
            | "_keys"
            | "main"
    )
}

/// One date, or a range of two; an end without a year is open.
fn ends_of(ends: impl Iterator<Item = DateValue>, circa: bool) -> Option<Date> {
    let mut ends = ends.map(|end| Some(end).filter(|end| end.year != 0));
    let start = ends.next().flatten();
    match (start, ends.next()) {
        (Some(start), end) => Some(Date::Known { start, end, circa }),
        (None, Some(Some(end))) => Some(Date::Known {
            start: DateValue::default(),
            end: Some(Some(end)),
            circa,
        }),
        (None, _) => None,
    }
}

/// `[2024, 6, "19"]`; zeros and what is not a number are unknown.
fn parts(end: &Value) -> DateValue {
    let part = |index: usize| end.get(index).and_then(integer).unwrap_or(0);
    let (year, month, day) = match end.as_array() {
        Some(_) => (part(0), part(1), part(2)),
        // `"date-parts": [2024, 6]` is wrong, and common.
        None => (integer(end).unwrap_or(0), 0, 0),
    };
    DateValue {
        year,
        month: month_or_season(month),
        day: u8::try_from(day).ok().filter(|day| *day <= 31).unwrap_or(0),
    }
}

/// `{"year": 2024, "month": 6, "day": 19}`
fn year_month_day(value: &Value) -> Option<DateValue> {
    let part = |field: &str| value.get(field).and_then(integer);
    let season = value.get("season").and_then(season);
    Some(DateValue {
        year: part("year")?,
        month: season.unwrap_or_else(|| month_or_season(part("month").unwrap_or(0))),
        day: part("day")
            .and_then(|day| u8::try_from(day).ok())
            .filter(|day| *day <= 31)
            .unwrap_or(0),
    })
}

/// A number, or the number that a text starts with.
fn integer(value: &Value) -> Option<i32> {
    match value {
        Value::Number(number) => number.as_f64().map(|number| number as i32),
        Value::String(text) => {
            let text = text.trim();
            let unsigned = text.strip_prefix('-').unwrap_or(text);
            let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
            text[..text.len() - unsigned.len() + digits].parse().ok()
        }
        _ => None,
    }
}

/// CSL counts seasons from 13, EDTF from 21; citeproc-js reads those from 17 on, too. 0 is unknown.
fn month_or_season(number: i32) -> u8 {
    match number {
        1..=16 => number as u8,
        17..=24 => 13 + (number as u8 - 13) % 4,
        _ => 0,
    }
}

fn season(value: &Value) -> Option<u8> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok(),
        _ => integer(value),
    };
    match number {
        Some(number @ 1..=4) => return Some(number as u8 + 12),
        Some(number @ 13..=24) => return Some(month_or_season(number)),
        _ => {}
    }
    match Date::parse(&format!("{} 2000", value.as_str()?)) {
        Date::Known { start, .. } => Some(start.month).filter(|month| *month > 12),
        Date::Literal(_) => None,
    }
}
