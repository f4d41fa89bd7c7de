//! The grammar of citations: Pandoc's, read from the text between square brackets.
//!
//! `[see @a, pp. 3-5; also @b, ch. 2]` is a cluster of two items, each with a prefix, a key, a locator
//! and a suffix. Clusters reach this module as link labels that no link definition explains; the
//! narrative form `@key` is found in running text. Keys are resolved much later, in `link`.

use std::ops::Range;

use crate::bibliography::Locator;
use crate::csl::LocatorLabels;
use crate::diagnostics::Span;

/// One source in a citation, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct CitedSource {
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
    pub fn new(key: &str, span: Span) -> Self {
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
pub(super) struct MalformedCitation {
    /// What is at fault in the file.
    pub span: Span,
    /// What is wrong.
    pub message: &'static str,
}

/// Whether the text between brackets is meant as a citation: an `@` that could begin a key stands in each of
/// its items.
///
/// `[@a; Section 5]` is not one: Pandoc, too, reads it as brackets around a narrative citation.
pub(super) fn looks_like_citation(text: &str) -> bool {
    let has_key = at_signs(text).any(|at| key_at(text, at).is_some())
        || text.trim_start_matches('-').starts_with('@');
    has_key
        && split_items(text)
            .into_iter()
            .all(|item| may_be_item(&text[item]))
}

/// Whether what stands between two semicolons can be an item of a citation, be it malformed.
fn may_be_item(item: &str) -> bool {
    item.trim().is_empty() || item.contains('@')
}

/// Reads the text between the brackets; `place` says where in the file bytes of it stand.
///
/// # Errors
/// What is wrong with the first item that is not in order.
pub(super) fn parse_cluster(
    text: &str,
    labels: &LocatorLabels,
    place: impl Fn(Range<usize>) -> Span,
) -> Result<Vec<CitedSource>, MalformedCitation> {
    let items = split_items(text).into_iter();
    items
        .map(|range| parse_item(text, range, labels, &place))
        .collect()
}

/// What the brackets after a narrative citation say: the locator and suffix of its source, and further sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NarrativeTail {
    pub locator: Option<Locator>,
    pub suffix: String,
    pub others: Vec<CitedSource>,
}

