//! Pandoc: a folder of Markdown, with metadata in a defaults or metadata file or in the pages.

use super::super::front_matter::split;
use super::super::plan::{Dialect, Plan, text, texts};
use super::super::source::Source;
use super::existing;
use crate::value::Table;

pub(super) fn plan(source: &Source) -> Plan {
    let mut plan = Plan {
        dialect: Dialect::Pandoc,
        ..Plan::default()
    };
    plan.take_all(source, "");
    let named = [
        "defaults.yaml",
        "defaults.yml",
        "metadata.yaml",
        "metadata.yml",
        "pandoc.yaml",
        "pandoc.yml",
    ];
    let files = named.into_iter().filter(|path| source.has(path));
    let mut places: Vec<(String, Table)> = files
        .filter_map(|path| Some((path.to_owned(), source.table(path)?)))
        .collect();
    for page in &plan.pages {
        if let Some(text) = source.text(&page.from) {
            places.push((page.from.clone(), split(&text).table));
        }
    }
    for (path, place) in &places {
        let inner = super::super::plan::table(place, "metadata").unwrap_or(place);
        for place in [place, inner] {
            for file in existing(source, path, texts(place, "bibliography")) {
                if !plan.bibliography.contains(&file) {
                    plan.bibliography.push(file);
                }
            }
            let style = existing(source, path, texts(place, "csl")).pop();
            plan.style = plan.style.take().or(style);
        }
    }
    if let [(_, only)] = &places[..] {
        plan.title = text(only, "title").unwrap_or_default();
    }
    plan
}
