//! `sources.json`: the ledger as data, for those who audit by program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use crate::bibliography::{RichText, SourceId};
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
    #[serde(serialize_with = "as_text")]
    reference: RichText,
    /// Address of its page in the ledger.
    ledger: String,
    fields: BTreeMap<&'a str, &'a str>,
    uses: Vec<UseRecord<'a>>,
}

fn as_text<S: Serializer>(text: &RichText, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_str())
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

/// So many sources are made into text by a thread at a time.
const PIECE: usize = 16;

/// So many pieces are there beside the whole: the ledger of a large site is tens of megabytes, which should be in memory
/// once and not as pieces as well.
const PIECES: usize = 16;

/// Every source with its record and every use, and the pages of the uses by their addresses: one on each line.
/// Addresses are paths below the site's root.
pub(super) fn sources_json(explainer: &Explainer) -> Vec<u8> {
    let site = &explainer.site;
    let ids: Vec<SourceId> = site.bibliography.iter().map(|(id, _)| id).collect();
    let uses: usize = ids.iter().map(|id| site.ledger.uses(*id).len()).sum();
    // Memory that is never written to costs nothing, and a text that has to grow is there twice.
    let mut text = Vec::with_capacity(600 * (ids.len() + uses));
    text.extend_from_slice(b"{\"title\": ");
    push(&mut text, &explainer.manuscript.config.title);
    text.extend_from_slice(b",\n\"sources\": [\n");
    let records = Records::of(explainer, Pages::Listed);
    for (n, ids) in ids.chunks(PIECE * PIECES).enumerate() {
        let pieces = ids.par_chunks(PIECE).map(|ids| {
            let mut piece = Vec::new();
            for id in ids {
                piece.extend_from_slice(SEPARATOR);
                push(&mut piece, &records.source(*id));
            }
            piece
        });
        for (i, piece) in pieces.collect::<Vec<_>>().into_iter().enumerate() {
            let is_first = n == 0 && i == 0;
            text.extend_from_slice(&piece[if is_first { SEPARATOR.len() } else { 0 }..]);
        }
    }
    text.extend_from_slice(b"\n],\n\"pages\": {\n");
    let uses = ids.iter().flat_map(|id| site.ledger.uses(*id));
    let used: BTreeSet<PageId> = uses.map(|one| one.page).collect();
    for (n, id) in used.into_iter().enumerate() {
        let page = site.page(id);
        text.extend_from_slice(if n == 0 { b"" } else { SEPARATOR });
        push(&mut text, &format!("/{}", page.url));
        text.extend_from_slice(b": ");
        let record = PageRecord {
            title: &page.document.front.title,
            file: &page.document.path,
        };
        push(&mut text, &record);
    }
    text.extend_from_slice(b"\n}}\n");
    text
}

/// What stands between two entries of a list, a line each.
const SEPARATOR: &[u8] = b",\n";

fn push(text: &mut Vec<u8>, value: &impl Serialize) {
    // Only maps with keys that are not strings, and failing writers, can fail here.
    let _ = serde_json::to_writer(text, value);
}

/// One source with its record and every use, in reading order, each with its page.
pub(crate) fn source_json(explainer: &Explainer, id: SourceId) -> serde_json::Value {
    let record = Records::of(explainer, Pages::Named).source(id);
    serde_json::to_value(record).unwrap_or_default()
}

/// The records of sources.
struct Records<'a> {
    explainer: &'a Explainer,
    /// That of the explainer.
    locale: Arc<Locale>,
    pages: Pages,
}

impl<'a> Records<'a> {
    fn of(explainer: &'a Explainer, pages: Pages) -> Self {
        Self {
            explainer,
            locale: Locale::of(&explainer.manuscript.config.language),
            pages,
        }
    }

    fn source(&self, id: SourceId) -> SourceRecord<'a> {
        let site = &self.explainer.site;
        let source = site.bibliography.get(id);
        let fields = source.fields.iter();
        let uses = site.ledger.uses(id).iter();
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
            reference: site.formatters.main().reference(id),
            ledger: format!("/{}", site.url(Html::Source(id))),
            fields: fields.map(|field| (&*field.name, &*field.value)).collect(),
            uses: uses.map(|one| self.one_use(*one)).collect(),
        }
    }

    fn one_use(&self, one: Use) -> UseRecord<'a> {
        let site = &self.explainer.site;
        let page = site.page(one.page);
        let citation = &page.document.citations[one.citation];
        let sentence = page.document.sentence(&citation.spot);
        let mark = site.notes[one.page].citations[one.citation].mark;
        let locator = citation.items[one.item].locator.as_ref();
        let named = self.pages == Pages::Named;
        let mut url = String::with_capacity(page.url.len() + 16);
        url.push('/');
        url.push_str(&page.url);
        if let Some(anchor) = mark.anchor() {
            url.push('#');
            anchor.push(&mut url);
        }
        UseRecord {
            page: named.then_some(&page.document.front.title),
            url,
            file: named.then_some(&page.document.path),
            locator: locator.map_or_else(String::new, |locator| self.locale.locator(locator)),
            claim: (citation.form == CitationForm::Claim)
                .then(|| &sentence.text[sentence.marked.clone()]),
            sentence: sentence.text,
        }
    }
}
