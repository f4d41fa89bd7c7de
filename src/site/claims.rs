//! Addresses that two things want: each is one file of the published site and has one owner.

use std::collections::BTreeMap;

use super::published::Published;
use super::routes::{alias_url, key_segment};
use super::tree::Tree;
use crate::bibliography::Bibliography;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::markdown::Document;

/// What Ibid itself publishes. An author's own `robots.txt` takes the place of ours.
const MADE: &[&str] = &[
    "sources/",
    "print/",
    "404.html",
    "sitemap.xml",
    "atom.xml",
    "feed.json",
    "sources.json",
];

/// Reports every address that something else has already, and aliases that are no addresses.
pub fn check(
    tree: &Tree,
    published: &Published,
    bibliography: &Bibliography,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut claims = Claims {
        owners: BTreeMap::new(),
        diagnostics,
    };
    for url in MADE {
        claims.add(url, None, "something that Ibid makes");
    }
    for (_, source) in bibliography.iter() {
        let url = format!("sources/{}/", key_segment(&source.key));
        let place = source.place.clone();
        claims.add(&url, Some(place), "the ledger's page of this source");
    }
    for url in published.urls() {
        let path = published.path_of(url);
        let place = Place::new(&path.into(), Span::at(0));
        claims.add(url, Some(place), &format!("the file {path}"));
    }
    for page in &tree.pages {
        let place = address_place(&page.document);
        claims.add(&page.url, Some(place), "another page");
    }
    for page in &tree.pages {
        for alias in &page.document.front.aliases {
            let place = page.document.place(alias.span);
            match alias_url(&alias.value) {
                Some(url) => claims.add(&url, Some(place), "another page or redirect"),
                None => claims.diagnostics.push(
                    Diagnostic::new(
                        Lint::InvalidValue,
                        place,
                        format!("the alias \"{}\" is not a path of this site", alias.value),
                    )
                    .help("write the old path, such as \"/old/page/\""),
                ),
            }
        }
    }
}

/// The slug, or the opening fence of the front matter where there is nothing better to point at.
fn address_place(document: &Document) -> Place {
    let front = &document.front;
    let fence = Span {
        start: front.span.start,
        end: front.span.end.min(front.span.start + 3),
    };
    document.place(front.slug.as_ref().map_or(fence, |slug| slug.span))
}

struct Claims<'d> {
    /// Where the owner of each file is written, and what it is.
    owners: BTreeMap<String, (Option<Place>, String)>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Claims<'_> {
    /// Gives the file at `url` its owner, or reports that it has one.
    fn add(&mut self, url: &str, place: Option<Place>, what: &str) {
        let file = if url.is_empty() || url.ends_with('/') {
            format!("{url}index.html")
        } else {
            url.to_owned()
        };
        let Some((first, owner)) = self.owner(&file) else {
            self.owners.insert(file, (place, what.to_owned()));
            return;
        };
        let message = format!("the address /{url} is taken by {owner}");
        let mut diagnostic = Diagnostic::nowhere(Lint::DuplicateUrl, message)
            .help("give one of them another `slug` or file name");
        diagnostic.place = place;
        if let Some(first) = first {
            diagnostic = diagnostic.also(first.clone(), "taken here");
        }
        self.diagnostics.push(diagnostic);
    }

    /// Who has this file, a file where this one needs a folder, or one in a folder of this name.
    fn owner(&self, file: &str) -> Option<&(Option<Place>, String)> {
        let above = file.match_indices('/').map(|(slash, _)| &file[..slash]);
        let inside = format!("{file}/");
        let first_inside = || self.owners.range(inside.clone()..).next();
        self.owners
            .get(file)
            .or_else(|| above.into_iter().find_map(|path| self.owners.get(path)))
            .or_else(|| {
                first_inside()
                    .filter(|(path, _)| path.starts_with(&inside))
                    .map(|(_, owner)| owner)
            })
    }
}
