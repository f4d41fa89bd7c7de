//! Sources of the bibliography that the text names without citing them: `[key]`, `(Smith 2020)`, an address or a DOI.

use std::collections::BTreeMap;

use super::known_sources::KnownSources;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::{Document, LinkForm, MentionForm};
use crate::site::Page;

/// Reports each source that a page names so, once.
pub(super) fn check(page: &Page, sources: &KnownSources, diagnostics: &mut Vec<Diagnostic>) {
    let bibliography = sources.bibliography();
    if bibliography.is_empty() {
        return;
    }
    let document = &page.document;
    let mut named: BTreeMap<&str, (Span, usize)> = BTreeMap::new();
    let mut add = |key, span: Span| {
        let (first, number) = named.entry(key).or_insert((span, 0));
        *first = (*first).min(span);
        *number += 1;
    };
    for mention in &document.mentions {
        let key = match &mention.form {
            MentionForm::Key(key) => bibliography
                .find(key)
                .map(|id| bibliography.get(id).key.as_str()),
            MentionForm::Doi(doi) => sources.linked.key(&format!("doi:{doi}")),
            MentionForm::Author { family, year } => sources
                .by_author(family, year)
                .filter(|key| !cites_beside(document, key, mention.span)),
        };
        if let Some(key) = key {
            add(key, mention.span);
        }
    }
    let bare = document.links.iter();
    let bare = bare.filter(|link| link.form == LinkForm::Bare && link.file.is_none());
    for link in bare {
        if let Some(key) = sources.linked.key(&link.destination) {
            add(key, link.span);
        }
    }
    diagnostics.extend(named.into_iter().map(|(key, (span, number))| {
        let message = format!("this names the source \"{key}\" and does not cite it");
        let diagnostic = Diagnostic::new(Lint::SuspiciousCitation, document.place(span), message)
            .help(format!(
                "write [@{key}], so that readers find it among the references; in the sentence @{key} names the author"
            ));
        match number {
            1 => diagnostic,
            number => diagnostic.label(format!("the first of {}", count(number, "place"))),
        }
    }));
}

/// Whether the source is cited near the place where it is named.
fn cites_beside(document: &Document, key: &str, span: Span) -> bool {
    /// A citation this many bytes away belongs to another sentence.
    const NEAR: u32 = 400;
    document.citations.iter().any(|citation| {
        citation.span.start.abs_diff(span.start) < NEAR
            && citation.items.iter().any(|item| item.key == key)
    })
}
