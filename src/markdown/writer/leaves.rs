//! Leaf blocks: paragraphs, headings, cells, code, raw HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Tag};

use super::Writer;
use super::headings::{HeadingStart, OpenHeading, is_unnumbered};
use super::shortcodes::TagLines;
use crate::diagnostics::{Lint, Span};
use crate::markdown::document::{Block, BlockKind};
use crate::markdown::highlight::highlight;
use crate::markdown::html::{attribute, escape_text};
use crate::markdown::sentences::count_words;

/// The leaf that is open. Those with running text have a block of plain text, named by its index.
pub(super) enum Leaf {
    None,
    /// A paragraph, cell or term, and the HTML that ends it.
    Text {
        block: usize,
        end: &'static str,
    },
    /// Text that stands without a paragraph in a tight list item or definition, which is `around` it.
    Tight {
        block: usize,
        around: Range<usize>,
    },
    /// A paragraph with shortcode tags in it.
    Tagged(TagLines),
    Heading(OpenHeading),
    Code(Code),
    Html(HtmlBlock),
}

pub(super) struct Code {
    language: String,
    /// The class and the other attributes of its element.
    attributes: String,
    /// Its first line.
    span: Span,
    pub text: String,
}

pub(super) struct HtmlBlock {
    range: Range<usize>,
    pub html: String,
}

impl Leaf {
    /// The block of plain text that is open.
    pub(super) fn block(&self) -> Option<usize> {
        match self {
            Self::Text { block, .. } | Self::Tight { block, .. } => Some(*block),
            Self::Heading(heading) => Some(heading.block),
            Self::Tagged(tags) => tags.block,
            Self::None | Self::Code(_) | Self::Html(_) => None,
        }
    }
}

/// Whether a fence closes the block of code.
fn is_closed(block: &str) -> bool {
    let sign = if block.trim_start().starts_with('~') {
        '~'
    } else {
        '`'
    };
    let mut lines = block.trim_end().lines();
    let length = |line: &str| line.len() - line.trim_start_matches(sign).len();
    let opening = lines.next().map_or(0, |line| length(line.trim_start()));
    lines.next_back().is_some_and(|line| {
        let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        length(line) == line.len() && line.len() >= opening
    })
}

