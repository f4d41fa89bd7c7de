//! One bibliography entry: the item that CSL formats, and what the ledger and the templates show of it.

use std::ops::Deref;
use std::sync::Arc;

use crate::csl::{DateVariable, Item, Name, NameVariable, Text, Variable};
use crate::diagnostics::{Place, Span};
use crate::digest::Digest;
use language_tags::LanguageTag;

use super::date;

/// The number of a source in its [`Bibliography`](super::Bibliography).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// One bibliography entry, where it stands.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where the key stands in its file.
    pub place: Place,
    /// Other keys that name it: BibLaTeX's `ids`.
    pub aliases: Vec<String>,
    record: Arc<Record>,
}

/// What an entry says, wherever it stands: after an edit, the sources of other entries still have the same.
///
/// Texts are plain: markup is gone. Dates are EDTF, of which ISO 8601 is the most part, and as precise as the
/// entry is: `2024`, `2024-06`, `2024-06-19`, `2024-21` (spring), or a range `2024-06-18/2024-06-19`.
#[derive(Clone, Debug)]
pub struct Record {
    /// The key, as citations name it.
    pub key: String,
    /// The entry type as written: `online`, `report`, `article-journal`.
    pub kind: String,
    /// The title with its subtitle, in the case in which it is written.
    pub title: Option<String>,
    /// The authors, given name first.
    pub authors: Vec<String>,
    /// The publisher or outlet; the institution where there is none.
    pub publisher: Option<String>,
    /// The journal, book or proceedings that the source is part of.
    pub container: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// Its address as written, of whatever scheme.
    pub url: Option<String>,
    /// Its DOI, without `https://doi.org/`.
    pub doi: Option<String>,
    /// The address of an archived copy.
    pub archive_url: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// What an editor must know before citing it; only the ledger shows it.
    pub annotation: Option<String>,
    pub keywords: Vec<String>,
    /// The whole record as the file has it, in its order.
    pub fields: Vec<WrittenField>,
    /// What CSL formats.
    pub item: Item,
}

/// A field as the file has it.
#[derive(Clone, Debug)]
pub struct WrittenField {
    /// The name in lower case.
    pub name: String,
    /// The value as plain text.
    pub value: String,
    /// Where the value stands: in the file, in a [`Record`] as seen from the key.
    pub span: Span,
}

/// What a usable source has and this one lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Missing {
    Title,
    Date,
    /// Neither an author (or editor) nor a publisher.
    AuthorOrPublisher,
}

impl Missing {
    /// The words for a message: "a title".
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Title => "a title",
            Self::Date => "a date",
            Self::AuthorOrPublisher => "an author or a publisher",
        }
    }
}

/// What the source lacks. CSL prints what there is and never complains, so this must be asked for.
pub(crate) fn incomplete(source: &Source) -> Vec<Missing> {
    let nobody = source.item.all_names().next().is_none() && source.publisher.is_none();
    let undated = source.item.date(DateVariable::Issued).is_none();
    [
        (source.title.is_none(), Missing::Title),
        (undated, Missing::Date),
        (nobody, Missing::AuthorOrPublisher),
    ]
    .into_iter()
    .filter_map(|(lacks, what)| lacks.then_some(what))
    .collect()
}

/// An entry as a reader found it, before its record is made.
pub(super) struct Found {
    /// The key's place.
    pub place: Place,
    /// The entry type as written.
    pub kind: String,
    /// The title in the case in which it is written, where the item has another.
    pub title: Option<String>,
    /// All fields in file order.
    pub fields: Vec<WrittenField>,
    /// Other keys that name it.
    pub aliases: Vec<String>,
    /// What CSL formats; [`Source::new`] completes it.
    pub item: Item,
}

impl Record {
    /// The names and the values of its fields.
    fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.fields.iter();
        fields.map(|field| (field.name.as_str(), field.value.as_str()))
    }
}

impl Deref for Source {
    type Target = Record;

    fn deref(&self) -> &Record {
        &self.record
    }
}

impl Source {
    /// Makes the record of an entry.
    pub(super) fn new(found: Found) -> Self {
        let Found {
            place,
            kind,
            title,
            mut fields,
            aliases,
            mut item,
        } = found;
        for field in &mut fields {
            field.span = field.span.seen_from(place.span.start);
        }
        let archive_url = first_value(&fields, ARCHIVE_FIELDS).filter(|url| url.contains("://"));
        if let Some(url) = &archive_url {
            set_archive(&mut item, url);
        }
        let text = |variable: Variable| item.text(variable).map(Text::to_plain);
        let date = |variable: DateVariable| item.date(variable).and_then(date::edtf);
        let record = Record {
            key: item.id.clone(),
            title: title.or_else(|| text(Variable::Title)),
            authors: given_first(&item, NameVariable::Author),
            publisher: text(Variable::Publisher),
            container: text(Variable::ContainerTitle),
            date: date(DateVariable::Issued),
            url: text(Variable::Url),
            doi: text(Variable::Doi),
            archive_url,
            language: text(Variable::Language),
            annotation: text(Variable::Annote),
            keywords: keywords(&fields),
            item,
            kind,
            fields,
        };
        Self {
            place,
            aliases,
            record: Arc::new(record),
        }
    }

