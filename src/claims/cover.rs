//! Which words a citation covers.
//!
//! A citation covers its passage, as a note at the end of a paragraph does for readers. Where words are marked
//! with a citation of their own (`[words][@key]`), the writer has said what it supports: then it covers just
//! the sentence that they are in, and a note covers the sentences since the citation before it.

use std::collections::HashMap;
use std::ops::Range;

use super::passages::{Passage, PassageKind};
use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::{CitationForm, Document, Footnote, Hole, Spot};

/// The citations of a page, by where they stand in its plain text.
pub(super) struct Covers<'a> {
    document: &'a Document,
    /// Sorted by place.
    covers: Vec<Cover>,
    /// Where in the file the writer meant to cite, and another lint says what is wrong; sorted.
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

impl<'a> Covers<'a> {
    /// The citations of `document`, and those meant where `faults` say that they failed.
    pub(super) fn of(document: &'a Document, faults: &[Diagnostic]) -> Self {
        let citations = document.citations.iter();
        let citations = citations.filter(|citation| !document.refers(citation));
        let citations = citations.map(|citation| Cover {
            spot: citation.spot,
            claim: citation.form == CitationForm::Claim,
            closes: citation.form == CitationForm::Bracketed,
        });
        let mut covers: Vec<Cover> = citations.chain(footnotes(document)).collect();
        covers.sort_by_key(|cover| (cover.spot.block, cover.spot.start, cover.spot.end));
        let meant = |lint| {
            matches!(
                lint,
                Lint::MalformedCitation | Lint::CitationInLink | Lint::UndefinedFootnote
            )
        };
        let faults = faults.iter().filter(|fault| meant(fault.lint));
        let places = faults.filter_map(|fault| fault.place.as_ref());
        let mut attempts: Vec<u32> = places.map(|place| place.span.start).collect();
        attempts.sort_unstable();
        Self {
            document,
            covers,
            attempts,
        }
    }

    /// Whether everything in `passage` is covered, whatever it says.
    pub(super) fn cover_all(&self, passage: &Passage) -> bool {
        passage.covered_beside
            || self.is_attempted(passage)
            || self.any_in(&passage.blocks)
                && (passage.kind != PassageKind::Paragraph || !self.mark_in(passage))
    }

    /// Whether a `sentence` of the block `index` is covered for itself.
    pub(super) fn cover(&self, index: usize, sentence: &Range<usize>) -> bool {
        let mut here = self.within(&(index..index + 1)).iter();
        // Up to and with the point right after the sentence, where its note stands.
        here.find(|cover| cover.spot.end >= sentence.start)
            .is_some_and(|cover| cover.spot.start <= sentence.end || cover.closes)
    }

    /// Whether words of `passage` are marked with a citation of their own.
    pub(super) fn mark_in(&self, passage: &Passage) -> bool {
        self.within(&passage.blocks).iter().any(|cover| cover.claim)
    }

    /// Whether anything is cited in `blocks`.
    pub(super) fn any_in(&self, blocks: &Range<usize>) -> bool {
        !self.within(blocks).is_empty()
    }

    fn within(&self, blocks: &Range<usize>) -> &[Cover] {
        let before = |block| {
            self.covers
                .partition_point(|cover| cover.spot.block < block)
        };
        let from = before(blocks.start);
        &self.covers[from..before(blocks.end).max(from)]
    }

    fn is_attempted(&self, passage: &Passage) -> bool {
        !self.attempts.is_empty()
            && self.document.blocks[passage.blocks.clone()]
                .iter()
                .any(|block| {
                    let next = self.attempts.partition_point(|at| *at < block.span.start);
                    self.attempts
                        .get(next)
                        .is_some_and(|at| *at < block.span.end)
                })
    }
}

/// The references to footnotes that cite something.
fn footnotes(document: &Document) -> impl Iterator<Item = Cover> + '_ {
    // Only the first of two with the same label is shown.
    let mut cites: HashMap<String, bool> = HashMap::new();
    for footnote in &document.footnotes {
        let label = footnote.label.to_lowercase();
        cites
            .entry(label)
            .or_insert_with(|| holds_citation(footnote));
    }
    let references = document.footnote_refs.iter();
    references
        .filter(move |reference| cites.get(&reference.label.to_lowercase()) == Some(&true))
        .map(|reference| Cover {
            spot: reference.spot,
            claim: false,
            closes: true,
        })
}

fn holds_citation(footnote: &Footnote) -> bool {
    let mut holes = footnote.body.holes();
    holes.any(|hole| matches!(hole, Hole::Citation(_)))
}
