//! A value with the markup that CSL-JSON allows in it.

use std::fmt;
use std::ops::Range;

/// Text of a variable: plain, with ranges that look different.
///
/// Most values are plain, so the ranges stand beside the text and not in a tree; sorting, numbers and
/// text case work on the plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    plain: String,
    /// Ranges of bytes of `plain`; properly nested, outer ones first.
    spans: Vec<Span>,
}

/// A range of bytes that looks different.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The bytes of the plain text.
    pub range: Range<usize>,
    /// How they look.
    pub markup: Markup,
}

/// The markup of CSL-JSON's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Markup {
    /// `<i>`
    Italic,
    /// `<b>`
    Bold,
    /// `<sup>`
    Superscript,
    /// `<sub>`
    Subscript,
    /// `<span style="font-variant: small-caps;">` or `<sc>`
    SmallCaps,
    /// `<span class="nocase">`: text case leaves it as it is.
    NoCase,
    /// `<span class="nodecor">` of citeproc-js: no italics, bold or small capitals here.
    NoDecor,
    /// A quotation inside the text, without its marks; the style's locale brings them.
    Quoted,
    /// English words that stand for a term, such as "PhD thesis": where the locale has the term, or
    /// [`localized`](super::words::localized) knows the words in its language, these are printed.
    Term,
    /// A quotation written with ‘…’. It differs from [`Quoted`](Self::Quoted) only where it stands in no
    /// other quotation: there it has the inner marks of a locale whose inner marks these are.
    QuotedSingle,
    /// Markup of the caller's, handed back as it came: in the prefix or suffix of a cite.
    Foreign(u32),
}

impl Text {
    /// Text without markup: not even `<i>` is looked for.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            plain: text.into(),
            spans: Vec::new(),
        }
    }

    /// Text with ranges that look different, properly nested and outer ones first.
    pub fn with_spans(plain: String, spans: Vec<Span>) -> Self {
        debug_assert!(
            spans
                .iter()
                .all(|span| plain.get(span.range.clone()).is_some())
        );
        Self { plain, spans }
    }

    /// Adds plain text at the end.
    pub fn push_str(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    /// Adds a text with its markup at the end.
    pub fn push(&mut self, text: &Self) {
        let offset = self.plain.len();
        self.plain.push_str(&text.plain);
        self.spans.extend(text.spans.iter().map(|span| Span {
            range: span.range.start + offset..span.range.end + offset,
            markup: span.markup,
        }));
    }

    /// The text with its first letter in upper case, if that has the same length.
    pub fn capitalized(mut self) -> Self {
        if let Some(first) = self.plain.chars().next() {
            let upper: String = first.to_uppercase().collect();
            if upper.len() == first.len_utf8() {
                self.plain.replace_range(..upper.len(), &upper);
            }
        }
        self
    }

    /// The part of the text in a range of bytes of the plain text, with the markup that is in it.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let clip = |at: usize| at.clamp(range.start, range.end) - range.start;
        let spans = self.spans.iter().map(|span| Span {
            range: clip(span.range.start)..clip(span.range.end),
            markup: span.markup,
        });
        Self {
            plain: self.plain[range.clone()].to_owned(),
            spans: spans.filter(|span| !span.range.is_empty()).collect(),
        }
    }

    /// The text without its markup.
    pub fn as_str(&self) -> &str {
        &self.plain
    }

    /// The text without its markup, quotations in English marks.
    pub fn to_plain(&self) -> String {
        let mut marks: Vec<(usize, usize, char)> = Vec::new();
        for (index, span) in self.spans.iter().enumerate() {
            let (open, close) = match span.markup {
                Markup::Quoted => ('“', '”'),
                Markup::QuotedSingle => ('‘', '’'),
                _ => continue,
            };
            // Where one ends and another starts, the end is first, and inner ones end before outer ones.
            marks.push((span.range.start, usize::MAX / 2 + index, open));
            marks.push((span.range.end, usize::MAX / 2 - index, close));
        }
        marks.sort_unstable();
        let mut plain = self.plain.clone();
        for (at, _, mark) in marks.iter().rev() {
            plain.insert(*at, *mark);
        }
        plain
    }

    /// The ranges that look different.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain)
    }
}
