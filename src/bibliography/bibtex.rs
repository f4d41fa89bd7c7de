//! Writes a source as an entry of BibLaTeX, for those who want to cite it.

use std::fmt::Write;

use super::Source;
use super::date::edtf;
use crate::csl::{DateVariable, ItemType, Name, NameVariable, Names, Variable};

/// The fields that hold one text each, by their names in BibLaTeX. Those of two types of entry have two names.
const TEXTS: &[(Variable, &str)] = &[
    (Variable::Title, "title"),
    (Variable::TitleShort, "shorttitle"),
    (Variable::OriginalTitle, "origtitle"),
    (Variable::ContainerTitle, "container"),
    (Variable::CollectionTitle, "series"),
    (Variable::EventTitle, "eventtitle"),
    (Variable::Genre, "type"),
    (Variable::Publisher, "publisher"),
    (Variable::PublisherPlace, "location"),
    (Variable::Edition, "edition"),
    (Variable::Volume, "volume"),
    (Variable::Issue, "number"),
    (Variable::Number, "number"),
    (Variable::Version, "version"),
    (Variable::Page, "pages"),
    (Variable::Isbn, "isbn"),
    (Variable::Issn, "issn"),
    (Variable::Doi, "doi"),
    (Variable::Url, "url"),
    (Variable::Status, "pubstate"),
    (Variable::Note, "note"),
];

const NAMES: &[(NameVariable, &str)] = &[
    (NameVariable::Author, "author"),
    (NameVariable::Editor, "editor"),
    (NameVariable::Translator, "translator"),
    (NameVariable::ContainerAuthor, "bookauthor"),
];

const DATES: &[(DateVariable, &str)] = &[
    (DateVariable::Issued, "date"),
    (DateVariable::OriginalDate, "origdate"),
    (DateVariable::EventDate, "eventdate"),
    (DateVariable::Accessed, "urldate"),
];

/// The source as an entry of BibLaTeX, which ends with a line break.
pub(crate) fn biblatex(source: &Source) -> String {
    let item = &source.item;
    let kind = entry_type(item.kind);
    let mut fields: Vec<(&str, String)> = Vec::new();
    for (variable, field) in NAMES {
        let names = item.names(*variable);
        fields.extend(names.map(|list| (*field, names_of(list))));
    }
    for (variable, field) in TEXTS {
        let Some(text) = item.text(*variable) else {
            continue;
        };
        let field = match (*field, kind) {
            ("container", "article") => "journaltitle",
            ("container", "incollection" | "inproceedings") => "booktitle",
            ("container", _) => "organization",
            ("publisher", "report" | "thesis") => "institution",
            (field, _) => field,
        };
        // Of two that BibLaTeX has one name for, the first counts.
        if fields.iter().all(|(known, _)| *known != field) {
            let written = match field {
                "url" | "doi" => verbatim(text.as_str()),
                _ => escaped(text.as_str()),
            };
            fields.push((field, written));
        }
    }
    for (variable, field) in DATES {
        let date = item.date(*variable).and_then(edtf);
        fields.extend(date.map(|date| (*field, date)));
    }
    let language = source.language.as_deref().map(escaped);
    fields.extend(language.map(|language| ("langid", language)));
    // What would end the key, or the entry.
    let key = source
        .key
        .replace([',', ' ', '{', '}', '"', '#', '%', '\\'], "_");
    let mut out = format!("@{kind}{{{key},\n");
    for (field, value) in fields {
        let _ = writeln!(out, "  {field} = {{{value}}},");
    }
    out.push_str("}\n");
    out
}

fn entry_type(kind: ItemType) -> &'static str {
    match kind {
        ItemType::Article
        | ItemType::ArticleJournal
        | ItemType::ArticleMagazine
        | ItemType::ArticleNewspaper
        | ItemType::Review
        | ItemType::ReviewBook => "article",
        ItemType::Book | ItemType::Classic => "book",
        ItemType::Chapter | ItemType::EntryDictionary | ItemType::EntryEncyclopedia => {
            "incollection"
        }
        ItemType::PaperConference => "inproceedings",
        ItemType::Report => "report",
        ItemType::Thesis => "thesis",
        ItemType::Webpage | ItemType::Post | ItemType::PostWeblog => "online",
        ItemType::Dataset => "dataset",
        ItemType::Software => "software",
        _ => "misc",
    }
}

fn names_of(names: &Names) -> String {
    let mut list: Vec<String> = names.list.iter().map(name_of).collect();
    if names.others {
        list.push("others".to_owned());
    }
    list.join(" and ")
}

/// A name as "von Last, Jr, First".
fn name_of(name: &Name) -> String {
    if !name.literal.is_empty() {
        return format!("{{{}}}", escaped(&name.literal));
    }
    let words = |parts: [&str; 2]| {
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.map(escaped).collect::<Vec<_>>().join(" ")
    };
    let family = words([&name.non_dropping_particle, &name.family]);
    let given = words([&name.given, &name.dropping_particle]);
    let parts = [family, escaped(&name.suffix), given].into_iter();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    match &parts[..] {
        [only] => format!("{{{only}}}"),
        _ => parts.join(", "),
    }
}

/// Text in which nothing is a command of TeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            _ => out.push(c),
        }
    }
    out
}

/// An address, in which BibLaTeX reads nothing but braces.
fn verbatim(text: &str) -> String {
    text.replace('{', "%7B").replace('}', "%7D")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::{Bibliography, BibliographyFile};

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let text = r"@report{a-1, author = {van der Berg, Anna and {Ministry of Defence} and Li, Jr., Wei}, title = {Costs \& {GDP}: 50\% of \$3}, institution = {RAND}, date = {2024-06}, urldate = {2025-01-02}, url = {https://example.org/a_b?c=%20d}, number = {RR-1}}
@article{b, author = {Kim, Min}, title = {A}, journaltitle = {Pacific Review}, volume = {3}, number = {2}, pages = {1--9}, date = {2020}, doi = {10.1/x}, langid = {german}}
@online{c, title = {Only a title}, organization = {Site}, date = {2023-01-01/2023-02-03}, url = {https://example.org/}}
";
        let read = |text: &str| {
            let file = BibliographyFile {
                path: "a.bib".into(),
                text: text.into(),
            };
            Bibliography::load(&[file]).0
        };
        let first = read(text);
        let written: String = first.iter().map(|(_, source)| biblatex(source)).collect();
        let second = read(&written);
        assert_eq!(first.len(), second.len(), "{written}");
        for ((_, a), (_, b)) in first.iter().zip(second.iter()) {
            let shown = |source: &Source| {
                let fields = [
                    &source.title,
                    &source.publisher,
                    &source.container,
                    &source.date,
                ];
                (
                    source.key.clone(),
                    source.authors.clone(),
                    fields.map(Clone::clone),
                    source.url.clone(),
                    source.doi.clone(),
                )
            };
            assert_eq!(shown(a), shown(b), "{written}");
        }
    }
}
