//! Writes the events of a page: blocks to HTML, and all else that a [`Document`] holds.
//!
//! Three things are open while events come in: a stack of *sinks* (the body, and above it the footnote
//! or shortcode being filled), the *block* of plain text that text belongs to, and a stack of what each
//! inline link will close with. Blocks of more
//! than a pair of tags are in `blocks`, inline events in `inline`, paragraphs with shortcodes in `paragraph`.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::blocks::{alert_start, claim_explicit_ids};
use super::document::{Block, BlockKind, Document, Setting};
use super::html::attribute;
use super::ids::HeadingIds;
use super::inline::Closing;
use super::paragraph::TagLines;
use super::{Fragment, FrontMatter};
use crate::diagnostics::{Diagnostic, Lint, Span};

/// A page being written.
pub struct Writer<'t> {
    /// The whole file.
    pub(super) text: &'t str,
    pub(super) doc: Document,
    /// The innermost fragment is last; the first is the body.
    pub(super) sinks: Vec<Sink>,
    /// Depth of open containers: quotes, lists, items, footnotes, tables, definitions.
    pub(super) depth: usize,
    /// The block that text goes to.
    pub(super) block: Option<usize>,
    /// What the open links close with.
    pub(super) closings: Vec<Closing>,
    /// Events before this offset are part of a citation that has been written.
    pub(super) skip_to: usize,
    /// The range of the paragraph, heading or cell that is open.
    pub(super) inline_range: Range<usize>,
    /// Shortcode tags in the open paragraph.
    pub(super) tag_lines: Option<TagLines>,
    /// The text of the picture being described; how many pictures are open.
    pub(super) alt: Option<Alt>,
    /// Directives that wait for the block they speak of, each with the depth that it stands at.
    pub(super) waiting: Vec<(usize, usize)>,
    /// Whether the page has begun: something stands before here.
    pub(super) begun: bool,
    /// Footnotes that are referred to and not defined: the label, and which diagnostic says so.
    pub(super) lost_footnotes: Vec<(String, usize)>,
    quotations: Quotations,
    /// How many lists are open.
    lists: usize,
    pub(super) code: Option<Code>,
    pub(super) html: Option<(Range<usize>, String)>,
    pub(super) heading: Option<OpenHeading>,
    pub(super) ids: HeadingIds<'t>,
    pub(super) table: Table,
}

/// A fragment being filled, and why.
pub(super) struct Sink {
    pub fragment: Fragment,
    pub kind: SinkKind,
}

/// What a fragment is for.
pub(super) enum SinkKind {
    Body,
    Footnote {
        label: String,
        span: Span,
    },
    /// Index of the shortcode, and the container depth at which it opened.
    Shortcode {
        index: usize,
        depth: usize,
    },
}

/// A picture's description being gathered.
#[derive(Default)]
pub(super) struct Alt {
    pub depth: usize,
    pub text: String,
    pub title: String,
    pub span: Span,
}

pub(super) struct Code {
    pub language: String,
    pub text: String,
}

pub(super) struct OpenHeading {
    pub level: u8,
    /// Where the id goes, and where the title begins, in the sink.
    pub id_at: usize,
    pub title_at: usize,
    pub id: Option<String>,
    pub attributes: String,
    pub span: Span,
    /// Number of links and holes before it.
    pub plain_until: (usize, usize),
}

#[derive(Default)]
pub(super) struct Table {
    pub alignments: Vec<Alignment>,
    /// How many tables have begun.
    pub number: usize,
    pub column: usize,
    pub row: usize,
    pub row_range: Range<usize>,
    pub head: bool,
}

/// Block quotations: how many there were, and how deep the open one is nested.
#[derive(Default)]
struct Quotations {
    number: usize,
    depth: usize,
}

