//! The words of a sentence, as the signs of a claim are looked for in them.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Classes, FRACTIONS, LARGE, Lexicon};
use super::mask::Mask;

/// A word with its place; punctuation around it is left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word<'a> {
    /// The text in which it stands.
    whole: &'a str,
    start: u32,
    end: u32,
    /// Where the word before it ends.
    after: u32,
    classes: Classes,
    traits: u8,
}

/// What its bytes say of a word.
const DIGIT: u8 = 1;
const HYPHEN: u8 = 2;
const CAPITAL: u8 = 4;
const OUTSIDE_ASCII: u8 = 8;
/// A character begins that may be a space or a dash. Of the rest of Unicode nothing is.
const MAY_PART: u8 = 16;
/// A character of ASCII that belongs to a word also where it begins or ends.
const INNER: u8 = 32;

const TRAITS: [u8; 256] = {
    let mut traits = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        traits[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT | INNER,
            b'-' => HYPHEN,
            b'A'..=b'Z' => CAPITAL | INNER,
            b'a'..=b'z' | b'$' | b'%' | b'@' | b'#' | b'/' | b'&' => INNER,
            b' ' | b'\t'..=b'\r' => MAY_PART,
            0xc2 | 0xe1..=0xe3 => MAY_PART | OUTSIDE_ASCII,
            0x80.. => OUTSIDE_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    traits
};

impl<'a> Word<'a> {
    /// As written.
    pub(super) fn text(&self) -> &'a str {
        &self.whole[self.range()]
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// What stands between it and the word before.
    pub(super) fn gap(&self) -> &'a str {
        &self.whole[self.after as usize..self.start as usize]
    }

    /// In lower case, with a straight apostrophe.
    pub(super) fn lower(&self) -> Cow<'a, str> {
        match self.traits & (CAPITAL | OUTSIDE_ASCII) == 0 {
            true => Cow::Borrowed(self.text()),
            false => Cow::Owned(lower(self.text())),
        }
    }

    /// Whether it is `word`, which is in lower case.
    pub(super) fn is(&self, word: &str) -> bool {
        match self.traits & OUTSIDE_ASCII == 0 {
            true => self.text().eq_ignore_ascii_case(word),
            false => self.lower() == word,
        }
    }

    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it begins with a capital letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.may_be_name() && self.text().starts_with(char::is_uppercase)
    }

    /// Whether it has a capital letter, or may have one.
    pub(super) fn may_be_name(&self) -> bool {
        self.traits & (CAPITAL | OUTSIDE_ASCII) != 0
    }

    pub(super) fn has_digit(&self) -> bool {
        self.traits & DIGIT != 0
    }

    /// Whether it can be a number, or a part of one.
    pub(super) fn may_count(&self) -> bool {
        self.traits & (DIGIT | HYPHEN) != 0 || self.is_in(LARGE.or(FRACTIONS))
    }

    pub(super) fn has_hyphen(&self) -> bool {
        self.traits & HYPHEN != 0
    }

    pub(super) fn is_in(&self, lexicon: Lexicon) -> bool {
        self.classes.include(lexicon)
    }
}

fn lower(word: &str) -> String {
    match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.to_lowercase().replace('’', "'"),
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
    let bytes = text.as_bytes();
    let mut after = range.start;
    let mut at = range.start;
    let mut add = |word: Range<usize>, traits, classes| {
        if !mask.touches(&word) {
            found.push(Word {
                whole: text,
                start: word.start as u32,
                end: word.end as u32,
                after: after as u32,
                classes,
                traits,
            });
        }
        after = word.end;
    };
    while at < range.end {
        let small = Small::at(&bytes[at..]);
        if let Some(small) = small.filter(|small| at + small.length <= range.end) {
            add(at..at + small.length, 0, small.classes);
            at += small.next;
            continue;
        }
        let (length, traits) = piece(&text[at..range.end]);
        let word = trimmed(text, at..at + length, traits);
        if !word.is_empty() {
            let classes = match traits & OUTSIDE_ASCII == 0 {
                true => Classes::of(&text[word.clone()]),
                false => Classes::of(&lower(&text[word.clone()])),
            };
            add(word, traits, classes);
        }
        at = text.ceil_char_boundary(at + length + 1);
    }
}

/// A short word of small letters of ASCII with a space after it, or punctuation and a space: most are, and all bytes of one are
/// compared at once.
struct Small {
    length: usize,
    /// How far it is to the next word.
    next: usize,
    classes: Classes,
}

impl Small {
    /// The word that a text begins with, if it is one.
    fn at(text: &[u8]) -> Option<Self> {
        const ONES: u128 = u128::from_le_bytes([1; 16]);
        const HIGH: u128 = ONES << 7;
        let bytes = u128::from_le_bytes(*text.first_chunk()?);
        // The high bit of each byte that is below `a` or above `z`. What borrows and carries over spoils only those after the first.
        let below = bytes.wrapping_sub(ONES * u128::from(b'a')) & !bytes;
        let above = bytes.wrapping_add(ONES * u128::from(0x7f - b'z')) | bytes;
        let bits = ((below | above) & HIGH).trailing_zeros() & !7;
        let length = bits as usize / 8;
        let next = match text.get(length..)? {
            [b' ', ..] => length + 1,
            [sign, b' ', ..] if TRAITS[usize::from(*sign)] == 0 => length + 2,
            _ => return None,
        };
        (1..16).contains(&length).then(|| Self {
            length,
            next,
            classes: Classes::of_key(bytes & !(u128::MAX << bits)),
        })
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
fn trimmed(text: &str, piece: Range<usize>, traits: u8) -> Range<usize> {
    let Range { mut start, end } = piece;
    if traits & OUTSIDE_ASCII != 0 {
        let is_around = |c: char| !(c.is_alphanumeric() || "$€£¥₩₽%§@#/&".contains(c));
        let rest = text[start..end].trim_start_matches(is_around);
        start = end - rest.len();
        return start..start + rest.trim_end_matches(is_around).len();
    }
    let inner = inner(&text.as_bytes()[start..end]);
    start + inner.start..start + inner.end
}

/// The same of bytes of ASCII.
fn inner(piece: &[u8]) -> Range<usize> {
    let is_inner = |byte: &u8| TRAITS[usize::from(*byte)] & INNER != 0;
    let start = piece.iter().position(is_inner).unwrap_or(piece.len());
    let end = piece.iter().rposition(is_inner);
    start..end.map_or(start, |last| last + 1)
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
        let texts: Vec<&str> = found.iter().map(Word::text).collect();
        assert_eq!(texts, ["Some", "$11bn", "40%", "and", "see"]);
        for word in &found {
            assert_eq!(&text[word.range()], word.text());
        }
        assert_eq!(found[2].gap(), "” (");
    }

    #[test]
    fn short_and_long_words_are_read_alike() {
        let text = "the army, of a16-letter words: abcdefghijklmnop abcdefghijklmno. abcdefghijklmnopq (see)  said—no é über, \
            river-boat don’t \"big\" END 5% it.";
        for (from, _) in text.char_indices() {
            let rest = &text[from..];
            let pieces = rest.split(|c: char| c.is_whitespace() || c == '—');
            let bare =
                pieces.map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'));
            let bare: Vec<&str> = bare.filter(|word| !word.is_empty()).collect();
            let found = words(rest);
            let texts: Vec<&str> = found.iter().map(Word::text).collect();
            assert_eq!(texts, bare);
            for word in &found {
                assert_eq!(word.classes, Classes::of(&word.lower()), "{}", word.text());
            }
        }
    }
}
