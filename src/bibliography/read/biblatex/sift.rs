//! Blanks out the stretches of a `.bib` file that do not parse, so that one bad entry costs only itself.

use std::borrow::Cow;
use std::ops::Range;

use biblatex::{ParseError, ParseErrorKind, RawBibliography};

use super::{BibliographyFile, Reading};

/// The text with every unreadable stretch replaced by spaces, each reported.
///
/// The file is cut before every `@` that opens a line. A piece that does not parse may be an entry with
/// such an `@` inside a value, so the piece up to its closing brace is tried before it is given up.
pub(super) fn sift<'a>(file: &'a BibliographyFile, reading: &mut Reading) -> Cow<'a, str> {
    let text: &str = &file.text;
    if RawBibliography::parse(text).is_ok() {
        return Cow::Borrowed(text);
    }
    let mut sifted = String::with_capacity(text.len());
    let mut starts = entry_starts(text).peekable();
    let first = starts.peek().copied().unwrap_or(text.len());
    blank(&mut sifted, &text[..first]);
    while let Some(start) = starts.next() {
        let next = starts.peek().copied().unwrap_or(text.len());
        match readable(text, start, next) {
            Ok(good) => {
                sifted.push_str(&text[good.clone()]);
                while starts.next_if(|start| *start < good.end).is_some() {}
                let next = starts.peek().copied().unwrap_or(text.len());
                blank(&mut sifted, &text[good.end..next]);
            }
            Err(error) => {
                report(file, start, next, &error, reading);
                blank(&mut sifted, &text[start..next]);
            }
        }
    }
    Cow::Owned(sifted)
}

/// The stretch from `start` that parses: up to the next piece, or to the entry's own closing brace.
fn readable(text: &str, start: usize, next: usize) -> Result<Range<usize>, ParseError> {
    let error = match RawBibliography::parse(&text[start..next]) {
        Ok(_) => return Ok(start..next),
        Err(error) => error,
    };
    match closing_brace(&text[start..]).map(|end| start..start + end) {
        Some(entry) if RawBibliography::parse(&text[entry.clone()]).is_ok() => Ok(entry),
        _ => Err(error),
    }
}

/// Offsets of every `@` that is the first thing on its line.
fn entry_starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('@')
        .map(|(offset, _)| offset)
        .filter(|offset| {
            let line = text[..*offset].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            text[line..*offset].trim().is_empty()
        })
}

/// The offset behind the brace that closes the first one opened in `text`.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((offset, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(offset + 1),
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Appends as many bytes of blanks as `text` has, its line ends kept.
fn blank(sifted: &mut String, text: &str) {
    sifted.extend(
        text.bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
    );
}

fn report(
    file: &BibliographyFile,
    start: usize,
    next: usize,
    error: &ParseError,
    reading: &mut Reading,
) {
    let piece = file.text[start..next].trim_end();
    if error.span.start >= piece.len() {
        let head = start..start + piece.find(['\n', '\r']).unwrap_or(piece.len());
        let help = "look for a brace or a quotation mark that is not closed".to_owned();
        return reading.problem(file, head, "this entry does not end", Some(help));
    }
    let what = match error.kind {
        // Its parser says so of every value that starts with neither brace nor quotation mark.
        ParseErrorKind::UnexpectedEof => "expected a value".to_owned(),
        ref kind => kind.to_string(),
    };
    let at = start + error.span.start;
    let help = "an entry is written `@type{key, field = {value}, …}`".to_owned();
    reading.problem(
        file,
        at..at,
        format!("this entry cannot be read: {what}"),
        Some(help),
    );
}
