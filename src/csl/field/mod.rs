//! The value of a variable, a term or a name on its way to the output: text case, then the tree of its markup.

mod text_case;

use std::borrow::Cow;

use super::output::{Content, Format, Node};
use super::text::{Span, Text};

pub(crate) use text_case::{Casing, apply};

/// How deep markup and quotations may nest; what is deeper is printed without it.
const MAX_DEPTH: usize = 24;

/// Text with markup as content.
pub(crate) fn marked(text: Cow<'_, str>, mut spans: Vec<Span>) -> Content<'_> {
    let text = narrow_spaces(text, &mut spans);
    if spans.is_empty() {
        return Content::Text(text);
    }
    let mut spans = spans.into_iter().peekable();
    Content::Marked(nodes(&text, 0..text.len(), &mut spans, 0))
}

/// Plain text as content; tags and quotation marks in it are those of CSL-JSON's fields.
pub(crate) fn markup(text: &str) -> Option<Text> {
    let marked = text.contains(['<', '"', '\'', '“', '‘', '’']);
    marked.then(|| Text::from_markup(text))
}

/// The nodes of a range: text, and the spans that begin in it.
fn nodes<'a>(
    text: &str,
    range: std::ops::Range<usize>,
    spans: &mut std::iter::Peekable<impl Iterator<Item = Span>>,
    depth: usize,
) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    let mut at = range.start;
    while let Some(span) = spans.next_if(|span| span.range.start < range.end) {
        let inner = span.range.start.max(at)..span.range.end.min(range.end);
        if inner.is_empty() {
            continue;
        }
        if depth >= MAX_DEPTH {
            continue;
        }
        push_text(&mut nodes, &text[at..inner.start]);
        at = inner.end;
        nodes.push(Node {
            content: Content::Marked(self::nodes(text, inner, spans, depth + 1)),
            format: Format {
                markup: Some(span.markup),
                ..Format::default()
            },
            ..Node::default()
        });
    }
    push_text(&mut nodes, &text[at..range.end]);
    nodes
}

fn push_text(nodes: &mut Vec<Node<'_>>, text: &str) {
    if !text.is_empty() {
        nodes.push(Node::text(text.to_owned()));
    }
}

/// Spaces before `:;?!»` and after `«` are narrow and do not break, as in citeproc-js.
fn narrow_spaces<'t>(text: Cow<'t, str>, spans: &mut [Span]) -> Cow<'t, str> {
    const NARROW: char = '\u{202f}';
    let is_narrow = |&(at, _): &(usize, &str)| {
        text[at + 1..].starts_with([':', ';', '?', '!', '»']) || text[..at].ends_with('«')
    };
    let places: Vec<usize> = text
        .match_indices(' ')
        .filter(is_narrow)
        .map(|(at, _)| at)
        .collect();
    if places.is_empty() {
        return text;
    }
    let longer = NARROW.len_utf8() - 1;
    for span in spans {
        for end in [&mut span.range.start, &mut span.range.end] {
            *end += longer * places.partition_point(|place| place < end);
        }
    }
    let mut out = String::with_capacity(text.len() + longer * places.len());
    let mut copied = 0;
    for at in places {
        out.push_str(&text[copied..at]);
        out.push(NARROW);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// `strip-periods`: the text without the full stops that no small letter follows.
pub(crate) fn without_periods(text: &str, spans: &[Span]) -> (String, Vec<Span>) {
    let mut out = String::with_capacity(text.len());
    let mut removed = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = chars
            .peek()
            .is_some_and(|(_, next)| next.is_ascii_lowercase());
        if c == '.' && !inside {
            removed.push(at);
        } else {
            out.push(c);
        }
    }
    let new = |at: usize| at - removed.partition_point(|&removed| removed < at);
    let spans = spans.iter().map(|span| Span {
        range: new(span.range.start)..new(span.range.end),
        markup: span.markup,
    });
    (out, spans.collect())
}
