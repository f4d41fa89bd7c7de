//! What makes words a claim that a reader may ask a source for.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::about::is_about_itself;
use super::attribution::first_attribution;
use super::figures::{Number, first_number};
use super::lexicon::{ADDRESSING, IMPERATIVES};
use super::mask::Mask;
use super::quotation::quotations;
use super::words::{Word, Words};

/// What begins a note of authors to themselves.
const TO_DO: [&str; 2] = ["TODO", "FIXME"];
/// What begins a statement of rights.
const RIGHTS: [&str; 3] = ["Copyright ", "©", "(c) "];
/// The words of a licence.
const COPYRIGHT: &str = "Copyright (c)";
/// What says that a number is one of a program's settings.
const SETTING: [&str; 4] = ["y default", "he default is", "efault value", "efaults to"];

/// Why words are a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum SignKind {
    Figure,
    /// A year or a day.
    Date,
    /// Somebody's words.
    Quotation,
    /// Somebody's view.
    Attribution,
}

impl SignKind {
    /// The word for it in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Quotation => "quotation",
            Self::Attribution => "attribution",
        }
    }
}

/// The first sign in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SignInText {
    pub sentence: Range<usize>,
    pub kind: SignKind,
    pub range: Range<usize>,
}

/// The first sign of each of the `sentences` of `text` that has one. Nothing in `mask` is one.
///
/// With `labels`, a sentence that is a date alone ("**June 2024.** Then …") belongs to the one after it.
pub(super) fn signs(
    text: &str,
    sentences: impl Iterator<Item = Range<usize>>,
    mask: Mask,
    labels: bool,
) -> impl Iterator<Item = SignInText> {
    let mut quotations = quotations(text);
    quotations.retain(|quotation| !mask.touches(quotation));
    let mut quotations = quotations.into_iter().peekable();
    let mut label: Option<usize> = None;
    let mut words = Words::new();
    sentences.filter_map(move |sentence| {
        let start = label.take().unwrap_or(sentence.start);
        let sentence = start..sentence.end;
        while quotations
            .next_if(|quotation| quotation.start < start)
            .is_some()
        {}
        let quoted = quotations
            .peek()
            .filter(|quotation| quotation.start < sentence.end);
        let quoted = quoted.filter(|range| !is_asked(&text[(*range).clone()]));
        let quoted = quoted.map(|range| (SignKind::Quotation, range.clone()));
        let said = &text[sentence.clone()];
        words.read(text, sentence.clone(), &mask);
        let number = first_number(&words).filter(|(number, _)| {
            let is_setting = SETTING.iter().any(|word| said.contains(word));
            *number == Number::Date || !(is_instruction(&words) || is_equation(said) || is_setting)
        });
        let is_label =
            labels && matches!(&number, Some((Number::Date, date)) if fills(date, &words));
        let number = number.map(|(number, range)| (number.into(), range));
        // In an instruction, words between marks are those of an interface.
        let tells = words.first().is_some_and(|word| word.is_in(IMPERATIVES));
        let quoted = quoted.filter(|_| !tells);
        let attribution = first_attribution(&words).map(|range| (SignKind::Attribution, range));
        let found = [quoted, number, attribution].into_iter().flatten();
        let (kind, range) = found.min_by_key(|(_, range)| range.start)?;
        // Few sentences come so far, so that only these are looked through.
        if claims_nothing(said) || is_about_itself(&words, mask.touches(&sentence)) {
            return None;
        }
        if is_label {
            label = Some(start);
            return None;
        }
        Some(SignInText {
            sentence,
            kind,
            range,
        })
    })
}

/// Whether a sentence is a question, is still to be written ("todo" is a word in some languages), or states rights.
fn claims_nothing(said: &str) -> bool {
    let mut unclaimed = TO_DO.iter().chain(&RIGHTS);
    said.ends_with('?') || said.contains(COPYRIGHT) || unclaimed.any(|word| said.starts_with(word))
}

/// Whether a sentence tells the reader what to do, or what author and reader do.
fn is_instruction(words: &[Word<'_>]) -> bool {
    let begins = words.first().is_some_and(|word| word.is_in(IMPERATIVES));
    begins || words.iter().any(|word| word.is_in(ADDRESSING))
}

/// "3 = 2 + 1"
fn is_equation(said: &str) -> bool {
    said.contains(" = ")
}

/// Whether a question stands between the marks: it states nothing.
fn is_asked(quoted: &str) -> bool {
    quoted.trim_end_matches(['"', '”', '’', '»']).ends_with('?')
}

/// Whether a number is all that the words say.
fn fills(number: &Range<usize>, words: &[Word<'_>]) -> bool {
    let first = words.first().map_or(0, |word| word.range().start);
    let end = words.last().map_or(0, |word| word.range().end);
    number.start <= first && end <= number.end
}

impl From<Number> for SignKind {
    fn from(number: Number) -> Self {
        match number {
            Number::Figure => Self::Figure,
            Number::Date => Self::Date,
        }
    }
}
