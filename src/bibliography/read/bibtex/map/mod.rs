//! From an entry of BibLaTeX or BibTeX to an item of CSL, as Pandoc and Zotero map them.
//!
//! A field that is named like a variable of CSL is that variable, so that what BibLaTeX has no field for can be
//! written: `medium`, `scale`, `archive_location`.

mod fields;
mod kinds;
mod language;
mod lists;
mod people;
mod titles;

use std::cell::RefCell;

use crate::csl::{Date, DateVariable, Item, ItemType, Text, Variable};

use super::bibstrings;
use super::dates;
use super::entry::{Entry, Field};
use super::latex;

pub(super) use fields::{Use, known_names, use_of};
pub(super) use kinds::names as kind_names;

/// An item, and what was not understood on the way.
pub(super) struct Mapped<'e, 's> {
    pub item: Item,
    /// Whether nobody knows the entry type.
    pub unknown_kind: bool,
    /// Commands of LaTeX that are not known, with the field that has them.
    pub unknown_commands: Vec<(String, String)>,
    /// Dates that are words, or none.
    pub odd_dates: Vec<dates::Read<'e, 's>>,
}

/// Maps an entry with what it inherits; `protects` says that titles of the database have braces around names.
pub(super) fn map<'e, 's>(entry: &'e Entry<'s>, protects: bool) -> Mapped<'e, 's> {
    let kind = kinds::item_type(entry);
    let language = entry_language(entry);
    let mut mapper = Mapper {
        entry,
        item: Item::new(entry.key, kind.unwrap_or(ItemType::Document)),
        english: titles::are_english(entry, language.as_deref()),
        protects,
        unknown_commands: RefCell::default(),
        odd_dates: Vec::new(),
    };
    if let Some(language) = language {
        mapper.item.set_text(Variable::Language, language);
    }
    mapper.titles();
    mapper.people();
    mapper.dates();
    mapper.numbers();
    mapper.places();
    mapper.addresses();
    mapper.notes();
    mapper.variables_of_csl();
    mapper.item.complete();
    Mapped {
        item: mapper.item,
        unknown_kind: kind.is_none(),
        unknown_commands: mapper.unknown_commands.into_inner(),
        odd_dates: mapper.odd_dates,
    }
}

fn entry_language(entry: &Entry) -> Option<String> {
    if let Some(langid) = entry.get("langid") {
        let options = entry.get("langidopts").unwrap_or_default();
        return language::with_variant(&latex::plain(langid), options);
    }
    // A list of languages: the first is that of the text.
    let languages = entry.get("language")?;
    let first = super::names::split_list(languages).into_iter().next()?;
    language::tag(&latex::plain(first))
}

struct Mapper<'e, 's> {
    entry: &'e Entry<'s>,
    item: Item,
    /// Whether titles may be in English title case.
    english: bool,
    protects: bool,
    unknown_commands: RefCell<Vec<(String, String)>>,
    odd_dates: Vec<dates::Read<'e, 's>>,
}

impl Mapper<'_, '_> {
    /// The text of a field.
    fn text(&self, field: &str) -> Option<Text> {
        let value = self.entry.get(field)?;
        Some(self.convert(field, value)).filter(|text| !text.is_empty())
    }

    fn convert(&self, field: &str, value: &str) -> Text {
        let converted = latex::convert(value);
        let mut unknown = self.unknown_commands.borrow_mut();
        for command in converted.unknown {
            let found = (field.to_owned(), command);
            if !unknown.contains(&found) {
                unknown.push(found);
            }
        }
        Text::from_markup(&converted.markup)
    }

    /// The words of a localisation key, or the text.
    fn key_or_text(&self, field: &str) -> Option<Text> {
        bibstrings::term(self.entry.get(field)?).or_else(|| self.text(field))
    }

    fn copy(&mut self, variable: Variable, field: &str) {
        if let Some(text) = self.text(field) {
            self.item.set_text(variable, text);
        }
    }

    /// A value in which LaTeX means nothing.
    fn verbatim(&self, field: &str) -> Option<String> {
        let value = latex::verbatim(self.entry.get(field)?);
        Some(value).filter(|value| !value.is_empty())
    }

