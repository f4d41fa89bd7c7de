//! What is wrong with the sources, seen with their uses.

use super::ledger::Ledger;
use super::tree::Tree;
use crate::bibliography::{Bibliography, incomplete};
use crate::diagnostics::{Diagnostic, Lint};

/// Reports sources that nobody cites, and cited ones that lack what a reader needs or were retracted.
pub fn check(
    tree: &Tree,
    ledger: &Ledger,
    bibliography: &Bibliography,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (id, source) in bibliography.iter() {
        let Some(first) = ledger.uses(id).first() else {
            diagnostics.push(
                Diagnostic::new(
                    Lint::UnusedSource,
                    source.place.clone(),
                    format!("the source \"{}\" is cited nowhere", source.key),
                )
                .help("cite it, or take it out of the bibliography"),
            );
            continue;
        };
        let missing = incomplete(source);
        if !missing.is_empty() {
            let words: Vec<&str> = missing.iter().map(|what| what.words()).collect();
            diagnostics.push(
                Diagnostic::new(
                    Lint::IncompleteSource,
                    source.place.clone(),
                    format!(
                        "the source \"{}\" lacks {}",
                        source.key,
                        words.join(" and ")
                    ),
                )
                .help("add what is known; readers judge a source by it"),
            );
        }
        if source.is_retracted() {
            let document = &tree.pages[first.page.0].document;
            let span = document.citations[first.citation].key_spans[first.item];
            diagnostics.push(
                Diagnostic::new(
                    Lint::RetractedSource,
                    document.place(span),
                    format!("the source \"{}\" is marked as retracted", source.key),
                )
                .also(source.place.clone(), "marked here")
                .help("cite another source, or say in the text that it was retracted"),
            );
        }
    }
}
