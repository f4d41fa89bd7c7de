//! Writing HTML, and finding the places in it that links can lead to.

use std::convert::Infallible;
use std::fmt::Write;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Appends `text` to `out` for use between tags.
pub(crate) fn escape_text(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html_body_text(&mut *out, text);
}

/// Appends `text` to `out` for use in a double-quoted attribute.
pub(crate) fn escape_attribute(out: &mut String, text: &str) {
    let _ = pulldown_cmark_escape::escape_html(&mut *out, text);
}

/// Appends ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    escape_attribute(out, value);
    out.push('"');
}

/// What the fragment of an address can lead to in `html`, and where its value stands: every `id`, and the `name`
/// of every `a`.
pub(crate) fn anchors(html: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // What kind of tag is open, and whether the value that comes next is one of these.
    let (mut in_start_tag, mut in_link, mut wanted) = (false, false, false);
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        match event {
            CallbackEvent::OpenStartTag { name } => (in_start_tag, in_link) = (true, name == b"a"),
            CallbackEvent::CloseStartTag { .. } => in_start_tag = false,
            CallbackEvent::AttributeName { name } => {
                wanted = in_start_tag && (name == b"id" || (in_link && name == b"name"));
            }
            CallbackEvent::AttributeValue { value } if wanted => {
                found.push((span.start, String::from_utf8_lossy(value).into_owned()));
            }
            _ => {}
        }
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    found
}

/// Puts `prefix` in front of all that the fragment of an address can lead to in `html`, unless it begins with it already.
pub(crate) fn prefix_ids(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut from = 0;
    for at in anchor_values(html) {
        out.push_str(&html[from..at]);
        if !html[at..].starts_with(prefix) {
            out.push_str(prefix);
        }
        from = at;
    }
    out.push_str(&html[from..]);
    out
}

/// Where the values begin that [`anchors`] finds, in less time: text and values are not read letter by letter.
fn anchor_values(html: &str) -> Vec<usize> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|before| at + before) {
        at = match &bytes[open + 1..] {
            [b'a'..=b'z' | b'A'..=b'Z', ..] => read_tag(bytes, open + 1, &mut found),
            [b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => read_tag(bytes, open + 2, &mut Vec::new()),
            // Comments are rare.
            [b'!' | b'?' | b'/', ..] => {
                let rest = anchors(&html[open..]).into_iter();
                found.extend(rest.map(|(at, _)| open + at));
                break;
            }
            _ => open + 1,
        };
    }
    found
}

/// Reads a tag from its name on, by the states of the HTML standard ("Tokenization"); returns where it ends. Notes where the values
/// of `id`, and of the `name` of an `a`, begin; nothing leads to an empty one.
fn read_tag(html: &[u8], start: usize, found: &mut Vec<usize>) -> usize {
    fn until(html: &[u8], at: usize, ends: impl Fn(&u8) -> bool) -> usize {
        let length = html[at..].iter().position(ends);
        length.map_or(html.len(), |length| at + length)
    }
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r');
    let ends_name = |byte: &u8| is_space(byte) || matches!(byte, b'/' | b'>');
    let mut at = until(html, start, ends_name);
    // Most tags are a name alone.
    if html.get(at) == Some(&b'>') {
        return at + 1;
    }
    let is_link = html[start..at].eq_ignore_ascii_case(b"a");
    loop {
        let name = until(html, at, |byte| !is_space(byte) && *byte != b'/');
        match html.get(name) {
            None => return html.len(),
            Some(b'>') => return name + 1,
            Some(_) => {}
        }
        at = until(html, name + 1, |byte| ends_name(byte) || *byte == b'=');
        let name = &html[name..at];
        at = until(html, at, |byte| !is_space(byte));
        if html.get(at) != Some(&b'=') {
            continue;
        }
        let mut value = until(html, at + 1, |byte| !is_space(byte));
        at = match html.get(value) {
            Some(b'>') => return value + 1,
            Some(quote @ (b'"' | b'\'')) => {
                value += 1;
                let Some(length) = memchr::memchr(*quote, &html[value..]) else {
                    // A tag that does not end is none.
                    return html.len();
                };
                value + length + 1
            }
            _ => until(html, value, |byte| is_space(byte) || *byte == b'>'),
        };
        let is_empty = matches!(html[value - 1], b'"' | b'\'') && at == value + 1;
        let leads =
            name.eq_ignore_ascii_case(b"id") || is_link && name.eq_ignore_ascii_case(b"name");
        if leads && !is_empty {
            found.push(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_are_found_as_the_standard_says(
            pieces in proptest::collection::vec("<a|<b|</a|<!--|-->|<|>| |/|=|\"|'|id|ID|name|x|\n| id=\"x\"| name='y'|é", 0..24),
        ) {
            // What is open at the end of the file is not a tag.
            let html = format!("{}\"'>", pieces.concat());
            let expected: Vec<usize> = super::anchors(&html).into_iter().map(|(at, _)| at).collect();
            prop_assert_eq!(super::anchor_values(&html), expected, "{}", html);
        }
    }

    #[test]
    fn ids_in_tags_get_the_prefix_once() {
        let html = "<h2 id=\"a\">A</h2><hr><a id=\"p--ref-1\"></a>&lt;b id=\"b\">, c id=\"c\"<div class=\"d\" id=\"d\">";
        assert_eq!(
            super::prefix_ids(html, "p--"),
            "<h2 id=\"p--a\">A</h2><hr><a id=\"p--ref-1\"></a>&lt;b id=\"b\">, c id=\"c\"<div class=\"d\" id=\"p--d\">"
        );
    }

    #[test]
    fn anchors_are_found_where_they_stand() {
        let html = "<h2 ID=one>x</h2 id=end><!-- <p id=no> --><a name='two'><p name=\"no\"><i id=\"für&amp;\" alt=\" id=no\">";
        let found = super::anchors(html);
        let values: Vec<&str> = found.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["one", "two", "für&"]);
        let starts: Vec<&str> = found.iter().map(|(at, _)| &html[*at..*at + 3]).collect();
        assert_eq!(starts, ["one", "two", "fü"]);
    }
}
