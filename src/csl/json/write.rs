//! Writes an item as CSL-JSON.

use serde_json::{Map, Value, json};

use super::super::item::{Date, DateValue, Item, Name, Names};
use super::super::text::{Markup, Text};

impl Item {
    /// The item as CSL-JSON. Reading it again gives the same item, but for what CSL-JSON has no form for: terms.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut json = Map::new();
        json.insert("id".to_owned(), self.id.clone().into());
        json.insert("type".to_owned(), self.kind.as_str().into());
        for (variable, text) in self.texts() {
            json.insert(variable.as_str().to_owned(), markup(text).into());
        }
        for (variable, list) in self.all_names() {
            json.insert(variable.as_str().to_owned(), names(list));
        }
        for (variable, found) in self.dates() {
            json.insert(variable.as_str().to_owned(), date(found));
        }
        json
    }
}

/// The text with tags, and quotations in English marks.
fn markup(text: &Text) -> String {
    let plain = text.as_str();
    let mut out = String::with_capacity(plain.len());
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut copied = 0;
    let copy_to =
        |out: &mut String, open: &mut Vec<(usize, &str)>, copied: &mut usize, at: usize| {
            while let Some((end, close)) = open.last().copied().filter(|(end, _)| *end <= at) {
                out.push_str(&plain[*copied..end]);
                out.push_str(close);
                *copied = end;
                open.pop();
            }
            out.push_str(&plain[*copied..at]);
            *copied = at;
        };
    for span in text.spans() {
        copy_to(&mut out, &mut open, &mut copied, span.range.start);
        let (tag, close) = tags(span.markup);
        out.push_str(tag);
        open.push((span.range.end, close));
    }
    copy_to(&mut out, &mut open, &mut copied, plain.len());
    out
}

fn tags(markup: Markup) -> (&'static str, &'static str) {
    match markup {
        Markup::Italic => ("<i>", "</i>"),
        Markup::Bold => ("<b>", "</b>"),
        Markup::Superscript => ("<sup>", "</sup>"),
        Markup::Subscript => ("<sub>", "</sub>"),
        Markup::SmallCaps => ("<span style=\"font-variant:small-caps;\">", "</span>"),
        Markup::NoCase => ("<span class=\"nocase\">", "</span>"),
        Markup::NoDecor => ("<span class=\"nodecor\">", "</span>"),
        Markup::Quoted => ("“", "”"),
        Markup::QuotedSingle => ("‘", "’"),
        Markup::Term | Markup::Foreign(_) => ("", ""),
    }
}

fn names(names: &Names) -> Value {
    let mut list: Vec<Value> = names.list.iter().map(name).collect();
    // As Pandoc writes it.
    list.extend(names.others.then(|| json!({ "literal": "others" })));
    list.into()
}

fn name(name: &Name) -> Value {
    let mut json = Map::new();
    for (part, value) in [
        ("literal", &name.literal),
        ("family", &name.family),
        ("given", &name.given),
        ("dropping-particle", &name.dropping_particle),
        ("non-dropping-particle", &name.non_dropping_particle),
        ("suffix", &name.suffix),
    ] {
        if !value.is_empty() {
            json.insert(part.to_owned(), value.clone().into());
        }
    }
    for (part, value) in [
        ("comma-suffix", name.comma_suffix),
        ("static-ordering", name.static_ordering),
    ] {
        if value {
            json.insert(part.to_owned(), true.into());
        }
    }
    // What has been told apart is not to be looked for again.
    if name.literal.is_empty() {
        json.insert("parse-names".to_owned(), false.into());
    }
    json.into()
}

fn date(date: &Date) -> Value {
    let (start, end, circa) = match date {
        Date::Literal(words) => return json!({ "literal": words.as_str() }),
        Date::Known { start, end, circa } => (start, end, circa),
    };
    let mut ends = vec![parts(start)];
    ends.extend(end.map(|end| parts(&end.unwrap_or_default())));
    match circa {
        true => json!({ "date-parts": ends, "circa": true }),
        false => json!({ "date-parts": ends }),
    }
}

fn parts(value: &DateValue) -> Value {
    let month = match value.month {
        season @ 13.. => season + 8,
        month => month,
    };
    match (month, value.day) {
        (0, _) => json!([value.year]),
        (month, 0) => json!([value.year, month]),
        (month, day) => json!([value.year, month, day]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let json = json!({
            "id": "a", "type": "book", "page": "33-35",
            "title": "On <i>E. <b>coli</b></i>, “a ‘b’” and H<sub>2</sub>O: <span class=\"nocase\">NATO</span>",
            "author": [{ "family": "Cruz", "given": "Ana", "non-dropping-particle": "de la" }, { "literal": "UNESCO" }, { "literal": "others" }],
            "issued": { "date-parts": [[2020, 21], [0]], "circa": true },
            "accessed": { "date-parts": [[-44, 3, 15]] },
            "original-date": { "literal": "n.d." },
        });
        let (item, faults) = Item::from_json(json.as_object().expect("an object"));
        assert_eq!(faults, []);
        let (again, faults) = Item::from_json(&item.to_json());
        assert_eq!(faults, []);
        for (name, value) in item.to_json() {
            assert_eq!(again.to_json().get(&name), Some(&value), "{name}");
        }
        assert_eq!(item.to_json().get("title"), json.get("title"));
    }
}
