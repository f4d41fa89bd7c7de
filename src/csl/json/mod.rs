//! Reads CSL-JSON: one item, already parsed as JSON.
//!
//! As citeproc-js does, whatever can be understood is: numbers as text, names in one string, dates in words,
//! the lines `variable: value` that Zotero keeps in `note`. What cannot is a [`Fault`] and costs only its field.

mod date;
mod name;
mod note;
mod text;
mod write;

use serde_json::{Map, Value};

use super::item::Item;
use super::variable::{DateVariable, ItemType, NameVariable, Variable};

/// What is wrong with one field of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the field.
    pub field: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// CSL does not know the field.
    UnknownField,
    /// CSL does not know the type of item; it is read as `document`.
    UnknownType(String),
    /// The date is not understood; if it is text, it is kept as a literal.
    UnknownDate(String),
    /// These are not names.
    NotNames,
    /// This is not text.
    NotText,
}

impl Item {
    /// Reads one item of CSL-JSON. An item without `id` has an empty one.
    pub fn from_json(json: &Map<String, Value>) -> (Self, Vec<Fault>) {
        let mut reader = Reader {
            item: Self::new(String::new(), ItemType::Document),
            faults: Vec::new(),
        };
        for (field, value) in json {
            if let Err(kind) = reader.field(field, value) {
                let field = field.clone();
                reader.faults.push(Fault { field, kind });
            }
        }
        note::take_variables(&mut reader.item);
        reader.item.complete();
        (reader.item, reader.faults)
    }
}

struct Reader {
    item: Item,
    faults: Vec<Fault>,
}

impl Reader {
    fn field(&mut self, field: &str, value: &Value) -> Result<(), FaultKind> {
        match field {
            "id" => self.item.id = text::plain(value).unwrap_or_default(),
            "type" => self.kind(&text::plain(value).unwrap_or_default())?,
            _ => match Field::named(field) {
                Some(Field::Text(variable)) => {
                    let text = text::read(variable, value).ok_or(FaultKind::NotText)?;
                    // An old name of a variable does not replace what stands under the new one.
                    if variable.as_str() == field || self.item.text(variable).is_none() {
                        self.item.set_text(variable, text);
                    }
                }
                Some(Field::Names(variable)) => {
                    let names = name::read(value).ok_or(FaultKind::NotNames)?;
                    self.item.set_names(variable, names);
                }
                Some(Field::Date(variable)) => {
                    let date = date::read(value)?;
                    if let Some(date) = date {
                        self.item.set_date(variable, date);
                    }
                }
                Some(Field::Other) => {}
                None => return Err(FaultKind::UnknownField),
            },
        }
        Ok(())
    }

    fn kind(&mut self, word: &str) -> Result<(), FaultKind> {
        self.item.kind = match (word.parse(), word) {
            (Ok(kind), _) => kind,
            // An item may have no type.
            (Err(_), "") => ItemType::Document,
            // Of CSL-M, which Zotero's relatives write.
            (Err(_), "gazette") => ItemType::Legislation,
            (Err(_), "video") => ItemType::MotionPicture,
            (Err(_), _) => return Err(FaultKind::UnknownType(word.to_owned())),
        };
        Ok(())
    }
}

/// What a field of CSL-JSON is for.
pub(super) enum Field {
    Text(Variable),
    Names(NameVariable),
    Date(DateVariable),
    /// Known, and nothing that CSL prints.
    Other,
}

impl Field {
    pub(super) fn named(name: &str) -> Option<Self> {
        if let Ok(variable) = name.parse::<Variable>() {
            // What a processor makes is not the item's to say.
            return Some(match variable {
                Variable::CitationNumber
                | Variable::FirstReferenceNoteNumber
                | Variable::Locator
                | Variable::YearSuffix => Self::Other,
                _ => Self::Text(variable),
            });
        }
        if let Ok(variable) = name.parse() {
            return Some(Self::Names(variable));
        }
        if let Ok(variable) = name.parse() {
            return Some(Self::Date(variable));
        }
        Some(match name {
            "shortTitle" | "short-title" => Self::Text(Variable::TitleShort),
            "journalAbbreviation" | "short-container-title" => {
                Self::Text(Variable::ContainerTitleShort)
            }
            "archive-location" => Self::Text(Variable::ArchiveLocation),
            "annotation" => Self::Text(Variable::Annote),
            "keywords" => Self::Text(Variable::Keyword),
            _ if OTHER_FIELDS.contains(&name) => Self::Other,
            _ => return None,
        })
    }

    /// The names of all fields, for suggestions.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        let texts = Variable::ALL.iter().map(|variable| variable.as_str());
        let names = NameVariable::ALL.iter().map(|variable| variable.as_str());
        let dates = DateVariable::ALL.iter().map(|variable| variable.as_str());
        texts
            .chain(names)
            .chain(dates)
            .chain(["id", "type", "custom"])
    }
}

/// The fields that programs add to CSL-JSON: the schema's, Zotero's, citeproc-js's, Crossref's.
const OTHER_FIELDS: &[&str] = &[
    "custom",
    "categories",
    "schema",
    "multi",
    "key",
    "system_id",
    "citation-key",
    "label",
    "locator-extra",
    "collection-title-short",
    "archiveurl",
    "archive-url",
    "archive_url",
    "page-last",
    "chapter-author",
    "indexed",
    "reference-count",
    "references-count",
    "content-domain",
    "created",
    "is-referenced-by-count",
    "prefix",
    "member",
    "reference",
    "link",
    "deposited",
    "score",
    "resource",
    "subtitle",
    "relation",
    "subject",
    "assertion",
    "published",
    "published-print",
    "published-online",
    "published-other",
    "alternative-id",
    "update-policy",
    "journal-issue",
    "article-number",
    "funder",
    "isbn-type",
    "issn-type",
    "posted",
    "approved",
    "content-created",
    "content-updated",
    "accepted",
    "group-title",
    "standards-body",
    "institution",
    "degree",
    "clinical-trial-number",
    "free-to-read",
    "aliases",
    "is-cited-by-count",
    "original-language-title",
    "edition-number",
    "copyright",
    "project",
    "award",
    "component-number",
    "update-to",
    "updated-by",
    "review",
    "special_numbering",
    "proceedings-subject",
    "event-url",
];

/// The names of the fields of CSL-JSON, for suggestions.
pub(crate) fn field_names() -> impl Iterator<Item = &'static str> {
    Field::names()
}

#[cfg(test)]
mod tests;
