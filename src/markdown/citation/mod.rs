//! The grammar of citations: Pandoc's, read from the text between square brackets.
//!
//! `[see @a, pp. 3-5; also @b, ch. 2]` is a cluster of two items, each with a prefix, a key, a locator
//! and a suffix. Clusters reach this module as link labels that no link definition explains; the
//! narrative form `@key` is found in running text. Keys are resolved much later, in `link`.

mod key;
mod locator;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub(crate) use self::key::keys_in;
pub(in crate::markdown) use self::key::{key_at, may_begin_key};

use self::key::at_signs;
use self::locator::parse_tail;
use crate::bibliography::Locator;
use crate::csl::LocatorLabels;
use crate::diagnostics::Span;

/// One source in a citation, as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CitedSource {
    /// Key of the source.
    pub key: String,
    /// `@key` in the file.
    pub span: Span,
    /// `-@key`: the author is already named in the sentence.
    pub suppress_author: bool,
    /// Markdown before the key, such as "see".
    pub prefix: String,
    /// Where in the source.
    pub locator: Option<Locator>,
    /// Markdown after the locator, with the punctuation that it begins with.
    pub suffix: String,
}

impl CitedSource {
    /// A source with nothing beside its key.
    pub(crate) fn new(key: &str, span: Span) -> Self {
        Self {
            key: key.to_owned(),
            span,
            suppress_author: false,
            prefix: String::new(),
            locator: None,
            suffix: String::new(),
        }
    }
}

/// Why a text that looks like a citation is not one.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::markdown) struct MalformedCitation {
    /// What is at fault in the file.
    pub span: Span,
    /// What is wrong.
    pub message: &'static str,
}

/// Whether the text between brackets is meant as a citation: an `@` that could begin a key stands in each of
/// its items.
///
/// `[@a; Section 5]` is not one: Pandoc, too, reads it as brackets around a narrative citation.
pub(in crate::markdown) fn looks_like_citation(text: &str) -> bool {
    let has_key = at_signs(text).any(|at| key_at(text, at).is_some())
        || text.trim_start_matches('-').starts_with('@');
    has_key && split_items(text).all(|item| may_be_item(&text[item]))
}

/// Whether what stands between two semicolons can be an item of a citation, be it malformed.
fn may_be_item(item: &str) -> bool {
    item.trim().is_empty() || item.contains('@')
}

/// Reads the text between the brackets; `place` says where in the file bytes of it stand.
///
/// # Errors
/// What is wrong with the first item that is not in order.
pub(in crate::markdown) fn parse_cluster(
    text: &str,
    labels: &LocatorLabels,
    place: impl Fn(Range<usize>) -> Span,
) -> Result<Vec<CitedSource>, MalformedCitation> {
    let items = split_items(text);
    items
        .map(|range| parse_item(text, range, labels, &place))
        .collect()
}

/// What the brackets after a narrative citation say: the locator and suffix of its source, and further sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::markdown) struct NarrativeTail {
    pub locator: Option<Locator>,
    pub suffix: String,
    pub others: Vec<CitedSource>,
}

/// Reads the text between the brackets after a narrative citation: `p. 3`, `see p. 3; @b` or `@b; @c`.
///
/// # Errors
/// What is wrong with the first of the other sources that is not in order.
pub(in crate::markdown) fn parse_narrative_tail(
    text: &str,
    labels: &LocatorLabels,
    place: impl Fn(Range<usize>) -> Span,
) -> Result<NarrativeTail, MalformedCitation> {
    let items: Vec<_> = split_items(text).collect();
    let cites_first = may_be_item(&text[items[0].clone()]);
    let others = &items[usize::from(!cites_first)..];
    if !others.iter().all(|item| may_be_item(&text[item.clone()])) {
        let (locator, suffix) = parse_tail(text, labels);
        return Ok(NarrativeTail {
            locator,
            suffix,
            ..NarrativeTail::default()
        });
    }
    let mut tail = NarrativeTail::default();
    if !cites_first {
        (tail.locator, tail.suffix) = parse_tail(&text[items[0].clone()], labels);
    }
    for item in others {
        tail.others
            .push(parse_item(text, item.clone(), labels, &place)?);
    }
    Ok(tail)
}

