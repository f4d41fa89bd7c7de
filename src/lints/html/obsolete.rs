//! Elements that HTML has given up (HTML Living Standard, section 16.2).

use std::collections::BTreeMap;

use super::Tag;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::Document;

/// What is written in place of each.
const INSTEAD: &[(&str, &str)] = &[
    ("acronym", "write <abbr title=\"…\">words</abbr>"),
    (
        "big",
        "write **words**, or [words]{.name} and a style for the class in the theme",
    ),
    ("blink", "delete it"),
    (
        "center",
        "write a line ::: {.align-center} before it and a line ::: after it",
    ),
    (
        "font",
        "write **words**, or [words]{.name} and a style for the class in the theme",
    ),
    ("frame", "write a link to the page that it shows"),
    ("frameset", "write a link to the page that it shows"),
    ("marquee", "delete it"),
    (
        "nobr",
        "write a no-break space, or &nbsp;, in place of the spaces",
    ),
    ("noframes", "delete it"),
    ("strike", "write ~~words~~"),
    ("tt", "write `words` between backticks"),
];

/// Reports the first tag of each.
pub(super) fn check(document: &Document, tags: &[Tag], found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, (Span, usize)> = BTreeMap::new();
    for tag in tags.iter().filter(|tag| !tag.closes) {
        if INSTEAD.iter().any(|(name, _)| *name == tag.name) {
            first.entry(&tag.name).or_insert((tag.span, 0)).1 += 1;
        }
    }
    for (name, help) in INSTEAD {
        let Some((span, number)) = first.get(name) else {
            continue;
        };
        let message = format!("`{name}` is an element that HTML has given up");
        let place = document.place(*span);
        let diagnostic = Diagnostic::new(Lint::ObsoleteHtml, place, message).help(*help);
        found.push(match number {
            1 => diagnostic,
            number => diagnostic.label(format!("the first of {}", count(*number, "place"))),
        });
    }
}
