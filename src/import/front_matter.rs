//! Front matter of other tools, as that of Ibid.

use std::fmt::Write;

use serde_json::Value as Json;

use super::Summary;
use super::addresses::Addresses;
use super::plan::{Dialect, PlannedPage, single_names, text, texts};
use crate::value::{Table, parse_toml, parse_yaml};

/// A file in its two parts.
pub(super) struct Split<'t> {
    pub table: Table,
    pub body: &'t str,
}

/// Parts front matter, in TOML or YAML, from the text.
pub(super) fn split(file: &str) -> Split<'_> {
    let bare = file.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    let marker = bare.lines().next().map(str::trim_end);
    let Some(marker) = marker.filter(|line| matches!(*line, "+++" | "---")) else {
        return Split {
            table: Table::default(),
            body: file,
        };
    };
    let first = bare.find('\n').map_or(bare.len(), |end| end + 1);
    let mut at = first;
    for line in bare[first..].split_inclusive('\n') {
        let ends = line.trim_end();
        if ends == marker || marker == "---" && ends == "..." {
            let inner = &bare[first..at];
            let table = match marker {
                "+++" => parse_toml(inner).0,
                _ => parse_yaml(inner).unwrap_or_default(),
            };
            return Split {
                table,
                body: &bare[at + line.len()..],
            };
        }
        at += line.len();
    }
    Split {
        table: Table::default(),
        body: file,
    }
}

/// The keys of other tools for each of Ibid's that is a single text.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "description",
        &["description", "summary", "subtitle", "abstract", "excerpt"],
    ),
    ("language", &["language", "lang"]),
];
const DATES: &[(&str, &[&str])] = &[
    ("date", &["date", "publishDate", "created", "date-created"]),
    (
        "updated",
        &[
            "updated",
            "lastmod",
            "last_modified_at",
            "modified",
            "date-modified",
        ],
    ),
    ("review_by", &["review_by", "expiryDate"]),
];
/// Keys that say how another tool works, which nothing here reads.
const DROPPED: &[&str] = &[
    "output",
    "format",
    "execute",
    "bibliography",
    "csl",
    "site",
    "documentclass",
    "knit",
    "editor",
    "engine",
    "link-citations",
    "biblio-style",
    "github-repo",
    "always_allow_html",
    "template",
    "layout",
    "sort_by",
    "paginate_by",
    "insert_anchor_links",
    "cssclasses",
    "url",
    "_build",
    "build",
    "cascade",
    "page_template",
    "render",
    "type",
    "classoption",
    "header-includes",
    "nocite",
    "twitter-handle",
    "freeze",
    "jupyter",
    "editor_options",
    "knitr",
];
const TITLES: &[&str] = &[
    "title",
    "published",
    "draft",
    "weight",
    "nav_order",
    "order",
    "sidebar_position",
    "slug",
    "toc",
    "extra",
];

/// The front matter of a page with this title, in TOML.
pub(super) fn translate(
    table: &Table,
    title: &str,
    page: &PlannedPage,
    dialect: Dialect,
    addresses: &mut Addresses,
    summary: &mut Summary,
) -> String {
    let mut out = format!("+++\ntitle = {}\n", quoted(title));
    let mut write = |key: &str, value: String| {
        let _ = writeln!(out, "{key} = {value}");
    };
    let first = |names: &[&str]| names.iter().find_map(|name| text(table, name));
    for (key, names) in TEXTS {
        if let Some(value) = first(names) {
            write(key, quoted(&plain(&value)));
        }
    }
    let weight = ["weight", "nav_order", "order", "sidebar_position"];
    let weight = page.weight.or_else(|| first(&weight)?.parse().ok());
    if let Some(weight) = weight.filter(|weight| *weight != 0) {
        write("weight", weight.to_string());
    }
    for (key, names) in DATES {
        let day = first(names).and_then(|date| date.get(..10)?.parse::<jiff::civil::Date>().ok());
        if let Some(day) = day {
            write(key, day.to_string());
        }
    }
    if text(table, "draft").as_deref() == Some("true")
        || text(table, "published").as_deref() == Some("false")
    {
        write("draft", "true".to_owned());
    }
    let slug = text(table, "slug").filter(|slug| is_bare(slug));
    if let Some(slug) = slug.or_else(|| addresses.slug(page, summary)) {
        write("slug", quoted(&slug));
    }
    let authors = ["authors", "author"].iter();
    let authors = single_names(authors.flat_map(|key| texts(table, key)));
    if !authors.is_empty() {
        write("authors", list(&authors));
    }
    // In Obsidian the key has other names of a note.
    if dialect != Dialect::Obsidian {
        let aliases = addresses.aliases(table, page, summary);
        if !aliases.is_empty() {
            write("aliases", list(&aliases));
        }
    }
    if let Some(toc) = text(table, "toc").filter(|toc| matches!(toc.as_str(), "true" | "false")) {
        write("toc", toc);
    }
    let extra = rest(table, summary);
    if !extra.is_empty() {
        out.push_str("\n[extra]\n");
        for (key, value) in extra {
            let _ = writeln!(out, "{} = {}", bare_or_quoted(&key), toml(&value));
        }
    }
    out + "+++\n"
}

/// A title or a description without Markdown, on one line.
pub(super) fn plain(title: &str) -> String {
    let mut words = String::new();
    let title = title
        .split(" {#")
        .next()
        .unwrap_or(title)
        .trim_end_matches("{-}");
    for event in pulldown_cmark::Parser::new(title.trim()) {
        match event {
            pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => {
                words.push_str(&text)
            }
            pulldown_cmark::Event::SoftBreak => words.push(' '),
            _ => {}
        }
    }
    match words.is_empty() {
        true => title.trim().to_owned(),
        false => words.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// What Ibid has no key for; nulls say nothing.
fn rest(table: &Table, summary: &mut Summary) -> Vec<(String, Json)> {
    let known = TEXTS.iter().chain(DATES).flat_map(|(_, names)| *names);
    let known: Vec<&str> = known
        .copied()
        .chain(TITLES.iter().copied())
        .chain(["authors", "author", "aliases", "redirect_from"])
        .collect();
    let mut extra = Vec::new();
    for (key, value) in &table.0 {
        let value = value.value.to_json();
        match (key.value.as_str(), value) {
            ("extra", Json::Object(own)) => extra.extend(own),
            (name, _) if known.contains(&name) => {}
            (name, _) if DROPPED.contains(&name) => {
                summary.leaves(format!("key `{name}` of front matter, left out"))
            }
            (_, Json::Null) => {}
            (name, value) => {
                summary.leaves(format!("key `{name}` of front matter, kept in `extra`"));
                extra.push((name.to_owned(), value));
            }
        }
    }
    extra.retain(|(_, value)| !value.is_null());
    extra
}

pub(super) fn quoted(text: &str) -> String {
    // A string of JSON is one of TOML.
    Json::from(text).to_string()
}

pub(super) fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

fn bare_or_quoted(key: &str) -> String {
    if is_bare(key) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

/// Whether a key of TOML needs no quotation marks.
fn is_bare(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !key.is_empty() && key.chars().all(plain)
}

/// A value in one line of TOML.
fn toml(value: &Json) -> String {
    match value {
        Json::Array(items) => {
            let items = items.iter().filter(|item| !item.is_null());
            format!("[{}]", items.map(toml).collect::<Vec<_>>().join(", "))
        }
        Json::Object(entries) => {
            let entries = entries.iter().filter(|(_, value)| !value.is_null());
            let entries =
                entries.map(|(key, value)| format!("{} = {}", bare_or_quoted(key), toml(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
