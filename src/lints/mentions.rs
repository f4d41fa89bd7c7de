//! Sources of the bibliography that the text names without citing them: `[key]`, `(Smith 2020)`, an address or a DOI.

use std::collections::BTreeMap;

use super::linked_sources::LinkedSources;
use crate::bibliography::{Bibliography, Source};
use crate::csl::NameVariable;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::{Document, LinkForm, MentionForm};
use crate::site::Site;

/// Reports each source that a page names so, once.
pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let bibliography = &site.bibliography;
    if bibliography.is_empty() {
        return;
    }
    let linked = LinkedSources::new(bibliography);
    let mut by_author = None;
    for page in &site.tree.pages {
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
                MentionForm::Doi(doi) => linked.key(&format!("doi:{doi}")),
                MentionForm::Author { family, year } => {
                    let authors = by_author.get_or_insert_with(|| authors(bibliography));
                    let found = authors.get(&(family.to_lowercase(), year.clone())).copied();
                    found.filter(|key| !cites_beside(document, key, mention.span))
                }
            };
            if let Some(key) = key {
                add(key, mention.span);
            }
        }
        let bare = document.links.iter();
        let bare = bare.filter(|link| link.form == LinkForm::Bare && link.file.is_none());
        for link in bare {
            if let Some(key) = linked.key(&link.destination) {
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
}

/// The sources by the family name of their first author and their year; where two share both, none of them.
fn authors(bibliography: &Bibliography) -> BTreeMap<(String, String), &str> {
    let mut found: BTreeMap<(String, String), Option<&str>> = BTreeMap::new();
    for (_, source) in bibliography.iter() {
        let Some(family) = first_author(source) else {
            continue;
        };
        let year = source.date.as_deref().and_then(|date| date.get(..4));
        let entry = found.entry((family.to_lowercase(), year.unwrap_or_default().to_owned()));
        entry
            .and_modify(|key| *key = None)
            .or_insert(Some(&source.key));
    }
    let single = found.into_iter();
    single
        .filter_map(|(name, key)| Some((name, key?)))
        .collect()
}

fn first_author(source: &Source) -> Option<&str> {
    let names = source.item.names(NameVariable::Author)?;
    Some(&names.list.first()?.family)
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
