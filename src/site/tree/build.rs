//! Puts pages into their sections and in reading order.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::located::Located;
use super::{Page, Tree};
use crate::address::nfc;
use crate::diagnostics::{Diagnostic, Lint};
use crate::parse::ParsedPage;
use crate::site::page_map::PageId;

impl Tree {
    /// Puts the pages in their places.
    pub(in crate::site) fn build<'a>(
        pages: impl Iterator<Item = &'a Arc<ParsedPage>> + Clone,
        drafts: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut hidden: Vec<Arc<str>> = Vec::new();
        let mut located: Vec<Located> = Vec::new();
        let documents = pages.clone().map(|page| &page.document);
        let draft_sections: Vec<String> = documents
            .filter(|document| !drafts && document.front.draft)
            .filter_map(|document| document.path.strip_suffix("_index.md").map(str::to_owned))
            .collect();
        for page in pages {
            let document = &page.document;
            let in_draft = draft_sections
                .iter()
                .any(|section| document.path.starts_with(section.as_str()));
            if !drafts && (document.front.draft || in_draft) {
                hidden.push(document.path.clone());
            } else {
                located.push(Located::new(page.clone(), diagnostics));
            }
        }
        let sections: FxHashMap<String, usize> = located
            .iter()
            .enumerate()
            .filter(|(_, page)| page.is_section)
            .map(|(i, page)| (page.folder.clone(), i))
            .collect();
        let parents: Vec<Option<usize>> = (0..located.len())
            .map(|i| parent_of(&located, &sections, i))
            .collect();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); located.len()];
        let mut roots = Vec::new();
        for (i, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => children[*parent].push(i),
                None => roots.push(i),
            }
        }
        for siblings in children.iter_mut().chain([&mut roots]) {
            siblings.sort_by(|a, b| rank(&located[*a]).cmp(&rank(&located[*b])));
        }
        if !sections.contains_key("") {
            diagnostics.push(
                Diagnostic::nowhere(Lint::MissingHomePage, "the explainer has no home page")
                    .help("make the file content/_index.md with a title"),
            );
        }
        in_reading_order(located, &parents, &children, &roots, hidden)
    }
}

/// What siblings are ordered by: weight (none comes last), title, path.
fn rank(page: &Located) -> (i64, &str, &str) {
    let front = &page.parsed.document.front;
    (
        front.weight.unwrap_or(i64::MAX),
        &front.title,
        &page.parsed.document.path,
    )
}

/// The nearest section above.
fn parent_of(located: &[Located], sections: &FxHashMap<String, usize>, i: usize) -> Option<usize> {
    let page = &located[i];
    let mut folder = page.folder.as_str();
    // A section, and a page that is a folder's index.md, belongs to what is above its folder.
    let is_bundle = page.parsed.document.path.ends_with("/index.md");
    if page.is_section || is_bundle {
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    loop {
        if let Some(section) = sections.get(folder).filter(|section| **section != i) {
            return Some(*section);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// Numbers the pages in reading order.
fn in_reading_order(
    located: Vec<Located>,
    parents: &[Option<usize>],
    children: &[Vec<usize>],
    roots: &[usize],
    drafts: Vec<Arc<str>>,
) -> Tree {
    let mut order = Vec::with_capacity(located.len());
    let mut stack: Vec<usize> = roots.iter().rev().copied().collect();
    while let Some(i) = stack.pop() {
        order.push(i);
        stack.extend(children[i].iter().rev());
    }
    let mut number = vec![PageId(0); located.len()];
    for (n, i) in order.iter().enumerate() {
        number[*i] = PageId(n);
    }
    let mut pages = Vec::with_capacity(located.len());
    let mut by_path = FxHashMap::default();
    let mut located: Vec<Option<Located>> = located.into_iter().map(Some).collect();
    for (n, i) in order.iter().enumerate() {
        let Some(page) = located[*i].take() else {
            continue;
        };
        let id = PageId(n);
        by_path.insert(nfc(&page.parsed.document.path).into(), id);
        pages.push(Arc::new(Page {
            id,
            document: page.parsed.document.clone(),
            claims: page.parsed.claims.clone(),
            diagnostics: page.parsed.diagnostics.clone(),
            url: page.url,
            is_section: page.is_section,
            parent: parents[*i].map(|parent| number[parent]),
            children: children[*i].iter().map(|child| number[*child]).collect(),
        }));
    }
    Tree {
        pages: pages.into_iter().collect(),
        drafts,
        by_path: Arc::new(by_path),
    }
}
