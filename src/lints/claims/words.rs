//! The words of a sentence, as the signs of a claim are looked for in them.

use std::ops::Range;

/// A word with its place; punctuation around it is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// In lower case, with a straight apostrophe.
    pub lower: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// What stands between it and the word before.
    pub gap: &'a str,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of `range` of `text`; those that `masked` touches are left out.
pub fn words<'a>(text: &'a str, range: Range<usize>, masked: &[Range<usize>]) -> Vec<Word<'a>> {
    let mut found: Vec<Word<'a>> = Vec::new();
    let mut behind = range.start;
    for piece in text[range.clone()].split_inclusive(char::is_whitespace) {
        let start = range.start + (piece.as_ptr() as usize - text[range.clone()].as_ptr() as usize);
        // Dashes part words, hyphens do not.
        let mut from = start;
        for part in piece.split(['—', '\u{2009}']) {
            let inner =
                part.trim_matches(|c: char| !(c.is_alphanumeric() || "$€£¥₩₽%§@#/&".contains(c)));
            if !inner.is_empty() {
                let at = from + (inner.as_ptr() as usize - part.as_ptr() as usize);
                let word = at..at + inner.len();
                if !masked
                    .iter()
                    .any(|mask| mask.start < word.end && word.start < mask.end)
                {
                    found.push(Word {
                        text: inner,
                        lower: inner.to_lowercase().replace('’', "'"),
                        gap: &text[behind..at],
                        range: word,
                    });
                }
                behind = at + inner.len();
            }
            from += part.len() + '—'.len_utf8();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_places_and_masked_ones_are_left_out() {
        let text = "Some “$11bn” (40%) — and see page 3.";
        let masked = text.find("page").unwrap()..text.len();
        let found = words(text, 0..text.len(), std::slice::from_ref(&masked));
        let texts: Vec<&str> = found.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["Some", "$11bn", "40%", "and", "see"]);
        for word in &found {
            assert_eq!(&text[word.range.clone()], word.text);
        }
        assert_eq!(found[2].gap, "” (");
    }
}
