//! Quarto and bookdown: the chapters of `_quarto.yml` or `_bookdown.yml`, with their bibliography and style.

use super::super::front_matter::split;
use super::super::plan::{Dialect, Plan, markdown_stem, single_names, table, text, texts};
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
        authors: single_names(all("author")),
        bibliography: existing(source, "", all("bibliography")),
        style: existing(source, "", all("csl")).pop(),
        dialect: Dialect::Quarto,
        ..Plan::default()
    };
    plan.take_all(source, "");
    let website = table(&quarto, "website");
    let mut chapters = Vec::new();
    let sidebar = table(book, "sidebar").unwrap_or(&empty);
    for list in ["chapters", "contents", "appendices", "rmd_files"] {
        for place in [book, &quarto, &bookdown, sidebar] {
            if let Some(value) = place.get(list) {
                gather(&value.value, &mut chapters);
            }
        }
    }
    for place in ["sidebar", "navbar"] {
        if let Some(value) = website.and_then(|website| website.get(place)) {
            gather(&value.value, &mut chapters);
        }
    }
    choose(&mut plan, &chapters, website.is_some());
    // References reach other chapters, and only the page on a website.
    plan.numbers_run_on = website.is_none();
    plan
}

/// Keeps the pages that the tool would make, in their order.
fn choose(plan: &mut Plan, chapters: &[String], is_website: bool) {
    // Quarto makes a page of each file of a website whose path has no part that begins with "_" or a dot, nor of a README, bookdown
    // of each file of its folder whose name does not, in the order of their names.
    let is_hidden = |part: &str| part.starts_with(['_', '.']) || part.starts_with("README.");
    let by_name = chapters.is_empty() && !is_website;
    plan.pages.retain(|page| match is_website {
        true => !page.from.split('/').any(is_hidden),
        false if by_name => !page.from.contains('/') && !is_hidden(&page.from),
        false => chapters.contains(&page.from),
    });
    for (at, page) in plan.pages.iter_mut().enumerate() {
        let named = chapters.iter().position(|path| *path == page.from);
        let place = if by_name { Some(at) } else { named };
        page.weight = place.map(|place| place as i64 + 1);
    }
}

/// The files in a list of chapters, and in the parts in it.
fn gather(value: &Value, chapters: &mut Vec<String>) {
    match value {
        Value::String(path) if markdown_stem(path).is_some() => {
            chapters.push(path.trim_start_matches("./").to_owned())
        }
        Value::Array(items) => items.iter().for_each(|item| gather(&item.value, chapters)),
        Value::Table(part) => {
            for key in [
                "part", "section", "file", "href", "chapters", "contents", "left", "right", "menu",
            ] {
                if let Some(value) = part.get(key) {
                    gather(&value.value, chapters);
                }
            }
        }
        _ => {}
    }
}
