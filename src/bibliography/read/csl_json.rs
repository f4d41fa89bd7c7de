//! Reads CSL-JSON, as Zotero, citation services and Pandoc write it.
//!
//! The file is an array of items (or an object with `items`, or one item). Items are read one by one, so
//! that an error has a place and costs only its item; each is turned into hayagriva's own kind of entry,
//! since a page may cite sources of every format.

use std::ops::Range;

use indexmap::IndexMap;
use serde_json::Value;

use hayagriva::Entry;
use hayagriva::types::{
    EntryType, FormatString, MaybeTyped, Numeric, PageRanges, Person, Publisher, QualifiedUrl,
};

use crate::diagnostics::{Place, Span};

use super::super::date::WrittenDate;
use super::super::source::Found;
use super::{BibliographyFile, Reading, offset};

type Item = IndexMap<String, Value>;

/// CSL's types, and for each what hayagriva calls it and what it is part of.
const TYPES: &[(&str, EntryType, Option<EntryType>)] = &[
    ("article", EntryType::Article, None),
    (
        "article-journal",
        EntryType::Article,
        Some(EntryType::Periodical),
    ),
    (
        "article-magazine",
        EntryType::Article,
        Some(EntryType::Periodical),
    ),
    (
        "article-newspaper",
        EntryType::Article,
        Some(EntryType::Newspaper),
    ),
    ("bill", EntryType::Legislation, None),
    ("book", EntryType::Book, None),
    ("broadcast", EntryType::Video, None),
    ("chapter", EntryType::Chapter, Some(EntryType::Book)),
    ("classic", EntryType::Book, None),
    ("collection", EntryType::Anthology, None),
    ("dataset", EntryType::Repository, None),
    ("document", EntryType::Misc, None),
    ("entry", EntryType::Entry, Some(EntryType::Reference)),
    (
        "entry-dictionary",
        EntryType::Entry,
        Some(EntryType::Reference),
    ),
    (
        "entry-encyclopedia",
        EntryType::Entry,
        Some(EntryType::Reference),
    ),
    ("event", EntryType::Conference, None),
    ("figure", EntryType::Artwork, None),
    ("graphic", EntryType::Artwork, None),
    ("hearing", EntryType::Misc, None),
    ("interview", EntryType::Misc, None),
    ("legal_case", EntryType::Case, None),
    ("legislation", EntryType::Legislation, None),
    ("manuscript", EntryType::Manuscript, None),
    ("map", EntryType::Artwork, None),
    ("motion_picture", EntryType::Video, None),
    ("musical_score", EntryType::Audio, None),
    ("pamphlet", EntryType::Misc, None),
    (
        "paper-conference",
        EntryType::Article,
        Some(EntryType::Proceedings),
    ),
    ("patent", EntryType::Patent, None),
    ("performance", EntryType::Performance, None),
    ("periodical", EntryType::Periodical, None),
    ("personal_communication", EntryType::Misc, None),
    ("post", EntryType::Post, None),
    ("post-weblog", EntryType::Article, Some(EntryType::Blog)),
    ("regulation", EntryType::Legislation, None),
    ("report", EntryType::Report, None),
    ("review", EntryType::Article, Some(EntryType::Periodical)),
    (
        "review-book",
        EntryType::Article,
        Some(EntryType::Periodical),
    ),
    ("software", EntryType::Repository, None),
    ("song", EntryType::Audio, None),
    ("speech", EntryType::Misc, None),
    ("standard", EntryType::Misc, None),
    ("thesis", EntryType::Thesis, None),
    ("treaty", EntryType::Legislation, None),
    ("webpage", EntryType::Web, None),
];

/// Reads the items of a `.json` file.
pub(super) fn read(file: &BibliographyFile, reading: &mut Reading) {
    let text: &str = &file.text;
    let mut next = first_item(text);
    let mut recovering = false;
    while let Some(start) = next_token(text, next) {
        let item = match text.as_bytes()[start] {
            b'{' => item(text, start),
            b']' if !recovering => return,
            _ => Err((
                start,
                "here an item was expected: `{ \"id\": … }`".to_owned(),
            )),
        };
        match item {
            Ok((item, end)) => {
                next = end;
                // Behind an error this may be an inner object, such as a name.
                if !recovering || (item.contains_key("id") && item.contains_key("type")) {
                    recovering = false;
                    convert(file, start..end, &item, reading);
                }
            }
            Err((at, message)) => {
                if !recovering {
                    reading.problem(
                        file,
                        at..at,
                        format!("this is not CSL-JSON: {message}"),
                        None,
                    );
                }
                recovering = true;
                match next_object(text, start) {
                    Some(object) => next = object,
                    None => return,
                }
            }
        }
    }
}

