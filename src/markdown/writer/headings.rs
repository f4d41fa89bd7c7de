//! Headings and their ids.

use std::ops::Range;

use super::Writer;
use super::leaves::Leaf;
use crate::diagnostics::Span;
use crate::markdown::Hole;
use crate::markdown::document::{BlockKind, Heading};
use crate::markdown::html::{attribute, escape_text};
use crate::markdown::label::Object;

/// What the line of a heading says beside its words.
pub(super) struct HeadingStart {
    pub level: u8,
    pub id: Option<String>,
    /// HTML.
    pub attributes: String,
    pub numbered: bool,
}

/// Whether the line of a heading ends with Pandoc's signs for one without a number: `{.unnumbered}`, `{-}`.
pub(super) fn is_unnumbered(line: &str) -> bool {
    let inner = line
        .strip_suffix('}')
        .and_then(|line| line.rsplit_once('{'));
    let mut parts = inner.unwrap_or_default().1.split_whitespace();
    parts.any(|part| part == "-" || part == ".unnumbered")
}

/// A heading that is open.
pub(super) struct OpenHeading {
    pub block: usize,
    start: HeadingStart,
    /// Where the id goes, and where the title begins, in the HTML.
    id_at: usize,
    title_at: usize,
    span: Span,
    /// Number of links and holes before it.
    before: (usize, usize),
}

impl Writer<'_> {
    pub(super) fn start_heading(&mut self, start: HeadingStart, range: Range<usize>) {
        if self.is_alert_title() {
            self.open_text(BlockKind::Paragraph, range, "</p>\n");
            return self.push("<p class=\"alert-title\">");
        }
        self.close_leaf();
        let line = self.text[range.clone()].trim_end();
        let span = Span::new(range.start..range.start + line.len());
        let block = self.begin_block(BlockKind::Heading, span.range());
        self.push(&format!("<h{}", start.level));
        let id_at = self.out.html.len();
        self.push(">");
        if self.survey.numbers_headings && start.numbered {
            self.push("<span class=\"number\">");
            self.out.hole(Hole::HeadingNumber(self.doc.headings.len()));
            self.push("</span> ");
        }
        self.leaf = Leaf::Heading(OpenHeading {
            block,
            start,
            id_at,
            title_at: self.out.html.len(),
            span,
            before: (self.doc.links.len(), self.out.holes.len()),
        });
    }

    pub(super) fn end_heading(&mut self, open: OpenHeading) {
        self.end_block(open.block);
        let text = self.doc.blocks[open.block].text.trim().to_owned();
        let start = open.start;
        let id = match start.id {
            Some(id) => {
                let heading = Object::Heading(self.doc.headings.len());
                self.label(&id, open.span.range(), heading);
                id
            }
            None => self.ids.make(&text, open.span),
        };
        let plain = open.before == (self.doc.links.len(), self.out.holes.len());
        let title_html = if plain {
            self.out.html[open.title_at..].to_owned()
        } else {
            let mut html = String::new();
            escape_text(&mut html, &text);
            html
        };
        let mut attributes = String::new();
        attribute(&mut attributes, "id", &id);
        attributes.push_str(&start.attributes);
        self.out.insert(open.id_at, &attributes);
        self.push(&format!("</h{}>\n", start.level));
        self.doc.headings.push(Heading {
            level: start.level,
            id,
            span: open.span,
            title_html,
            text,
            numbered: start.numbered,
        });
    }
}
