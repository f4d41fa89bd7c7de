//! Corrections: what an author changed in a published page, in front matter.
//!
//! Each text is Markdown of one paragraph. It becomes a fragment of its own; its links are among those of the page,
//! so that they are checked and lead from wherever the correction is shown.

use jiff::civil::Date;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::document::{Block, BlockKind, Context, Correction, Document, Link, LinkForm, Spot};
use super::events::{Bracket, each_event};
use super::quotes::SmartQuotes;
use super::{Fragment, Hole, escape_text};
use crate::config::MarkdownSettings;
use crate::diagnostics::{Diagnostic, Lint};
use crate::language::Quotes;
use crate::value::{Spanned, Table, TableReader, Value};

/// A correction as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WrittenCorrection {
    /// When it was made.
    pub date: Date,
    /// What it says.
    pub text: Spanned<String>,
}

/// Takes `corrections` out of front matter.
pub(super) fn read(reader: &mut TableReader<'_>) -> Vec<WrittenCorrection> {
    let Some(written) = reader.any("corrections") else {
        return Vec::new();
    };
    let Value::Array(items) = written.value else {
        report(
            reader,
            "the value of `corrections` must be a list",
            written.span,
        );
        return Vec::new();
    };
    let items = items.into_iter();
    items.filter_map(|item| read_one(reader, item)).collect()
}

fn read_one(reader: &mut TableReader<'_>, item: Spanned<Value>) -> Option<WrittenCorrection> {
    let Value::Table(table) = item.value else {
        report(reader, "a correction must be a table", item.span);
        return None;
    };
    let given = |table: &Table, key: &str| table.0.iter().any(|(name, _)| name.value == key);
    let (dated, worded) = (given(&table, "date"), given(&table, "text"));
    let mut own = reader.inner("a correction", table);
    let (date, text) = (own.date("date"), own.string("text"));
    own.finish();
    let text = text.filter(|text| !text.value.trim().is_empty());
    let lacks = match (dated, worded) {
        (false, _) => Some("a correction has no `date`"),
        (_, false) => Some("a correction has no `text`"),
        _ if worded && text.is_none() => Some("the `text` of a correction is empty"),
        _ => None,
    };
    if let Some(message) = lacks {
        report(reader, message, item.span);
    }
    Some(WrittenCorrection {
        date: date?,
        text: text?,
    })
}

fn report(reader: &mut TableReader<'_>, message: &str, span: crate::diagnostics::Span) {
    let place = reader.place(span);
    let help = "write corrections = [{ date = 2025-03-01, text = \"What was wrong, and what is right.\" }]";
    reader.report(Diagnostic::new(Lint::InvalidValue, place, message).help(help));
}

/// Puts the corrections of the front matter into the document, newest first.
pub(super) fn add(
    document: &mut Document,
    settings: MarkdownSettings,
    marks: Option<&Quotes>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut written = document.front.corrections.clone();
    // Those of one day stay in the order of the author.
    written.sort_by_key(|correction| std::cmp::Reverse(correction.date));
    for correction in written {
        let text = &correction.text.value;
        let mut inline = Inline::new(document, &correction.text, diagnostics);
        let mut quotes = SmartQuotes::new(text, marks.cloned());
        each_event(text, 0, settings, &mut |event, range| {
            inline.event(quotes.event(event, &range));
        });
        let (fragment, text) = inline.finish();
        document.corrections.push(Correction {
            date: correction.date,
            html: fragment,
            text,
        });
    }
}

/// Writes the inlines of one text; of blocks, their words alone.
struct Inline<'d> {
    document: &'d mut Document,
    written: &'d Spanned<String>,
    diagnostics: &'d mut Vec<Diagnostic>,
    fragment: Fragment,
    text: String,
    /// Where the words of the open link begin, and its number among the links of the page; none for what is not a link.
    link: Option<(usize, usize)>,
}

impl<'d> Inline<'d> {
    fn new(
        document: &'d mut Document,
        written: &'d Spanned<String>,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            document,
            written,
            diagnostics,
            fragment: Fragment::default(),
            text: String::new(),
            link: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.words(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text),
            Event::Code(text) => {
                self.html("<code>");
                self.words(&text);
                self.html("</code>");
            }
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.html("<em>"),
            Tag::Strong => self.html("<strong>"),
            Tag::Strikethrough => self.html("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => match Bracket::of(link_type, &dest_url) {
                Some(_) => self.cites(),
                None => self.open_link(&dest_url),
            },
            // The words of two blocks do not run into each other.
            _ if !self.text.is_empty() => self.words(" "),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.html("</em>"),
            TagEnd::Strong => self.html("</strong>"),
            TagEnd::Strikethrough => self.html("</del>"),
            TagEnd::Link => {
                if let Some((start, i)) = self.link.take() {
                    self.html("</a>");
                    let spot = &mut self.document.links[i].spot;
                    (spot.start, spot.end) = (start, self.text.len());
                }
            }
            _ => {}
        }
    }

    fn open_link(&mut self, destination: &str) {
        let i = self.document.links.len();
        self.link = Some((self.text.len(), i));
        self.html("<a href=\"");
        self.fragment.hole(Hole::Link(i));
        self.html("\">");
        self.document.links.push(Link {
            span: self.written.span,
            destination: destination.to_owned(),
            embeds: false,
            file: None,
            spot: Spot {
                block: self.document.blocks.len(),
                ..Spot::default()
            },
            form: LinkForm::Plain,
        });
    }

    /// A correction is not a place for notes: it is shown on several pages, and in feeds.
    fn cites(&mut self) {
        let place = self.document.place(self.written.span);
        let message = "a correction cannot cite";
        self.diagnostics.push(
            Diagnostic::new(Lint::MalformedCitation, place, message)
                .help("cite the source in the text that was corrected, or link to it"),
        );
    }

    fn html(&mut self, html: &str) {
        self.fragment.html.push_str(html);
    }

    fn words(&mut self, text: &str) {
        escape_text(&mut self.fragment.html, text);
        self.text.push_str(text);
    }

    /// The fragment and its plain text, which is a block of the page: sentences for back-links come from there.
    fn finish(self) -> (Fragment, String) {
        self.document.blocks.push(Block {
            kind: BlockKind::Paragraph,
            context: Context::Footnote,
            listed: false,
            span: self.written.span,
            text: self.text.clone(),
            runs: Vec::new(),
            breaks: Vec::new(),
        });
        (self.fragment, self.text)
    }
}
