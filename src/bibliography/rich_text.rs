//! Formatted text: what a citation or a reference says, with the links that belong to it.

use std::sync::{Arc, OnceLock};

use pulldown_cmark_escape::{StrWrite, escape_href, escape_html, escape_html_body_text};

use super::SourceId;
use crate::address;
use crate::csl::{Display, Event, Formatted, Tag, Variable};

/// Formatted text. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RichText(Option<Arc<Content>>);

#[derive(Debug)]
struct Content {
    parts: Parts,
    /// Pages and their print views have it, and what is said of a source on its own is on many pages.
    html: OnceLock<Box<str>>,
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

/// The processor's text, and what its tags stand for outside of CSL.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parts {
    pub text: Formatted,
    /// The sources of the cites, by [`Tag::Cite`]; of a reference its one source.
    pub sources: Vec<CitedLinks>,
    /// What the author's Markdown is, by [`Tag::Foreign`].
    pub foreign: Vec<Foreign>,
}

/// A source that the text cites, and where its variables lead.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CitedLinks {
    pub source: SourceId,
    /// Safe addresses; a variable without one is not a link.
    pub links: Vec<(Variable, String)>,
    /// The language of the title, a tag of BCP 47, if it is not that of the page (WCAG 2.2, 3.1.2).
    pub language: Option<String>,
}

/// Markdown that CSL has no word for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    Code,
    /// A link to an address as written, so that it may be unsafe.
    Link(String),
}

/// What is open while the text is written.
enum Open {
    /// Closed with these characters.
    Tag(&'static str),
    /// A link, in which there can be no other.
    Link,
    /// Nothing was written for it.
    Nothing,
}

/// Bytes of the links in a text of middle length.
const LINKS: usize = 120;

impl RichText {
    pub(super) fn new(parts: Parts) -> Self {
        let html = OnceLock::new();
        Self((!parts.text.is_empty()).then(|| Arc::new(Content { parts, html })))
    }

    /// Whether there is no text.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether it is this text, and not another that may say the same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// The text without its looks.
    pub(crate) fn as_str(&self) -> &str {
        self.0
            .as_ref()
            .map_or("", |content| content.parts.text.as_str())
    }

    /// The HTML, in which titles and addresses are links.
    pub(crate) fn html(&self) -> &str {
        let made = |content: &Content| {
            let mut html = String::with_capacity(2 * content.parts.text.as_str().len() + LINKS);
            self.write_html(&mut html, &|_| None);
            html.into()
        };
        let content = self.0.as_ref();
        content.map_or("", |content| content.html.get_or_init(|| made(content)))
    }

    /// Writes HTML. A source with a `source_href` becomes one link; in all others the titles and addresses do.
    pub(crate) fn write_html(
        &self,
        out: &mut String,
        source_href: &dyn Fn(SourceId) -> Option<String>,
    ) {
        self.write(out, source_href, None);
    }

    /// Writes HTML in which the title leads to `href`, an encoded address, wherever the source itself may be.
    pub(crate) fn write_titled_html(&self, out: &mut String, href: &str) {
        self.write(out, &|_| None, Some(href));
    }

    fn write(
        &self,
        out: &mut String,
        source_href: &dyn Fn(SourceId) -> Option<String>,
        title_href: Option<&str>,
    ) {
        let Some(Content { parts, .. }) = self.0.as_deref() else {
            return;
        };
        let mut writer = HtmlWriter {
            parts,
            out,
            source_href,
            title_href,
            cite: parts.sources.first(),
            open: Vec::new(),
        };
        for event in parts.text.events() {
            match event {
                Event::Text(text) => writer.text(text),
                Event::Open(tag) => writer.open(tag),
                Event::Close(_) => writer.close(),
            }
        }
    }
}

struct HtmlWriter<'a> {
    parts: &'a Parts,
    out: &'a mut String,
    source_href: &'a dyn Fn(SourceId) -> Option<String>,
    /// Where titles lead, if not to the source.
    title_href: Option<&'a str>,
    /// The cite whose variables are printed.
    cite: Option<&'a CitedLinks>,
    open: Vec<Open>,
}

impl<'a> HtmlWriter<'a> {
    fn text(&mut self, text: &str) {
        infallible(escape_html_body_text(&mut *self.out, text));
    }

