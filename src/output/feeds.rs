//! `atom.xml` (RFC 4287) and `feed.json` (JSON Feed 1.1): the pages that have a date, whole, newest first; and
//! `corrections.xml`, the corrections.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde_json::json;

use crate::address::encode_path;
use crate::explainer::Explainer;
use crate::render::Renderer;
use crate::site::{Data, Page, PageId};

/// An XML document being written; writing to memory cannot fail.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    pub(super) fn new() -> Self {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
        let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        Self(writer)
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        let _ = self.0.write_event(Event::Start(start));
    }

    pub(super) fn close(&mut self, name: &str) {
        let _ = self.0.write_event(Event::End(BytesEnd::new(name)));
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        let _ = self.0.write_event(Event::Empty(start));
    }

    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        let _ = self.0.write_event(Event::Text(BytesText::new(text)));
        self.close(name);
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        // XML 1.0 has no other control characters, not even as references.
        bytes.retain(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r'));
        bytes.push(b'\n');
        bytes
    }
}

/// The absolute address of a page, or the one below the root where the site's is not known.
pub(super) fn absolute(explainer: &Explainer, url: &str) -> String {
    let permalink = explainer.manuscript.config.permalink(url);
    permalink.unwrap_or_else(|| format!("/{}", encode_path(url)))
}

/// The Atom feed.
pub(super) fn atom(explainer: &Explainer, renderer: &Renderer<'_>) -> Vec<u8> {
    let config = &explainer.manuscript.config;
    let entries = renderer.feed_entries();
    let newest = entries.first().map(|(_, date)| *date);
    let mut xml = Xml::new();
    open_feed(&mut xml, explainer, &config.title, Data::AtomFeed, newest);
    for (page, date) in entries {
        entry(&mut xml, explainer, renderer, page, date);
    }
    xml.close("feed");
    xml.finish()
}

/// The head of a feed, to its first entry.
fn open_feed(xml: &mut Xml, explainer: &Explainer, title: &str, feed: Data, newest: Option<Date>) {
    let config = &explainer.manuscript.config;
    let home = absolute(explainer, "");
    let own = absolute(explainer, explainer.site.url(feed));
    let namespace = ("xmlns", "http://www.w3.org/2005/Atom");
    xml.open("feed", &[namespace, ("xml:lang", config.language.as_str())]);
    xml.text("title", &[], title);
    if !config.description.is_empty() {
        xml.text("subtitle", &[], &config.description);
    }
    let id = match feed {
        Data::AtomFeed => identifier(explainer, ""),
        feed => identifier(explainer, explainer.site.url(feed)),
    };
    xml.text("id", &[], &id);
    xml.empty("link", &[("href", &home)]);
    let media_type = ("type", feed.media_type());
    xml.empty("link", &[("rel", "self"), media_type, ("href", &own)]);
    // A feed must say when it changed, an empty one too.
    let newest = newest.unwrap_or(jiff::civil::date(1970, 1, 1));
    xml.text("updated", &[], &instant(newest));
    // A feed must have an author; the explainer itself stands in for one.
    let authors = if config.authors.is_empty() {
        std::slice::from_ref(&config.title)
    } else {
        &config.authors
    };
    for author in authors {
        xml.open("author", &[]);
        xml.text("name", &[], author);
        xml.close("author");
    }
}

/// The Atom feed of all corrections.
pub(super) fn corrections(explainer: &Explainer, renderer: &Renderer<'_>) -> Vec<u8> {
    let config = &explainer.manuscript.config;
    let all = renderer.all_corrections();
    let words = explainer.theme().words(&config.language);
    let title = format!("{}: {}", config.title, words.text("corrections"));
    let newest = all.first().map(|(_, correction)| correction.date);
    let mut xml = Xml::new();
    open_feed(&mut xml, explainer, &title, Data::Corrections, newest);
    // Corrections of one page and day are told apart by their order, which new ones do not change.
    let mut before: BTreeMap<(PageId, Date), usize> = BTreeMap::new();
    for (page, correction) in all {
        let date = correction.date;
        let nth = before.entry((page.id, date)).or_default();
        *nth += 1;
        let front = &page.document.front;
        xml.open("entry", &[]);
        xml.text("title", &[], &front.title);
        let id = identifier(explainer, &page.url);
        xml.text("id", &[], &format!("{id}#correction-{date}-{nth}"));
        let address = absolute(explainer, &page.url);
        xml.empty("link", &[("href", &format!("{address}#page-corrections"))]);
        xml.text("updated", &[], &instant(date));
        let html = renderer.feed_fragment(page, &correction.html);
        xml.text("content", &[("type", "html")], &format!("<p>{html}</p>"));
        xml.close("entry");
    }
    xml.close("feed");
    xml.finish()
}

/// The entry of a page that was last changed on `date`.
fn entry(xml: &mut Xml, explainer: &Explainer, renderer: &Renderer<'_>, page: &Page, date: Date) {
    let front = &page.document.front;
    let language = [("xml:lang", front.language.as_str())];
    let own = front.language != explainer.manuscript.config.language;
    xml.open("entry", if own { &language } else { &[] });
    xml.text("title", &[], &front.title);
    xml.text("id", &[], &identifier(explainer, &page.url));
    xml.empty("link", &[("href", &absolute(explainer, &page.url))]);
    if let Some(published) = front.date {
        xml.text("published", &[], &instant(published));
    }
    xml.text("updated", &[], &instant(date));
    xml.text("summary", &[], &front.description);
    xml.text("content", &[("type", "html")], &renderer.feed_html(page));
    xml.close("entry");
}

/// The first moment of a day, as RFC 3339 has it.
fn instant(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// A lasting name for feed readers: the absolute address, or a URN where there is none.
fn identifier(explainer: &Explainer, url: &str) -> String {
    match explainer.manuscript.config.base_url {
        Some(_) => absolute(explainer, url),
        None => format!(
            "urn:ibid:{}/{}",
            crate::markdown::slugify(&explainer.manuscript.config.title),
            encode_path(url)
        ),
    }
}

/// The JSON feed.
pub(super) fn json_feed(explainer: &Explainer, renderer: &Renderer<'_>) -> Vec<u8> {
    let config = &explainer.manuscript.config;
    let items: Vec<_> = renderer
        .feed_entries()
        .into_iter()
        .map(|(page, date)| {
            let front = &page.document.front;
            json!({
                "id": identifier(explainer, &page.url),
                "url": absolute(explainer, &page.url),
                "language": front.language.as_str(),
                "title": front.title,
                "summary": front.description,
                "content_html": renderer.feed_html(page),
                "date_published": front.date.map(instant),
                "date_modified": instant(date),
            })
        })
        .collect();
    let authors: Vec<_> = config
        .authors
        .iter()
        .map(|name| json!({ "name": name }))
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.title,
        "description": config.description,
        "language": config.language.as_str(),
        "home_page_url": absolute(explainer, ""),
        "feed_url": absolute(explainer, explainer.site.url(Data::JsonFeed)),
        "authors": authors,
        "items": items,
    });
    pretty(&feed)
}

/// JSON with line ends, so that versions can be compared.
pub(super) fn pretty(value: &serde_json::Value) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).unwrap_or_default();
    json.push(b'\n');
    json
}
