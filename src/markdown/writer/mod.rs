//! Writes the events of a page: their HTML into [`Fragment`]s, and all else that a [`Document`] holds.
//!
//! CommonMark's words say what is open while events come in:
//!
//! ```text
//! containers   quotations, lists, tables, footnotes, shortcodes: a stack (`containers`, `tables`, `shortcodes`)
//! a leaf       at most one: paragraph, heading, cell, code (`leaves`, `headings`)
//! inlines      links, claims, images inside the leaf: a stack (`inlines`, `images`)
//! ```
//!
//! `pictures` draws what the shortcodes of Ibid show, from what `data` takes out of data files.
//! `text` writes running text and finds the narrative citations in it, `citations` the bracketed ones,
//! `directives` the comments that are addressed to Ibid.

mod addresses;
mod attributes;
mod captions;
mod citations;
mod containers;
mod data;
mod directives;
mod divisions;
mod dropped;
mod figures;
mod headings;
mod images;
mod inline_notes;
mod inlines;
mod labels;
mod leaves;
mod line_blocks;
mod pictures;
mod raw_html;
mod shortcodes;
mod spans;
mod survey;
mod tables;
mod text;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

pub(crate) use self::pictures::PICTURES;

use self::addresses::is_www_in;
use self::captions::EndedTable;
use self::containers::Containers;
use self::directives::Waiting;
use self::dropped::Dropped;
use self::inline_notes::InlineNote;
use self::inlines::Inline;
use self::leaves::Leaf;
use self::spans::{OpenSpan, Spans};
use self::survey::Survey;
use super::document::Document;
use super::footnotes::{self, LostFootnote};
use super::highlight::Budget;
use super::ids::HeadingIds;
use super::{Fragment, ParseOptions};
use crate::config::MarkdownSettings;
use crate::data::Data;
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::language::Locale;

/// A page being written.
pub(super) struct Writer<'t> {
    /// The whole file.
    text: &'t str,
    doc: Document,
    diagnostics: Vec<Diagnostic>,
    /// What is being filled: the body, or the fragment of the innermost footnote or shortcode.
    out: Fragment,
    containers: Containers,
    leaf: Leaf,
    /// The innermost is last.
    inlines: Vec<Inline>,
    /// How many tags of emphasis and the like are open.
    open_tags: usize,
    /// How what stands between single tildes ends, the innermost last.
    tildes: Vec<&'static str>,
    /// The inline notes that are open, the innermost last.
    notes: Vec<InlineNote>,
    spans: Spans,
    /// The spans that are open, the innermost last.
    open_spans: Vec<OpenSpan>,
    /// Events before this offset are part of something that has been written.
    skip_to: usize,
    /// What stands in this range has been read, though text before it is still to come.
    cut: Range<usize>,
    survey: Survey,
    /// Where the HTML of the paragraph begins that was opened last.
    paragraph_at: usize,
    /// The HTML of the paragraph that has ended last.
    ended_paragraph: Option<Range<usize>>,
    /// The table that has just ended, for the caption after it.
    ended_table: Option<EndedTable>,
    /// The table that begins next and has its caption already, by its index in the survey.
    captioned_table: Option<usize>,
    dropped: Dropped,
    waiting: Waiting,
    lost_footnotes: Vec<LostFootnote>,
    ids: HeadingIds<'t>,
    /// The words of the page's language.
    locale: Arc<Locale>,
    settings: MarkdownSettings,
    /// Whether addresses without a scheme may be on the page.
    has_www: bool,
    highlighting: Budget,
    around: Around<'t>,
    /// How many pictures there have been.
    pictures: usize,
    /// Whether shortcodes are read: not in what a data file says.
    reads_shortcodes: bool,
}

/// What a page is parsed with.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    pub options: &'t ParseOptions,
    pub data: &'t Data,
}

