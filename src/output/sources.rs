//! `sources.json`: the ledger as data, for those who audit by program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rayon::prelude::*;
use serde::Serialize;

use crate::bibliography::SourceId;
use crate::explainer::Explainer;
use crate::language::Locale;
use crate::markdown::CitationForm;
use crate::site::{Html, PageId, Use};

#[derive(Serialize)]
struct SourceRecord<'a> {
    key: &'a str,
    r#type: &'a str,
    title: Option<&'a str>,
    authors: &'a [String],
    publisher: Option<&'a str>,
    container: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    doi: Option<&'a str>,
    archive_url: Option<&'a str>,
    language: Option<&'a str>,
    keywords: &'a [String],
    annotation: Option<&'a str>,
    /// As the style prints it, in plain text.
    reference: String,
    /// Address of its page in the ledger.
    ledger: String,
    fields: BTreeMap<&'a str, &'a str>,
    uses: Vec<UseRecord<'a>>,
}

#[derive(Serialize)]
struct UseRecord<'a> {
    /// Title of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    /// Address of the exact place.
    url: String,
    /// The author's file.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    locator: String,
    /// The words that it supports, if they are marked.
    claim: Option<&'a str>,
    sentence: &'a str,
}

/// A page on which sources are used.
#[derive(Serialize)]
struct PageRecord<'a> {
    title: &'a str,
    /// The author's file.
    file: &'a str,
}

/// What the uses of a source say of their pages.
#[derive(Clone, Copy, PartialEq)]
enum Pages {
    /// Title and file, at each use.
    Named,
    /// The address alone, under which the list of pages has the rest.
    Listed,
}

/// So many sources are made into text at a time: the ledger of a large site is tens of megabytes, which should be in
/// memory once and not as pieces as well.
const AT_ONCE: usize = 64;

/// Every source with its record and every use, and the pages of the uses by their addresses: one on each line.
/// Addresses are paths below the site's root.
pub(super) fn sources_json(explainer: &Explainer) -> Vec<u8> {
    let site = &explainer.site;
    let title = json(&explainer.manuscript.config.title);
    let ids: Vec<SourceId> = site.bibliography.iter().map(|(id, _)| id).collect();
    let uses: usize = ids.iter().map(|id| site.ledger.uses(*id).len()).sum();
    // Memory that is never written to costs nothing, and a text that has to grow is there twice.
    let mut text = String::with_capacity(600 * (ids.len() + uses));
    let _ = write!(text, "{{\"title\": {title},\n\"sources\": [\n");
    for (n, ids) in ids.chunks(AT_ONCE).enumerate() {
        let records = ids.par_iter();
        let records = records.map(|id| json(&record(explainer, *id, Pages::Listed)));
        append(&mut text, n == 0, records.collect());
    }
    text.push_str("\n],\n\"pages\": {\n");
    let uses = ids.iter().flat_map(|id| site.ledger.uses(*id));
    let used: BTreeSet<PageId> = uses.map(|one| one.page).collect();
    let pages = used.into_iter().map(|id| {
        let page = site.page(id);
        let record = PageRecord {
            title: &page.document.front.title,
            file: &page.document.path,
        };
        format!("{}: {}", json(&format!("/{}", page.url)), json(&record))
    });
    append(&mut text, true, pages.collect());
    text.push_str("\n}}\n");
    text.into_bytes()
}

/// Appends entries of a list, a line each; `first` if they begin it.
fn append(text: &mut String, first: bool, entries: Vec<String>) {
    for (n, entry) in entries.into_iter().enumerate() {
        if !(first && n == 0) {
            text.push_str(",\n");
        }
        text.push_str(&entry);
    }
}

fn json(value: &impl Serialize) -> String {
    // Only maps with keys that are not strings, and failing writers, can fail here.
    serde_json::to_string(value).unwrap_or_default()
}

/// One source with its record and every use, in reading order, each with its page.
pub(crate) fn source_json(explainer: &Explainer, id: SourceId) -> serde_json::Value {
    serde_json::to_value(record(explainer, id, Pages::Named)).unwrap_or_default()
}

fn record(explainer: &Explainer, id: SourceId, pages: Pages) -> SourceRecord<'_> {
    let site = &explainer.site;
    let source = site.bibliography.get(id);
    SourceRecord {
        key: &source.key,
        r#type: &source.kind,
        title: source.title.as_deref(),
        authors: &source.authors,
        publisher: source.publisher.as_deref(),
        container: source.container.as_deref(),
        date: source.date.as_deref(),
        url: source.url.as_deref(),
        doi: source.doi.as_deref(),
        archive_url: source.archive_url.as_deref(),
        language: source.language.as_deref(),
        keywords: &source.keywords,
        annotation: source.annotation.as_deref(),
        reference: site.formatters.main().reference(id).as_str().to_owned(),
        ledger: format!("/{}", site.url(Html::Source(id))),
        fields: source
            .fields
            .iter()
            .map(|field| (&*field.name, &*field.value))
            .collect(),
        uses: site
            .ledger
            .uses(id)
            .iter()
            .map(|one| use_record(explainer, *one, pages))
            .collect(),
    }
}

fn use_record(explainer: &Explainer, one: Use, pages: Pages) -> UseRecord<'_> {
    let site = &explainer.site;
    let page = site.page(one.page);
    let citation = &page.document.citations[one.citation];
    let sentence = page.document.sentence(&citation.spot);
    let anchor = site.notes[one.page].citations[one.citation].mark.anchor();
    let locale = Locale::of(&explainer.manuscript.config.language);
    let locator = citation.items[one.item].locator.as_ref();
    let named = pages == Pages::Named;
    UseRecord {
        page: named.then_some(&page.document.front.title),
        url: format!(
            "/{}{}",
            page.url,
            anchor.map(|a| format!("#{a}")).unwrap_or_default()
        ),
        file: named.then_some(&page.document.path),
        locator: locator.map_or_else(String::new, |locator| locale.locator(locator)),
        claim: (citation.form == CitationForm::Claim)
            .then(|| &sentence.text[sentence.marked.clone()]),
        sentence: sentence.text,
    }
}
