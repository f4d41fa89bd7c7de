//! An item of CSL as hayagriva's formatter wants it, for as long as that formats citations.

use hayagriva::Entry;
use hayagriva::citationberg::taxonomy::Season;
use hayagriva::types::{
    ChunkKind, ChunkedString, Date, EntryType, FormatString, MaybeTyped, Numeric, PageRanges,
    Person, PersonRole, PersonsWithRoles, Publisher, QualifiedUrl, StringChunk,
};

use crate::csl::{self, DateVariable, Item, ItemType, Markup, Name, NameVariable, Text, Variable};

/// hayagriva's kind of entry, and the kind of what it is part of.
fn kinds(kind: ItemType) -> (EntryType, Option<EntryType>) {
    match kind {
        ItemType::ArticleJournal
        | ItemType::ArticleMagazine
        | ItemType::Review
        | ItemType::ReviewBook => (EntryType::Article, Some(EntryType::Periodical)),
        ItemType::ArticleNewspaper => (EntryType::Article, Some(EntryType::Newspaper)),
        ItemType::PostWeblog => (EntryType::Article, Some(EntryType::Blog)),
        ItemType::PaperConference => (EntryType::Article, Some(EntryType::Proceedings)),
        ItemType::Article => (EntryType::Article, None),
        ItemType::Chapter => (EntryType::Chapter, Some(EntryType::Book)),
        ItemType::Entry | ItemType::EntryDictionary | ItemType::EntryEncyclopedia => {
            (EntryType::Entry, Some(EntryType::Reference))
        }
        ItemType::Book | ItemType::Classic => (EntryType::Book, None),
        ItemType::Collection => (EntryType::Anthology, None),
        ItemType::Periodical => (EntryType::Periodical, None),
        ItemType::Bill | ItemType::Legislation | ItemType::Regulation | ItemType::Treaty => {
            (EntryType::Legislation, None)
        }
        ItemType::LegalCase => (EntryType::Case, None),
        ItemType::Broadcast | ItemType::MotionPicture => (EntryType::Video, None),
        ItemType::MusicalScore | ItemType::Song => (EntryType::Audio, None),
        ItemType::Dataset | ItemType::Software => (EntryType::Repository, None),
        ItemType::Event => (EntryType::Conference, None),
        ItemType::Figure | ItemType::Graphic | ItemType::Map => (EntryType::Artwork, None),
        ItemType::Manuscript => (EntryType::Manuscript, None),
        ItemType::Patent => (EntryType::Patent, None),
        ItemType::Performance => (EntryType::Performance, None),
        ItemType::Post => (EntryType::Post, None),
        ItemType::Report => (EntryType::Report, None),
        ItemType::Thesis => (EntryType::Thesis, None),
        ItemType::Webpage => (EntryType::Web, None),
        ItemType::Document
        | ItemType::Hearing
        | ItemType::Interview
        | ItemType::Pamphlet
        | ItemType::PersonalCommunication
        | ItemType::Speech
        | ItemType::Standard => (EntryType::Misc, None),
    }
}

pub(super) fn of_item(item: &Item) -> Entry {
    let (own, parent) = kinds(item.kind);
    let text = |variable: Variable| item.text(variable);
    let format = |variable: Variable| text(variable).map(formatted);
    let number = |variable: Variable| text(variable).map(|text| typed::<Numeric>(text.as_str()));
    let mut entry = Entry::new(&item.id, own);
    let parent = parent.or_else(|| text(Variable::ContainerTitle).map(|_| EntryType::Misc));
    let mut container = parent.map(|kind| Entry::new(&item.id, kind));
    if let Some(mut title) = format(Variable::Title) {
        title.short = format(Variable::TitleShort).map(|short| Box::new(short.value));
        entry.set_title(title);
    }
    set_names(&mut entry, item);
    set_dates(&mut entry, item);
    if let Some(doi) = text(Variable::Doi) {
        entry.set_doi(doi.as_str().to_owned());
    }
    for (variable, set) in [
        (
            Variable::Note,
            Entry::set_note as fn(&mut Entry, FormatString),
        ),
        (Variable::Genre, Entry::set_genre),
        (Variable::Authority, Entry::set_organization),
        (Variable::Archive, Entry::set_archive),
        (Variable::ArchiveLocation, Entry::set_archive_location),
        (Variable::CallNumber, Entry::set_call_number),
    ] {
        if let Some(text) = format(variable) {
            set(&mut entry, text);
        }
    }
    if let Some(language) =
        text(Variable::Language).and_then(|language| language.as_str().parse().ok())
    {
        entry.set_language(language);
    }
    if let Some(pages) = text(Variable::Page) {
        entry.set_page_range(typed::<PageRanges>(pages.as_str()));
    }
    for (variable, id) in [
        (Variable::Number, "serial"),
        (Variable::Isbn, "isbn"),
        (Variable::Issn, "issn"),
        (Variable::Pmid, "pmid"),
        (Variable::Pmcid, "pmcid"),
        (Variable::Version, "version"),
    ] {
        if let Some(value) = text(variable) {
            entry.set_keyed_serial_number(id, value.as_str().to_owned());
        }
    }
    // What says where in the container, or who published it, belongs to the container if there is one.
    let outer = container.as_mut().unwrap_or(&mut entry);
    for (variable, set) in [
        (
            Variable::Volume,
            Entry::set_volume as fn(&mut Entry, MaybeTyped<Numeric>),
        ),
        (Variable::Issue, Entry::set_issue),
        (Variable::Edition, Entry::set_edition),
    ] {
        if let Some(number) = number(variable) {
            set(outer, number);
        }
    }
    let (publisher, city) = (
        format(Variable::Publisher),
        format(Variable::PublisherPlace),
    );
    if publisher.is_some() || city.is_some() {
        outer.set_publisher(Publisher::new(publisher, city));
    }
    if let Some(mut container) = container {
        if let Some(title) = format(Variable::ContainerTitle) {
            container.set_title(title);
        }
        entry.set_parents(vec![container]);
    }
    entry
}

