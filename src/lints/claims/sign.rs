//! What makes words a claim that a reader may ask a source for.

use std::ops::Range;

use super::about::is_about_itself;
use super::attribution::first_attribution;
use super::figures::{Number, first_number};
use super::quotation::quotations;
use super::words::words;
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
///
/// With `labels`, a sentence that is a date alone ("**June 2024.** Then …") belongs to the one behind it.
pub fn signs(text: &str, masked: &[Range<usize>], labels: bool) -> Vec<(Range<usize>, Sign)> {
    let quotations = quotations(text);
    let mut found = Vec::new();
    let mut label: Option<usize> = None;
    for sentence in sentences(text) {
        let start = label.take().unwrap_or(sentence.start);
        let sentence = start..sentence.end;
        if text[sentence.clone()].ends_with('?') {
            continue;
        }
        let words = words(text, sentence.clone(), masked);
        let links = masked.iter().any(|mask| overlap(mask, &sentence));
        if is_about_itself(&words, links) {
            continue;
        }
        let number = first_number(&words);
        if let (true, Some((Number::Date, date)), [first, ..]) = (labels, &number, &words[..])
            && date.start <= first.range.start
            && words.last().is_some_and(|last| date.end >= last.range.end)
        {
            label = Some(start);
            continue;
        }
        let number = number.map(|(number, range)| match number {
            Number::Figure => (Kind::Figure, range),
            Number::Date => (Kind::Date, range),
        });
        let quoted = quotations
            .iter()
            .find(|quoted| {
                sentence.contains(&quoted.start) && !masked.iter().any(|mask| overlap(mask, quoted))
            })
            .map(|range| (Kind::Quotation, range.clone()));
        let attribution = first_attribution(&words).map(|range| (Kind::Attribution, range));
        if let Some((kind, range)) = [quoted, number, attribution]
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