impl Writer<'_> {
    /// Opens a leaf; a tag that is not one is given back.
    pub(super) fn start_leaf<'e>(&mut self, tag: Tag<'e>, range: &Range<usize>) -> Option<Tag<'e>> {
        match tag {
            Tag::Paragraph => self.start_paragraph(range.clone()),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let attributes = self.heading_attributes(&classes, &attrs, range);
                let start = HeadingStart {
                    level: level as u8,
                    id: id.map(|id| id.to_string()),
                    attributes,
                    numbered: !is_unnumbered(self.text[range.clone()].trim_end()),
                };
                self.start_heading(start, range.clone());
            }
            Tag::DefinitionListTitle => {
                self.open_text(BlockKind::Term, range.clone(), "</dt>\n");
                self.push("<dt>");
            }
            Tag::TableCell => self.start_cell(range.clone()),
            Tag::CodeBlock(kind) => {
                self.close_leaf();
                let span = Span::new(first_line(self.text, range));
                self.doc.code.push(Span::new(range.clone()));
                if matches!(&kind, CodeBlockKind::Fenced(_))
                    && !is_closed(&self.text[range.clone()])
                {
                    let message = "this block of code is not closed: it holds all that follows";
                    let help = "put the same signs after it, on a line of their own";
                    self.report(Lint::UnclosedSyntax, span, message).help = Some(help.to_owned());
                }
                let (language, attributes) = self.code_attributes(&kind, span);
                self.leaf = Leaf::Code(Code {
                    language,
                    attributes,
                    span,
                    text: String::new(),
                });
            }
            Tag::HtmlBlock => {
                self.close_leaf();
                let html = self.text[range.clone()].trim_start();
                if html.starts_with("<!--") && !html.contains("-->") {
                    let message = "this comment is not closed: it holds all that follows";
                    let span = Span::new(first_line(self.text, range));
                    self.report(Lint::UnclosedSyntax, span, message).help =
                        Some("put --> after it".to_owned());
                }
                self.leaf = Leaf::Html(HtmlBlock {
                    range: range.clone(),
                    html: String::new(),
                });
            }
            Tag::MetadataBlock(_) => {}
            other => return Some(other),
        }
        None
    }

    pub(super) fn close_leaf(&mut self) {
        self.leave_notes();
        self.leave_spans();
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => {}
            Leaf::Text { block, end } => {
                self.end_block(block);
                self.end_text(end);
            }
            Leaf::Tight { block, .. } => self.end_block(block),
            Leaf::Tagged(tags) => self.end_tagged(tags),
            Leaf::Heading(heading) => self.end_heading(heading),
            Leaf::Code(code) => self.write_code(&code),
            Leaf::Html(block) => self.write_html(&block),
        }
    }

    /// Ends running text with the HTML `end`. A paragraph of which nothing is left is none.
    fn end_text(&mut self, end: &str) {
        let start = self.paragraph_at;
        if end == "</p>\n" && self.out.html.get(start..) == Some("<p>") {
            let holes = self.out.holes.last();
            if holes.is_none_or(|(at, _)| *at <= start) {
                return self.out.html.truncate(start);
            }
        }
        self.push(end);
        if end == "</p>\n" {
            self.ended_paragraph = Some(start..self.out.html.len());
        }
    }

    /// Opens running text that ends with the HTML `end`.
    pub(super) fn open_text(&mut self, kind: BlockKind, range: Range<usize>, end: &'static str) {
        self.close_leaf();
        let length = range.len();
        let block = self.begin_block(kind, range);
        // Few paragraphs have more text than bytes.
        self.doc.blocks[block].text.reserve(length);
        self.leaf = Leaf::Text { block, end };
    }

    /// Opens a leaf for what stands in `range` of the file if it comes without one, as in tight lists.
    pub(super) fn ensure_leaf(&mut self, range: &Range<usize>) {
        match self.leaf {
            Leaf::None => {
                let around = self.containers.item().unwrap_or(range).clone();
                self.cover_by_directives(&around);
                let block = self.begin_block(BlockKind::Paragraph, range.clone());
                self.leaf = Leaf::Tight { block, around };
            }
            // No event says where it ends.
            Leaf::Tight { block, .. } => {
                let end = &mut self.doc.blocks[block].span.end;
                *end = (*end).max(range.end as u32);
            }
            _ => {}
        }
    }

    /// The bytes of the running text that is open, or of the list item that is.
    pub(super) fn leaf_range(&self) -> Range<usize> {
        match (&self.leaf, self.leaf.block()) {
            (Leaf::Tight { around, .. }, _) => around.clone(),
            (Leaf::Tagged(tags), _) => tags.range.clone(),
            (_, Some(block)) => self.doc.blocks[block].span.range(),
            (_, None) => self.containers.item().cloned().unwrap_or_default(),
        }
    }

    /// Begins a block of plain text.
    pub(super) fn begin_block(&mut self, kind: BlockKind, range: Range<usize>) -> usize {
        self.doc.blocks.push(Block {
            kind,
            context: self.containers.context(),
            listed: self.containers.listed(),
            span: Span::new(range),
            text: String::new(),
            runs: Vec::new(),
            breaks: Vec::new(),
        });
        self.doc.blocks.len() - 1
    }

    pub(super) fn end_block(&mut self, block: usize) {
        self.doc.words += count_words(&self.doc.blocks[block].text);
    }

    fn write_code(&mut self, code: &Code) {
        // It scrolls sideways, so the keyboard must reach it.
        self.push("<pre");
        self.push(&code.attributes);
        self.push(" tabindex=\"0\"");
        if !code.language.is_empty() {
            attribute(&mut self.out.html, "data-lang", &code.language);
        }
        self.push("><code>");
        let marked = highlight(&code.text, &code.language, &mut self.highlighting);
        let marked = marked.unwrap_or_else(|too_long| {
            let message = format!("this code is not highlighted: {too_long}");
            let help = "show the part that matters, or put the code into a file and link to it";
            self.report(Lint::LongCode, code.span, message).help = Some(help.to_owned());
            None
        });
        match marked {
            Some(html) => self.push(&html),
            None => escape_text(&mut self.out.html, &code.text),
        }
        self.push("</code></pre>\n");
    }

    /// The language of code, and the HTML of its attributes: `rust`, or `{.rust #id .class}`.
    fn code_attributes(&mut self, kind: &CodeBlockKind<'_>, line: Span) -> (String, String) {
        let mut language = language(kind).to_owned();
        let source = &self.text[line.range()];
        let found = source
            .find('{')
            .filter(|_| matches!(kind, CodeBlockKind::Fenced(_)));
        let found = found.and_then(|at| self.attributes_after(line.start as usize + at));
        let mut attributes = found.map(|(attributes, _)| attributes).unwrap_or_default();
        if language.starts_with(['.', '#']) {
            language.clear();
            if !attributes.classes.is_empty() {
                language = attributes.classes.remove(0);
            }
        }
        attributes.classes.insert(0, "code".to_owned());
        let mut html = String::new();
        if let Some((id, place)) = &attributes.id {
            html.push_str(&self.take_id(id, place.clone()));
        }
        html.push_str(&self.attributes_html("code", &attributes.classes, attributes.pairs()));
        (language, html)
    }

    /// The HTML of `{.class key=value}` after a heading.
    fn heading_attributes(
        &mut self,
        classes: &[CowStr<'_>],
        others: &[(CowStr<'_>, Option<CowStr<'_>>)],
        range: &Range<usize>,
    ) -> String {
        let line = self.text[range.clone()].trim_end();
        let others = others.iter().map(|(name, value)| {
            let place = match line.rfind(&**name) {
                Some(at) => range.start + at..range.start + at + name.len(),
                None => range.start..range.start + line.len(),
            };
            (&**name, value.as_deref().unwrap_or_default(), place)
        });
        self.attributes_html("a heading", classes, others)
    }

    fn write_html(&mut self, block: &HtmlBlock) {
        if !self.block_comment(&block.html, &block.range) {
            self.cover_by_directives(&block.range);
            self.html_block(&block.html, block.range.clone());
        }
    }
}

/// The first line of what stands in `range`.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or_default();
    range.start..range.start + line.len()
}

/// The language of code: the first word after its fence.
fn language<'a>(kind: &'a CodeBlockKind<'_>) -> &'a str {
    match kind {
        // "{r, echo=FALSE}" names the language as well.
        CodeBlockKind::Fenced(info) => {
            let info = info.trim_start_matches('{');
            info.split([' ', ',', '{', '}']).next().unwrap_or_default()
        }
        CodeBlockKind::Indented => "",
    }
}
