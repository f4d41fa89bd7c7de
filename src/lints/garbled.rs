//! Letters that went through the wrong encoding: UTF-8 that was read as Windows-1252, and bytes that were lost.

use super::prose::Prose;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::Document;

/// What Windows-1252 makes of the bytes 0x80 to 0x9F; the five that it does not define stand for themselves.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reports the first on a page, with their number.
pub(super) fn check(document: &Document, prose: &Prose, diagnostics: &mut Vec<Diagnostic>) {
    let text = prose.source.as_str();
    if text.is_ascii() {
        return;
    }
    let lost = prose.places("\u{fffd}");
    let lost = lost.map(|at| (at..at + '\u{fffd}'.len_utf8(), None));
    // All letters that the first bytes of UTF-8 become begin with this byte.
    let mut from = 0;
    let leads = memchr::memchr_iter(0xc3, text.as_bytes());
    let misread = leads.filter_map(|at| {
        let (length, meant) = misread(text.get(at..)?).filter(|_| at >= from)?;
        from = at + length;
        (!follows_capital(text, at)).then_some((at..from, Some(meant)))
    });
    let mut found: Vec<_> = lost.chain(misread).collect();
    found.sort_by_key(|(range, _)| range.start);
    let Some((range, meant)) = found.first() else {
        return;
    };
    let (message, help) = match meant {
        Some(meant) => (
            format!("these letters were read in the wrong encoding: they were \"{meant}\""),
            format!(
                "write {meant}; if the whole file is so, take it from its source anew and save it as UTF-8"
            ),
        ),
        None => (
            "this sign stands for a letter that could not be read".to_owned(),
            "write the letter, or delete the sign".to_owned(),
        ),
    };
    let place = document.place(Span::new(range.clone()));
    let diagnostic = Diagnostic::new(Lint::GarbledText, place, message).help(help);
    diagnostics.push(match found.len() {
        1 => diagnostic,
        number => diagnostic.label(format!("the first of {}", count(number, "place"))),
    });
}

/// "MANHÃ”" ends a quotation in capitals.
fn follows_capital(text: &str, at: usize) -> bool {
    text[..at].ends_with(char::is_uppercase)
}

/// The bytes of the characters that `text` begins with which were one in UTF-8, with those right after it, and what they were.
fn misread(text: &str) -> Option<(usize, String)> {
    let mut meant = String::new();
    let mut length = 0;
    while let Some((bytes, c)) = character(&text[length..]) {
        length += bytes;
        meant.push(c);
    }
    let first = text.chars().next()?;
    // Most pairs of Western letters and signs are ones of punctuation as well: "på “Å”".
    let sure = matches!(first, 'Â' | 'Ã' | 'â' | 'ð');
    (length > 0 && (sure || meant.chars().count() > 1)).then_some((length, meant))
}

/// The one character that the bytes stand for of which Windows-1252 made the first characters of `text`, and their length.
fn character(text: &str) -> Option<(usize, char)> {
    let mut bytes = Vec::with_capacity(4);
    let mut length = 0;
    for c in text.chars().take(4) {
        bytes.push(byte(c)?);
        length += c.len_utf8();
        let wanted = match bytes[0] {
            0xc2..=0xdf => 2,
            0xe2..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        if bytes.len() == wanted {
            let decoded = std::str::from_utf8(&bytes).ok()?;
            return Some((length, decoded.chars().next()?));
        }
    }
    None
}

/// The byte of which Windows-1252 makes a character above ASCII.
fn byte(c: char) -> Option<u8> {
    let upper = UPPER.iter().position(|upper| *upper == c);
    match upper {
        Some(at) => u8::try_from(0x80 + at).ok(),
        None => u8::try_from(c).ok().filter(|byte| *byte >= 0xa0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_misread_is_known() {
        for (text, meant) in [
            ("Ã©t", Some("é")),
            ("â€™s", Some("’")),
            ("Â°C", Some("°")),
            ("ðŸ˜€", Some("😀")),
            ("Ð¿Ñ€Ð¸", Some("при")),
            ("ä¸\u{ad}æ–‡", Some("中文")),
            ("Å”", None),
            ("é”…", None),
            ("Ão", None),
            ("âme", None),
        ] {
            assert_eq!(
                misread(text).map(|(_, meant)| meant).as_deref(),
                meant,
                "{text}"
            );
        }
    }
}
