//! One bibliography entry: the record that the ledger and the templates show, and what CSL formats.

use hayagriva::Entry;

use crate::diagnostics::Place;

use super::date::WrittenDate;
use super::entry::{container_title, issued, visited};

/// The number of a source in its [`Bibliography`](super::Bibliography).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// One bibliography entry.
///
/// Texts are plain: LaTeX and braces are gone. Dates are ISO 8601 and as precise as the entry is:
/// `2024`, `2024-06`, `2024-06-19`, or an interval `2024-06-18/2024-06-19`.
#[derive(Clone, Debug)]
pub struct Source {
    /// The key, as citations name it.
    pub key: String,
    /// Where the key stands in its file.
    pub place: Place,
    /// The entry type as written: `online`, `report`, `article-journal`.
    pub kind: String,
    /// The title, without `titleaddon`.
    pub title: Option<String>,
    /// The authors, given name first.
    pub authors: Vec<String>,
    /// The editors, given name first.
    pub editors: Vec<String>,
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
    /// When the address was last visited.
    pub accessed: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// The note, which is printed: "Reuters report".
    pub note: Option<String>,
    /// What an editor must know before citing it; only the ledger shows it.
    pub annotation: Option<String>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The whole record: field names in lower case and values, as the file has them.
    pub fields: Vec<(String, String)>,
    /// What CSL formats.
    pub(super) entry: Entry,
}

/// What a usable source has and this one lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// No title.
    Title,
    /// No date.
    Date,
    /// Neither an author (or editor) nor a publisher.
    AuthorOrPublisher,
}

impl Missing {
    /// The words for a message: "a title".
    pub fn words(self) -> &'static str {
        match self {
            Self::Title => "a title",
            Self::Date => "a date",
            Self::AuthorOrPublisher => "an author or a publisher",
        }
    }
}

/// What the source lacks. CSL prints what there is and never complains, so this must be asked for.
pub fn incomplete(source: &Source) -> Vec<Missing> {
    let nobody =
        source.authors.is_empty() && source.editors.is_empty() && source.publisher.is_none();
    [
        (source.title.is_none(), Missing::Title),
        (source.date.is_none(), Missing::Date),
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
    /// All fields in file order.
    pub fields: Vec<(String, String)>,
    /// The day, month or year of publication, as written.
    pub date: Option<WrittenDate>,
    /// The date of the last visit.
    pub accessed: Option<WrittenDate>,
    /// What CSL formats; [`Source::new`] completes it.
    pub entry: Entry,
}

impl Source {
    /// Makes the record of an entry.
    pub(super) fn new(found: Found) -> Self {
        let Found {
            place,
            kind,
            fields,
            date,
            accessed,
            entry,
        } = found;
        let field = |names: &[&str]| {
            let named = |name: &&str| {
                fields
                    .iter()
                    .find(|(field, text)| field == name && !text.is_empty())
            };
            names.iter().find_map(named).map(|(_, text)| text.clone())
        };
        let names = |persons: Option<&[hayagriva::types::Person]>| -> Vec<String> {
            persons
                .unwrap_or_default()
                .iter()
                .map(|person| person.given_first(false))
                .collect()
        };
        let mut source = Self {
            key: entry.key().to_owned(),
            title: entry
                .title()
                .map(|title| title.value.to_string())
                .filter(|title| !title.is_empty()),
            authors: names(entry.authors()),
            editors: names(entry.editors()),
            publisher: entry
                .map(|entry| entry.publisher().and_then(|publisher| publisher.name()))
                .map(|name| name.value.to_string()),
            container: container_title(&entry),
            date: date
                .as_ref()
                .map(|date| date.iso.clone())
                .or_else(|| issued(&entry)),
            url: field(&["url"]).or_else(|| entry.url_any().map(|url| url.value.to_string())),
            doi: entry
                .doi()
                .map(|doi| doi.trim_start_matches("https://doi.org/").to_owned()),
            archive_url: field(&[
                "archiveurl",
                "archive-url",
                "archive_location",
                "archive-location",
            ])
            .filter(|url| url.contains("://")),
            accessed: accessed
                .as_ref()
                .map(|date| date.iso.clone())
                .or_else(|| visited(&entry)),
            language: entry.language().map(ToString::to_string),
            note: entry.note().map(|note| note.value.to_string()),
            annotation: field(&["annotation", "annote"]),
            keywords: field(&["keywords", "keyword"])
                .iter()
                .flat_map(|keywords| keywords.split([',', ';']))
                .map(|keyword| keyword.trim().to_owned())
                .filter(|keyword| !keyword.is_empty())
                .collect(),
            place,
            kind,
            fields,
            entry,
        };
        super::entry::complete(&mut source, date, accessed);
        source
    }

    /// Whether `other` is the same but for its place.
    pub fn has_record_of(&self, other: &Self) -> bool {
        // The other fields are made of these.
        self.key == other.key
            && self.kind == other.kind
            && self.fields == other.fields
            && self.entry == other.entry
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
