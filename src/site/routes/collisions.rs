//! Addresses that two things want: each is one file of the output, and has one owner.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Html, Route, Volume, output_path};
use crate::bibliography::Bibliography;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::markdown::Document;
use crate::site::{Published, Tree};

/// Finds the owner of each file.
pub(super) struct Owners<'a> {
    pub tree: &'a Tree,
    pub bibliography: &'a Bibliography,
    pub published: &'a Published,
    pub files: BTreeMap<Arc<str>, Route>,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Owners<'_> {
    /// Makes something the owner of the file at its address, or reports that it has one. Where that is allowed,
    /// an author's page takes the place of what is made or copied; otherwise the first stays.
    pub(super) fn add(&mut self, route: Route, url: &str) {
        let is_page = |route| matches!(route, Route::Html(Html::Page(_)));
        let path = output_path(url);
        while let Some((taken, owner)) = self.owner(&path) {
            let in_place_of = match (owner, route) {
                (Route::Data(data), Route::File(_)) if data.yields() => true,
                _ => {
                    self.report(route, url, owner);
                    is_page(route) && !is_page(owner)
                }
            };
            if !in_place_of {
                return;
            }
            self.files.remove(&taken);
        }
        self.files.insert(path.into(), route);
    }

    /// What has this file, a file where this one needs a folder, or one in a folder of this name.
    fn owner(&self, path: &str) -> Option<(Arc<str>, Route)> {
        let above = path.match_indices('/').map(|(slash, _)| &path[..slash]);
        let mut same_or_above = [path].into_iter().chain(above);
        let inside = format!("{path}/");
        let first_inside = || {
            let next = self.files.range(Arc::from(&*inside)..).next();
            next.filter(|(path, _)| path.starts_with(&inside))
        };
        let found = same_or_above.find_map(|path| self.files.get_key_value(path));
        let (path, route) = found.or_else(first_inside)?;
        Some((path.clone(), *route))
    }

    fn report(&mut self, route: Route, url: &str, owner: Route) {
        let message = format!("the address /{url} is taken by {}", self.describe(owner));
        let mut diagnostic = Diagnostic::nowhere(Lint::DuplicateUrl, message)
            .help("give one of them another `slug` or file name");
        diagnostic.place = self.place(route);
        if let Some(first) = self.place(owner) {
            diagnostic = diagnostic.also(first, "taken here");
        }
        self.diagnostics.push(diagnostic);
    }

    fn describe(&self, route: Route) -> String {
        match route {
            Route::Html(Html::Page(_)) => "another page".to_owned(),
            Route::Html(Html::Redirect(..)) => "another page or redirect".to_owned(),
            Route::Html(Html::Source(_)) => "the ledger's page of this source".to_owned(),
            Route::Html(Html::Print(Volume::Section(_))) => {
                "the print view of its section".to_owned()
            }
            Route::File(i) => format!("the file {}", self.published.files()[i].path),
            Route::Copy(i, _) => {
                format!("a smaller copy of {}", self.published.files()[i].path)
            }
            Route::Asset(_) => "an asset of the theme".to_owned(),
            Route::Html(_) | Route::Data(_) => "something that Ibid makes".to_owned(),
            Route::Search => "the search".to_owned(),
        }
    }

    /// Where the author decides on the address of something.
    fn place(&self, route: Route) -> Option<Place> {
        match route {
            Route::Html(Html::Page(id)) => Some(address_place(&self.tree.pages[id].document)),
            Route::Html(Html::Redirect(id, alias)) => {
                let document = &self.tree.pages[id].document;
                Some(document.place(document.front.aliases[alias].span))
            }
            Route::Html(Html::Source(id)) => Some(self.bibliography.get(id).place.clone()),
            Route::File(i) | Route::Copy(i, _) => {
                Some(Place::new(&self.published.files()[i].path, Span::at(0)))
            }
            Route::Html(_) | Route::Data(_) | Route::Asset(_) | Route::Search => None,
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
