//! Quarto and bookdown: the chapters of `_quarto.yml` or `_bookdown.yml`, with their bibliography and style.

use super::super::front_matter::split;
use super::super::plan::{Dialect, Plan, markdown_stem, table, text, texts};
use super::super::source::Source;
use super::existing;
use crate::value::{Table, Value};

pub(super) fn plan(source: &Source) -> Plan {
    let quarto = source.table("_quarto.yml").unwrap_or_default();
    let bookdown = source.table("_bookdown.yml").unwrap_or_default();
    let output = source.table("_output.yml").unwrap_or_default();
    let index = source
        .first(&["index.qmd", "index.Rmd", "index.md"])
        .and_then(|path| source.text(path));
    let index = index.map(|text| split(&text).table).unwrap_or_default();
    let empty = Table::default();
    let book = table(&quarto, "book")
        .or_else(|| table(&quarto, "website"))
        .unwrap_or(&empty);
    let places = [book, &quarto, &bookdown, &index, &output];
    let first = |key: &str| places.iter().find_map(|place| text(place, key));
    let all = |key: &str| {
        places
            .iter()
            .map(|place| texts(place, key))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    };
    let mut plan = Plan {
        title: first("title").unwrap_or_default(),
        description: first("description")
            .or_else(|| first("subtitle"))
            .unwrap_or_default(),
        language: first("lang"),
        authors: all("author"),
        bibliography: existing(source, "", all("bibliography")),
        style: existing(source, "", all("csl")).pop(),
        dialect: Dialect::Quarto,
        ..Plan::default()
    };
    plan.take_all(source, "");
    let mut chapters = Vec::new();
    for list in ["chapters", "contents", "appendices", "rmd_files"] {
        for place in [
            book,
            &quarto,
            &bookdown,
            table(book, "sidebar").unwrap_or(&empty),
        ] {
            if let Some(value) = place.get(list) {
                gather(&value.value, &mut chapters);
            }
        }
    }
    if chapters.is_empty() {
        // bookdown takes all files of its folder whose names do not begin with "_", in their order.
        plan.pages
            .retain(|page| !page.from.contains('/') && !page.from.starts_with('_'));
    } else {
        plan.pages.retain(|page| chapters.contains(&page.from));
    }
    for (at, page) in plan.pages.iter_mut().enumerate() {
        let named = chapters.iter().position(|path| *path == page.from);
        let place = if chapters.is_empty() { Some(at) } else { named };
        page.weight = place.map(|place| place as i64 + 1);
    }
    plan
}

/// The files in a list of chapters, and in the parts in it.
fn gather(value: &Value, chapters: &mut Vec<String>) {
    match value {
        Value::String(path) if markdown_stem(path).is_some() => {
            chapters.push(path.trim_start_matches("./").to_owned())
        }
        Value::Array(items) => items.iter().for_each(|item| gather(&item.value, chapters)),
        Value::Table(part) => {
            for key in ["part", "file", "href", "chapters", "contents"] {
                if let Some(value) = part.get(key) {
                    gather(&value.value, chapters);
                }
            }
        }
        _ => {}
    }
}
