//! Finds the sentence around a place in plain text.

use std::ops::Range;

use crate::bytes;

/// No more bytes than these before and after a place are looked at: a sentence that goes on for longer is
/// cut between words. So a paragraph with ten thousand citations costs no more than as many short ones.
const REACH: usize = 1000;

/// The sentence of `text` around the bytes of `spot`, trimmed; `breaks` are those of the text.
///
/// A point right after a sentence, where a note's marker stands, belongs to that sentence.
pub(super) fn sentence_around(text: &str, breaks: &[u32], spot: Range<usize>) -> Range<usize> {
    let start = spot.start.min(text.len());
    let end = spot.end.clamp(start, text.len());
    let Range {
        start: mut from,
        end: mut to,
    } = neighbourhood(text, start, end);
    let before = breaks.partition_point(|at| *at as usize <= from);
    let near = breaks[before..].iter().map(|at| *at as usize);
    for at in near.take_while(|at| *at < to) {
        // Spaces before a sentence are nobody's.
        let sentence_end = text[..at].trim_end().len();
        if sentence_end < start || (sentence_end == start && end > start) {
            from = at;
        } else if sentence_end >= end {
            to = sentence_end;
            break;
        }
    }
    // A point at the very start of a sentence belongs to what follows.
    trimmed(text, from..to.max(from))
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

/// A part of a text without the spaces around it.
fn trimmed(text: &str, part: Range<usize>) -> Range<usize> {
    let end = part.start + text[part.clone()].trim_end().len();
    let start = end - text[part.start..end].trim_start().len();
    start..end
}

/// The sentences between the `breaks` of `text`, trimmed.
pub(super) fn sentences(text: &str, breaks: &[u32]) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    let breaks = breaks.iter().map(|at| *at as usize);
    breaks.chain([text.len()]).map(move |end| {
        let piece = from..end;
        from = end;
        trimmed(text, piece)
    })
}

/// Where in a text a new sentence begins.
pub(super) fn breaks(text: &str) -> Vec<u32> {
    /// Most sentences are longer.
    const SHORT: usize = 64;
    let mut found = Vec::with_capacity(text.len() / SHORT);
    let mut at = 0;
    while let Some(length) = bytes::find(&text.as_bytes()[at..], may_end) {
        let mark = at + length;
        let (next, begins) = match text.as_bytes()[mark + 1..] {
            // Most marks.
            [b' ', b'A'..=b'Z', ..] => (mark + 2, !is_abbreviated(text, mark)),
            [b'a'..=b'z' | b'0'..=b'9', ..] if text.as_bytes()[mark].is_ascii() => {
                (mark + 1, false)
            }
            _ => sentence_after(text, mark),
        };
        found.extend(begins.then_some(next as u32));
        at = next;
    }
    found
}

/// Whether the mark at byte `mark` is the full stop of an abbreviation.
fn is_abbreviated(text: &str, mark: usize) -> bool {
    text.as_bytes()[mark] == b'.' && is_abbreviation(&text[..mark])
}

/// Whether the marks at the end of a sentence begin with a byte: `.`, `!`, `?`, `…`, and those of Chinese and Japanese.
fn may_end(byte: u8) -> bool {
    bytes::is_one_of(byte, &[b'.', b'!', b'?', 0xe2, 0xe3, 0xef])
}

/// Closing quotation marks and brackets belong to the sentence they end; French has a hard space before its own.
const CLOSING: &[char] = &[
    '"', '\'', '”', '’', '“', '‘', '»', '›', '」', '』', ')', ']', '）', '\u{a0}', '\u{202f}',
];

/// Where the text goes on after what may be a mark at byte `at`, and whether a sentence begins there.
fn sentence_after(text: &str, at: usize) -> (usize, bool) {
    let mut rest = text[at..].chars();
    let mark = rest.next().unwrap_or_default();
    let rest = rest.as_str();
    // Those of Chinese and Japanese need no space after them.
    let wide = matches!(mark, '。' | '！' | '？');
    if !wide && !matches!(mark, '.' | '!' | '?' | '…') {
        return (text.len() - rest.len(), false);
    }
    let after = rest.trim_start_matches(CLOSING);
    let closed = after.len() < rest.len();
    let abbreviates = || !closed && is_abbreviated(text, at);
    let ends = wide || after.starts_with(char::is_whitespace) && !abbreviates();
    if !ends {
        return (text.len() - after.len(), false);
    }
    let next = after.trim_start();
    let begins = next.chars().next().is_some_and(|c| !c.is_lowercase());
    (text.len() - next.len(), begins)
}

/// How many words a text has. Chinese and Japanese do not part theirs by spaces: two of their characters count as
/// a word.
pub(super) fn count_words(text: &str) -> usize {
    let is_wide = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    if text.is_ascii() || !others_in(text).any(|c| is_wide(c) || c.is_whitespace()) {
        let bytes = text.as_bytes();
        let begun = bytes::count_pairs(bytes, |a, b| is_space(a) & !is_space(b));
        return begun + usize::from(bytes.first().is_some_and(|byte| !is_space(*byte)));
    }
    let words = text.split_whitespace().map(|word| {
        let wide = others_in(word).filter(|c| is_wide(*c)).count();
        wide.div_ceil(2).max(1)
    });
    words.sum()
}

/// The characters of a text beyond ASCII.
fn others_in(text: &str) -> impl Iterator<Item = char> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes::find(&text.as_bytes()[at..], |byte| byte >= 0x80)?;
        let c = text[at..].chars().next()?;
        at += c.len_utf8();
        Some(c)
    })
}

/// Whether a character of ASCII is a space.
fn is_space(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

fn is_abbreviation(before: &str) -> bool {
    let letters = before.bytes().rev().take(LONGEST + 1);
    let letters = letters.take_while(u8::is_ascii_alphabetic).count();
    let (rest, word) = before.split_at(before.len() - letters);
    match (letters, rest.as_bytes().last()) {
        (0, _) => ends_with_abbreviation(before),
        (1, None | Some(b' ')) => true,
        (..=LONGEST, None | Some(b' ')) => is_known_abbreviation(word),
        (..=LONGEST, _) => ends_with_abbreviation(before),
        _ => false,
    }
}

/// The same, of whatever stands there.
fn ends_with_abbreviation(before: &str) -> bool {
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

/// No known abbreviation has more bytes.
const LONGEST: usize = 6;

/// Whether a word is commonly followed by a full stop that ends no sentence.
fn is_known_abbreviation(word: &str) -> bool {
    let mut lower = [0; LONGEST];
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
        sentence(text, start..start + at.len())
    }

    fn sentence(text: &str, spot: Range<usize>) -> &str {
        &text[sentence_around(text, &breaks(text), spot)]
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
        assert_eq!(sentence(text, 4..4), "One.");
        assert_eq!(sentence(text, 9..9), "Two.");
        assert_eq!(sentence(text, 16..16), "Three.");
        assert_eq!(sentence(text, 0..0), "One.");
        assert_eq!(sentence("", 0..0), "");
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
        assert_eq!(sentence(text, 2..7), "One. Two.");
    }
}