impl<'t> Writer<'t> {
    /// A writer for the file of `doc`, whose Markdown begins at `body_start` of its `text`.
    pub(super) fn new(
        doc: Document,
        mut diagnostics: Vec<Diagnostic>,
        text: &'t str,
        body_start: usize,
        mut ids: HeadingIds<'t>,
        around: Around<'t>,
    ) -> Self {
        let survey = Survey::of(&doc, text, body_start, &mut ids, &mut diagnostics);
        Self {
            survey,
            cut: 0..0,
            ended_table: None,
            captioned_table: None,
            text,
            locale: Locale::of(&doc.front.language),
            doc,
            diagnostics,
            out: Fragment::with_capacity((text.len() - body_start) * 5 / 4),
            containers: Containers::default(),
            leaf: Leaf::None,
            inlines: Vec::new(),
            open_tags: 0,
            tildes: Vec::new(),
            notes: Vec::new(),
            spans: Spans::default(),
            open_spans: Vec::new(),
            paragraph_at: 0,
            ended_paragraph: None,
            skip_to: 0,
            dropped: None,
            waiting: Waiting::default(),
            lost_footnotes: Vec::new(),
            ids,
            settings: around.options.markdown,
            has_www: is_www_in(text.as_bytes()),
            highlighting: Budget::default(),
            around,
            pictures: 0,
            reads_shortcodes: true,
        }
    }

    /// Writes one event.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match (&mut self.leaf, &event) {
            (Leaf::Code(code), Event::Text(text)) => return code.text.push_str(text),
            (Leaf::Html(block), Event::Html(line)) => return block.html.push_str(line),
            _ => {}
        }
        let written = range.start < self.skip_to && range.end <= self.skip_to;
        let read = self.cut.start <= range.start && range.end <= self.cut.end;
        if written || (read && !range.is_empty()) || self.in_tag_line(&event, &range) {
            return;
        }
        let (event, range) = self.without_cut(event, range);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            inline => self.inline(inline, range),
        }
    }

    /// An event of text that reaches into what has been read, without that.
    fn without_cut<'e>(&self, event: Event<'e>, range: Range<usize>) -> (Event<'e>, Range<usize>) {
        let reaches_in = range.start < self.cut.start && self.cut.start < range.end;
        match event {
            Event::Text(text) if reaches_in && text.len() == range.len() => {
                let kept = &text[..self.cut.start - range.start];
                (
                    Event::Text(kept.to_owned().into()),
                    range.start..self.cut.start,
                )
            }
            event => (event, range),
        }
    }

    /// The page, with what is wrong with it as far as the file alone can tell.
    pub(super) fn finish(mut self) -> (Document, Vec<Diagnostic>) {
        self.close_leaf();
        self.close_unclosed();
        self.report_dropped();
        self.doc.body = std::mem::take(&mut self.out);
        footnotes::check(&self.doc, &self.lost_footnotes, &mut self.diagnostics);
        self.digest_data();
        (self.doc, self.diagnostics)
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if begins_block(&tag) {
            self.cover_by_directives(&range);
        }
        let Some(tag) = self.start_container(tag, &range) else {
            return;
        };
        let Some(tag) = self.start_leaf(tag, &range) else {
            return;
        };
        self.start_inline(tag, range);
    }

    /// What is open knows how it ends.
    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table => self.close_container(),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionListTitle
            | TagEnd::TableCell => self.close_leaf(),
            inline => self.end_inline(inline),
        }
    }

    /// Appends finished HTML.
    fn push(&mut self, html: &str) {
        self.out.html.push_str(html);
    }

    /// Adds a problem.
    fn report(&mut self, lint: Lint, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.doc.place(span);
        let diagnostic = Diagnostic::new(lint, place, message);
        self.diagnostics.push_mut(diagnostic)
    }
}

/// Whether a tag begins a block that a directive before it can speak of. HTML is looked at when it ends.
fn begins_block(tag: &Tag<'_>) -> bool {
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
