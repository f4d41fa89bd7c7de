//! Addresses that two things want.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::address::key_segment;
use super::published::Published;
use super::tree::{Page, Tree};
use crate::bibliography::{Bibliography, Source};
use crate::diagnostics::{Diagnostic, Lint, Place, Span};

/// What has an address.
#[derive(Clone, Copy)]
enum Holder<'a> {
    /// A page that is always there.
    Made,
    /// The ledger's page of a source.
    Source(&'a Source),
    /// A published file, by its path in the explainer.
    File(&'a str),
    /// A page.
    Page(&'a Page),
    /// A redirect that a page asks for, and where it does.
    Redirect(&'a Page, Span),
}

impl Holder<'_> {
    fn words(self) -> String {
        match self {
            Self::Made => "a page that Ibid makes".to_owned(),
            Self::Source(_) => "the ledger's page of this source".to_owned(),
            Self::File(path) => format!("the file {path}"),
            Self::Page(_) => "another page".to_owned(),
            Self::Redirect(..) => "another page or redirect".to_owned(),
        }
    }

    /// Where the author gave it the address.
    fn place(self) -> Option<Place> {
        match self {
            Self::Made | Self::File(_) => None,
            Self::Source(source) => Some(source.place.clone()),
            Self::Page(page) => {
                let front = &page.document.front;
                let slug = front.slug.as_ref();
                let span = slug.map_or(front.first_line(), |slug| slug.span);
                Some(page.document.place(span))
            }
            Self::Redirect(page, span) => Some(page.document.place(span)),
        }
    }
}

/// Reports addresses that two things want, and aliases that are no addresses.
pub fn check(
    tree: &Tree,
    published: &Published,
    bibliography: &Bibliography,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut taken: FxHashMap<Cow<'_, str>, Holder<'_>> = FxHashMap::default();
    taken.reserve(tree.pages.len() + bibliography.len());
    for url in ["sources/", "print/"] {
        taken.insert(url.into(), Holder::Made);
    }
    for (_, source) in bibliography.iter() {
        let url = format!("sources/{}/", key_segment(&source.key));
        taken.insert(url.into(), Holder::Source(source));
    }
    for url in published.urls() {
        taken.insert(url.into(), Holder::File(published.path_of(url)));
    }
    for page in &tree.pages {
        let url = page.url.as_str();
        claim(&mut taken, url.into(), Holder::Page(page), diagnostics);
    }
    let mut unsafe_aliases = Vec::new();
    for page in &tree.pages {
        for alias in &page.document.front.aliases {
            let holder = Holder::Redirect(page, alias.span);
            match alias_url(&alias.value) {
                Some(url) => claim(&mut taken, url.into(), holder, diagnostics),
                None => unsafe_aliases.push(
                    Diagnostic::new(
                        Lint::UnsafeUrl,
                        page.document.place(alias.span),
                        format!("the alias \"{}\" is not a path of this site", alias.value),
                    )
                    .help("write the old path, such as \"/old/page/\""),
                ),
            }
        }
    }
    diagnostics.append(&mut unsafe_aliases);
}

/// Gives `url` to `holder`, or reports who has it.
fn claim<'a>(
    taken: &mut FxHashMap<Cow<'a, str>, Holder<'a>>,
    url: Cow<'a, str>,
    holder: Holder<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(first) = taken.get(&url) else {
        taken.insert(url, holder);
        return;
    };
    let message = format!("the address /{url} is taken by {}", first.words());
    let mut diagnostic = Diagnostic::nowhere(Lint::DuplicateUrl, message)
        .help("give one of them another `slug` or file name");
    diagnostic.place = holder.place();
    if let Some(first) = first.place() {
        diagnostic = diagnostic.also(first, "taken here");
    }
    diagnostics.push(diagnostic);
}

/// The address of a redirect: an alias without its leading slash, as a folder or an `.html` file.
pub fn alias_url(alias: &str) -> Option<String> {
    let path = alias.trim_start_matches('/');
    let clean = !path.is_empty()
        && !path.contains(['?', '#', '\\', '%', ':'])
        && path
            .trim_end_matches('/')
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..");
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    clean.then(|| {
        if path.ends_with('/') || is_file {
            path.to_owned()
        } else {
            format!("{path}/")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_paths_of_this_site() {
        assert_eq!(alias_url("/old/page"), Some("old/page/".into()));
        assert_eq!(alias_url("old.html"), Some("old.html".into()));
        for bad in ["", "/", "../x", "/a//b", "https://x.org/", "/a?b"] {
            assert_eq!(alias_url(bad), None, "{bad}");
        }
    }
}
