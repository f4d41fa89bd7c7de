//! Links that lead nowhere: what is said of them, and what was probably meant.

use super::links::Destinations;
use super::page_map::PageId;
use crate::diagnostics::{Diagnostic, Lint, Place, meant};
use crate::markdown::slugify;

/// Why a link leads nowhere.
pub(super) enum Broken {
    /// Its scheme is not allowed.
    Scheme(String),
    /// It has no address.
    Empty,
    /// Nothing is at this path: below `content/`, or from the site's root where the author began with a slash.
    Page(String),
    /// No page or file has this name, and what helps.
    Name(String, String),
    /// Nothing to be shown is at this path.
    File(String),
    /// The page has no such id.
    Anchor(PageId, String),
}

impl Broken {
    /// What is reported of a link, as written at a place.
    pub(super) fn diagnostic(
        &self,
        written: &str,
        place: Place,
        among: Destinations<'_>,
    ) -> Diagnostic {
        let (lint, message, help) = match self {
            Self::Scheme(scheme) => (
                Lint::UnsafeUrl,
                format!("links with `{scheme}:` are not allowed"),
                match scheme.as_str() {
                    "file" => "put the file beside the page or into static/, and write its path from this file",
                    letter if letter.len() == 1 => {
                        "put the file beside the page or into static/, and write its path from this file, with slashes"
                    }
                    _ => "link to an http, https or mailto address, or to a page of the explainer",
                }
                .to_owned(),
            ),
            Self::Empty => (
                Lint::BrokenLink,
                "the link leads nowhere".to_owned(),
                "write where it leads between the parentheses".to_owned(),
            ),
            Self::Page(path) => (
                Lint::BrokenLink,
                format!("no page or file is at \"{written}\""),
                slip(written).unwrap_or_else(|| match written.starts_with('/') {
                    true => among.near_address(path),
                    false => among.near_page(path),
                }),
            ),
            Self::Name(name, help) => (
                Lint::BrokenLink,
                format!("no page or file is called \"{name}\""),
                help.clone(),
            ),
            Self::File(path) => (
                Lint::MissingAsset,
                format!("the file \"{written}\" is not there"),
                slip(written).unwrap_or_else(|| among.near_file(path)),
            ),
            Self::Anchor(page, anchor) => {
                let file = &among.tree.pages[*page].document.path;
                let message = format!("{file} has no heading with the id `{anchor}`");
                let help = among.near_heading(*page, anchor);
                (Lint::BrokenAnchor, message, help)
            }
        };
        Diagnostic::new(lint, place, message).help(help)
    }
}

/// What helps where an address is written as no address is, or one of another place lacks its scheme.
fn slip(written: &str) -> Option<String> {
    let bare = written.trim_matches(['"', '\'', '“', '”', ' ']);
    if bare.len() < written.len() {
        return Some(format!("write the address without quotation marks: {bare}"));
    }
    if written.contains('\\') {
        return Some(format!(
            "write it with slashes: {}",
            written.replace('\\', "/")
        ));
    }
    for scheme in ["https", "http"] {
        let rest = written.strip_prefix(scheme).unwrap_or_default();
        if rest.starts_with("//") || rest.starts_with("/") && rest.contains('.') {
            return Some(format!("write {scheme}://{}", rest.trim_start_matches('/')));
        }
    }
    if let Some(rest) = written.trim_start_matches('/').strip_prefix("static/") {
        return Some(format!(
            "what is in static/ is published without that name: write /{rest}"
        ));
    }
    let host = written.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((_, domain)) = written.split_once('@').filter(|_| host == written) {
        return domain
            .contains('.')
            .then(|| format!("write mailto:{written}"));
    }
    is_host(host)
        .then(|| format!("an address of the web begins with https://: write https://{written}"))
}

/// Whether a name is one of a host, by endings that files do not have.
fn is_host(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "com", "org", "net", "edu", "gov", "int", "info", "io", "eu", "de", "fr", "uk", "jp", "kr",
        "cn", "br", "es", "it", "ch",
    ];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    name.starts_with("www.") || ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

impl Destinations<'_> {
    /// What helps where nothing is at an address from the site's root.
    fn near_address(self, path: &str) -> String {
        match self.lookups.address(path, self.routes) {
            Some(near) => format!("did you mean \"/{near}\"?"),
            None => self.near_page(path),
        }
    }

    /// What helps where no page is at a path.
    fn near_page(self, path: &str) -> String {
        if self.tree.is_hidden_draft(path) {
            return "that page is a draft: publish it, or build with --drafts".to_owned();
        }
        // A page of the same name in another folder is the likeliest to be meant.
        let near = self.lookups.path(path, self.tree);
        match near.or_else(|| self.lookups.same_name(path, self.tree)) {
            Some(near) => format!("did you mean \"@/{}\"?", near.trim_start_matches("content/")),
            None if path.ends_with(".html") => {
                let source = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".html");
                format!("pages are linked by their Markdown files: write {source}.md with its path from this file, or @/folder/{source}.md from content/")
            }
            None => "write @/folder/page.md for a path from content/, or ../folder/page.md from this file".to_owned(),
        }
    }

    /// What helps where no file to be shown is at a path.
    fn near_file(self, path: &str) -> String {
        let path = path.trim_start_matches("content/");
        match self.lookups.file(path, self.routes) {
            Some(near) => format!("did you mean \"/{near}\"?"),
            None => {
                "put the file beside the page, or into static/ and write its path from /".to_owned()
            }
        }
    }

    /// What helps where a page has no such heading.
    fn near_heading(self, page: PageId, anchor: &str) -> String {
        /// So many headings are listed at most.
        const MOST: usize = 8;
        let page = &self.tree.pages[page];
        let known = self.lookups.headings(page);
        let near = known.nearest(anchor);
        let near = near.or_else(|| known.nearest(&slugify(anchor)));
        near.map(meant).unwrap_or_else(|| {
            let first = page.document.headings.iter().take(MOST);
            let first: Vec<&str> = first.map(|heading| heading.id.as_str()).collect();
            match first.is_empty() {
                true => "it has no headings".to_owned(),
                false => format!("its headings are {}", first.join(", ")),
            }
        })
    }
}