/// The item that starts here and the offset behind it, or the offset of an error and what it is.
fn item(text: &str, start: usize) -> Result<(Item, usize), (usize, String)> {
    let mut items = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Item>();
    match items.next() {
        Some(Ok(item)) => Ok((item, start + items.byte_offset())),
        Some(Err(error)) => {
            let at = start + offset(&text[start..], error.line(), error.column());
            let message = error.to_string();
            Err((
                at,
                message
                    .split(" at line ")
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            ))
        }
        None => Err((start, "it ends here".to_owned())),
    }
}

/// Where the next thing starts that is neither white space nor a comma.
fn next_token(text: &str, from: usize) -> Option<usize> {
    let gap = text[from..].find(|c: char| !c.is_whitespace() && c != ',')?;
    Some(from + gap)
}

/// The next `{` after the character at `start` that opens a line.
fn next_object(text: &str, start: usize) -> Option<usize> {
    let braces = text[start..].match_indices('{').map(|(gap, _)| start + gap);
    braces.filter(|brace| *brace > start).find(|brace| {
        let line = text[..*brace].rfind('\n').map_or(0, |end| end + 1);
        text[line..*brace].trim().is_empty()
    })
}

/// Where the items begin: behind the `[`, or at the only item.
fn first_item(text: &str) -> usize {
    let start = text.len() - text.trim_start().len();
    if text[start..].starts_with('[') {
        return start + 1;
    }
    match text
        .find("\"items\"")
        .and_then(|items| Some(items + text[items..].find('[')?))
    {
        Some(array) if text[start..].starts_with('{') => array + 1,
        _ => start,
    }
}

/// Adds the source of one item, which stands in `range`.
fn convert(file: &BibliographyFile, range: Range<usize>, item: &Item, reading: &mut Reading) {
    let text: &str = &file.text;
    let within = |value: &str| {
        let quoted = serde_json::to_string(value).unwrap_or_default();
        let found = text[range.clone()]
            .find(&quoted)
            .map(|gap| range.start + gap + 1);
        found.map_or(range.start..range.start + 1, |start| {
            start..start + quoted.len() - 2
        })
    };
    let Some(key) = item.get("id").map(plain).filter(|key| !key.is_empty()) else {
        return reading.problem(file, within(""), "this item has no \"id\"", None);
    };
    let place = Place::new(&file.path, Span::new(within(&key)));
    let kind = item.get("type").map(plain).unwrap_or_default();
    if !reading.claim(&key, &place) {
        return;
    }
    let known = TYPES.iter().find(|(name, ..)| *name == kind);
    if known.is_none() {
        let names: Vec<&str> = TYPES.iter().map(|(name, ..)| *name).collect();
        reading.unknown_type(file, within(&kind), &kind, &names);
    }
    let (_, own, parent) = known.unwrap_or(&("document", EntryType::Misc, None));
    let mut checked = |name: &str| {
        let written = date_text(item.get(name)?)?;
        WrittenDate::parse(&written)
            .map_err(|error| reading.invalid_date(file, within(name), &error))
            .ok()
    };
    let (date, accessed) = (checked("issued"), checked("accessed"));
    let entry = entry(&key, *own, *parent, item);
    let fields = item
        .iter()
        .map(|(name, value)| (name.to_lowercase(), plain(value)))
        .collect();
    reading.found(Found {
        place,
        kind,
        fields,
        date,
        accessed,
        entry,
    });
}