/// Reads the text between the brackets after a narrative citation: `p. 3`, `see p. 3; @b` or `@b; @c`.
///
/// # Errors
/// What is wrong with the first of the other sources that is not in order.
pub(super) fn parse_narrative_tail(
    text: &str,
    labels: &LocatorLabels,
    place: impl Fn(Range<usize>) -> Span,
) -> Result<NarrativeTail, MalformedCitation> {
    let items = split_items(text);
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

/// Where the brackets that open at byte `at` of `text` close, if they are a citation with brackets inside, such
/// as `[@a, p. 3 [emphasis added]]` or `[@a see [words](address)]`. They close before byte `end`.
///
/// CommonMark does not allow brackets in a label, so the parser hands these on as text.
pub(super) fn nested_citation_end(text: &str, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
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

/// The key that an `@` at byte `at` of `text` begins: the bytes after the `@` (or inside `@{…}`), and the key.
pub(super) fn key_at(text: &str, at: usize) -> Option<(Range<usize>, &str)> {
    let rest = text.get(at..)?.strip_prefix('@')?;
    if let Some(braced) = rest.strip_prefix('{') {
        let end = braced.find(['}', '\n'])?;
        let key = &braced[..end];
        return (braced[end..].starts_with('}') && !key.is_empty())
            .then_some((at + 1..at + end + 3, key));
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        if in_word(c) {
            end = i + c.len_utf8();
        } else if i == 0
            || !":.#$%&-+?<>~/".contains(c)
            || !chars.peek().is_some_and(|n| in_word(n.1))
        {
            // Punctuation belongs to a key only between word characters, one at a time.
            break;
        }
    }
    (end > 0).then(|| (at + 1..at + 1 + end, &rest[..end]))
}

/// Whether an `@` at byte `at` can begin a key: neither a word character nor a backslash stands before it.
pub(super) fn may_begin_key(text: &str, at: usize) -> bool {
    match text[..at].chars().next_back() {
        Some(c) => !(c.is_alphanumeric() || matches!(c, '_' | '\\' | '/' | '@' | '.')),
        None => true,
    }
}

/// The keys that stand in `text`, whatever else does.
pub(super) fn keys_in(text: &str) -> impl Iterator<Item = &str> {
    at_signs(text).filter_map(|at| key_at(text, at).map(|(_, key)| key))
}

fn at_signs(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('@')
        .map(|(at, _)| at)
        .filter(|at| may_begin_key(text, *at))
}

/// Ranges between semicolons that are not inside braces or brackets.
fn split_items(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (i, c) in text.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => {
                ranges.push(start..i);
                start = i + 1;
            }
            _ => {}
        }
    }
    ranges.push(start..text.len());
    ranges
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

/// Reads what follows a key: a locator and a suffix, in Pandoc's grammar.
///
/// A comma or a space parts the locator from the key. It may have a label (`p.`, `ch.`), and goes on over
/// numbers, ranges and commas between them; `{…}` around it says exactly what belongs to it.
pub(super) fn parse_tail(tail: &str, labels: &LocatorLabels) -> (Option<Locator>, String) {
    let body = tail.strip_prefix(',').unwrap_or(tail).trim_start();
    let suffix = |rest: &str| rest.trim_end().to_owned();
    if let Some(inner) = body.strip_prefix('{')
        && let Some(end) = inner.find('}')
    {
        let content = inner[..end].trim();
        let rest = suffix(&inner[end + 1..]);
        if content.is_empty() {
            return (None, rest);
        }
        let (label, value) = split_label(content, labels);
        return (Some(locator(label, value)), rest);
    }
    if let Some((label, value, rest)) = label_after(body, labels) {
        return (Some(Locator::new(label, value)), suffix(rest));
    }
    let (label, value) = split_label(body, labels);
    let length = locator_length(value, label.is_some());
    if length == 0 {
        return (None, suffix(tail));
    }
    let rest = suffix(&value[length..]);
    (Some(locator(label, &value[..length])), rest)
}

/// A locator; without a label it is a page.
fn locator(label: Option<&'static str>, value: &str) -> Locator {
    Locator::new(label.unwrap_or("page"), value)
}

/// Splits "5쪽 이하" into the label, the number and the rest: in East Asian languages the label comes after it.
fn label_after<'t>(
    text: &'t str,
    labels: &LocatorLabels,
) -> Option<(&'static str, &'t str, &'t str)> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–');
    let word = text.find(|c: char| !is_number(c)).filter(|end| *end > 0)?;
    let (number, after) = text.split_at(word);
    let end = after.find(|c: char| c.is_ascii() || c.is_whitespace());
    let (label, rest) = after.split_at(end.unwrap_or(after.len()));
    (!label.is_empty()).then(|| Some((labels.get(label)?, number, rest)))?
}

/// Splits "pp. 3-5" into the label and the rest; without a known label all of it is the rest.
fn split_label<'t>(text: &'t str, labels: &LocatorLabels) -> (Option<&'static str>, &'t str) {
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_ascii_digit())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    // "s. v." is the only label of two words.
    if let Some(rest) = text.strip_prefix("s. v.").or(text.strip_prefix("s. vv.")) {
        return (Some("sub-verbo"), rest.trim_start());
    }
    match labels.get(word) {
        Some(label) if !rest.is_empty() => (Some(label), rest.trim_start()),
        _ => (None, text),
    }
}