    /// The same record in another place.
    pub(super) fn moved(&self, place: Place, aliases: Vec<String>) -> Self {
        Self {
            place,
            aliases,
            record: self.record.clone(),
        }
    }

    /// Where the value of the first of some fields stands, else the key.
    pub fn place_of(&self, names: &[&str]) -> Place {
        let named = |name: &&str| self.fields.iter().find(|field| field.name == **name);
        let Some(field) = names.iter().find_map(named) else {
            return self.place.clone();
        };
        let span = field.span.counted_from(self.place.span.start);
        Place::new(&self.place.file, span)
    }

    /// Whether `other` is the same but for its place.
    pub fn has_record_of(&self, other: &Self) -> bool {
        let (one, two) = (&self.record, &other.record);
        // The other fields are made of these.
        let same =
            || one.kind == two.kind && one.item == two.item && one.written().eq(two.written());
        self.has_same_record(other) || self.aliases == other.aliases && same()
    }

    /// Whether both were read from the same words: none was made again.
    pub(crate) fn has_same_record(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.record, &other.record) && self.aliases == other.aliases
    }

    /// A digest of what [`has_record_of`](Self::has_record_of) compares, and of its key.
    pub(crate) fn digest(&self) -> u128 {
        let digest = Digest::default().text(&self.key).text(&self.kind);
        let fields = self.fields.iter();
        fields
            .fold(digest, |digest, field| {
                digest.text(&field.name).text(&field.value)
            })
            .hashed(&self.aliases)
            .hashed(&self.item)
            .finish()
    }

    /// The language of its title where it is not the `language` of the page; regions do not matter.
    pub(crate) fn foreign_language(&self, language: &str) -> Option<String> {
        let tag = LanguageTag::parse(self.language.as_deref()?).ok()?;
        tag.validate().ok()?;
        let page = language.split('-').next();
        (page != Some(tag.primary_language())).then(|| tag.to_string())
    }

    /// What to call it where there is nothing else to say.
    pub fn title_or_key(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.key)
    }

    /// Whether an editor marked it as too weak to carry a claim alone (keyword `weak`).
    pub fn is_weak(&self) -> bool {
        self.has_keyword("weak")
    }

    /// Whether it was retracted (keyword `retracted`).
    pub fn is_retracted(&self) -> bool {
        self.has_keyword("retracted")
    }

    fn has_keyword(&self, wanted: &str) -> bool {
        self.keywords
            .iter()
            .any(|keyword| keyword.eq_ignore_ascii_case(wanted))
    }
}

#[cfg(test)]
impl Source {
    /// When the address was last visited.
    pub(crate) fn accessed(&self) -> Option<String> {
        self.item.date(DateVariable::Accessed).and_then(date::edtf)
    }

    /// The note, which is printed: "Reuters report".
    pub(crate) fn note(&self) -> Option<String> {
        self.item.text(Variable::Note).map(Text::to_plain)
    }
}

/// The fields in which formats keep the address of an archived copy.
const ARCHIVE_FIELDS: &[&str] = &[
    "archiveurl",
    "archive-url",
    "archive_url",
    "archive_location",
    "archive-location",
];

/// What stands in the first of the fields called `names` that is not empty.
fn first_value(fields: &[WrittenField], names: &[&str]) -> Option<String> {
    let filled = |field: &&WrittenField| !field.value.is_empty();
    let named = |name: &&str| {
        let mut fields = fields.iter().filter(filled);
        fields.find(|field| field.name == **name)
    };
    let field = names.iter().find_map(named)?;
    Some(field.value.clone())
}

fn keywords(fields: &[WrittenField]) -> Vec<String> {
    let written = first_value(fields, &["keywords", "keyword"]).unwrap_or_default();
    let keywords = written.split([',', ';']).map(str::trim);
    let keywords = keywords.filter(|keyword| !keyword.is_empty());
    keywords.map(str::to_owned).collect()
}

/// The names of a variable, given name first, as readers write them.
fn given_first(item: &Item, variable: NameVariable) -> Vec<String> {
    let names = item
        .names(variable)
        .map(|names| names.list.as_slice())
        .unwrap_or_default();
    names.iter().map(Name::given_first).collect()
}

/// The archive's name is linked to the copy when it is printed; `archive_location` is not used for the address,
/// since styles print it as running text and capitalise it.
fn set_archive(item: &mut Item, url: &str) {
    if item
        .text(Variable::ArchiveLocation)
        .is_some_and(|location| location.as_str() == url)
    {
        item.set_text(Variable::ArchiveLocation, "");
    }
    if item.text(Variable::Archive).is_none() {
        item.set_text(Variable::Archive, archive_name(url));
    }
}

/// The name that readers know an archive by.
fn archive_name(url: &str) -> String {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = after_scheme
        .split('/')
        .next()
        .unwrap_or_default()
        .trim_start_matches("www.");
    match host {
        "web.archive.org" | "archive.org" => "Internet Archive".to_owned(),
        "archive.today" | "archive.ph" | "archive.is" | "archive.li" | "archive.vn" => {
            "archive.today".to_owned()
        }
        "perma.cc" => "Perma.cc".to_owned(),
        host => host.to_owned(),
    }
}
