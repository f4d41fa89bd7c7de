//! The keys by which items are sorted (specification, "Sorting Variables", "Sorting Macros").

use super::super::cite::{CitePosition, PositionKind};
use super::super::item::{Date, DateValue, Item};
use super::super::output::Writer;
use super::super::render::{Area, CiteView, Context, Entry, Purpose, Render, citation_label};
use super::super::style::{AnyVariable, DatePartName, SortBy, SortKey};
use super::super::variable::Variable;
use super::Collation;

/// The keys of an item.
pub(crate) type Keys = Vec<Key>;

/// A key; `None` if the item has no value for it.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// Bytes that are in the order of the values.
    pub(super) value: Option<Vec<u8>>,
    pub(super) descending: bool,
}

/// The keys of an item.
pub(crate) fn sort_keys<'a>(
    cx: Context<'a>,
    collation: &Collation,
    area: Area,
    keys: &'a [SortKey],
    item: &'a Item,
    entry: Entry<'_>,
) -> Keys {
    let mut values = Vec::with_capacity(keys.len());
    for key in keys {
        let value = sort_key(cx, area, key, item, entry);
        values.push(Key {
            value: value
                .filter(|value| !value.is_empty())
                .map(|value| collation.key(&value)),
            descending: key.descending,
        });
        let dated = match key.by {
            SortBy::Variable(variable) => matches!(variable, AnyVariable::Date(_)),
            SortBy::Macro(number) => cx.features.dated_macros.get(number) == Some(&true),
        };
        // Cites of the same date come in the order of their suffixes.
        if dated && area == Area::Citation {
            let suffix = entry.distinction.levels.year_suffix.unwrap_or(0);
            values.push(Key {
                value: Some(collation.key(&padded(&suffix.to_string()))),
                descending: false,
            });
        }
    }
    values
}

fn sort_key<'a>(
    cx: Context<'a>,
    area: Area,
    key: &'a SortKey,
    item: &'a Item,
    entry: Entry<'_>,
) -> Option<String> {
    let text = match key.by {
        SortBy::Variable(AnyVariable::Text(Variable::CitationNumber)) => {
            return entry.number.map(|number| padded(&number.to_string()));
        }
        SortBy::Variable(AnyVariable::Text(Variable::CitationLabel)) => citation_label(item),
        SortBy::Variable(AnyVariable::Text(variable)) => {
            let text = item.text(variable)?.as_str();
            if variable.is_number() {
                return Some(padded(text));
            }
            text.to_owned()
        }
        SortBy::Variable(AnyVariable::Date(variable)) => {
            return date_key(item.date(variable)?, |_| true);
        }
        SortBy::Variable(AnyVariable::Name(_)) | SortBy::Macro(_) => {
            let cite = CiteView {
                position: (area == Area::Citation).then(|| CitePosition {
                    kind: PositionKind::First,
                    ..CitePosition::default()
                }),
                ..CiteView::default()
            };
            let purpose = Purpose::SortKey(&key.names);
            let mut render = Render::new(cx, area, purpose, item, cite, entry);
            let nodes = match key.by {
                SortBy::Macro(number) => render.macro_(number),
                SortBy::Variable(AnyVariable::Name(variable)) => render.sort_names(variable),
                SortBy::Variable(_) => Vec::new(),
            };
            let mut writer = Writer::new(cx.quotes, false);
            nodes.iter().for_each(|node| writer.write(node));
            writer.finish().as_str().to_owned()
        }
    };
    let text = text.trim();
    // Words are compared one by one: "Li" before "Lian".
    (!text.is_empty()).then(|| format!("{}|", text.replace(' ', "|")))
}

/// A number with zeros before it.
fn padded(text: &str) -> String {
    let digits = text.trim_start();
    let negative = digits.starts_with('-');
    let digits = digits.trim_start_matches('-');
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    match digits[..end].parse::<i128>() {
        Ok(number) if negative => format!("{:020}", 99_999_999_999_999_999_999 - number),
        Ok(number) => format!("{number:020}"),
        Err(_) => text.to_owned(),
    }
}

/// A date as digits that sort: year, month, day, and those of the end of a range.
///
/// Parts that are not shown count as unknown.
pub(crate) fn date_key(date: &Date, shown: impl Fn(DatePartName) -> bool) -> Option<String> {
    let of = |date: DateValue| DateValue {
        year: if shown(DatePartName::Year) {
            date.year
        } else {
            0
        },
        month: if shown(DatePartName::Month) {
            date.month
        } else {
            0
        },
        day: if shown(DatePartName::Day) {
            date.day
        } else {
            0
        },
    };
    match date {
        Date::Known { start, end, .. } if start.year != 0 => {
            let end = end.flatten().unwrap_or_default();
            Some(format!("{}{}", digits(of(*start)), digits(of(end))))
        }
        _ => None,
    }
}

/// Eight digits after one that says whether the year is of the common era.
fn digits(date: DateValue) -> String {
    let (era, year) = match date.year {
        ..0 => (0, 9999 + date.year),
        year => (1, year),
    };
    format!("{era}{year:04}{:02}{:02}", date.month, date.day)
}
