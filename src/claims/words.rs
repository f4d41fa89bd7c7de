//! The words of a sentence, as the signs of a claim are looked for in them.

use std::borrow::Cow;
use std::num::NonZero;
use std::ops::{Deref, Range};

use super::lexicon::{Classes, FRACTIONS, Key, LARGE, Lexicon, halves, lexicons};
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

    /// Whether a space and nothing else stands there.
    pub(super) fn follows_space(&self) -> bool {
        self.start == self.after + 1 && self.whole.as_bytes()[self.after as usize] == b' '
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
        may_count(self.traits, self.classes)
    }

    pub(super) fn has_hyphen(&self) -> bool {
        self.traits & HYPHEN != 0
    }

    pub(super) fn is_in(&self, lexicon: Lexicon) -> bool {
        self.classes.include(lexicon)
    }
}

fn may_count(traits: u8, classes: Classes) -> bool {
    traits & (DIGIT | HYPHEN) != 0 || classes.include(LARGE.or(FRACTIONS))
}

fn lower(word: &str) -> String {
    match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.to_lowercase().replace('’', "'"),
    }
}

/// The words of a sentence, and what is so of any of them: in most sentences nothing can be a sign, which is known at once.
pub(super) struct Words<'a> {
    found: Vec<Word<'a>>,
    classes: Classes,
    traits: u8,
}

impl<'a> Deref for Words<'a> {
    type Target = [Word<'a>];

    fn deref(&self) -> &Self::Target {
        &self.found
    }
}

impl<'a> Words<'a> {
    pub(super) fn new() -> Self {
        Self {
            found: Vec::with_capacity(32),
            classes: Classes::default(),
            traits: 0,
        }
    }

    /// Whether any is in one of the sets.
    pub(super) fn any_in(&self, lexicon: Lexicon) -> bool {
        self.classes.include(lexicon)
    }

    /// Whether any can be a number, or a part of one.
    pub(super) fn may_count(&self) -> bool {
        may_count(self.traits, self.classes)
    }

    /// Puts the words of `range` of `text` in place of those that it held; those that `mask` touches are left out.
    pub(super) fn read(&mut self, text: &'a str, range: Range<usize>, mask: &Mask) {
        self.found.clear();
        (self.classes, self.traits) = (Classes::default(), 0);
        let masked = mask.touches(&range);
        let lexicons = lexicons();
        let mut after = range.start;
        let mut at = range.start;
        let mut add = |word: Range<usize>, traits, classes: Classes| {
            if !(masked && mask.touches(&word)) {
                self.classes.add(classes);
                self.traits |= traits;
                self.found.push(Word {
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
            let plain = Plain::at(text.as_bytes(), at);
            if let Some(plain) = plain.filter(|plain| at + plain.length <= range.end) {
                let classes = lexicons.get(plain.key);
                add(at..at + plain.length, plain.traits, classes);
                at += plain.next;
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
}

/// A short word of letters of ASCII, the first of which may be a capital, with a space after it, or punctuation and a space: most
/// are, and all bytes of one are looked at together.
struct Plain {
    length: usize,
    /// How far it is to the next word.
    next: usize,
    traits: u8,
    key: Key,
}

impl Plain {
    /// The word that begins at byte `at` of a text, if it is one.
    fn at(text: &[u8], at: usize) -> Option<Self> {
        let [low, high] = sixteen(&text[at..]);
        let traits = TRAITS[usize::from(low as u8)] & CAPITAL;
        let low = low | u64::from(traits / CAPITAL * (b'a' - b'A'));
        let others = others_in(low);
        let (length, key) = if others != 0 {
            let bits = others.trailing_zeros() & !7;
            (bits as usize / 8, [low & !(u64::MAX << bits), 0])
        } else {
            let others = NonZero::new(others_in(high))?;
            let bits = others.trailing_zeros() & !7;
            (8 + bits as usize / 8, [low, high & !(u64::MAX << bits)])
        };
        let byte = |ahead: usize| text.get(at + ahead).map_or(b' ', |byte| *byte);
        let next = match byte(length) {
            b' ' => length + 1,
            sign if TRAITS[usize::from(sign)] == 0 && byte(length + 1) == b' ' => length + 2,
            _ => return None,
        };
        (length > 0).then_some(Self {
            length,
            next,
            traits,
            key,
        })
    }
}

/// The first bytes of a text, after which there are spaces, as it were.
fn sixteen(text: &[u8]) -> [u64; 2] {
    let bytes = text.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [b' '; 16];
        bytes[..text.len()].copy_from_slice(text);
        bytes
    });
    halves(bytes)
}

/// The high bit of the first byte that is none of `a` to `z`. What borrows and carries over spoils only those after it.
fn others_in(bytes: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let below = bytes.wrapping_sub(ONES * b'a' as u64) & !bytes;
    let above = bytes.wrapping_add(ONES * (0x7f - b'z') as u64) | bytes;
    (below | above) & HIGH
}

/// The words of a whole text.
#[cfg(test)]
pub(super) fn words(text: &str) -> Words<'_> {
    let mut words = Words::new();
    words.read(text, 0..text.len(), &Mask::default());
    words
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
        let mut found = Words::new();
        found.read(text, 0..text.len(), &Mask::new(vec![masked]));
        let texts: Vec<&str> = found.iter().map(Word::text).collect();
        assert_eq!(texts, ["Some", "$11bn", "40%", "and", "see"]);
        for word in &*found {
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
            for word in &*found {
                assert_eq!(word.classes, Classes::of(&word.lower()), "{}", word.text());
            }
        }
    }
}
