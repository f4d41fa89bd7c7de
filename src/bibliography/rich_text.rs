//! Formatted text: what a citation or a reference looks like, free of any output format.

use std::sync::Arc;

use pulldown_cmark_escape::{StrWrite, escape_href, escape_html, escape_html_body_text};

use super::SourceId;
use crate::address;

/// Formatted text. Cheap to clone, since pages share what they cite alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RichText(Arc<[Inline]>);

/// A piece of formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Code, from the Markdown of a prefix or suffix.
    Code(String),
    /// Text that looks different.
    Styled(Look, RichText),
    /// A link. Its address is as the bibliography has it, so it may be unsafe.
    Link(String, RichText),
    /// What a citation says of one of its sources.
    Source(SourceId, RichText),
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// Italics.
    Emphasis,
    /// Bold.
    Strong,
    /// Small capitals.
    SmallCaps,
    /// Underlined.
    Underline,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
}

impl Look {
    /// The HTML tags around text of this look.
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Emphasis => ("<em>", "</em>"),
            Self::Strong => ("<strong>", "</strong>"),
            Self::SmallCaps => ("<span class=\"small-caps\">", "</span>"),
            Self::Underline => ("<u>", "</u>"),
            Self::Superscript => ("<sup>", "</sup>"),
            Self::Subscript => ("<sub>", "</sub>"),
        }
    }
}

impl RichText {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        [Inline::Text(text.into())].into_iter().collect()
    }

    /// The pieces in order.
    pub fn inlines(&self) -> &[Inline] {
        &self.0
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Inline::is_empty)
    }

    /// The text alone.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    /// Writes it as HTML, everything escaped.
    ///
    /// `source_href` says where the reference of a source is; each stretch about such a source becomes
    /// a link to it, and gives up the links inside, since links cannot nest. Addresses that may
    /// run code or lead into the reader's machine are not linked.
    pub fn write_html(&self, out: &mut String, source_href: &dyn Fn(SourceId) -> Option<String>) {
        self.write(out, source_href, false);
    }

    fn push_text(&self, text: &mut String) {
        for inline in self.0.iter() {
            match inline {
                Inline::Text(piece) | Inline::Code(piece) => text.push_str(piece),
                Inline::Styled(_, inner) | Inline::Link(_, inner) | Inline::Source(_, inner) => {
                    inner.push_text(text)
                }
            }
        }
    }

    fn write(
        &self,
        out: &mut String,
        source_href: &dyn Fn(SourceId) -> Option<String>,
        in_link: bool,
    ) {
        for inline in self.0.iter() {
            match inline {
                Inline::Text(text) => infallible(escape_html_body_text(&mut *out, text)),
                Inline::Code(text) => {
                    out.push_str("<code>");
                    infallible(escape_html_body_text(&mut *out, text));
                    out.push_str("</code>");
                }
                Inline::Styled(look, inner) => {
                    let (open, close) = look.tags();
                    out.push_str(open);
                    inner.write(out, source_href, in_link);
                    out.push_str(close);
                }
                Inline::Link(url, inner) if !in_link && is_safe(url) => {
                    out.push_str("<a href=\"");
                    infallible(escape_href(&mut *out, url));
                    out.push_str("\">");
                    inner.write(out, source_href, true);
                    out.push_str("</a>");
                }
                Inline::Link(_, inner) => inner.write(out, source_href, in_link),
                Inline::Source(source, inner) => match source_href(*source).filter(|_| !in_link) {
                    Some(href) => {
                        out.push_str("<a href=\"");
                        infallible(escape_html(&mut *out, &href));
                        out.push_str("\">");
                        inner.write(out, source_href, true);
                        out.push_str("</a>");
                    }
                    None => inner.write(out, source_href, in_link),
                },
            }
        }
    }
}

impl Inline {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Code(text) => text.is_empty(),
            Self::Styled(_, inner) | Self::Link(_, inner) | Self::Source(_, inner) => {
                inner.is_empty()
            }
        }
    }
}

impl FromIterator<Inline> for RichText {
    fn from_iter<I: IntoIterator<Item = Inline>>(inlines: I) -> Self {
        Self(inlines.into_iter().collect())
    }
}

impl From<Vec<Inline>> for RichText {
    fn from(inlines: Vec<Inline>) -> Self {
        Self(inlines.into())
    }
}

/// Whether an address may become a link: it leads to another site, by a scheme that is allowed.
fn is_safe(url: &str) -> bool {
    address::scheme(url).is_some_and(|scheme| address::is_allowed(&scheme))
}

/// Writing to a string cannot fail; the signature of the escaping functions just allows for it.
fn infallible(result: Result<(), <&mut String as StrWrite>::Error>) {
    debug_assert!(result.is_ok());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &RichText, href: &dyn Fn(SourceId) -> Option<String>) -> String {
        let mut out = String::new();
        text.write_html(&mut out, href);
        out
    }

    #[test]
    fn everything_is_escaped() {
        let evil = "<script>&\"'".to_owned();
        let text: RichText = [
            Inline::Text(evil.clone()),
            Inline::Code(evil.clone()),
            Inline::Link(format!("https://x.org/?a=1&b={evil}"), RichText::plain("a")),
        ]
        .into_iter()
        .collect();
        insta::assert_snapshot!(html(&text, &|_| None), @r#"&lt;script&gt;&amp;"'<code>&lt;script&gt;&amp;"'</code><a href="https://x.org/?a=1&amp;b=%3Cscript%3E&amp;%22&#x27;">a</a>"#);
    }

    #[test]
    fn unsafe_addresses_are_not_linked() {
        for url in [
            "javascript:alert(1)",
            "JavaScript:x",
            "java\nscript:x",
            "data:text/html,x",
            "file:///etc",
            "//x",
            "",
        ] {
            let text: RichText = [Inline::Link(url.to_owned(), RichText::plain("t"))]
                .into_iter()
                .collect();
            assert_eq!(html(&text, &|_| None), "t", "{url}");
        }
        assert!(is_safe("HTTPS://x.org") && is_safe("mailto:a@b.org") && is_safe("doi:10.1/x"));
    }

    #[test]
    fn a_source_is_one_link() {
        let link = Inline::Link("https://x.org".to_owned(), RichText::plain("Title"));
        let inner: RichText = [Inline::Text("A, ".to_owned()), link].into_iter().collect();
        let text: RichText = [Inline::Source(SourceId(3), inner)].into_iter().collect();
        assert_eq!(
            html(&text, &|_| None),
            "A, <a href=\"https://x.org\">Title</a>"
        );
        assert_eq!(
            html(&text, &|id| Some(format!("#s{}", id.0))),
            "<a href=\"#s3\">A, Title</a>"
        );
        assert_eq!(text.to_text(), "A, Title");
    }
}
