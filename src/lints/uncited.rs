//! Claims without a source.

use crate::claims::Claim;
use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::Document;

/// Reports where a claim of the page lacks a citation.
pub(super) fn check(document: &Document, claims: &[Claim], diagnostics: &mut Vec<Diagnostic>) {
    for claim in claims {
        for sign in claim.uncited() {
            let mut diagnostic = Diagnostic::new(
                Lint::UncitedClaim,
                document.place(sign.span),
                format!("this {} has no source", sign.kind.name()),
            )
            .help(
                "put a citation after it, such as [@key], or say why it needs none: \
                 <!-- ibid: allow(uncited-claim) reason=\"…\" -->",
            );
            if claim.marked {
                diagnostic =
                    diagnostic.label("the citations here support only the words they mark");
            }
            diagnostics.push(diagnostic);
        }
    }
}
