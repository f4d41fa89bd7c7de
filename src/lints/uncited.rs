//! Claims without a source.

use super::linked_sources::LinkedSources;
use crate::claims::{Claim, Sign};
use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::Document;
use crate::site::Page;

/// Reports where a claim of the page lacks a citation, and no link stands that could be one.
pub(super) fn check(document: &Document, claims: &[Claim], diagnostics: &mut Vec<Diagnostic>) {
    let without_links = |sign: &Sign| sign.links.is_empty();
    diagnostics.extend(uncited(document, claims, without_links));
}

/// Reports claims of a page with links of which none leads to a source of the bibliography.
pub(super) fn check_linked(page: &Page, linked: &LinkedSources, diagnostics: &mut Vec<Diagnostic>) {
    let document = &page.document;
    let is_claim = |sign: &Sign| !sign.links.is_empty() && !linked.cite(document, sign);
    diagnostics.extend(uncited(document, &page.claims, is_claim));
}

fn uncited(
    document: &Document,
    claims: &[Claim],
    is_meant: impl Fn(&Sign) -> bool,
) -> impl Iterator<Item = Diagnostic> {
    let signs = claims.iter().flat_map(|claim| {
        let signs = claim.uncited();
        signs.map(|sign| (claim.marked, sign))
    });
    let signs = signs.filter(move |(_, sign)| is_meant(sign));
    signs.map(|(marked, sign)| {
        let diagnostic = Diagnostic::new(
            Lint::UncitedClaim,
            document.place(sign.span),
            format!("this {} has no source", sign.kind.name()),
        )
        .help(
            "put a citation after it, such as [@key], or say why it needs none: \
             <!-- ibid: allow(uncited-claim) reason=\"…\" -->",
        );
        match marked {
            true => diagnostic.label("the citations here support only the words they mark"),
            false => diagnostic,
        }
    })
}
