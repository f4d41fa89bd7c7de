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

#[cfg(test)]
mod tests {
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
