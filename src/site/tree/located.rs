//! Where a page stands, by the path of its file and its slug.

use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::{Document, slugify};
use crate::parse::ParsedPage;
use crate::site::routes::alias_url;

/// A page with what its path says.
pub(super) struct Located {
    pub parsed: Arc<ParsedPage>,
    /// Folder below `content/`, `""` for the top, without a slash at the end.
    pub folder: String,
    /// Whether it is a section's text.
    pub is_section: bool,
    pub url: String,
}

impl Located {
    pub(super) fn new(parsed: Arc<ParsedPage>, diagnostics: &mut Vec<Diagnostic>) -> Self {
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
            // Whoever writes capitals means them.
            if clean == slug.value.to_lowercase() {
                return Some(slug.value.clone());
            }
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
