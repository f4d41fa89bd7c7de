//! Zola: the closest relative. Sections, links with `@/` and shortcodes in their form are the same here.

use super::super::plan::{Dialect, Plan, text};
use super::super::source::Source;

pub(super) fn plan(source: &Source) -> Plan {
    let config = source.first(&["zola.toml", "config.toml"]);
    let config = config
        .and_then(|path| source.table(path))
        .unwrap_or_default();
    let mut plan = Plan {
        title: text(&config, "title").unwrap_or_default(),
        description: text(&config, "description").unwrap_or_default(),
        base_url: text(&config, "base_url"),
        language: text(&config, "default_language"),
        dialect: Dialect::Zola,
        ..Plan::default()
    };
    plan.take_all(source, "content");
    let files = source.below("static");
    plan.files
        .extend(files.map(|(from, path)| (from.to_owned(), format!("static/{path}"))));
    plan
}