/// How many bytes of `text` are numbers, ranges and the commas between them.
///
/// A word counts as a number if it holds a digit, or is Roman and a label stands before it.
fn locator_length(text: &str, labelled: bool) -> usize {
    let mut length = 0;
    let mut position = 0;
    while position < text.len() {
        let rest = &text[position..];
        let gap = rest.len() - rest.trim_start_matches([' ', ',', '&', '\u{a0}']).len();
        let word_start = position + gap;
        let word = text[word_start..]
            .split(|c: char| c.is_whitespace() || c == ',')
            .next()
            .unwrap_or_default();
        let trimmed = word.trim_end_matches(['.', ':', '!', '?']);
        let is_number = trimmed.chars().any(|c| c.is_ascii_digit())
            || (labelled
                && !trimmed.is_empty()
                && trimmed.chars().all(|c| "ivxlcdmIVXLCDM-–().".contains(c)))
            || (labelled && length == 0 && !trimmed.is_empty());
        // Without a label a locator begins with a digit or a section sign: "99 bottles" is a suffix's risk. A time
        // is not a page.
        let is_time = !labelled && trimmed.contains(':');
        if !is_number
            || is_time
            || (!labelled && length == 0 && !trimmed.starts_with(|c: char| c.is_ascii_digit()))
        {
            break;
        }
        length = word_start + trimmed.len();
        position = word_start + word.len();
        if trimmed.len() < word.len() {
            break;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> LocatorLabels {
        labels_of("en")
    }

    fn labels_of(language: &str) -> LocatorLabels {
        let (language, words) = crate::bibliography::bundled::words(language, &[]);
        LocatorLabels::new(&language, &words)
    }

    fn one(text: &str) -> CitedSource {
        let [source] =
            <[_; 1]>::try_from(parse_cluster(text, &labels(), Span::new).unwrap()).unwrap();
        source
    }

    fn parts(text: &str) -> (String, String, String, String) {
        let item = one(text);
        let locator = item
            .locator
            .map(|l| format!("{} {}", l.label, l.value))
            .unwrap_or_default();
        (item.prefix, item.key, locator, item.suffix)
    }

    #[test]
    fn every_form_of_the_design() {
        let s = |a: &str, b: &str, c: &str, d: &str| (a.into(), b.into(), c.into(), d.into());
        assert_eq!(parts("@key"), s("", "key", "", ""));
        assert_eq!(parts("@key, p. 33"), s("", "key", "page 33", ""));
        assert_eq!(parts("see @a, pp. 3-5"), s("see", "a", "page 3-5", ""));
        assert_eq!(parts("@a, 33"), s("", "a", "page 33", ""));
        assert_eq!(parts("@a p. 3"), s("", "a", "page 3", ""));
        assert_eq!(
            parts("@a, ch. 2 and later"),
            s("", "a", "chapter 2", " and later")
        );
        assert_eq!(
            parts("@a, pp. 33-35, 38 and *passim*"),
            s("", "a", "page 33-35, 38", " and *passim*")
        );
        assert_eq!(parts("@a, sec. 4.2"), s("", "a", "section 4.2", ""));
        assert_eq!(parts("@a, para. 12"), s("", "a", "paragraph 12", ""));
        assert_eq!(parts("@a, vol. iv"), s("", "a", "volume iv", ""));
        assert_eq!(parts("@a, fig. 3a"), s("", "a", "figure 3a", ""));
        assert_eq!(
            parts("@a, {pp. iv, vi-xi} with more"),
            s("", "a", "page iv, vi-xi", " with more")
        );
        assert_eq!(
            parts("@a, and elsewhere"),
            s("", "a", "", ", and elsewhere")
        );
        assert_eq!(parts("@a, §7"), s("", "a", "section 7", ""));
        assert_eq!(
            parts("@{https://x.org/a b}"),
            s("", "https://x.org/a b", "", "")
        );
        assert!(one("-@key").suppress_author);
        assert_eq!(one("see -@key").prefix, "see");
    }

    #[test]
    fn several_items_keep_their_places() {
        let text = "see @a, pp. 3-5; also -@b, ch. 2";
        let sources = parse_cluster(text, &labels(), Span::new).unwrap();
        let keys: Vec<_> = sources.iter().map(|s| &text[s.span.range()]).collect();
        assert_eq!(keys, ["@a", "@b"]);
        assert!(sources[1].suppress_author);
    }

    #[test]
    fn keys_end_before_punctuation() {
        for (text, key) in [
            ("@doe_2024.", "doe_2024"),
            ("@a:b/c?", "a:b/c"),
            ("@x--y", "x"),
            ("@überseh-1", "überseh-1"),
            ("@38north-2024", "38north-2024"),
        ] {
            assert_eq!(key_at(text, 0).unwrap().1, key);
        }
        assert_eq!(key_at("@", 0), None);
        assert_eq!(key_at("@ x", 0), None);
        assert!(!may_begin_key("a@b", 1));
        assert!(!may_begin_key("\\@b", 1));
        assert!(may_begin_key("(@b", 1));
    }

    #[test]
    fn malformed_clusters_say_where() {
        for (text, range) in [("@", 0..1), ("@a;", 3..3), ("@a @b", 3..5), ("-@", 0..2)] {
            let fault = parse_cluster(text, &labels(), Span::new).unwrap_err();
            assert_eq!(fault.span, Span::new(range), "{text}");
        }
    }

    #[test]
    fn addresses_and_plain_brackets_are_no_citations() {
        for text in ["me@example.org", "x", "1", "see below", "a @ b"] {
            assert!(!looks_like_citation(text), "{text}");
        }
        // As Pandoc: a part without a key makes all of it text.
        assert!(!looks_like_citation("@a; p. 3"));
        for text in ["@", "@a", "-@a", "see @a", "(@a)", "@a;", "@a [b; c]"] {
            assert!(looks_like_citation(text), "{text}");
        }
    }

    #[test]
    fn brackets_inside_are_part_of_a_citation() {
        let end = |text: &str| nested_citation_end(text, 0, text.len());
        for text in [
            "[@a, p. 3 [emphasis added]]",
            "[@a see [words](https://x.org)]",
            "[see [the other; here] @a; @b [p. 3]]",
        ] {
            assert_eq!(end(text), Some(text.len()), "{text}");
        }
        // Words around a citation, brackets without one, brackets that stay open, and what the parser reads itself.
        for text in ["[as [@a] says]", "[a [b] c]", "[@a [b]", "[@a]", "[\\[@a]"] {
            assert_eq!(end(text), None, "{text}");
        }
    }

    #[test]
    fn a_narrative_citation_may_name_further_sources() {
        let tail = |text: &str| parse_narrative_tail(text, &labels(), Span::new).unwrap();
        let keys = |tail: &NarrativeTail| -> Vec<String> {
            tail.others
                .iter()
                .map(|source| source.key.clone())
                .collect()
        };
        let with_suffix = tail("see p. 3; @b, p. 4");
        assert_eq!(with_suffix.suffix, "see p. 3");
        assert_eq!(keys(&with_suffix), ["b"]);
        assert!(with_suffix.others[0].locator.is_some());
        assert_eq!(keys(&tail("@b; -@c")), ["b", "c"]);
        assert!(tail("p. 3").locator.is_some());
        assert_eq!(tail("so; and so").suffix, "so; and so");
        assert_eq!(
            parse_narrative_tail("@b @c", &labels(), Span::new)
                .unwrap_err()
                .span,
            Span::new(3..5)
        );
    }

    #[test]
    fn a_time_is_not_a_page() {
        assert_eq!(parts("@a, 12:30").3, ", 12:30");
        assert_eq!(parts("@a, verse 3:16").2, "verse 3:16");
    }

    #[test]
    fn labels_are_those_of_the_language() {
        for (language, tail, label, value) in [
            ("de", ", S. 5", "page", "5"),
            ("de", ", Abschn. 5", "section", "5"),
            ("en", ", s. 5", "section", "5"),
            ("ru", ", с. 5–7", "page", "5–7"),
            ("ko", ", 5-7쪽", "page", "5-7"),
            ("ko", ", 쪽 5", "page", "5"),
            ("ja", ", 5頁", "page", "5"),
            ("de", ", p. 5", "page", "5"),
        ] {
            let (locator, suffix) = parse_tail(tail, &labels_of(language));
            assert_eq!(
                locator,
                Some(Locator::new(label, value)),
                "{language} {tail}"
            );
            assert_eq!(suffix, "");
        }
    }
}
