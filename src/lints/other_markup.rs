//! Files among the pages that look like pages and are none: `.qmd`, `.mdx`, `.rst`.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Lint, Place, Span, count};
use crate::site::Site;

/// Endings of text in Markdown, which only need another name.
const MARKDOWN: &[&str] = &["markdown", "mdown", "mkd", "mkdn", "mdx", "qmd", "rmd"];
/// Endings of text in other languages.
const OTHER: &[&str] = &["adoc", "asciidoc", "org", "rst", "textile", "wiki"];

/// Reports the first file of each ending, with their number: pages end in `.md`, and other files are published as they are.
pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut endings: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for file in site.published.files() {
        let Some((_, ending)) = file.path.rsplit_once('.') else {
            continue;
        };
        let ending = ending.to_lowercase();
        let is_text = MARKDOWN.contains(&&*ending) || OTHER.contains(&&*ending);
        if is_text && file.path.starts_with("content/") {
            endings.entry(ending).or_default().push(&file.path);
        }
    }
    for (ending, files) in endings {
        let place = Place::new(files[0], Span::at(0));
        let message =
            format!("a file that ends in .{ending} is not a page: it is published as it is");
        let help = match MARKDOWN.contains(&&*ending) {
            true => {
                "give it a name that ends in .md; if readers are to download it, move it into static/"
            }
            false => {
                "write it in Markdown, in a file that ends in .md; if readers are to download it, move it into static/"
            }
        };
        let mut diagnostic = Diagnostic::new(Lint::ForeignSyntax, place, message).help(help);
        if files.len() > 1 {
            diagnostic = diagnostic.label(format!("the first of {}", count(files.len(), "file")));
        }
        diagnostics.push(diagnostic);
    }
}
