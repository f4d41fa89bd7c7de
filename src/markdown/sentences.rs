//! Finds the sentence around a place in plain text.

use std::ops::Range;

/// No more bytes than these before and after a place are looked at: a sentence that goes on for longer is
/// cut between words. So a paragraph with ten thousand citations costs no more than as many short ones.
const REACH: usize = 1000;

/// The sentence of `text` around the bytes `start..end`, trimmed.
///
/// A point right after a sentence, where a note's marker stands, belongs to that sentence.
pub(super) fn sentence_around(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = start.min(text.len());
    let end = end.clamp(start, text.len());
    let near = neighbourhood(text, start, end);
    let found = sentence_in(&text[near.clone()], start - near.start, end - near.start);
    near.start + found.start..near.start + found.end
}

/// Whole words within [`REACH`] of a place.
fn neighbourhood(text: &str, start: usize, end: usize) -> Range<usize> {
    let mut from = start.saturating_sub(REACH);
    let mut to = text.len().min(end + REACH);
    if from > 0 {
        from = text.ceil_char_boundary(from);
        from += text[from..start].find(' ').map_or(0, |space| space + 1);
    }
    if to < text.len() {
        to = text.floor_char_boundary(to);
        to = text[end..to].rfind(' ').map_or(to, |space| end + space);
    }
    from..to
}

fn sentence_in(text: &str, start: usize, end: usize) -> Range<usize> {
    let mut from = 0;
    let mut to = text.len();
    for boundary in boundaries(text) {
        // `boundary` is where the next sentence begins; spaces before it are nobody's.
        let sentence_end = text[..boundary].trim_end().len();
        if sentence_end < start || (sentence_end == start && end > start) {
            from = boundary;
        } else if sentence_end >= end {
            to = sentence_end;
            break;
        }
    }
    // A point at the very start of a sentence belongs to what follows.
    let sentence = &text[from..to.max(from)];
    let left = sentence.len() - sentence.trim_start().len();
    from + left..from + left + sentence.trim().len()
}

/// The sentences of `text`, trimmed.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    let ends = boundaries(text).chain(std::iter::once(text.len()));
    ends.map(move |end| {
        let piece = &text[from..end];
        let start = from + piece.len() - piece.trim_start().len();
        let range = start..start + piece.trim().len();
        from = end;
        range
    })
}

/// The bytes that the marks at the end of a sentence begin with: `.`, `!`, `?`, `…`, and those of Chinese and
/// Japanese.
const MAY_END: [bool; 256] = {
    let mut bytes = [false; 256];
    bytes[b'.' as usize] = true;
    bytes[b'!' as usize] = true;
    bytes[b'?' as usize] = true;
    bytes[0xe2] = true;
    bytes[0xe3] = true;
    bytes[0xef] = true;
    bytes
};

/// Closing quotation marks and brackets belong to the sentence they end; French has a hard space before its own.
const CLOSING: &[char] = &[
    '"', '\'', '”', '’', '“', '‘', '»', '›', '」', '』', ')', ']', '）', '\u{a0}', '\u{202f}',
];

/// Offsets at which a new sentence begins.
fn boundaries(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let mut bytes = text.as_bytes()[at..].iter();
            at += bytes.position(|byte| MAY_END[usize::from(*byte)])?;
            let mut rest = text[at..].chars();
            let mark = rest.next()?;
            let before = &text[..at];
            at += mark.len_utf8();
            // Those of Chinese and Japanese need no space after them.
            let wide = matches!(mark, '。' | '！' | '？');
            if !wide && !matches!(mark, '.' | '!' | '?' | '…') {
                continue;
            }
            let rest = rest.as_str();
            let after = rest.trim_start_matches(CLOSING);
            let closed = after.len() < rest.len();
            at = text.len() - after.len();
            let ends = after.starts_with(char::is_whitespace)
                && !(mark == '.' && !closed && is_abbreviation(before));
            if !wide && !ends {
                continue;
            }
            let next = after.trim_start();
            at = text.len() - next.len();
            if !next.chars().next()?.is_lowercase() {
                return Some(at);
            }
        }
    })
}