impl<'t> Writer<'t> {
    /// A writer for the file `path`, whose Markdown begins at `body_start`.
    pub fn new(
        path: Arc<str>,
        text: &'t str,
        body_start: usize,
        front: FrontMatter,
        mut ids: HeadingIds<'t>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let mut doc = Document {
            path,
            front,
            body: Fragment::default(),
            headings: Vec::new(),
            links: Vec::new(),
            citations: Vec::new(),
            malformed_keys: Vec::new(),
            footnote_refs: Vec::new(),
            footnotes: Vec::new(),
            shortcodes: Vec::new(),
            blocks: Vec::new(),
            directives: Vec::new(),
            words: 0,
            diagnostics,
        };
        claim_explicit_ids(&mut ids, &mut doc, text, body_start);
        Self {
            text,
            doc,
            sinks: vec![Sink {
                fragment: Fragment {
                    html: String::with_capacity((text.len() - body_start) * 5 / 4),
                    holes: Vec::new(),
                },
                kind: SinkKind::Body,
            }],
            depth: 0,
            block: None,
            closings: Vec::new(),
            skip_to: 0,
            inline_range: 0..0,
            tag_lines: None,
            alt: None,
            waiting: Vec::new(),
            begun: false,
            lost_footnotes: Vec::new(),
            quotations: Quotations::default(),
            lists: 0,
            code: None,
            html: None,
            heading: None,
            ids,
            table: Table::default(),
        }
    }

    /// Writes one event.
    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            match event {
                Event::Text(text) => code.text.push_str(&text),
                _ => self.end_code(),
            }
            return;
        }
        if range.start < self.skip_to && range.end <= self.skip_to {
            return;
        }
        if self.in_tag_line(&event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Html(html) => self.block_html(&html, range),
            inline => self.inline(inline, range),
        }
    }

    /// The page, with what is wrong with it as far as the file alone can tell.
    pub fn finish(mut self) -> Document {
        self.close_block();
        self.close_shortcodes(0);
        let mut sinks = self.sinks.into_iter();
        if let Some(body) = sinks.next() {
            self.doc.body = body.fragment;
        }
        super::footnotes::check(&mut self.doc, &self.lost_footnotes);
        self.doc
    }

    /// The fragment being filled.
    pub(super) fn out(&mut self) -> &mut Fragment {
        let last = self.sinks.len() - 1;
        &mut self.sinks[last].fragment
    }

    /// Appends finished HTML.
    pub(super) fn push(&mut self, html: &str) {
        self.out().html.push_str(html);
    }

    /// Adds a problem.
    pub(super) fn report(
        &mut self,
        lint: Lint,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.doc.place(span);
        self.doc
            .diagnostics
            .push(Diagnostic::new(lint, place, message));
        let last = self.doc.diagnostics.len() - 1;
        &mut self.doc.diagnostics[last]
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if is_block(&tag) {
            self.covered_by_directives(&range);
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(range),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let mut attributes = String::new();
                if !classes.is_empty() {
                    attribute(&mut attributes, "class", &classes.join(" "));
                }
                for (name, value) in &attrs {
                    attribute(&mut attributes, name, value.as_deref().unwrap_or_default());
                }
                let span =
                    Span::new(range.start..range.start + self.text[range.clone()].trim_end().len());
                self.start_heading(level as u8, id.map(|id| id.to_string()), attributes, span);
                self.inline_range = range;
            }
            Tag::BlockQuote(kind) => {
                self.open_container();
                if kind.is_none() {
                    self.quotations.number += usize::from(self.quotations.depth == 0);
                    self.quotations.depth += 1;
                }
                self.push(&alert_start(kind));
            }
            Tag::CodeBlock(kind) => {
                self.close_block();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info
                        .split([' ', ',', '{'])
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(Code {
                    language,
                    text: String::new(),
                });
            }
            Tag::HtmlBlock => {
                self.close_block();
                self.html = Some((range, String::new()));
            }
            Tag::List(first) => {
                self.open_container();
                self.lists += 1;
                match first {
                    None => self.push("<ul>\n"),
                    Some(1) => self.push("<ol>\n"),
                    Some(n) => self.push(&format!("<ol start=\"{n}\">\n")),
                }
            }
            Tag::Item => {
                self.open_container();
                self.push("<li>");
                self.inline_range = range;
            }
            Tag::FootnoteDefinition(label) => {
                self.open_container();
                let line = self.text[range.clone()].lines().next().unwrap_or_default();
                let span = Span::new(range.start..range.start + line.trim_end().len());
                self.sinks.push(Sink {
                    fragment: Fragment::default(),
                    kind: SinkKind::Footnote {
                        label: label.to_string(),
                        span,
                    },
                });
            }
            Tag::DefinitionList => {
                self.open_container();
                self.push("<dl>\n");
            }
            Tag::DefinitionListTitle => {
                self.open_container();
                self.push("<dt>");
                self.open_block(BlockKind::Term, range);
            }
            Tag::DefinitionListDefinition => {
                self.open_container();
                self.push("<dd>");
                self.inline_range = range;
            }
            Tag::Table(alignments) => {
                self.open_container();
                self.table.alignments = alignments;
                self.table.number += 1;
                // Wide tables scroll in a box of their own, which the keyboard can reach.
                let label = format!("Table {}", self.table.number);
                self.push("<div class=\"table\" tabindex=\"0\" role=\"region\"");
                attribute(&mut self.out().html, "aria-label", &label);
                self.push("><table>\n");
            }
            Tag::TableHead => {
                self.table.head = true;
                self.table.column = 0;
                self.push("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.table.row += 1;
                self.table.row_range = range;
                self.push("<tr>");
            }
            Tag::TableCell => self.start_cell(range),
            Tag::MetadataBlock(_) => {}
            inline => self.start_inline(inline, range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(kind) => {
                self.close_container();
                if kind.is_none() {
                    self.quotations.depth -= 1;
                }
                self.push(if kind.is_some() {
                    "</aside>\n"
                } else {
                    "</blockquote>\n"
                });
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(ordered) => {
                self.close_container();
                self.lists -= 1;
                self.push(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.close_container();
                self.push("</li>\n");
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => {
                self.close_container();
                self.push("</dl>\n");
            }
            TagEnd::DefinitionListTitle => {
                self.close_container();
                self.push("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => {
                self.close_container();
                self.push("</dd>\n");
            }
            TagEnd::Table => {
                self.close_container();
                self.push("</tbody></table></div>\n");
            }
            TagEnd::TableHead => {
                self.table.head = false;
                self.push("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                self.close_block();
                self.push(if self.table.head { "</th>" } else { "</td>" });
                self.table.column += 1;
            }
            TagEnd::MetadataBlock(_) => {}
            inline => self.end_inline(inline, range),
        }
    }

    /// Opens a block of plain text, closing the one before.
    pub(super) fn open_block(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close_block();
        self.block = Some(self.doc.blocks.len());
        let setting = self.setting();
        self.doc.blocks.push(Block {
            kind,
            setting,
            listed: self.lists > 0,
            span: Span::new(range.clone()),
            text: String::new(),
            runs: Vec::new(),
        });
        self.inline_range = range;
    }

    /// Closes the block of plain text, if one is open.
    pub(super) fn close_block(&mut self) {
        if let Some(block) = self.block.take() {
            self.doc.words += self.doc.blocks[block].text.split_whitespace().count();
        }
    }

    /// What the text here is part of.
    fn setting(&self) -> Setting {
        let in_footnote = |sink: &Sink| matches!(sink.kind, SinkKind::Footnote { .. });
        if self.sinks.iter().any(in_footnote) {
            Setting::Footnote
        } else if self.quotations.depth > 0 {
            Setting::Quotation(self.quotations.number)
        } else {
            Setting::Text
        }
    }

    /// The block that is open, for a comment in it: the row of a table's cell, otherwise what is being written.
    pub(super) fn block_around(&self) -> Range<usize> {
        match self.block.map(|block| self.doc.blocks[block].kind) {
            Some(BlockKind::TableCell(_)) => self.table.row_range.clone(),
            _ => self.inline_range.clone(),
        }
    }

    fn open_container(&mut self) {
        self.close_block();
        self.depth += 1;
    }

    pub(super) fn close_container(&mut self) {
        self.close_block();
        self.close_shortcodes(self.depth);
        self.depth -= 1;
        self.waiting.retain(|(_, depth)| *depth <= self.depth);
    }
}

/// Whether a tag begins a block that a directive before it can speak of. HTML is looked at when it ends.
fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::Table(_)
    )
}
