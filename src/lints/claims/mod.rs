//! Claims: what on a page a reader may ask a source for, and whether there is one.
//!
//! ```text
//! blocks ──passages──> paragraphs, list items, table rows, quotations
//!        ──sign──> the first figure, date, quotation or attribution of each sentence
//!        ──cover──> without those that a citation covers
//! ```
//!
//! Headings, captions, code, the words of links and page references are no claims, nor are questions and
//! what a page says of itself.

mod about;
mod attribution;
mod cover;
mod figures;
mod lexicon;
mod passages;
mod quotation;
mod sign;
mod words;

pub use cover::Cited;
pub use passages::{Passage, PassageKind};
pub use sign::{Kind, Sign};

use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::Document;

/// A passage that makes a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What in it no citation covers, and where that stands: the first sign of the passage, or where words are
    /// marked with citations of their own, that of each sentence.
    pub uncited: Vec<(Kind, Span)>,
    /// Whether words are marked so.
    pub marked: bool,
}

/// The passages of a page that make a claim, in order.
pub fn claims(document: &Document) -> Vec<Claim> {
    let cited = Cited::of(document);
    passages::passages(document)
        .iter()
        .filter_map(|passage| claim(document, passage, &cited))
        .collect()
}

/// The passages that make a claim without a citation; those that cannot be are not looked into.
fn uncited(document: &Document) -> Vec<Claim> {
    let cited = Cited::of(document);
    passages::passages(document)
        .iter()
        .filter(|passage| !cited.covers_all(passage))
        .filter_map(|passage| claim(document, passage, &cited))
        .collect()
}

fn claim(document: &Document, passage: &Passage, cited: &Cited<'_>) -> Option<Claim> {
    let marked = cited.marks(passage);
    let mut claim = None;
    for index in passage.blocks.clone() {
        let block = &document.blocks[index];
        let signs = if passage.kind == PassageKind::Quotation && quotation::is_long(&block.text) {
            vec![(0..block.text.len(), whole(&block.text))]
        } else {
            let labels = passage.kind == PassageKind::Paragraph;
            sign::signs(&block.text, &masked(document, index), labels)
        };
        for (sentence, sign) in signs {
            let claim = claim.get_or_insert(Claim {
                uncited: Vec::new(),
                marked,
            });
            let wanted = marked || claim.uncited.is_empty();
            if wanted && !cited.covers(passage, index, &sentence) {
                claim.uncited.push((sign.kind, block.place_of(sign.range)));
            }
        }
    }
    claim
}

/// A block quotation is one from beginning to end.
fn whole(text: &str) -> Sign {
    Sign {
        kind: Kind::Quotation,
        range: 0..text.trim_end().len(),
    }
}

/// What of a block's text makes no claim: the words of links, code, formulas.
fn masked(document: &Document, index: usize) -> Vec<std::ops::Range<usize>> {
    let links = document
        .links
        .iter()
        .filter(|link| link.spot.block == index);
    links
        .map(|link| link.spot.start..link.spot.end)
        .chain(document.blocks[index].literals())
        .collect()
}

/// Reports claims without a source, one a passage, or a sentence where words are marked.
pub fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for claim in uncited(document) {
        for (kind, span) in claim.uncited {
            let mut diagnostic = Diagnostic::new(
                Lint::UncitedClaim,
                document.place(span),
                format!("this {} has no source", kind.name()),
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
