//! mdBook: the chapters of `SUMMARY.md`, in its order and with its titles.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::plan::{Dialect, Plan, single_names, table, text, texts};
use super::super::source::Source;

pub(super) fn plan(source: &Source) -> Plan {
    let config = source.table("book.toml").unwrap_or_default();
    let empty = Default::default();
    let book = table(&config, "book").unwrap_or(&empty);
    let folder = text(book, "src").unwrap_or_else(|| "src".to_owned());
    let folder = folder.trim_matches('/');
    let folder = if folder == "." { "" } else { folder };
    let mut plan = Plan {
        title: text(book, "title").unwrap_or_default(),
        description: text(book, "description").unwrap_or_default(),
        language: text(book, "language"),
        authors: single_names(texts(book, "authors")),
        dialect: Dialect::MdBook,
        ..Plan::default()
    };
    plan.take_all(source, folder);
    let below = |path: &str| match folder {
        "" => path.to_owned(),
        folder => format!("{folder}/{path}"),
    };
    let summary = source.text(&below("SUMMARY.md")).unwrap_or_default();
    let chapters = chapters(&summary);
    // What the summary does not name is not a chapter, but may be included or linked to from one.
    plan.pages.retain(|page| {
        chapters.contains_key(
            page.from
                .strip_prefix(folder)
                .unwrap_or(&page.from)
                .trim_start_matches('/'),
        )
    });
    for page in &mut plan.pages {
        let path = page
            .from
            .strip_prefix(folder)
            .unwrap_or(&page.from)
            .trim_start_matches('/');
        if let Some((weight, title)) = chapters.get(path) {
            page.weight = Some(*weight);
            page.title = Some(title.clone());
        }
    }
    plan
}

/// The chapters of a summary by their path, each with its place and its title.
fn chapters(summary: &str) -> BTreeMap<String, (i64, String)> {
    let mut found = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new(summary) {
        match (event, &mut open) {
            (Event::Start(Tag::Link { dest_url, .. }), _) => {
                open = Some((dest_url.trim_start_matches("./").to_owned(), String::new()));
            }
            (Event::Text(text) | Event::Code(text), Some((_, title))) => title.push_str(&text),
            (Event::End(TagEnd::Link), _) => {
                if let Some((path, title)) = open.take() {
                    let weight = found.len() as i64 + 1;
                    let path = crate::address::decode(&path).into_owned();
                    found.entry(path).or_insert((weight, title));
                }
            }
            _ => {}
        }
    }
    found
}
