//! Hugo: `content/`, or the folder in it of the default language.

use super::super::plan::{Dialect, Plan, table, text};
use super::super::source::Source;
use crate::value::Table;

/// The configuration file.
pub(super) fn config(source: &Source) -> Option<&'static str> {
    source.first(&[
        "hugo.toml",
        "hugo.yaml",
        "hugo.yml",
        "config.toml",
        "config.yaml",
        "config.yml",
        "config/_default/hugo.toml",
        "config/_default/hugo.yaml",
        "config/_default/config.toml",
        "config/_default/config.yaml",
    ])
}

pub(super) fn plan(source: &Source) -> Plan {
    let found = config(source)
        .and_then(|path| source.table(path))
        .unwrap_or_default();
    let language = text(&found, "defaultContentLanguage").unwrap_or_else(|| "en".to_owned());
    let of_language = table(&found, "languages").and_then(|all| table(all, &language));
    let get = |key: &str| {
        of_language
            .and_then(|one| text(one, key))
            .or_else(|| text(&found, key))
    };
    let mut plan = Plan {
        title: get("title").unwrap_or_default(),
        description: table(&found, "params")
            .and_then(|params| text(params, "description"))
            .unwrap_or_default(),
        base_url: text(&found, "baseURL").or_else(|| text(&found, "baseurl")),
        language: get("languageCode")
            .or_else(|| get("locale"))
            .or(Some(language.clone())),
        dialect: Dialect::Hugo,
        ..Plan::default()
    };
    plan.take_all(source, &content(source, &found, of_language, &language));
    let files = source.below("static");
    plan.files
        .extend(files.map(|(from, path)| (from.to_owned(), format!("static/{path}"))));
    plan
}

/// The folder of the pages.
fn content(source: &Source, config: &Table, of_language: Option<&Table>, language: &str) -> String {
    let named = of_language
        .and_then(|one| text(one, "contentDir"))
        .or_else(|| text(config, "contentDir"));
    let named = named.unwrap_or_else(|| "content".to_owned());
    let below = format!("content/{language}");
    match named == "content" && source.below(&below).next().is_some() {
        true => below,
        false => named,
    }
}