    fn dates(&mut self) {
        for (prefix, variable) in [
            ("", DateVariable::Issued),
            ("url", DateVariable::Accessed),
            ("event", DateVariable::EventDate),
            ("orig", DateVariable::OriginalDate),
        ] {
            let Some(read) = dates::read(self.entry, prefix) else {
                continue;
            };
            match &read {
                dates::Read::Date(date)
                | dates::Read::Words(date)
                | dates::Read::BadMonth { date, .. } => {
                    self.item.set_date(variable, date.clone());
                }
                dates::Read::Invalid { .. } => {}
            }
            if !matches!(read, dates::Read::Date(_)) {
                self.odd_dates.push(read);
            }
        }
    }

    fn numbers(&mut self) {
        let kind = self.entry.kind.as_str();
        let number = match kind {
            kind if kinds::is_in_series(kind) => Variable::CollectionNumber,
            kind if kinds::is_article(kind) => Variable::Issue,
            _ => Variable::Number,
        };
        self.copy(number, "number");
        if kinds::is_article(kind) {
            let issue = match (self.text("number"), self.text("issue")) {
                (Some(number), issue) => Some(titles::join(number, ',', issue)),
                (None, issue) => issue,
            };
            self.item
                .set_text(Variable::Issue, issue.unwrap_or_default());
        } else {
            self.copy(Variable::Issue, "issue");
        }
        let volume = match (self.text("volume"), self.text("part")) {
            (Some(mut volume), Some(part)) => {
                volume.push_str(".");
                volume.push(&part);
                Some(volume)
            }
            (volume, part) => volume.or(part),
        };
        self.item
            .set_text(Variable::Volume, volume.unwrap_or_default());
        // What has a number has no pages of its own, and styles print it in their place.
        let article_number = |mapper: &Self| kinds::is_article(kind).then(|| mapper.text("eid"))?;
        if let Some(pages) = self.text("pages").or_else(|| article_number(self)) {
            self.item
                .set_text(Variable::Page, pages.as_str().replace(['–', '−'], "-"));
        }
        if let Some(edition) = self.text("edition") {
            self.item
                .set_text(Variable::Edition, edition_number(edition));
        }
        for (variable, field) in [
            (Variable::NumberOfVolumes, "volumes"),
            (Variable::NumberOfPages, "pagetotal"),
            (Variable::ChapterNumber, "chapter"),
            (Variable::Version, "version"),
        ] {
            self.copy(variable, field);
        }
    }

    fn places(&mut self) {
        let patent = self.item.kind == ItemType::Patent;
        let publisher = self.publisher();
        self.item
            .set_text(Variable::Publisher, publisher.unwrap_or_default());
        if kinds::is_legal(self.item.kind) {
            let authority = self.institutions();
            self.item
                .set_text(Variable::Authority, authority.unwrap_or_default());
        }
        if self.names_medium() {
            let medium = self.howpublished();
            self.item
                .set_text(Variable::Medium, medium.unwrap_or_default());
        }
        let place = match patent {
            true => None,
            false => self.list("location"),
        };
        self.item
            .set_text(Variable::PublisherPlace, place.unwrap_or_default());
        if let Some(location) = self.entry.get("location").filter(|_| patent) {
            let countries = super::names::split_list(location).into_iter().map(|key| {
                bibstrings::country(key).map_or_else(|| latex::plain(key), str::to_owned)
            });
            let jurisdiction = countries.collect::<Vec<_>>().join("; ");
            self.item.set_text(Variable::Jurisdiction, jurisdiction);
        }
        for (variable, field) in [
            (Variable::OriginalPublisher, "origpublisher"),
            (Variable::OriginalPublisherPlace, "origlocation"),
        ] {
            let list = self.list(field);
            self.item.set_text(variable, list.unwrap_or_default());
        }
        self.copy(Variable::EventPlace, "venue");
    }

    fn addresses(&mut self) {
        let wanted = |option: &str| self.option(option) != Some("false");
        let url = self
            .verbatim("url")
            .filter(|_| wanted("url") || self.item.kind == ItemType::Webpage);
        let url =
            url.or_else(|| self.eprint_url())
                .or_else(|| match self.is_address("howpublished") {
                    true => self.verbatim("howpublished"),
                    false => None,
                });
        let doi = self.verbatim("doi").filter(|_| wanted("doi"));
        self.item
            .set_text(Variable::Url, Text::plain(url.unwrap_or_default()));
        self.item.set_text(
            Variable::Doi,
            Text::plain(doi.as_deref().map(bare_doi).unwrap_or_default()),
        );
        for (variable, field) in [
            (Variable::Isbn, "isbn"),
            (Variable::Issn, "issn"),
            (Variable::Pmid, "pmid"),
            (Variable::Pmcid, "pmcid"),
            (Variable::CallNumber, "library"),
        ] {
            if let Some(value) = self.verbatim(field) {
                self.item.set_text(variable, Text::plain(value));
            }
        }
    }

