//! From an entry of Hayagriva to an item of CSL, by Hayagriva's own map.

use crate::csl::{
    Date, DateVariable, Item, ItemType, Markup, Name, NameVariable, Names, Span, Text, Variable,
};
use crate::value::{Table, Value};

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

fn kind(entry: &Entry) -> ItemType {
    let part_of = |kinds: &[&str]| entry.parent(kinds).is_some();
    match entry.kind.as_str() {
        "article" if part_of(&["periodical"]) => ItemType::ArticleJournal,
        "article" if part_of(&["newspaper"]) => ItemType::ArticleNewspaper,
        "article" if part_of(&["proceedings"]) => ItemType::PaperConference,
        _ if part_of(&["blog"]) => ItemType::PostWeblog,
        _ if part_of(&["reference"]) => ItemType::EntryEncyclopedia,
        _ if part_of(&["thread"]) => ItemType::Post,
        "article" => ItemType::Article,
        "chapter" | "anthos" => ItemType::Chapter,
        "entry" => ItemType::Entry,
        "report" => ItemType::Report,
        "thesis" => ItemType::Thesis,
        "web" | "blog" | "thread" => ItemType::Webpage,
        "scene" => ItemType::Broadcast,
        "artwork" => ItemType::Graphic,
        "patent" => ItemType::Patent,
        "case" => ItemType::LegalCase,
        "legislation" if entry.get("publisher").is_some() => ItemType::Legislation,
        "legislation" => ItemType::Bill,
        "manuscript" => ItemType::Manuscript,
        "post" => ItemType::Post,
        "performance" => ItemType::Performance,
        "book" if part_of(&["periodical"]) => ItemType::Periodical,
        "periodical" | "newspaper" => ItemType::Periodical,
        "book" | "proceedings" | "reference" => ItemType::Book,
        "anthology" => ItemType::Collection,
        "conference" | "exhibition" => ItemType::Event,
        "repository" => ItemType::Software,
        "video" if entry.parents.is_empty() => ItemType::MotionPicture,
        "audio" if entry.parents.is_empty() => ItemType::Song,
        "video" | "audio" => ItemType::Broadcast,
        "misc" if entry.get("url").is_some() => ItemType::Webpage,
        _ => ItemType::Document,
    }
}

/// What CSL calls the container.
fn container<'e, 't>(entry: &'e Entry<'t>) -> Option<&'e Entry<'t>> {
    let kinds: &[&str] = match entry.kind.as_str() {
        "article" => &[
            "book",
            "proceedings",
            "conference",
            "periodical",
            "newspaper",
            "blog",
            "reference",
            "web",
        ],
        "anthos" | "chapter" | "case" => &["book", "anthology", "reference", "report"],
        "report" => &["book", "anthology"],
        "web" => &["web"],
        "scene" => &["audio", "video", "performance", "artwork"],
        "post" => &["thread", "blog", "web", "post"],
        "thread" => &["thread", "web", "blog"],
        _ => &[],
    };
    let known = entry.parent(kinds);
    let event = ["conference", "exhibition", "original"];
    known.or_else(|| {
        entry
            .parents
            .iter()
            .find(|parent| parent.get("title").is_some() && !parent.is(&event))
    })
}

