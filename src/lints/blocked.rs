//! Scripts and styles in HTML of the author's, which the policy of the page does not let count.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::InlineEffect;
use crate::site::Page;

/// Reports the first of each kind on a page, where there is such a policy.
pub(super) fn check(page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let document = &page.document;
    let mut kinds: BTreeMap<InlineEffect, (Span, usize)> = BTreeMap::new();
    for (kind, span) in &document.inline_effects {
        kinds.entry(*kind).or_insert((*span, 0)).1 += 1;
    }
    for (kind, (first, number)) in kinds {
        let (what, help) = match kind {
            InlineEffect::Script => (
                "script run",
                "put it into a file in static/ and write <script src=\"/name.js\"></script>",
            ),
            InlineEffect::Handler => (
                "event handler run",
                "delete it, or let a script in a file in static/ set it",
            ),
            InlineEffect::Style => (
                "style count",
                "put it into a style sheet of the theme: docs/themes.md",
            ),
            InlineEffect::StyleAttribute => (
                "style count",
                "write class=\"name\", and the style into a style sheet of the theme; a picture takes {width=50%}, words [words]{.smallcaps}",
            ),
        };
        let message = format!("the policy of the page does not let this {what}");
        let place = document.place(first);
        let diagnostic = Diagnostic::new(Lint::BlockedHtml, place, message).help(help);
        diagnostics.push(match number {
            1 => diagnostic,
            number => diagnostic.label(format!("the first of {}", count(number, "place"))),
        });
    }
}
