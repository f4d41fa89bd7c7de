//! What was meant as a citation or the mark of a note, and is text: `[1]`, `@[key]`, a superscript that was typed.

use std::ops::Range;

use super::super::prose::{Prose, Taken};
use super::Check;
use crate::markdown::{BlockKind, Document};

impl Check<'_> {
    /// Reports the first of each kind.
    pub(super) fn unread(&mut self) {
        let prose = self.prose;
        let number = numbers(prose, &self.taken).next();
        if let Some(range) = number {
            let message = "a number in brackets is text: it leads to no source";
            let help = "write [@key] for a source in the bibliography, [^1] for a footnote; \\[ is a plain bracket";
            self.report(range, message, help);
        }
        if let Some(range) = typed_mark(self.document, self.text) {
            let message = "this number is text: it leads to no note";
            let help = "write [@key] for a source in the bibliography, ^[words] for a note";
            self.report(range, message, help);
        }
        let missing: Vec<_> = missing(prose, &self.taken).collect();
        for range in missing {
            let message = "readers see that a citation is missing here";
            self.report(range, message, "write the citation: [@key]");
        }
        let sign = "＠";
        for at in prose.places(sign) {
            let rest = &prose.after(at)[sign.len()..];
            let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_:.".contains(c)));
            let key = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ':']);
            let in_word = prose.line_before(at).ends_with(char::is_alphanumeric);
            if !key.is_empty() && !in_word {
                let message = "this is a full-width at sign, so this is not a citation";
                let help = format!("write [@{key}], with signs of half width");
                self.report(at..at + sign.len() + key.len(), message, help);
                break;
            }
        }
        for at in prose.signs("@[") {
            let rest = &prose.after(at)[2..];
            let key = &rest[..rest.find(']').unwrap_or_default()];
            if !key.is_empty() && !key.contains(char::is_whitespace) && !prose.is_escaped(at) {
                let message = "the at sign stands before the bracket, so this is not a citation";
                let help = format!("write [@{key}]; for a plain at sign write \\@");
                self.report(at..at + key.len() + 3, message, help);
                break;
            }
        }
    }
}

/// `[citation needed]`, `(ref)`.
fn missing<'a>(prose: &'a Prose, taken: &'a Taken) -> impl Iterator<Item = Range<usize>> + 'a {
    const WORDS: [&str; 8] = [
        "citation needed",
        "citation",
        "cite",
        "ref",
        "refs",
        "source needed",
        "source?",
        "ref?",
    ];
    const LONGEST: usize = "(citation needed)".len();
    let closes = memchr::memchr2_iter(b')', b']', prose.source.as_bytes());
    // What the last of the words ends with.
    let may_end = |byte: u8| b"defnsEFDNS?".contains(&byte);
    let closes =
        closes.filter(move |close| *close > 0 && may_end(prose.source.as_bytes()[*close - 1]));
    closes.filter_map(move |close| {
        let from = prose
            .source
            .ceil_char_boundary((close + 1).saturating_sub(LONGEST));
        let before = &prose.source[from..close];
        let open = before.rfind(['(', '['])?;
        let words = before[open + 1..].to_ascii_lowercase();
        if !WORDS.contains(&&*words) {
            return None;
        }
        let at = from + open;
        let is_link = prose.after(close + 1).starts_with(['(', '[', '{', ':']);
        // A call of a function is written so as well.
        let follows_word = prose
            .line_before(at)
            .ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ']');
        let found = !is_link && !follows_word && !taken.has(at);
        found.then_some(at..close + 1)
    })
}

/// `[1]`, `[2, 3]`, `[4-6]` in text. `a[1]` is code, `[0, 1]` an interval.
fn numbers<'a>(prose: &'a Prose, taken: &'a Taken) -> impl Iterator<Item = Range<usize>> + 'a {
    let opened = prose.signs("[");
    opened.filter(|at| !taken.has(*at)).filter_map(move |at| {
        let rest = &prose.after(at)[1..];
        let inner = &rest[..rest.find(']')?];
        let after = &rest[inner.len() + 1..];
        let parts = inner.split([',', '-', '–', ';']).map(str::trim);
        let is_number = |part: &str| {
            (1..=3).contains(&part.len())
                && !part.starts_with('0')
                && part.chars().all(|c| c.is_ascii_digit())
        };
        let before = prose.line_before(at);
        let word = before.len() - before.trim_end_matches(char::is_alphanumeric).len();
        let joined = word > 0 && word < 4 || before.ends_with(['[', ']', '(', '_', '$', '\\', '!']);
        let ends = !after.starts_with(['(', '[', ':', '{', '_', ']'])
            && !after.starts_with(char::is_alphanumeric);
        let found = parts.into_iter().all(is_number) && !joined && ends;
        found.then_some(at..at + inner.len() + 2)
    })
}

/// `words.¹`, `words.<sup>1</sup>`
fn typed_mark(document: &Document, text: &str) -> Option<Range<usize>> {
    let is_raised = |c: char| "¹²³⁰⁴⁵⁶⁷⁸⁹".contains(c);
    let texts = document.blocks.iter();
    for block in texts.filter(|block| block.kind == BlockKind::Paragraph) {
        // The bytes that they begin with.
        let bytes = memchr::memchr2_iter(0xc2, 0xe2, block.text.as_bytes());
        let chars = bytes.filter_map(|at| Some((at, block.text[at..].chars().next()?)));
        let mut raised = chars.filter(|(_, c)| is_raised(*c));
        let mark = raised.find(|(at, _)| ends_sentence(&block.text[..*at]));
        if let Some((at, c)) = mark {
            return Some(block.place_of(at..at + c.len_utf8()).range());
        }
    }
    for span in &document.raw_html {
        let range = span.range();
        if &text[range.clone()] != "<sup>" || !ends_sentence(&text[..range.start]) {
            continue;
        }
        let rest = &text[range.end..];
        let number = &rest[..rest.find("</sup>").unwrap_or_default()];
        if !number.is_empty() && number.len() < 4 && number.chars().all(|c| c.is_ascii_digit()) {
            return Some(range.start..range.end + number.len() + "</sup>".len());
        }
    }
    None
}

/// Whether a mark after this text is one of a note, not a power: a sentence or a word ends.
fn ends_sentence(before: &str) -> bool {
    let word = before
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .count();
    word > 3 || before.ends_with(['.', ',', ';', ':', '!', '?', '”', '"'])
}
