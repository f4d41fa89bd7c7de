//! Sections and pages: addresses, parents, order.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::page_map::{PageId, PageMap};
use super::routes::alias_url;
use crate::claims::Claim;
use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::{Document, slugify};
use crate::parse::ParsedPage;

/// A page in its place.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its number.
    pub id: PageId,
    /// What its file says.
    pub document: Arc<Document>,
    /// What in it needs a source.
    pub claims: Arc<[Claim]>,
    /// What is wrong with its file in itself.
    pub diagnostics: Arc<[Diagnostic]>,
    /// Its address: `history/summits/`, `""` for the home page.
    pub url: String,
    /// Whether it is the text of a section.
    pub is_section: bool,
    /// The section that it is in; `None` for the home page.
    pub parent: Option<PageId>,
    /// For a section, the pages and sections directly in it, in order.
    pub children: Vec<PageId>,
}

/// All pages in reading order: the home page, then section by section.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub pages: PageMap<Page>,
    /// Drafts that are left out, by path.
    drafts: Vec<Arc<str>>,
    by_path: Arc<FxHashMap<Arc<str>, PageId>>,
}

/// A page with what its path says.
struct Seedling {
    parsed: Arc<ParsedPage>,
    /// Folder below `content/`, `""` for the top, without a slash at the end.
    folder: String,
    /// Whether it is a section's text.
    is_section: bool,
    url: String,
}

impl Tree {
    /// Puts the pages in their places.
    pub(crate) fn grow(
        pages: &[Arc<ParsedPage>],
        drafts: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut hidden: Vec<Arc<str>> = Vec::new();
        let mut seedlings: Vec<Seedling> = Vec::with_capacity(pages.len());
        let documents = pages.iter().map(|page| &page.document);
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
                seedlings.push(Seedling::new(page.clone(), diagnostics));
            }
        }
        let sections: FxHashMap<String, usize> = seedlings
            .iter()
            .enumerate()
            .filter(|(_, seedling)| seedling.is_section)
            .map(|(i, seedling)| (seedling.folder.clone(), i))
            .collect();
        let parents: Vec<Option<usize>> = (0..seedlings.len())
            .map(|i| parent_of(&seedlings, &sections, i))
            .collect();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); seedlings.len()];
        let mut roots = Vec::new();
        for (i, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => children[*parent].push(i),
                None => roots.push(i),
            }
        }
        for siblings in children.iter_mut().chain([&mut roots]) {
            siblings.sort_by(|a, b| rank(&seedlings[*a]).cmp(&rank(&seedlings[*b])));
        }
        if !sections.contains_key("") {
            diagnostics.push(
                Diagnostic::nowhere(Lint::MissingHomePage, "the explainer has no home page")
                    .help("make the file content/_index.md with a title"),
            );
        }
        plant(seedlings, &parents, &children, &roots, hidden)
    }

    /// The page whose file is at `path`.
    pub fn by_path(&self, path: &str) -> Option<&Page> {
        self.by_path.get(path).map(|id| &self.pages[*id])
    }

    /// The page before one in reading order.
    pub fn previous(&self, id: PageId) -> Option<PageId> {
        id.0.checked_sub(1).map(PageId)
    }

    /// The page after one in reading order.
    pub fn next(&self, id: PageId) -> Option<PageId> {
        self.pages.get(id.0 + 1).map(|page| page.id)
    }

    /// Whether the file at `path` is a draft that is left out.
    pub fn is_hidden_draft(&self, path: &str) -> bool {
        self.drafts.iter().any(|draft| &**draft == path)
    }

    /// The paths of all files, for suggestions.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|page| &*page.document.path)
    }

    /// The same tree with other documents in some places, of which [`keeps_place`] holds.
    pub(super) fn with(&self, changed: &[(PageId, Arc<ParsedPage>)]) -> Self {
        let mut tree = self.clone();
        for (id, parsed) in changed {
            let page = &mut tree.pages[*id];
            page.document = parsed.document.clone();
            page.claims = parsed.claims.clone();
            page.diagnostics = parsed.diagnostics.clone();
        }
        tree
    }
}

/// Whether `now` stands where `was` stood: all that addresses and order are made of is the same.
pub(super) fn keeps_place(was: &Document, now: &Document) -> bool {
    let slug = |document: &Document| document.front.slug.as_ref().map(|slug| slug.value.clone());
    was.path == now.path
        && was.front.title == now.front.title
        && was.front.weight == now.front.weight
        && was.front.draft == now.front.draft
        && slug(was) == slug(now)
        && aliases(was).eq(aliases(now))
}

fn aliases(document: &Document) -> impl Iterator<Item = &str> {
    let aliases = document.front.aliases.iter();
    aliases.map(|alias| alias.value.as_str())
}

impl Seedling {
    fn new(parsed: Arc<ParsedPage>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let document = &parsed.document;
        let path = document
            .path
            .strip_prefix("content/")
            .unwrap_or(&document.path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let is_section = stem == "_index";
        let slug = document.front.slug.as_ref().and_then(|slug| {
            let clean = slugify_segment(&slug.value);
            if clean != slug.value {
                diagnostics.push(
                    Diagnostic::new(
                        Lint::InvalidValue,
                        document.place(slug.span),
                        format!("the slug \"{}\" cannot be part of an address", slug.value),
                    )
                    .help(format!("a slug is one word, such as \"{clean}\"")),
                );
            }
            (!clean.is_empty()).then_some(clean)
        });
        check_aliases(document, diagnostics);
        let mut url: String = folder
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| format!("{}/", slugify_segment(part)))
            .collect();
        match (is_section || stem == "index", slug) {
            (true, None) => {}
            (true, Some(slug)) => {
                // A section's slug takes the place of its folder's name.
                let above = url.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
                if !url.is_empty() {
                    url.truncate(above);
                    url.push_str(&format!("{slug}/"));
                }
            }
            (false, slug) => {
                let last = slug.unwrap_or_else(|| slugify_segment(stem));
                url.push_str(&format!("{last}/"));
            }
        }
        Self {
            folder: folder.to_owned(),
            is_section,
            url,
            parsed,
        }
    }
}