/// How many words a text has. Chinese and Japanese do not part theirs by spaces: two of their characters count as
/// a word.
pub(super) fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        let bytes = text.as_bytes();
        let pairs = bytes.iter().zip(bytes.iter().skip(1));
        let begun = pairs.filter(|(a, b)| a.is_ascii_whitespace() && !b.is_ascii_whitespace());
        let first = bytes
            .first()
            .is_some_and(|byte| !byte.is_ascii_whitespace());
        return begun.count() + usize::from(first);
    }
    let is_wide = |c: &char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let words = text.split_whitespace().map(|word| {
        // Most words are ASCII even then, and are not looked at letter by letter.
        let wide = if word.is_ascii() {
            0
        } else {
            word.chars().filter(is_wide).count()
        };
        wide.div_ceil(2).max(1)
    });
    words.sum()
}

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘'))
        .next()
        .unwrap_or_default();
    // Initials ("J."), and letters with stops between them ("U.S.").
    let initials = !word.is_empty()
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        });
    initials || is_known_abbreviation(word)
}

/// Whether a word is commonly followed by a full stop that ends no sentence.
fn is_known_abbreviation(word: &str) -> bool {
    let mut lower = [0; 6];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"mr"
            | b"mrs"
            | b"ms"
            | b"dr"
            | b"prof"
            | b"gen"
            | b"col"
            | b"lt"
            | b"sgt"
            | b"st"
            | b"no"
            | b"nos"
            | b"art"
            | b"arts"
            | b"p"
            | b"pp"
            | b"vol"
            | b"fig"
            | b"ch"
            | b"sec"
            | b"cf"
            | b"ca"
            | b"approx"
            | b"vs"
            | b"e.g"
            | b"i.e"
            | b"etc"
            | b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"sept"
            | b"oct"
            | b"nov"
            | b"dec"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around<'a>(text: &'a str, at: &str) -> &'a str {
        let start = text.find(at).unwrap();
        &text[sentence_around(text, start, start + at.len())]
    }

    #[test]
    fn finds_the_sentence() {
        let text = "First one. The U.S. said \"no.\" Then, on 3 Dec. 2024, it ended! Last";
        assert_eq!(around(text, "First"), "First one.");
        assert_eq!(around(text, "said"), "The U.S. said \"no.\"");
        assert_eq!(around(text, "2024"), "Then, on 3 Dec. 2024, it ended!");
        assert_eq!(around(text, "Last"), "Last");
    }

    #[test]
    fn other_languages_end_sentences_as_well() {
        let text = "Il dit «\u{a0}Non.\u{a0}» M.\u{a0}Dupont part.";
        assert_eq!(around(text, "dit"), "Il dit «\u{a0}Non.\u{a0}»");
        assert_eq!(around(text, "part"), "M.\u{a0}Dupont part.");
        assert_eq!(
            around("Er sagt: „Nein.“ Dann ging er.", "sagt"),
            "Er sagt: „Nein.“"
        );
        assert_eq!(
            around("井戸を掘る。「水だ。」と言った。", "掘"),
            "井戸を掘る。"
        );
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("Wells are dug by hand."), 5);
        assert_eq!(count_words("우물은 손으로 판다."), 3);
        assert_eq!(count_words("井戸は手で掘る。 Brunnen"), 5);
        assert_eq!(count_words(""), 0);
    }

    #[test]
    fn a_point_after_a_full_stop_belongs_to_what_it_ends() {
        let text = "One. Two. Three.";
        assert_eq!(&text[sentence_around(text, 4, 4)], "One.");
        assert_eq!(&text[sentence_around(text, 9, 9)], "Two.");
        assert_eq!(&text[sentence_around(text, 16, 16)], "Three.");
        assert_eq!(&text[sentence_around(text, 0, 0)], "One.");
        assert_eq!(&text[sentence_around("", 0, 0)], "");
    }

    #[test]
    fn an_endless_sentence_is_cut_between_words() {
        let text = format!("{}here {}", "früh ".repeat(900), "später ".repeat(900));
        let sentence = around(&text, "here");
        assert!(sentence.starts_with("früh früh ") && sentence.ends_with(" später"));
        assert!((1900..2100).contains(&sentence.len()), "{}", sentence.len());
    }

    #[test]
    fn a_claim_over_two_sentences_gets_both() {
        let text = "One. Two. Three.";
        assert_eq!(&text[sentence_around(text, 2, 7)], "One. Two.");
    }
}
