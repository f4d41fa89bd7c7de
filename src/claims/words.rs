//! The words of a sentence, as the signs of a claim are looked for in them.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Classes, Lexicon};
use super::mask::Mask;

/// A word with its place; punctuation around it is left out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// In lower case, with a straight apostrophe.
    pub lower: Cow<'a, str>,
    pub range: Range<usize>,
    /// What stands between it and the word before.
    pub gap: &'a str,
    classes: Classes,
    traits: u8,
}

/// What its bytes say of a word.
const DIGIT: u8 = 1;
const HYPHEN: u8 = 2;
/// It differs from its form in lower case, or may.
const OTHER_CASE: u8 = 4;
/// A character begins that may be a space or a dash. Of the rest of Unicode nothing is.
const MAY_PART: u8 = 8;

const TRAITS: [u8; 256] = {
    let mut traits = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        traits[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'-' => HYPHEN,
            b'A'..=b'Z' => OTHER_CASE,
            b' ' | b'\t'..=b'\r' => MAY_PART,
            0xc2 | 0xe1..=0xe3 => MAY_PART | OTHER_CASE,
            0x80.. => OTHER_CASE,
            _ => 0,
        };
        byte += 1;
    }
    traits
};

impl<'a> Word<'a> {
    fn new(text: &'a str, start: usize, gap: &'a str, traits: u8) -> Self {
        let lower = if traits & OTHER_CASE == 0 {
            Cow::Borrowed(text)
        } else if text.is_ascii() {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Owned(text.to_lowercase().replace('’', "'"))
        };
        Self {
            classes: Classes::of(&lower),
            traits,
            text,
            lower,
            range: start..start + text.len(),
            gap,
        }
    }

    /// Whether it begins with a capital letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.traits & OTHER_CASE != 0 && self.text.starts_with(char::is_uppercase)
    }

    pub(super) fn has_digit(&self) -> bool {
        self.traits & DIGIT != 0
    }

    pub(super) fn has_hyphen(&self) -> bool {
        self.traits & HYPHEN != 0
    }

    pub(super) fn is_in(&self, lexicon: Lexicon) -> bool {
        self.classes.include(lexicon)
    }
}

/// Puts the words of `range` of `text` into `found`, in place of those that it held; those that `mask` touches are left out.
pub(super) fn read_words<'a>(
    text: &'a str,
    range: Range<usize>,
    mask: &Mask,
    found: &mut Vec<Word<'a>>,
) {
    found.clear();
    let mut after = range.start;
    let mut at = range.start;
    while at < range.end {
        let (end, traits) = piece(&text[at..range.end]);
        let piece = &text[at..at + end];
        let inner = trim(piece);
        if !inner.is_empty() {
            let start = at + (inner.as_ptr() as usize - piece.as_ptr() as usize);
            let word = start..start + inner.len();
            if !mask.touches(&word) {
                found.push(Word::new(inner, start, &text[after..start], traits));
            }
            after = word.end;
        }
        at = text.ceil_char_boundary(at + end + 1);
    }
}

/// The words of a whole text.
#[cfg(test)]
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    read_words(text, 0..text.len(), &Mask::default(), &mut found);
    found
}

/// How far it is to the next space or dash (hyphens do not part words), and what the bytes up to it say.
fn piece(text: &str) -> (usize, u8) {
    let mut all = 0;
    for (at, byte) in text.bytes().enumerate() {
        let traits = TRAITS[usize::from(byte)];
        let parts = traits & MAY_PART != 0
            && text[at..].starts_with(|c: char| c.is_whitespace() || c == '—');
        if parts {
            return (at, all);
        }
        all |= traits;
    }
    (text.len(), all)
}

/// Without the punctuation around it.
fn trim(piece: &str) -> &str {
    match piece.as_bytes() {
        // So are most.
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => piece,
        _ => piece.trim_matches(|c: char| !(c.is_alphanumeric() || "$€£¥₩₽%§@#/&".contains(c))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_places_and_masked_ones_are_left_out() {
        let text = "Some “$11bn” (40%) — and see page 3.";
        let masked = text.find("page").unwrap()..text.len();
        let mut found = Vec::new();
        read_words(text, 0..text.len(), &Mask::new(vec![masked]), &mut found);
        let texts: Vec<&str> = found.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["Some", "$11bn", "40%", "and", "see"]);
        for word in &found {
            assert_eq!(&text[word.range.clone()], word.text);
        }
        assert_eq!(found[2].gap, "” (");
    }
}
