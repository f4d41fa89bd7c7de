//! `sources.json`: the ledger as data, for those who audit by program.

use serde_json::{Map, Value, json};

use super::feeds::pretty;
use crate::bibliography::SourceId;
use crate::explainer::Explainer;
use crate::render::locator_text;
use crate::site::{Use, key_segment};

/// Every source with its record and every use; addresses are paths below the site's root.
pub fn sources_json(explainer: &Explainer) -> Vec<u8> {
    let sources: Vec<Value> = explainer
        .site
        .bibliography
        .iter()
        .map(|(id, _)| source_json(explainer, id))
        .collect();
    pretty(&json!({ "title": explainer.manuscript.config.title, "sources": sources }))
}

/// One source with its record and every use, in reading order.
pub fn source_json(explainer: &Explainer, id: SourceId) -> Value {
    let site = &explainer.site;
    let source = site.bibliography.get(id);
    let fields: Map<String, Value> = source
        .fields
        .iter()
        .map(|(name, value)| (name.clone(), value.clone().into()))
        .collect();
    let uses: Vec<Value> = site
        .ledger
        .uses(id)
        .iter()
        .map(|one| use_json(explainer, *one))
        .collect();
    json!({
        "key": source.key,
        "type": source.kind,
        "title": source.title,
        "authors": source.authors,
        "publisher": source.publisher,
        "container": source.container,
        "date": source.date,
        "url": source.url,
        "doi": source.doi,
        "archive_url": source.archive_url,
        "language": source.language,
        "keywords": source.keywords,
        "annotation": source.annotation,
        "reference": site.formatter.reference(id).to_text(),
        "ledger": format!("/sources/{}/", key_segment(&source.key)),
        "fields": fields,
        "uses": uses,
    })
}

fn use_json(explainer: &Explainer, one: Use) -> Value {
    let site = &explainer.site;
    let page = site.page(one.page);
    let citation = &page.document.citations[one.citation];
    let sentence = page.document.sentence(&citation.spot);
    let anchor = site.notes[one.page.0].marks[one.citation].anchor();
    let claim = citation
        .claim
        .then(|| &sentence.text[sentence.marked.clone()]);
    json!({
        "page": page.document.front.title,
        "url": format!("/{}{}", page.url, anchor.map(|a| format!("#{a}")).unwrap_or_default()),
        "file": &*page.document.path,
        "locator": locator_text(&citation.items[one.item]),
        "claim": claim,
        "sentence": sentence.text,
    })
}