/// What CSL calls the collection: a series.
fn collection<'e, 't>(entry: &'e Entry<'t>) -> Option<&'e Entry<'t>> {
    const WHOLE: [&str; 8] = [
        "anthology",
        "newspaper",
        "performance",
        "periodical",
        "proceedings",
        "book",
        "reference",
        "exhibition",
    ];
    match entry.is(&WHOLE) {
        true => entry
            .parents
            .iter()
            .find(|parent| parent.kind == entry.kind || parent.kind == "anthology"),
        false => entry.parents.iter().find_map(collection),
    }
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

fn people(item: &mut Item, entry: &Entry) {
    let own = |field: &str| entry.get(field).map(names);
    let set = [
        (NameVariable::Author, own("author")),
        (
            NameVariable::Editor,
            own("editor").or_else(|| container(entry)?.get("editor").map(names)),
        ),
        (
            NameVariable::ContainerAuthor,
            container(entry)
                .and_then(|container| container.get("author"))
                .map(names),
        ),
        (
            NameVariable::CollectionEditor,
            collection(entry)
                .and_then(|series| series.get("editor"))
                .map(names),
        ),
        (
            NameVariable::OriginalAuthor,
            entry
                .nearest("original")
                .and_then(|original| original.get("author"))
                .map(names),
        ),
    ];
    for (variable, names) in set {
        item.set_names(variable, names.unwrap_or_default());
    }
    let Some(Value::Array(affiliated)) = entry.get_any("affiliated") else {
        return;
    };
    for group in affiliated {
        let Value::Table(group) = &group.value else {
            continue;
        };
        let role = group
            .get("role")
            .map(|role| plain(&role.value).to_lowercase())
            .unwrap_or_default();
        let names = group
            .get("names")
            .map(|found| names(&found.value))
            .unwrap_or_default();
        if let Some(variable) = role_variable(&role) {
            item.set_names(variable, names);
        }
    }
}

fn role_variable(role: &str) -> Option<NameVariable> {
    Some(match role {
        "translator" => NameVariable::Translator,
        "compiler" => NameVariable::Compiler,
        "founder" => NameVariable::SeriesCreator,
        "collaborator" => NameVariable::Contributor,
        "organizer" => NameVariable::Organizer,
        "cast-member" => NameVariable::Performer,
        "composer" => NameVariable::Composer,
        "producer" => NameVariable::Producer,
        "executive-producer" => NameVariable::ExecutiveProducer,
        "writer" => NameVariable::ScriptWriter,
        "director" => NameVariable::Director,
        "illustrator" => NameVariable::Illustrator,
        "narrator" => NameVariable::Narrator,
        _ => return None,
    })
}

fn names(value: &Value) -> Names {
    let persons = match value {
        Value::Array(persons) => persons.iter().map(|person| name(&person.value)).collect(),
        person => vec![name(person)],
    };
    Names {
        list: persons,
        others: false,
    }
}

/// `van der Berg, Jr., Jan`, or a table of its parts. A name without a comma is not taken apart.
fn name(value: &Value) -> Name {
    if let Value::Table(parts) = value {
        return name_of_parts(parts);
    }
    let written = plain(value);
    let parts: Vec<&str> = written.split(',').map(str::trim).collect();
    let (von_last, suffix, given) = match parts.as_slice() {
        [literal] => {
            return Name {
                literal: (*literal).to_owned(),
                ..Name::default()
            };
        }
        [von_last, given] => (*von_last, "", (*given).to_owned()),
        [von_last, suffix, rest @ ..] => (*von_last, *suffix, rest.join(", ")),
        [] => return Name::default(),
    };
    let lower = von_last
        .split_whitespace()
        .take_while(|word| word.starts_with(char::is_lowercase))
        .count();
    let words: Vec<&str> = von_last.split_whitespace().collect();
    let von = lower.min(words.len().saturating_sub(1));
    Name {
        family: words[von..].join(" "),
        dropping_particle: words[..von].join(" "),
        given,
        suffix: suffix.to_owned(),
        ..Name::default()
    }
}

fn name_of_parts(parts: &Table) -> Name {
    let part = |key: &str| {
        parts
            .get(key)
            .map(|part| plain(&part.value))
            .unwrap_or_default()
    };
    let name = Name {
        family: part("name"),
        given: part("given-name"),
        dropping_particle: part("prefix"),
        suffix: part("suffix"),
        ..Name::default()
    };
    match name.given.is_empty() && name.dropping_particle.is_empty() && name.suffix.is_empty() {
        true => Name {
            literal: name.family,
            ..Name::default()
        },
        false => name,
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

/// A date; Hayagriva puts the mark of an approximate one first.
fn date(written: &str) -> Date {
    match written.strip_prefix('~') {
        Some(rest) => Date::parse(&format!("{rest}~")),
        None => Date::parse(written),
    }
}

/// A text: a string, or a table with `value` and `verbatim`.
fn text(value: &Value) -> Text {
    let whole = formattable(&plain(value));
    match value {
        Value::Table(table)
            if matches!(
                table.get("verbatim").map(|found| &found.value),
                Some(Value::Bool(true))
            ) =>
        {
            let span = Span {
                range: 0..whole.as_str().len(),
                markup: Markup::NoCase,
            };
            let mut verbatim = Text::with_spans(String::new(), Vec::new());
            verbatim.push(&Text::with_spans(whole.as_str().to_owned(), vec![span]));
            verbatim
        }
        _ => whole,
    }
}

fn short(value: &Value) -> Option<Text> {
    match value {
        Value::Table(table) => table.get("short").map(|short| text(&short.value)),
        _ => None,
    }
}

/// Braces keep the case of what they hold; a backslash takes their meaning away.
fn formattable(written: &str) -> Text {
    let mut markup = String::with_capacity(written.len());
    let mut depth = 0_usize;
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars
                .peek()
                .is_some_and(|next| matches!(next, '{' | '}' | '$' | '\\')) =>
            {
                markup.extend(chars.next())
            }
            '{' => {
                depth += 1;
                if depth == 1 {
                    markup.push_str("<span class=\"nocase\">");
                }
            }
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    markup.push_str("</span>");
                }
            }
            c => markup.push(c),
        }
    }
    if depth > 0 {
        markup.push_str("</span>");
    }
    Text::from_markup(&markup)
}
