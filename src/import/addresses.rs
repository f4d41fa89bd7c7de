//! The addresses of the new explainer: which are taken, and which Ibid needs for pages of its own.

use std::collections::BTreeSet;

use super::Summary;
use super::plan::{Plan, PlannedPage, texts};
use crate::value::Table;

/// Pages that Ibid makes at the root of a site; the print view stands in every section.
const OWN: [&str; 5] = ["print", "sources", "search", "404", "sources-by-group"];

/// The addresses that are taken: those of pages, of sections, of what Ibid makes, and former ones that have been given.
pub(super) struct Addresses(BTreeSet<String>);

impl Addresses {
    pub(super) fn of(plan: &Plan) -> Self {
        let mut taken: BTreeSet<String> = OWN.iter().map(|name| (*name).to_owned()).collect();
        for page in &plan.pages {
            let stem = page.to.strip_suffix(".md").unwrap_or(&page.to);
            taken.insert(address(stem.strip_suffix("_index").unwrap_or(stem)));
            let mut folder = page.to.as_str();
            while let Some((above, _)) = folder.rsplit_once('/') {
                taken.insert(address(above));
                taken.insert(address(&format!("{above}/print")));
                folder = above;
            }
        }
        Self(taken)
    }

    /// The last part of the address of a page, where Ibid needs that of its file.
    pub(super) fn slug(&self, page: &PlannedPage, summary: &mut Summary) -> Option<String> {
        let stem = page.to.strip_suffix(".md")?;
        let stem = stem
            .strip_suffix("/_index")
            .or(stem.strip_suffix("/index"))
            .unwrap_or(stem);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let name = name.to_lowercase();
        let is_own = name == "print" || folder.is_empty() && OWN.contains(&&*name);
        is_own.then(|| {
            summary.leaves("pages at an address that Ibid needs, now with a `slug`");
            format!("{name}-page")
        })
    }

    /// The former addresses of a page. Of two that are the same, the first counts.
    pub(super) fn aliases(
        &mut self,
        table: &Table,
        page: &PlannedPage,
        summary: &mut Summary,
    ) -> Vec<String> {
        let keys = ["aliases", "redirect_from"].iter();
        let all = keys.flat_map(|key| texts(table, key));
        // Hugo counts an address without a slash from the folder of the page.
        let folder = page.to.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = all.map(|alias| match alias.starts_with('/') {
            true => alias,
            false => format!("/{folder}/{alias}").replace("//", "/"),
        });
        let mut kept = Vec::new();
        for alias in whole.filter(|alias| !alias.contains([' ', '?', '#', '%', ':'])) {
            match self.0.insert(address(&alias)) {
                true => kept.push(alias),
                false => summary.leaves("former addresses that another page has, left out"),
            }
        }
        kept
    }
}

/// An address as it compares: letters in lower case, without the name of a folder's page.
fn address(path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(path);
    path.trim_matches('/').to_lowercase()
}
