//! What becomes of the files of a site.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::{Table, Value, several_names};

/// A page: its file in the source, its file below `content/`, and what the tool's own files say of it.
#[derive(Clone, Debug)]
pub(super) struct PlannedPage {
    pub from: String,
    pub to: String,
    pub weight: Option<i64>,
    pub title: Option<String>,
}

/// What is made of a site.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub title: String,
    pub description: String,
    pub base_url: Option<String>,
    pub language: Option<String>,
    pub authors: Vec<String>,
    pub pages: Vec<PlannedPage>,
    /// Files that are copied: their path in the source, and in the explainer.
    pub files: Vec<(String, String)>,
    /// Bibliography files and a style file in the source.
    pub bibliography: Vec<String>,
    pub style: Option<String>,
    /// What the tool writes into Markdown.
    pub dialect: Dialect,
    /// Whether numbers of figures run on over the pages.
    pub numbers_run_on: bool,
}

/// What is rewritten in the text of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    #[default]
    Pandoc,
    Zola,
    Hugo,
    MdBook,
    /// Quarto and R Markdown.
    Quarto,
    Obsidian,
}

impl Plan {
    /// Plans the Markdown below the folder `content` of the source, and copies what lies beside it.
    pub(super) fn take_all(&mut self, source: &super::source::Source, content: &str) {
        for (from, path) in source.below(content) {
            let (from, path) = (from.to_owned(), path.to_owned());
            match markdown_stem(&path) {
                Some(stem) => self.pages.push(PlannedPage {
                    to: format!("{}.md", section_name(stem)),
                    from,
                    weight: None,
                    title: None,
                }),
                None if is_shown(&path) => self.files.push((from, format!("content/{path}"))),
                None => {}
            }
        }
    }

    /// Makes a page beside a folder of its name the section of that folder: both would have one address.
    pub(super) fn settle_sections(&mut self) {
        let taken: BTreeSet<String> = self.pages.iter().map(|page| page.to.clone()).collect();
        for page in &mut self.pages {
            let Some(stem) = page.to.strip_suffix(".md") else {
                continue;
            };
            let inside = format!("{stem}/");
            let has_pages = taken.range(inside.clone()..).next();
            let has_pages = has_pages.is_some_and(|path| path.starts_with(&inside));
            let section = format!("{stem}/_index.md");
            if has_pages
                && !taken.contains(&section)
                && !taken.contains(&format!("{stem}/index.md"))
            {
                page.to = section;
            }
        }
    }

    /// Where each file of the source stands below `content/`.
    pub(super) fn places(&self) -> BTreeMap<&str, &str> {
        let pages = self.pages.iter().map(|page| (&*page.from, &*page.to));
        let files = self.files.iter();
        let files = files.filter_map(|(from, to)| Some((&**from, to.strip_prefix("content/")?)));
        pages.chain(files).collect()
    }
}

/// The path of a Markdown file without its ending.
pub(super) fn markdown_stem(path: &str) -> Option<&str> {
    let endings = [".md", ".qmd", ".Rmd", ".rmd", ".markdown", ".mdx"];
    endings.iter().find_map(|ending| path.strip_suffix(ending))
}

/// A `README` or an `index` of a folder with pages is its section.
fn section_name(stem: &str) -> String {
    let (folder, name) = stem
        .rsplit_once('/')
        .map_or(("", stem), |(folder, name)| (folder, name));
    let is_section = matches!(name.to_lowercase().as_str(), "readme" | "index")
        && folder.is_empty()
        || name.eq_ignore_ascii_case("readme");
    match (is_section, folder) {
        (false, _) => stem.to_owned(),
        (true, "") => "_index".to_owned(),
        (true, folder) => format!("{folder}/_index"),
    }
}

/// Whether a file that is not a page is one that pages show or offer.
fn is_shown(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_lowercase();
    let shown = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "mp4", "webm", "mp3", "ogg", "pdf",
        "csv", "zip", "ico",
    ];
    shown.contains(&ending.as_str())
}

/// The text of a key.
pub(super) fn text(table: &Table, key: &str) -> Option<String> {
    match &table.get(key)?.value {
        Value::String(text) | Value::Date(text) => {
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        }
        Value::Table(_) | Value::Array(_) | Value::Null => None,
        other => Some(other.to_json().to_string()),
    }
}

/// The texts of a key: a list, one, or names in tables.
pub(super) fn texts(table: &Table, key: &str) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Table(table) => text(table, "name").or_else(|| text(table, "title")),
        _ => None,
    };
    match table.get(key).map(|value| &value.value) {
        Some(Value::Array(items)) => items.iter().filter_map(|item| one(&item.value)).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Names of persons, each alone.
pub(super) fn single_names(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let texts = texts.into_iter();
    let names = texts.map(|text| several_names(&text).unwrap_or(vec![text]));
    names.flatten().collect()
}

/// The table of a key.
pub(super) fn table<'t>(table: &'t Table, key: &str) -> Option<&'t Table> {
    match &table.get(key)?.value {
        Value::Table(found) => Some(found),
        _ => None,
    }
}
