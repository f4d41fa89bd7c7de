//! From an entry of Hayagriva to an item of CSL, by Hayagriva's own map.

mod kinds;
mod people;
mod texts;

use crate::csl::{DateVariable, Item, Text, Variable};
use crate::value::Value;

use self::kinds::{collection, container, kind};
use self::people::people;
use self::texts::{date, short, text};
use super::super::csl::plain;
use super::entry::Entry;

/// The item of an entry.
pub(super) fn item(key: &str, entry: &Entry) -> Item {
    let mut item = Item::new(key, kind(entry));
    titles(&mut item, entry);
    numbers(&mut item, entry);
    texts(&mut item, entry);
    people(&mut item, entry);
    dates(&mut item, entry);
    item.complete();
    item
}

fn titles(item: &mut Item, entry: &Entry) {
    if let Some(title) = entry.get("title") {
        let text = text(title);
        let colon = text.as_str().find(": ");
        let shortened = short(title).or_else(|| colon.map(|colon| text.slice(0..colon)));
        item.set_text(Variable::TitleShort, shortened.unwrap_or_default());
        item.set_text(Variable::Title, text);
    }
    if let Some(title) = container(entry).and_then(|container| container.get("title")) {
        item.set_text(
            Variable::ContainerTitleShort,
            short(title).unwrap_or_default(),
        );
        item.set_text(Variable::ContainerTitle, text(title));
    }
    let series = collection(entry);
    // A volume of a work in several volumes has the work's title for its series.
    if let Some(title) = series.and_then(|series| series.get("title")) {
        item.set_text(Variable::CollectionTitle, text(title));
    }
    if let Some(original) = entry
        .nearest("original")
        .and_then(|original| original.get("title"))
    {
        item.set_text(Variable::OriginalTitle, text(original));
    }
    if let Some(event) = entry.parent(&["conference", "exhibition"]) {
        for (variable, field) in [
            (Variable::EventTitle, "title"),
            (Variable::Event, "title"),
            (Variable::EventPlace, "location"),
        ] {
            item.set_text(variable, event.get(field).map(text).unwrap_or_default());
        }
    }
}

fn numbers(item: &mut Item, entry: &Entry) {
    let container = container(entry);
    let volume = container
        .and_then(|container| container.get("volume"))
        .or_else(|| entry.get("volume"));
    let serial = |name: &str| match entry.get("serial-number") {
        Some(Value::Table(numbers)) => numbers.get(name).map(|number| &number.value),
        Some(number) if name == "serial" => Some(number),
        _ => None,
    };
    let direct = |name: &str| entry.get_any(name).or_else(|| serial(name));
    let in_parent = |name: &str| match entry
        .parents
        .iter()
        .find_map(|parent| parent.get_any("serial-number"))
    {
        Some(Value::Table(numbers)) => numbers.get(name).map(|number| &number.value),
        _ => None,
    };
    let set: [(Variable, Option<&Value>); 18] = [
        (Variable::Volume, volume),
        (Variable::Issue, entry.get_any("issue")),
        (Variable::Edition, entry.get_any("edition")),
        (Variable::ChapterNumber, entry.get("chapter")),
        (
            Variable::CollectionNumber,
            collection(entry).and_then(|series| series.get("volume")),
        ),
        (Variable::Page, entry.get("page-range")),
        (Variable::NumberOfPages, entry.get_any("page-total")),
        (Variable::NumberOfVolumes, entry.get_any("volume-total")),
        (Variable::Number, serial("serial")),
        (
            Variable::Version,
            serial("version").or_else(|| serial("serial").filter(|_| entry.kind == "repository")),
        ),
        (Variable::PrintingNumber, serial("printing")),
        (Variable::Doi, direct("doi")),
        (Variable::Isbn, direct("isbn").or_else(|| in_parent("isbn"))),
        (Variable::Issn, direct("issn").or_else(|| in_parent("issn"))),
        (Variable::Pmid, direct("pmid")),
        (Variable::Pmcid, direct("pmcid")),
        (Variable::Dimensions, entry.get("runtime")),
        (Variable::CallNumber, entry.get("call-number")),
    ];
    for (variable, value) in set {
        if let Some(value) = value {
            item.set_text(variable, Text::plain(plain(value)));
        }
    }
    if item.text(Variable::Url).is_none()
        && let Some(number) = serial("arxiv")
    {
        item.set_text(
            Variable::Url,
            Text::plain(format!("https://arxiv.org/abs/{}", plain(number))),
        );
    }
}

fn texts(item: &mut Item, entry: &Entry) {
    for (variable, field) in [
        (Variable::Abstract, "abstract"),
        (Variable::Genre, "genre"),
        (Variable::Archive, "archive"),
        (Variable::ArchiveLocation, "archive-location"),
        (Variable::Authority, "organization"),
        (Variable::Annote, "annotation"),
        (Variable::Annote, "annote"),
    ] {
        if let Some(value) = entry.get_any(field) {
            item.set_text(variable, text(value));
        }
    }
    // A note is of the entry alone.
    item.set_text(
        Variable::Note,
        entry.get("note").map(text).unwrap_or_default(),
    );
    if let Some(keywords) = entry.get("keywords").or_else(|| entry.get("keyword")) {
        item.set_text(Variable::Keyword, plain(keywords));
    }
    if let Some(language) = entry.get_any("language") {
        item.set_text(Variable::Language, Text::plain(plain(language)));
    }
    if let Some(url) = entry.get_any("url") {
        item.set_text(Variable::Url, Text::plain(plain(url)));
    }
    let (name, place) = publisher(entry);
    item.set_text(Variable::Publisher, name.unwrap_or_default());
    item.set_text(Variable::PublisherPlace, place.unwrap_or_default());
    if let Some(original) = entry.nearest("original") {
        let (name, place) = publisher(original);
        item.set_text(Variable::OriginalPublisher, name.unwrap_or_default());
        item.set_text(Variable::OriginalPublisherPlace, place.unwrap_or_default());
    }
}

/// The publisher and its place. Where nobody published it, the organization did.
fn publisher(entry: &Entry) -> (Option<Text>, Option<Text>) {
    let location = || entry.get("location").map(text);
    match entry.get_any("publisher") {
        Some(Value::Table(table))
            if table.get("name").is_some() || table.get("location").is_some() =>
        {
            let part = |key: &str| table.get(key).map(|part| text(&part.value));
            (part("name"), part("location").or_else(location))
        }
        Some(name) => (Some(text(name)), location()),
        None => (entry.get_any("organization").map(text), location()),
    }
}

fn dates(item: &mut Item, entry: &Entry) {
    let visited = match entry.get_any("url") {
        Some(Value::Table(url)) => url.get("date").map(|date| &date.value),
        _ => None,
    };
    for (variable, value) in [
        (DateVariable::Issued, entry.get_any("date")),
        (DateVariable::Accessed, visited),
        (
            DateVariable::EventDate,
            entry
                .parent(&["conference", "exhibition"])
                .and_then(|event| event.get("date")),
        ),
        (
            DateVariable::OriginalDate,
            entry
                .nearest("original")
                .and_then(|original| original.get("date")),
        ),
    ] {
        if let Some(value) = value {
            item.set_date(variable, date(&plain(value)));
        }
    }
}
