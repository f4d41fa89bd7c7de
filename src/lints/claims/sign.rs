//! What makes words a claim that a reader may ask a source for.

use std::ops::Range;

use super::attribution::first_attribution;
use super::figures::{Number, first_number};
use super::quotation::quotations;
use super::words::{Word, words};
use crate::markdown::sentences;

/// Why words are a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Figure,
    /// A year or a day.
    Date,
    /// Somebody's words.
    Quotation,
    /// Somebody's view.
    Attribution,
}

impl Kind {
    /// The word for it in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Quotation => "quotation",
            Self::Attribution => "attribution",
        }
    }
}

/// A figure, date, quotation or attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// The first sign of each sentence of `text`. Nothing in `masked` is one: links, code, formulas.
pub fn signs(text: &str, masked: &[Range<usize>]) -> Vec<(Range<usize>, Sign)> {
    let quotations = quotations(text);
    let mut found = Vec::new();
    for sentence in sentences(text) {
        if text[sentence.clone()].ends_with('?') {
            continue;
        }
        let words = words(text, sentence.clone(), masked);
        if is_about_itself(&words) {
            continue;
        }
        let quoted = quotations
            .iter()
            .find(|quoted| {
                sentence.contains(&quoted.start) && !masked.iter().any(|mask| overlap(mask, quoted))
            })
            .map(|range| (Kind::Quotation, range.clone()));
        let number = first_number(&words).map(|(number, range)| match number {
            Number::Figure => (Kind::Figure, range),
            Number::Date => (Kind::Date, range),
        });
        let attribution = || first_attribution(&words).map(|range| (Kind::Attribution, range));
        if let Some((kind, range)) = [quoted, number, attribution()]
            .into_iter()
            .flatten()
            .min_by_key(|(_, range)| range.start)
        {
            found.push((sentence, Sign { kind, range }));
        }
    }
    found
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a sentence speaks of the explainer: "This page lists 12 treaties."
fn is_about_itself(words: &[Word<'_>]) -> bool {
    let pairs = || words.iter().zip(words.iter().skip(1));
    pairs().any(|(a, b)| {
        matches!(a.lower.as_str(), "this" | "these" | "our")
            && matches!(
                b.lower.as_str(),
                "page"
                    | "pages"
                    | "explainer"
                    | "site"
                    | "website"
                    | "timeline"
                    | "glossary"
                    | "ledger"
                    | "list"
                    | "table"
                    | "tables"
                    | "chart"
            )
            || matches!(
                a.lower.as_str(),
                "table" | "tables" | "list" | "chart" | "pages" | "sections"
            ) && matches!(b.lower.as_str(), "below" | "above")
            || a.lower == "following"
                && matches!(
                    b.lower.as_str(),
                    "table" | "list" | "pages" | "sections" | "chart"
                )
    }) || words
        .first()
        .is_some_and(|word| matches!(word.lower.as_str(), "see"))
}