/// The item as hayagriva has it.
fn entry(key: &str, own: EntryType, parent: Option<EntryType>, item: &Item) -> Entry {
    let text = |name: &str| item.get(name).map(plain).filter(|text| !text.is_empty());
    let format = |name: &str| text(name).map(FormatString::from);
    let number = |name: &str| text(name).map(typed::<Numeric>);
    let mut entry = Entry::new(key, own);
    let parent = parent.or_else(|| format("container-title").map(|_| EntryType::Misc));
    let mut container = parent.map(|kind| Entry::new(key, kind));
    if let Some(mut title) = format("title") {
        title.short = text("title-short")
            .or_else(|| text("shortTitle"))
            .map(|short| Box::new(short.into()));
        entry.set_title(title);
    }
    let authors = item.get("author").map(names).unwrap_or_default();
    if !authors.is_empty() {
        entry.set_authors(authors);
    }
    let editors = item.get("editor").map(names).unwrap_or_default();
    if !editors.is_empty() {
        entry.set_editors(editors);
    }
    if let Some(url) = text("URL").and_then(|url| url.parse().ok()) {
        entry.set_url(QualifiedUrl {
            value: url,
            visit_date: None,
        });
    }
    if let Some(doi) = text("DOI") {
        entry.set_doi(doi);
    }
    if let Some(note) = format("note") {
        entry.set_note(note);
    }
    if let Some(genre) = format("genre") {
        entry.set_genre(genre);
    }
    if let Some(authority) = format("authority") {
        entry.set_organization(authority);
    }
    if let Some(archive) = format("archive") {
        entry.set_archive(archive);
    }
    if let Some(language) = text("language").and_then(|language| language.parse().ok()) {
        entry.set_language(language);
    }
    if let Some(pages) = text("page") {
        entry.set_page_range(typed::<PageRanges>(pages));
    }
    if let Some(number) = text("number") {
        entry.set_keyed_serial_number("serial", number);
    }
    for (name, id) in [
        ("ISBN", "isbn"),
        ("ISSN", "issn"),
        ("PMID", "pmid"),
        ("PMCID", "pmcid"),
    ] {
        if let Some(id_text) = text(name) {
            entry.set_keyed_serial_number(id, id_text);
        }
    }
    // What says where in the container, or who published it, belongs to the container if there is one.
    let outer = container.as_mut().unwrap_or(&mut entry);
    if let Some(volume) = number("volume") {
        outer.set_volume(volume);
    }
    if let Some(issue) = number("issue") {
        outer.set_issue(issue);
    }
    if let Some(edition) = number("edition") {
        outer.set_edition(edition);
    }
    let (publisher, city) = (format("publisher"), format("publisher-place"));
    if publisher.is_some() || city.is_some() {
        outer.set_publisher(Publisher::new(publisher, city));
    }
    if let Some(mut container) = container {
        if let Some(title) = format("container-title") {
            container.set_title(title);
        }
        entry.set_parents(vec![container]);
    }
    entry
}

/// A number or range where it is one, else the text.
fn typed<T: std::str::FromStr>(text: String) -> MaybeTyped<T> {
    text.parse()
        .map_or_else(|_| MaybeTyped::String(text), MaybeTyped::Typed)
}

/// The names of a CSL name variable.
fn names(value: &Value) -> Vec<Person> {
    let person = |name: &Value| {
        let part = |key: &str| name.get(key).map(plain).filter(|part| !part.is_empty());
        let family = match (part("non-dropping-particle"), part("family")) {
            (Some(particle), Some(family)) => Some(format!("{particle} {family}")),
            (_, family) => family,
        };
        Some(Person {
            name: part("literal").or(family)?,
            given_name: part("given"),
            prefix: part("dropping-particle"),
            suffix: part("suffix"),
            comma_suffix: false,
            alias: None,
        })
    };
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(person)
        .collect()
}

/// A CSL date as text that [`WrittenDate`] reads.
fn date_text(value: &Value) -> Option<String> {
    if let Some(text) = value
        .get("raw")
        .or_else(|| value.get("literal"))
        .or(Some(value))?
        .as_str()
    {
        return Some(text.to_owned());
    }
    let ends = value.get("date-parts")?.as_array()?;
    let end = |parts: &Value| {
        let parts: Vec<String> = parts
            .as_array()?
            .iter()
            .map(plain)
            .filter(|part| !part.is_empty())
            .collect();
        let padded = parts.iter().enumerate().map(|(i, part)| {
            if i == 0 {
                part.clone()
            } else {
                format!("{part:0>2}")
            }
        });
        Some(padded.collect::<Vec<_>>().join("-"))
    };
    let ends: Vec<String> = ends
        .iter()
        .filter_map(end)
        .filter(|end| !end.is_empty())
        .collect();
    (!ends.is_empty()).then(|| ends.join("/"))
}

/// A value as plain text.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(_) => match date_text(value) {
            Some(date) => date,
            None => names(&Value::Array(vec![value.clone()]))
                .iter()
                .map(|name| name.given_first(false))
                .collect(),
        },
        other => other.to_string(),
    }
}
