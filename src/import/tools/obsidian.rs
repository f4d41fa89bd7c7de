//! Obsidian: the notes of a vault, with the files that they show.

use super::super::plan::{Dialect, Plan};
use super::super::source::Source;

pub(super) fn plan(source: &Source) -> Plan {
    let mut plan = Plan {
        dialect: Dialect::Obsidian,
        ..Plan::default()
    };
    plan.take_all(source, "");
    plan.pages
        .retain(|page| !page.from.starts_with(".obsidian/"));
    plan.files
        .retain(|(from, _)| !from.starts_with(".obsidian/"));
    // A vault has no home page, but often a note of that name.
    let is_home = |to: &str| {
        matches!(
            to.to_lowercase().as_str(),
            "_index.md" | "home.md" | "start here.md"
        )
    };
    let home = plan
        .pages
        .iter_mut()
        .filter(|page| is_home(&page.to))
        .min_by_key(|page| page.to != "_index.md");
    if let Some(home) = home {
        home.to = "_index.md".to_owned();
    }
    plan
}
