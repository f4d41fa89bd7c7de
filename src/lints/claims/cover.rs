//! Which words a citation covers.
//!
//! A citation covers its passage, as a note at the end of a paragraph does for readers. Where words are marked
//! with a citation of their own (`[words][@key]`), the writer has said what it supports: then it covers just
//! the sentence that they are in, and a note covers the sentences since the citation before it.

use std::ops::Range;

use super::passages::{Passage, PassageKind};
use crate::diagnostics::Lint;
use crate::markdown::{Document, Hole, Spot};

/// The citations of a page, by where they stand in its plain text.
pub struct Cited<'a> {
    document: &'a Document,
    /// Sorted by place.
    citations: Vec<Cover>,
    /// Where the writer meant to cite, and another lint says what is wrong.
    attempts: Vec<u32>,
}

/// A citation, or a reference to a footnote that holds one.
#[derive(Clone, Copy)]
struct Cover {
    spot: Spot,
    /// It supports marked words.
    claim: bool,
    /// It closes what stands before it; a narrative citation opens what follows.
    closes: bool,
}

impl<'a> Cited<'a> {
    /// The citations of `document`.
    pub fn of(document: &'a Document) -> Self {
        let mut citations: Vec<Cover> = document
            .citations
            .iter()
            .map(|citation| Cover {
                spot: citation.spot,
                claim: citation.claim,
                closes: !citation.claim && !citation.narrative,
            })
            .collect();
        for reference in &document.footnote_refs {
            if holds_citation(document, &reference.label) {
                citations.push(Cover {
                    spot: reference.spot,
                    claim: false,
                    closes: true,
                });
            }
        }
        citations.sort_by_key(|cover| (cover.spot.block, cover.spot.start, cover.spot.end));
        let meant = |lint| {
            matches!(
                lint,
                Lint::MalformedCitation | Lint::CitationInLink | Lint::UndefinedFootnote
            )
        };
        let faults = document
            .diagnostics
            .iter()
            .filter(|fault| meant(fault.lint));
        Self {
            document,
            citations,
            attempts: faults
                .filter_map(|fault| fault.place.as_ref())
                .map(|place| place.span.start)
                .collect(),
        }
    }

    /// Whether everything in `passage` is covered, whatever it says.
    pub fn covers_all(&self, passage: &Passage) -> bool {
        passage.beside.iter().any(|beside| self.any_in(beside))
            || self.is_attempted(passage)
            || self.any_in(&passage.blocks)
                && (passage.kind != PassageKind::Paragraph || !self.marks(passage))
    }

    /// Whether a sentence of the block `index` of `passage` is covered.
    pub fn covers(&self, passage: &Passage, index: usize, sentence: &Range<usize>) -> bool {
        if self.covers_all(passage) {
            return true;
        }
        let mut here = self.within(&(index..index + 1)).iter();
        // Up to and with the point right behind the sentence, where its note stands.
        here.find(|cover| cover.spot.end >= sentence.start)
            .is_some_and(|cover| cover.spot.start <= sentence.end || cover.closes)
    }

    /// Whether words of `passage` are marked with a citation of their own.
    pub fn marks(&self, passage: &Passage) -> bool {
        self.within(&passage.blocks).iter().any(|cover| cover.claim)
    }

    fn any_in(&self, blocks: &Range<usize>) -> bool {
        !self.within(blocks).is_empty()
    }

    fn within(&self, blocks: &Range<usize>) -> &[Cover] {
        let from = self
            .citations
            .partition_point(|cover| cover.spot.block < blocks.start);
        let to = self
            .citations
            .partition_point(|cover| cover.spot.block < blocks.end);
        &self.citations[from..to.max(from)]
    }

    fn is_attempted(&self, passage: &Passage) -> bool {
        !self.attempts.is_empty()
            && self.document.blocks[passage.blocks.clone()]
                .iter()
                .any(|block| {
                    let span = block.span.range();
                    self.attempts
                        .iter()
                        .any(|at| span.contains(&(*at as usize)))
                })
    }
}

/// Whether the footnote of this label cites something.
fn holds_citation(document: &Document, label: &str) -> bool {
    let same = |other: &str| other == label || other.to_lowercase() == label.to_lowercase();
    document
        .footnotes
        .iter()
        .find(|footnote| same(&footnote.label))
        .is_some_and(|footnote| {
            let mut holes = footnote.body.holes();
            holes.any(|hole| matches!(hole, Hole::Citation(_)))
        })
}