/// No citation with brackets inside is longer: where they do not close, each would be looked for to the end.
const LONGEST: usize = 4096;

/// Where the brackets that open at byte `at` of `text` close, if they are a citation with brackets inside, such
/// as `[@a, p. 3 [emphasis added]]` or `[@a see [words](address)]`. They close before byte `end`.
///
/// CommonMark does not allow brackets in a label, so the parser hands these on as text.
pub(in crate::markdown) fn nested_citation_end(text: &str, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = end.min(at + LONGEST);
    let mut depth = 0_usize;
    let mut outside = String::new();
    let mut position = at + 1;
    let (mut from, mut nested) = (position, false);
    while position < end {
        match bytes[position] {
            b'\\' => position += 1,
            b'[' => {
                if depth == 0 {
                    outside.push_str(&text[from..position]);
                    from = position + 1;
                    nested = true;
                }
                depth += 1;
            }
            b']' if depth == 0 => {
                outside.push_str(&text[from..position]);
                let found = nested && looks_like_citation(&outside);
                return found.then_some(position + 1);
            }
            b']' => {
                depth -= 1;
                if depth == 0 {
                    if looks_like_citation(&text[from..position]) {
                        return None;
                    }
                    from = position + 1;
                }
            }
            _ => {}
        }
        position += 1;
    }
    None
}

/// Ranges between semicolons that are not inside braces or brackets.
fn split_items(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start.take()?;
        let mut depth = 0_usize;
        let mut bytes = text.as_bytes()[from..].iter();
        let length = bytes.position(|byte| {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            *byte == b';' && depth == 0
        });
        let end = length.map(|length| from + length);
        start = end.map(|end| end + 1);
        Some(from..end.unwrap_or(text.len()))
    })
}

fn parse_item(
    text: &str,
    range: Range<usize>,
    labels: &LocatorLabels,
    place: &impl Fn(Range<usize>) -> Span,
) -> Result<CitedSource, MalformedCitation> {
    let range = trim(text, range);
    let item = &text[range.clone()];
    let (at, key_end, key) = key_of(item).map_err(|(fault, message)| MalformedCitation {
        span: place(range.start + fault.start..range.start + fault.end),
        message,
    })?;
    let before = &item[..at];
    let (prefix, suppress_author) = match before.strip_suffix('-') {
        Some(prefix) if prefix.is_empty() || prefix.ends_with(char::is_whitespace) => {
            (prefix, true)
        }
        _ => (before, false),
    };
    let (locator, suffix) = parse_tail(&item[key_end..], labels);
    let span = place(range.start + at..range.start + key_end);
    Ok(CitedSource {
        suppress_author,
        prefix: prefix.trim().to_owned(),
        locator,
        suffix,
        ..CitedSource::new(key, span)
    })
}

/// The one key of an item: where its `@` stands, where it ends, and the key.
///
/// # Errors
/// What is wrong, and with which bytes of the item. An empty item has none, only the place where it should be.
fn key_of(item: &str) -> Result<(usize, usize, &str), (Range<usize>, &'static str)> {
    let whole = 0..item.len();
    let mut keys = at_signs(item).filter_map(|at| key_at(item, at).map(|key| (at, key)));
    let Some((at, (key_range, key))) = keys.next() else {
        let message = match item {
            "" => "a citation is missing beside the semicolon",
            item if item.contains('@') => "no key follows the at sign",
            _ => "no source is named here",
        };
        return Err((whole, message));
    };
    match keys.next() {
        None => Ok((at, key_range.end, key)),
        Some((next, _)) => Err((
            next..item.len(),
            "two sources stand here without a semicolon between them",
        )),
    }
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let item = &text[range.clone()];
    let start = range.start + item.len() - item.trim_start().len();
    start..start + item.trim().len()
}
