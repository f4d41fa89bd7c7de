//! `sources.json`: the ledger as data, for those who audit by program.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::bibliography::SourceId;
use crate::explainer::Explainer;
use crate::language::Locale;
use crate::markdown::CitationForm;
use crate::site::{Html, Use};

/// The whole ledger; addresses are paths below the site's root.
#[derive(Serialize)]
struct Ledger<'a> {
    title: &'a str,
    sources: Vec<SourceRecord<'a>>,
}

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
    page: &'a str,
    /// Address of the exact place.
    url: String,
    /// The author's file.
    file: &'a str,
    locator: String,
    /// The words that it supports, if they are marked.
    claim: Option<&'a str>,
    sentence: &'a str,
}

/// Every source with its record and every use.
pub(super) fn sources_json(explainer: &Explainer) -> Vec<u8> {
    let site = &explainer.site;
    let ledger = Ledger {
        title: &explainer.manuscript.config.title,
        sources: site
            .bibliography
            .iter()
            .map(|(id, _)| record(explainer, id))
            .collect(),
    };
    // Only maps with keys that are not strings, and failing writers, can fail here.
    let mut json = serde_json::to_vec_pretty(&ledger).unwrap_or_default();
    json.push(b'\n');
    json
}

/// One source with its record and every use, in reading order.
pub(crate) fn source_json(explainer: &Explainer, id: SourceId) -> serde_json::Value {
    serde_json::to_value(record(explainer, id)).unwrap_or_default()
}

fn record(explainer: &Explainer, id: SourceId) -> SourceRecord<'_> {
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
            .map(|one| use_record(explainer, *one))
            .collect(),
    }
}

fn use_record(explainer: &Explainer, one: Use) -> UseRecord<'_> {
    let site = &explainer.site;
    let page = site.page(one.page);
    let citation = &page.document.citations[one.citation];
    let sentence = page.document.sentence(&citation.spot);
    let anchor = site.notes[one.page].citations[one.citation].mark.anchor();
    let locale = Locale::of(&explainer.manuscript.config.language);
    let locator = citation.items[one.item].locator.as_ref();
    UseRecord {
        page: &page.document.front.title,
        url: format!(
            "/{}{}",
            page.url,
            anchor.map(|a| format!("#{a}")).unwrap_or_default()
        ),
        file: &page.document.path,
        locator: locator.map_or_else(String::new, |locator| locale.locator(locator)),
        claim: (citation.form == CitationForm::Claim)
            .then(|| &sentence.text[sentence.marked.clone()]),
        sentence: sentence.text,
    }
}