/// Reports aliases that cannot be addresses.
fn check_aliases(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for alias in &document.front.aliases {
        if alias_url(&alias.value).is_none() {
            let message = format!("the alias \"{}\" is not a path of this site", alias.value);
            let place = document.place(alias.span);
            diagnostics.push(
                Diagnostic::new(Lint::InvalidValue, place, message)
                    .help("write the old path, such as \"/old/page/\""),
            );
        }
    }
}

/// A name as part of an address: as a heading's id, but points stay.
fn slugify_segment(name: &str) -> String {
    // File systems allow names of 255 bytes.
    let name = &name[..name.floor_char_boundary(200)];
    let parts: Vec<String> = name
        .split('.')
        .map(slugify)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        "page".to_owned()
    } else {
        parts.join(".")
    }
}

/// What siblings are ordered by: weight (none comes last), title, path.
fn rank(seedling: &Seedling) -> (i64, &str, &str) {
    let front = &seedling.parsed.document.front;
    (
        front.weight.unwrap_or(i64::MAX),
        &front.title,
        &seedling.parsed.document.path,
    )
}

/// The nearest section above.
fn parent_of(
    seedlings: &[Seedling],
    sections: &FxHashMap<String, usize>,
    i: usize,
) -> Option<usize> {
    let seedling = &seedlings[i];
    let mut folder = seedling.folder.as_str();
    // A section, and a page that is a folder's index.md, belongs to what is above its folder.
    let is_bundle = seedling.parsed.document.path.ends_with("/index.md");
    if seedling.is_section || is_bundle {
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
fn plant(
    seedlings: Vec<Seedling>,
    parents: &[Option<usize>],
    children: &[Vec<usize>],
    roots: &[usize],
    drafts: Vec<Arc<str>>,
) -> Tree {
    let mut order = Vec::with_capacity(seedlings.len());
    let mut stack: Vec<usize> = roots.iter().rev().copied().collect();
    while let Some(i) = stack.pop() {
        order.push(i);
        stack.extend(children[i].iter().rev());
    }
    let mut number = vec![PageId(0); seedlings.len()];
    for (n, i) in order.iter().enumerate() {
        number[*i] = PageId(n);
    }
    let mut pages = Vec::with_capacity(seedlings.len());
    let mut by_path = FxHashMap::default();
    let mut seedlings: Vec<Option<Seedling>> = seedlings.into_iter().map(Some).collect();
    for (n, i) in order.iter().enumerate() {
        let Some(seedling) = seedlings[*i].take() else {
            continue;
        };
        let id = PageId(n);
        by_path.insert(seedling.parsed.document.path.clone(), id);
        pages.push(Page {
            id,
            document: seedling.parsed.document.clone(),
            claims: seedling.parsed.claims.clone(),
            diagnostics: seedling.parsed.diagnostics.clone(),
            url: seedling.url,
            is_section: seedling.is_section,
            parent: parents[*i].map(|parent| number[parent]),
            children: children[*i].iter().map(|child| number[*child]).collect(),
        });
    }
    Tree {
        pages: pages.into_iter().collect(),
        drafts,
        by_path: Arc::new(by_path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grow(files: &[(&str, &str)]) -> Tree {
        let parsed: Vec<_> = files
            .iter()
            .map(|(path, front)| {
                let text = format!("+++\n{front}\n+++\n");
                let path: Arc<str> = (*path).into();
                Arc::new(crate::parse::parse(&path, &text, &Default::default()))
            })
            .collect();
        Tree::grow(&parsed, false, &mut Vec::new())
    }

    #[test]
    fn order_is_by_weight_then_title_and_sections_hold_their_pages() {
        let tree = grow(&[
            ("content/_index.md", "title = \"Home\""),
            ("content/about.md", "title = \"About\""),
            ("content/b/_index.md", "title = \"B\"\nweight = 1"),
            ("content/b/y.md", "title = \"A\""),
            ("content/b/x.md", "title = \"Z\"\nweight = 5"),
            ("content/b/deep/er/p.md", "title = \"P\""),
            (
                "content/a/_index.md",
                "title = \"A\"\nweight = 2\nslug = \"first\"",
            ),
            ("content/a/index2.md", "title = \"D\"\ndraft = true"),
        ]);
        let urls: Vec<_> = tree.pages.iter().map(|page| page.url.as_str()).collect();
        assert_eq!(
            urls,
            ["", "b/", "b/x/", "b/y/", "b/deep/er/p/", "first/", "about/"]
        );
        let parents: Vec<_> = tree
            .pages
            .iter()
            .map(|page| page.parent.map(|p| p.0))
            .collect();
        assert_eq!(
            parents,
            [None, Some(0), Some(1), Some(1), Some(1), Some(0), Some(0)]
        );
        assert!(tree.is_hidden_draft("content/a/index2.md"));
        assert_eq!(
            tree.by_path("content/b/x.md").map(|page| page.id),
            Some(PageId(2))
        );
    }
}
