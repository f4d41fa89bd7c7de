//! Headings and their ids.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Writer;
use super::leaves::Leaf;
use crate::config::MarkdownSettings;
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::document::{BlockKind, Document, Heading};
use crate::markdown::events::each_event;
use crate::markdown::html::{attribute, escape_text};
use crate::markdown::ids::{HeadingIds, IdConflict};

/// A heading that is open.
pub(super) struct OpenHeading {
    pub block: usize,
    level: u8,
    /// Where the id goes, and where the title begins, in the HTML.
    id_at: usize,
    title_at: usize,
    id: Option<String>,
    attributes: String,
    span: Span,
    /// Number of links and holes before it.
    before: (usize, usize),
}

impl Writer<'_> {
    pub(super) fn start_heading(
        &mut self,
        level: u8,
        id: Option<String>,
        attributes: String,
        range: Range<usize>,
    ) {
        self.close_leaf();
        let line = self.text[range.clone()].trim_end();
        let span = Span::new(range.start..range.start + line.len());
        let block = self.begin_block(BlockKind::Heading, span.range());
        self.push(&format!("<h{level}"));
        let id_at = self.out.html.len();
        self.push(">");
        self.leaf = Leaf::Heading(OpenHeading {
            block,
            level,
            id_at,
            title_at: self.out.html.len(),
            id,
            attributes,
            span,
            before: (self.doc.links.len(), self.out.holes.len()),
        });
    }

    pub(super) fn end_heading(&mut self, open: OpenHeading) {
        self.end_block(open.block);
        let text = self.doc.blocks[open.block].text.trim().to_owned();
        let id = match open.id {
            Some(id) => id,
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
        attributes.push_str(&open.attributes);
        self.out.insert(open.id_at, &attributes);
        self.push(&format!("</h{}>\n", open.level));
        self.doc.headings.push(Heading {
            level: open.level,
            id,
            span: open.span,
            title_html,
            text,
        });
    }
}

/// Takes the ids that the author wrote, before any is made of a heading's text: a made one gives way.
pub(super) fn claim_explicit_ids(
    ids: &mut HeadingIds<'_>,
    doc: &Document,
    text: &str,
    body_start: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !text[body_start..].contains("{#") && !text[body_start..].contains("{ #") {
        return;
    }
    let settings = MarkdownSettings {
        smart_punctuation: false,
        math: false,
        ..MarkdownSettings::default()
    };
    each_event(text, body_start, settings, &mut |event, range| {
        let Event::Start(Tag::Heading { id: Some(id), .. }) = event else {
            return;
        };
        let line = &text[range.clone()];
        let offset = line.rfind(&format!("#{id}")).unwrap_or_default();
        let start = range.start + offset;
        let span = Span::new(start..start + "#".len() + id.len());
        if let Err(conflict) = ids.claim(&id, span) {
            diagnostics.push(id_conflict(doc, &id, span, conflict));
        }
    });
}

fn id_conflict(doc: &Document, id: &str, span: Span, conflict: IdConflict) -> Diagnostic {
    let diagnostic = |message| Diagnostic::new(Lint::DuplicateHeadingId, doc.place(span), message);
    match conflict {
        IdConflict::Taken(first) => diagnostic(format!("the id `{id}` is given to two headings"))
            .label("given again here")
            .also(doc.place(first), "first given here")
            .help("links can only lead to one of them: choose another id"),
        IdConflict::Reserved => diagnostic(format!("the id `{id}` is one that Ibid uses itself"))
            .help(
                "ids that begin with note-, ref-, source- or cite- are Ibid's own: choose another",
            ),
        IdConflict::Theme => diagnostic(format!(
            "the theme gives the id `{id}` to a part of the page"
        ))
        .help("choose another id"),
    }
}