fn set_names(entry: &mut Entry, item: &Item) {
    let persons = |variable: NameVariable| -> Vec<Person> {
        let names = item
            .names(variable)
            .map(|names| names.list.as_slice())
            .unwrap_or_default();
        names.iter().map(person).collect()
    };
    let (authors, editors) = (persons(NameVariable::Author), persons(NameVariable::Editor));
    if !authors.is_empty() {
        entry.set_authors(authors);
    }
    if !editors.is_empty() {
        entry.set_editors(editors);
    }
    let roles = [
        (NameVariable::Translator, PersonRole::Translator),
        (NameVariable::Director, PersonRole::Director),
        (NameVariable::Compiler, PersonRole::Compiler),
        (NameVariable::Composer, PersonRole::Composer),
        (NameVariable::Illustrator, PersonRole::Illustrator),
        (NameVariable::Producer, PersonRole::Producer),
        (NameVariable::ScriptWriter, PersonRole::Writer),
    ];
    let affiliated: Vec<PersonsWithRoles> = roles
        .into_iter()
        .map(|(variable, role)| PersonsWithRoles::new(persons(variable), role))
        .filter(|found| !found.names.is_empty())
        .collect();
    if !affiliated.is_empty() {
        entry.set_affiliated(affiliated);
    }
}

fn set_dates(entry: &mut Entry, item: &Item) {
    if let Some(date) = item.date(DateVariable::Issued).and_then(date) {
        entry.set_date(date);
    }
    if let Some(url) = item
        .text(Variable::Url)
        .and_then(|url| url.as_str().parse().ok())
    {
        entry.set_url(QualifiedUrl {
            value: url,
            visit_date: item.date(DateVariable::Accessed).and_then(date),
        });
    }
}

fn person(name: &Name) -> Person {
    let some = |part: &str| (!part.is_empty()).then(|| part.to_owned());
    let family = match name.non_dropping_particle.as_str() {
        "" => name.family.clone(),
        particle => format!("{particle} {}", name.family),
    };
    Person {
        name: some(&name.literal).unwrap_or(family),
        given_name: some(&name.given),
        prefix: some(&name.dropping_particle),
        suffix: some(&name.suffix),
        comma_suffix: name.comma_suffix,
        alias: None,
    }
}

/// Of a range its start, or its end if the start is open.
fn date(date: &csl::Date) -> Option<Date> {
    let csl::Date::Known { start, end, circa } = date else {
        return None;
    };
    let value = if start.year == 0 { (*end)?? } else { *start };
    Some(Date {
        year: value.year,
        month: (1..=12).contains(&value.month).then(|| value.month - 1),
        day: value.day.checked_sub(1),
        approximate: *circa,
        season: value
            .month
            .checked_sub(12)
            .and_then(|season| Season::try_from_csl_number(season).ok()),
    })
}

/// The text, with what has its own case told apart.
fn formatted(text: &Text) -> FormatString {
    let plain = text.to_plain();
    let whole = text
        .spans()
        .iter()
        .any(|span| span.markup == Markup::NoCase && span.range == (0..text.as_str().len()));
    let kind = if whole {
        ChunkKind::Verbatim
    } else {
        ChunkKind::Normal
    };
    FormatString {
        value: ChunkedString(vec![StringChunk::new(plain, kind)]),
        short: None,
    }
}

/// A number or range where it is one, else the text.
fn typed<T: std::str::FromStr>(text: &str) -> MaybeTyped<T> {
    text.parse()
        .map_or_else(|_| MaybeTyped::String(text.to_owned()), MaybeTyped::Typed)
}