    /// The address of an electronic publication that is named by its number on a known server.
    fn eprint_url(&self) -> Option<String> {
        let eprint = self.verbatim("eprint")?;
        let server = match self
            .entry
            .get("eprinttype")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "arxiv" => "https://arxiv.org/abs/",
            "jstor" => "https://www.jstor.org/stable/",
            "pubmed" => "https://www.ncbi.nlm.nih.gov/pubmed/",
            "googlebooks" => "https://books.google.com?id=",
            "hdl" => "https://hdl.handle.net/",
            _ => return None,
        };
        let number = eprint.strip_prefix("arXiv:").unwrap_or(&eprint);
        Some(format!("{server}{number}"))
    }

    fn notes(&mut self) {
        let genre = kinds::genre(self.entry, |field| self.text(field));
        self.item
            .set_text(Variable::Genre, genre.unwrap_or_default());
        let note = match (self.text("note"), self.text("addendum")) {
            (Some(note), addendum) => Some(titles::join(note, '.', addendum)),
            (None, addendum) => addendum,
        };
        self.item.set_text(Variable::Note, note.unwrap_or_default());
        self.pubstate();
        self.copy(Variable::Annote, "annotation");
        self.copy(Variable::Abstract, "abstract");
        self.copy(Variable::Keyword, "keywords");
    }

    /// Many styles print a date and no status, so that the status stands for a date that there is not yet.
    fn pubstate(&mut self) {
        let Some(status) = self.key_or_text("pubstate") else {
            return;
        };
        if self.item.date(DateVariable::Issued).is_some() {
            self.item.set_text(Variable::Status, status);
        } else {
            self.item
                .set_date(DateVariable::Issued, Date::Literal(status));
        }
    }

    /// Fields with the name of a variable that is not set by one of BibLaTeX's own.
    fn variables_of_csl(&mut self) {
        let entry = self.entry;
        for field in &entry.fields {
            if let Ok(variable) = field.written.parse::<Variable>()
                && self.item.text(variable).is_none()
                && fields::is_of_csl_alone(&field.name)
            {
                self.copy(variable, &field.name);
            }
            if let Ok(variable) = field.written.parse::<DateVariable>()
                && self.item.date(variable).is_none()
            {
                self.item
                    .set_date(variable, Date::parse(&latex::plain(&field.value)));
            }
        }
    }
}

/// The title with its subtitle, in the case of the file.
pub(super) fn title_as_written(entry: &Entry) -> Option<String> {
    let main = entry.has("maintitle") && !kinds::is_part(&entry.kind);
    let (title, subtitle) = match main {
        true => ("maintitle", "mainsubtitle"),
        false if entry.has("issuetitle") => ("issuetitle", "issuesubtitle"),
        false => ("title", "subtitle"),
    };
    let title = latex::plain(entry.get(title)?);
    let subtitle = entry
        .get(subtitle)
        .map(|subtitle| Text::plain(latex::plain(subtitle)));
    Some(titles::join(Text::plain(title), ':', subtitle).to_plain())
        .filter(|title| !title.is_empty())
}

/// The value of a field as the ledger shows it.
pub(super) fn shown(field: &Field) -> String {
    match fields::is_verbatim(&field.name) {
        true => latex::verbatim(&field.value),
        false => latex::plain(&field.value),
    }
}

/// A DOI without the address of its resolver.
pub(super) fn bare_doi(doi: &str) -> String {
    let doi = doi.trim();
    let start = doi.find("10.").unwrap_or(0);
    let before = doi[..start].to_ascii_lowercase();
    match before.is_empty() || before.contains("doi") || before.starts_with("http") {
        true => doi[start..].to_owned(),
        false => doi.to_owned(),
    }
}

/// The number of an edition that is written in words, as BibTeX's styles want it: `Second`, `2nd edition`, `2. ed.`
fn edition_number(edition: Text) -> Text {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    let lower = edition.as_str().to_lowercase();
    let word = [" edition", " ed.", " ed"]
        .iter()
        .find_map(|ending| lower.strip_suffix(ending))
        .unwrap_or(&lower);
    let word = word.trim().trim_end_matches('.');
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    match ORDINALS.iter().position(|ordinal| *ordinal == word) {
        Some(index) => Text::plain((index + 1).to_string()),
        None if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Text::plain(word)
        }
        None => edition,
    }
}
