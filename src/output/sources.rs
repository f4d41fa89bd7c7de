//! `sources.json`: the ledger as data, for those who audit by program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::bibliography::SourceId;
use crate::explainer::Explainer;
use crate::language::Locale;
use crate::markdown::CitationForm;
use crate::site::{Html, PageId, Use};

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
    // Memory that is never written to costs nothing, and a text that has to grow is there twice.
    let room = |ids: &[SourceId]| {
        let uses = ids.iter().map(|id| site.ledger.uses(*id).len());
        600 * (ids.len() + uses.sum::<usize>())
    };
    let mut text = Vec::with_capacity(room(&ids));
    text.extend_from_slice(b"{\"title\": ");
    push(&mut text, &explainer.manuscript.config.title);
    text.extend_from_slice(b",\n\"sources\": [\n");
    let records = Records::of(explainer, Pages::Listed);
    for (n, ids) in ids.chunks(PIECE * PIECES).enumerate() {
        let pieces = ids.par_chunks(PIECE).map(|ids| {
            let mut piece = Vec::with_capacity(room(ids));
            for id in ids {
                piece.extend_from_slice(SEPARATOR);
                records.source(*id, &mut piece);
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

/// Writes a text.
fn push_text(out: &mut Vec<u8>, text: &str) {
    let is_special = |byte: u8| byte < b' ' || matches!(byte, b'"' | b'\\');
    // A loop that goes on to the end looks at many bytes at once.
    match text
        .bytes()
        .fold(false, |found, byte| found | is_special(byte))
    {
        true => push(out, &text),
        false => {
            out.push(b'"');
            out.extend_from_slice(text.as_bytes());
            out.push(b'"');
        }
    }
}

/// An object being written. A large site has a hundred thousand uses, each with the same names of members.
struct Object<'o>(&'o mut Vec<u8>);

impl<'o> Object<'o> {
    fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self(out)
    }

    /// Begins a member, whose value comes next.
    fn name(&mut self, name: &str) -> &mut Vec<u8> {
        // No member ends with a brace that opens.
        if self.0.last() != Some(&b'{') {
            self.0.push(b',');
        }
        push_text(self.0, name);
        self.0.push(b':');
        self.0
    }

    fn text(&mut self, name: &str, text: &str) {
        push_text(self.name(name), text);
    }

    fn text_or_null(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.name(name).extend_from_slice(b"null"),
        }
    }

    fn end(self) {
        self.0.push(b'}');
    }
}

/// One source with its record and every use, in reading order, each with its page.
pub(crate) fn source_json(explainer: &Explainer, id: SourceId) -> serde_json::Value {
    let mut record = Vec::new();
    Records::of(explainer, Pages::Named).source(id, &mut record);
    serde_json::from_slice(&record).unwrap_or_default()
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

    /// Writes the record of a source.
    fn source(&self, id: SourceId, out: &mut Vec<u8>) {
        let site = &self.explainer.site;
        let source = site.bibliography.get(id);
        let mut record = Object::begin(out);
        record.text("key", &source.key);
        record.text("type", &source.kind);
        record.text_or_null("title", source.title.as_deref());
        push(record.name("authors"), &source.authors);
        record.text_or_null("publisher", source.publisher.as_deref());
        record.text_or_null("container", source.container.as_deref());
        record.text_or_null("date", source.date.as_deref());
        record.text_or_null("url", source.url.as_deref());
        record.text_or_null("doi", source.doi.as_deref());
        record.text_or_null("archive_url", source.archive_url.as_deref());
        record.text_or_null("language", source.language.as_deref());
        push(record.name("keywords"), &source.keywords);
        record.text_or_null("annotation", source.annotation.as_deref());
        // As the style prints it, in plain text.
        record.text("reference", site.formatters.main().reference(id).as_str());
        // Its page in the ledger.
        record.text("ledger", &format!("/{}", site.url(Html::Source(id))));
        let fields = source.fields.iter();
        let fields: BTreeMap<_, _> = fields.map(|field| (&field.name, &field.value)).collect();
        let mut listed = Object::begin(record.name("fields"));
        for (name, value) in fields {
            listed.text(name, value);
        }
        listed.end();
        record.name("uses").push(b'[');
        for (n, one) in site.ledger.uses(id).iter().enumerate() {
            if n > 0 {
                record.0.push(b',');
            }
            self.one_use(*one, record.0);
        }
        record.0.push(b']');
        record.end();
    }

    fn one_use(&self, one: Use, out: &mut Vec<u8>) {
        let site = &self.explainer.site;
        let page = site.page(one.page);
        let citation = &page.document.citations[one.citation];
        let sentence = page.document.sentence(&citation.spot);
        let named = self.pages == Pages::Named;
        let mut url = String::with_capacity(page.url.len() + 16);
        url.push('/');
        url.push_str(&page.url);
        if let Some(anchor) = one.mark.anchor() {
            url.push('#');
            anchor.push(&mut url);
        }
        let mut record = Object::begin(out);
        if named {
            record.text("page", &page.document.front.title);
        }
        // The exact place.
        record.text("url", &url);
        if named {
            record.text("file", &page.document.path);
        }
        let locator = citation.items[one.item].locator.as_ref();
        let locator = locator.map(|locator| self.locale.locator(locator));
        record.text("locator", locator.as_deref().unwrap_or_default());
        // The words that it supports, if they are marked.
        let claim =
            (citation.form == CitationForm::Claim).then(|| &sentence.text[sentence.marked.clone()]);
        record.text_or_null("claim", claim);
        record.text("sentence", sentence.text);
        record.end();
    }
}
