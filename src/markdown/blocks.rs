//! Headings, tables, code, raw HTML and footnotes: the blocks that need more than a pair of tags.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, Tag};

use super::document::{BlockKind, Document, Footnote, Heading};
use super::highlight;
use super::html::{attribute, escape_text};
use super::ids::{HeadingIds, IdConflict};
use super::writer::{OpenHeading, SinkKind, Writer};
use crate::diagnostics::{Diagnostic, Lint, Span};

impl Writer<'_> {
    pub(super) fn start_cell(&mut self, range: Range<usize>) {
        let kind = if self.table.head {
            BlockKind::TableHead
        } else {
            BlockKind::TableCell(self.table.row)
        };
        self.open_block(kind, range);
        let name = if self.table.head {
            "th scope=\"col\""
        } else {
            "td"
        };
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.push(&format!("<{name}{class}>"));
    }

    pub(super) fn start_heading(
        &mut self,
        level: u8,
        id: Option<String>,
        attributes: String,
        span: Span,
    ) {
        self.open_block(BlockKind::Heading, span.range());
        self.push(&format!("<h{level}"));
        let id_at = self.out().html.len();
        self.push(">");
        self.heading = Some(OpenHeading {
            level,
            id_at,
            title_at: self.out().html.len(),
            id,
            attributes,
            span,
            plain_until: (self.doc.links.len(), self.out().holes.len()),
        });
    }

    pub(super) fn end_heading(&mut self) {
        let block = self.block;
        self.close_block();
        let Some(open) = self.heading.take() else {
            return;
        };
        let text = block.map_or(String::new(), |block| {
            self.doc.blocks[block].text.trim().to_owned()
        });
        let id = match open.id {
            Some(id) => id,
            None => self.ids.make(&text, open.span),
        };
        let plain = open.plain_until == (self.doc.links.len(), self.out().holes.len());
        let title_html = if plain {
            self.out().html[open.title_at..].to_owned()
        } else {
            let mut html = String::new();
            escape_text(&mut html, &text);
            html
        };
        let mut attributes = String::new();
        attribute(&mut attributes, "id", &id);
        attributes.push_str(&open.attributes);
        self.out().insert(open.id_at, &attributes);
        self.push(&format!("</h{}>\n", open.level));
        self.doc.headings.push(Heading {
            level: open.level,
            id,
            span: open.span,
            title_html,
            text,
        });
    }

    pub(super) fn end_code(&mut self) {
        let Some(code) = self.code.take() else {
            return;
        };
        // It scrolls sideways, so the keyboard must reach it.
        self.push("<pre class=\"code\" tabindex=\"0\"");
        if !code.language.is_empty() {
            attribute(&mut self.out().html, "data-lang", &code.language);
        }
        self.push("><code>");
        match highlight::highlight(&code.text, &code.language) {
            Some(html) => self.push(&html),
            None => escape_text(&mut self.out().html, &code.text),
        }
        self.push("</code></pre>\n");
    }

    pub(super) fn block_html(&mut self, html: &str, range: Range<usize>) {
        match &mut self.html {
            Some((_, block)) => block.push_str(html),
            None => self.inline(Event::InlineHtml(html.into()), range),
        }
    }

    pub(super) fn end_html(&mut self) {
        if let Some((range, html)) = self.html.take()
            && !self.block_comment(&html, &range)
        {
            self.covered_by_directives(&range);
            self.push(&html);
        }
    }

    pub(super) fn end_footnote(&mut self) {
        self.close_container();
        let Some(sink) = self.sinks.pop() else {
            return;
        };
        if let SinkKind::Footnote { label, span } = sink.kind {
            self.doc.footnotes.push(Footnote {
                label,
                span,
                body: sink.fragment,
            });
        }
    }
}

pub(super) fn alert_start(kind: Option<BlockQuoteKind>) -> String {
    let (class, title) = match kind {
        None => return "<blockquote>\n".to_owned(),
        Some(BlockQuoteKind::Note) => ("note", "Note"),
        Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
        Some(BlockQuoteKind::Important) => ("important", "Important"),
        Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
        Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
    };
    format!(
        "<aside class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n"
    )
}

/// Takes the ids that the author wrote before any is made, so that a made one never pushes one of his aside.
pub(super) fn claim_explicit_ids(
    ids: &mut HeadingIds<'_>,
    doc: &mut Document,
    text: &str,
    body_start: usize,
) {
    if !text[body_start..].contains("{#") && !text[body_start..].contains("{ #") {
        return;
    }
    let settings = crate::config::MarkdownSettings {
        smart_punctuation: false,
        math: false,
    };
    super::events::each_event(text, body_start, settings, &mut |event, range| {
        let Event::Start(Tag::Heading { id: Some(id), .. }) = event else {
            return;
        };
        let line = &text[range.clone()];
        let offset = line.rfind(&format!("#{id}")).unwrap_or_default();
        let span = Span::new(range.start + offset..range.start + offset + id.len() + 1);
        let diagnostic = match ids.claim(&id, span) {
            Ok(()) => return,
            Err(IdConflict::Taken(first)) => Diagnostic::new(
                Lint::DuplicateHeadingId,
                doc.place(span),
                format!("the id `{id}` is given to two headings"),
            )
            .label("given again here")
            .also(doc.place(first), "first given here")
            .help("links can only lead to one of them: choose another id"),
            Err(IdConflict::Reserved) => Diagnostic::new(
                Lint::DuplicateHeadingId,
                doc.place(span),
                format!("the id `{id}` is one that Ibid uses itself"),
            )
            .help(
                "ids that begin with note-, ref-, source- or cite- are Ibid's own: choose another",
            ),
            Err(IdConflict::Theme) => Diagnostic::new(
                Lint::DuplicateHeadingId,
                doc.place(span),
                format!("the theme gives the id `{id}` to a part of the page"),
            )
            .help("choose another id"),
        };
        doc.diagnostics.push(diagnostic);
    });
}
