//! An entry of Hayagriva with its parents.

use crate::diagnostics::Span;
use crate::value::{Spanned, Table, Value};

/// The types, in lower case.
const KINDS: [&str; 28] = [
    "article",
    "chapter",
    "entry",
    "anthos",
    "report",
    "thesis",
    "web",
    "scene",
    "artwork",
    "patent",
    "case",
    "newspaper",
    "legislation",
    "manuscript",
    "original",
    "post",
    "misc",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "blog",
    "reference",
    "conference",
    "anthology",
    "repository",
    "thread",
    "video",
];
const MORE_KINDS: [&str; 2] = ["audio", "exhibition"];

const FIELDS: [&str; 38] = [
    "type",
    "title",
    "author",
    "date",
    "parent",
    "abstract",
    "genre",
    "editor",
    "affiliated",
    "call-number",
    "publisher",
    "location",
    "organization",
    "issue",
    "volume",
    "volume-total",
    "chapter",
    "edition",
    "page-range",
    "page-total",
    "time-range",
    "runtime",
    "url",
    "serial-number",
    "doi",
    "isbn",
    "issn",
    "pmid",
    "pmcid",
    "language",
    "archive",
    "archive-location",
    "note",
    "keywords",
    "annotation",
    "archive-url",
    "keyword",
    "annote",
];

pub(super) fn kind_names() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().chain(MORE_KINDS)
}

pub(super) fn field_names() -> impl Iterator<Item = &'static str> {
    FIELDS.into_iter()
}

/// An entry: its type, its fields and what it is part of.
pub(super) struct Entry<'t> {
    /// In lower case.
    pub kind: String,
    pub fields: &'t Table,
    pub parents: Vec<Entry<'t>>,
}

/// What is wrong with an entry, and where.
pub(super) struct Problem {
    pub span: Span,
    pub kind: ProblemKind,
}

pub(super) enum ProblemKind {
    UnknownType(String),
    UnknownField(String),
    /// A message and a way out.
    Other(String, String),
}

impl<'t> Entry<'t> {
    /// Reads an entry; `child` is the type of the entry that it is the parent of.
    pub(super) fn read(
        fields: &'t Table,
        child: Option<&str>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let written = match fields.get("type") {
            Some(Spanned {
                value: Value::String(kind),
                span,
            }) => {
                let kind = kind.to_lowercase();
                if !kind_names().any(|known| known == kind) {
                    problems.push(Problem {
                        span: *span,
                        kind: ProblemKind::UnknownType(kind.clone()),
                    });
                }
                Some(kind)
            }
            _ => None,
        };
        let kind = written.unwrap_or_else(|| child.map_or("misc", default_parent).to_owned());
        for (name, _) in &fields.0 {
            if !FIELDS.contains(&name.value.as_str()) {
                problems.push(Problem {
                    span: name.span,
                    kind: ProblemKind::UnknownField(name.value.clone()),
                });
            }
        }
        let parents = match fields.get("parent") {
            Some(Spanned {
                value: Value::Array(parents),
                ..
            }) => parents.as_slice(),
            Some(parent) => std::slice::from_ref(parent),
            None => &[],
        };
        let mut entry = Self {
            kind,
            fields,
            parents: Vec::new(),
        };
        for parent in parents {
            match &parent.value {
                Value::Table(fields) => {
                    let parent = Entry::read(fields, Some(&entry.kind), problems);
                    entry.parents.push(parent);
                }
                other => problems.push(Problem {
                    span: parent.span,
                    kind: ProblemKind::Other(
                        format!("a parent is an entry, not {}", other.kind()),
                        "write its fields below `parent:`, indented".to_owned(),
                    ),
                }),
            }
        }
        entry
    }

    pub(super) fn is(&self, kinds: &[&str]) -> bool {
        kinds.contains(&self.kind.as_str())
    }

    /// The first parent of the first of some types.
    pub(super) fn parent(&self, kinds: &[&str]) -> Option<&Self> {
        kinds
            .iter()
            .find_map(|kind| self.parents.iter().find(|parent| parent.kind == *kind))
    }

    /// The value of a field, if it is not null.
    pub(super) fn get(&self, field: &str) -> Option<&'t Value> {
        self.fields
            .get(field)
            .map(|found| &found.value)
            .filter(|value| **value != Value::Null)
    }

    /// The value of a field here or in the nearest parent that has it.
    pub(super) fn get_any(&self, field: &str) -> Option<&'t Value> {
        self.get(field)
            .or_else(|| self.parents.iter().find_map(|parent| parent.get_any(field)))
    }

    /// The nearest parent of a type, at any distance, or the entry itself.
    pub(super) fn nearest(&self, kind: &str) -> Option<&Self> {
        match self.kind == kind {
            true => Some(self),
            false => self.parents.iter().find_map(|parent| parent.nearest(kind)),
        }
    }
}

/// The type of a parent that names none.
fn default_parent(child: &str) -> &'static str {
    match child {
        "article" => "periodical",
        "chapter" => "book",
        "entry" => "reference",
        "anthos" | "legislation" => "anthology",
        "web" => "web",
        "scene" | "video" => "video",
        "artwork" => "exhibition",
        "post" => "post",
        "audio" => "audio",
        _ => "misc",
    }
}