    fn open(&mut self, tag: Tag) {
        let open = match tag {
            Tag::Cite(place) => {
                self.cite = self.parts.sources.get(place);
                let href = self.cite.and_then(|cite| (self.source_href)(cite.source));
                self.link(href.as_deref(), Escape::Done, None)
            }
            Tag::Variable(variable @ (Variable::Title | Variable::TitleShort)) => {
                self.title(variable)
            }
            Tag::Variable(variable) => {
                let link = self.href_of(variable);
                let resolver = link.and_then(|url| self.resolver_before(variable, url));
                let open = self.link(link, Escape::Needed, None);
                if let (Open::Link, Some(resolver)) = (&open, resolver) {
                    self.out.push_str(&resolver);
                }
                open
            }
            Tag::Foreign(number) => match self.parts.foreign.get(number as usize) {
                Some(Foreign::Code) => self.tag("<code>", "</code>"),
                Some(Foreign::Link(url)) => self.link(
                    Some(url).filter(|url| is_safe(url)).map(String::as_str),
                    Escape::Needed,
                    None,
                ),
                None => Open::Nothing,
            },
            look => match html_tags(look) {
                Some((open, close)) => self.tag(open, close),
                None => Open::Nothing,
            },
        };
        self.open.push(open);
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Tag(close)) => self.out.push_str(close),
            // A comma that moved into the quotation marks around a title is not part of it.
            Some(Open::Link) => match self.out.ends_with(',') {
                true => self.out.insert_str(self.out.len() - 1, "</a>"),
                false => self.out.push_str("</a>"),
            },
            Some(Open::Nothing) | None => {}
        }
    }

    fn tag(&mut self, open: &str, close: &'static str) -> Open {
        self.out.push_str(open);
        Open::Tag(close)
    }

    /// Where a variable of the cite leads.
    fn href_of(&self, variable: Variable) -> Option<&'a str> {
        let links = &self.cite?.links;
        let link = links.iter().find(|(linked, _)| *linked == variable);
        link.map(|(_, url)| url.as_str())
    }

    /// A title leads somewhere, says its language if it is not the page's, or both.
    fn title(&mut self, variable: Variable) -> Open {
        let language = self.cite.and_then(|cite| cite.language.as_deref());
        let open = match self.title_href {
            Some(href) => self.link(Some(href), Escape::Done, language),
            None => self.link(self.href_of(variable), Escape::Needed, language),
        };
        match (open, language) {
            (Open::Nothing, Some(language)) => {
                // A valid tag has nothing to escape.
                self.out.push_str(&format!("<span lang=\"{language}\">"));
                Open::Tag("</span>")
            }
            (open, _) => open,
        }
    }

    fn link(&mut self, href: Option<&str>, escape: Escape, language: Option<&str>) -> Open {
        let in_link = self.open.iter().any(|open| matches!(open, Open::Link));
        let Some(href) = href.filter(|_| !in_link) else {
            return Open::Nothing;
        };
        self.out.push_str("<a href=\"");
        match escape {
            Escape::Needed => infallible(escape_href(&mut *self.out, href)),
            Escape::Done => infallible(escape_html(&mut *self.out, href)),
        }
        self.out.push('"');
        if let Some(language) = language {
            self.out.push_str(&format!(" lang=\"{language}\""));
        }
        self.out.push('>');
        Open::Link
    }

    /// Takes back `https://doi.org/` where a style printed it before the DOI, to make it part of the link.
    fn resolver_before(&mut self, variable: Variable, url: &str) -> Option<String> {
        let identifier = matches!(variable, Variable::Doi | Variable::Pmid | Variable::Pmcid);
        let start = self.out.rfind("http").filter(|_| identifier)?;
        let resolver = &self.out[start..];
        if !url.starts_with(resolver) {
            return None;
        }
        Some(self.out.split_off(start))
    }
}

/// Whether an address is percent-encoded already.
#[derive(Clone, Copy)]
enum Escape {
    Needed,
    Done,
}

/// The HTML of a look; `None` for what HTML does not show.
fn html_tags(tag: Tag) -> Option<(&'static str, &'static str)> {
    const SPAN: &str = "</span>";
    Some(match tag {
        Tag::Italic | Tag::Oblique => ("<em>", "</em>"),
        Tag::Bold => ("<strong>", "</strong>"),
        Tag::Underline => ("<u>", "</u>"),
        Tag::Superscript => ("<sup>", "</sup>"),
        Tag::Subscript => ("<sub>", "</sub>"),
        Tag::SmallCaps => ("<span class=\"small-caps\">", SPAN),
        Tag::Upright => ("<span class=\"upright\">", SPAN),
        Tag::NormalWeight => ("<span class=\"normal-weight\">", SPAN),
        Tag::NormalCaps => ("<span class=\"normal-caps\">", SPAN),
        Tag::NoUnderline => ("<span class=\"no-underline\">", SPAN),
        Tag::Display(Display::Block) => ("<span class=\"csl-block\">", SPAN),
        Tag::Display(Display::LeftMargin) => ("<span class=\"csl-left-margin\">", SPAN),
        Tag::Display(Display::RightInline) => ("<span class=\"csl-right-inline\">", SPAN),
        Tag::Display(Display::Indent) => ("<span class=\"csl-indent\">", SPAN),
        Tag::Baseline | Tag::Variable(_) | Tag::Cite(_) | Tag::Foreign(_) => return None,
    })
}

/// Whether an address may become a link: it leads to another site, by a scheme that is allowed.
pub(super) fn is_safe(url: &str) -> bool {
    address::scheme(url).is_some_and(|scheme| address::is_allowed(&scheme))
}

/// Writing to a string cannot fail; the signature of the escaping functions just allows for it.
fn infallible(result: Result<(), <&mut String as StrWrite>::Error>) {
    debug_assert!(result.is_ok());
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert!(!is_safe(url), "{url}");
        }
        assert!(is_safe("HTTPS://x.org") && is_safe("mailto:a@b.org") && is_safe("doi:10.1/x"));
    }
}
