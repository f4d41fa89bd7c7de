//! What hayagriva is told about a source beyond what its own readers take over.

use hayagriva::Entry;
use hayagriva::types::{ChunkedString, FormatString, QualifiedUrl, StringChunk};

use super::Source;
use super::date::{self, WrittenDate};

/// Completes the entry of `source`: dates, a short title, the archived copy.
pub(super) fn complete(
    source: &mut Source,
    date: Option<WrittenDate>,
    accessed: Option<WrittenDate>,
) {
    let entry = &mut source.entry;
    if let Some(date) = date {
        entry.set_date(date.csl);
    }
    if let (Some(accessed), Some(url)) = (accessed, entry.url()) {
        let value = url.value.clone();
        entry.set_url(QualifiedUrl {
            value,
            visit_date: Some(accessed.csl),
        });
    }
    if let Some(title) = entry.title()
        && title.short.is_none()
        && let Some(short) = up_to_colon(&title.value)
    {
        let value = title.value.clone();
        entry.set_title(FormatString {
            value,
            short: Some(Box::new(short)),
        });
    }
    // The archive's name is linked to the copy when it is printed; CSL's `archive_location` is not used for the
    // address, since styles print it as running text and capitalise it.
    if let Some(url) = &source.archive_url
        && entry.archive().is_none()
    {
        entry.set_archive(archive_name(url).into());
    }
}

/// The title of what a source is part of.
pub(super) fn container_title(entry: &Entry) -> Option<String> {
    let parent = entry
        .parents()
        .iter()
        .find(|parent| parent.title().is_some())?;
    parent.title().map(|title| title.value.to_string())
}

/// The date of an entry that hayagriva read itself.
pub(super) fn issued(entry: &Entry) -> Option<String> {
    entry.date_any().map(date::iso)
}

/// The date of the last visit of an entry that hayagriva read itself.
pub(super) fn visited(entry: &Entry) -> Option<String> {
    entry.url_any()?.visit_date.as_ref().map(date::iso)
}

/// The part of a title before its subtitle, as Pandoc and citation managers shorten titles.
fn up_to_colon(title: &ChunkedString) -> Option<ChunkedString> {
    let mut short = ChunkedString::new();
    for chunk in &title.0 {
        match chunk.value.split_once(": ") {
            Some((head, _)) => {
                short.push_chunk(StringChunk::new(head, chunk.kind));
                return (!short.is_empty()).then_some(short);
            }
            None => short.push_chunk(chunk.clone()),
        }
    }
    None
}

/// The name that readers know an archive by.
fn archive_name(url: &str) -> String {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = after_scheme
        .split('/')
        .next()
        .unwrap_or_default()
        .trim_start_matches("www.");
    match host {
        "web.archive.org" | "archive.org" => "Internet Archive".to_owned(),
        "archive.today" | "archive.ph" | "archive.is" | "archive.li" | "archive.vn" => {
            "archive.today".to_owned()
        }
        "perma.cc" => "Perma.cc".to_owned(),
        host => host.to_owned(),
    }
}
