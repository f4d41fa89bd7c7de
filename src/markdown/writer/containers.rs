//! Container blocks: quotations, lists, definitions, tables, footnotes and shortcodes.
//!
//! A footnote and the body of a shortcode are fragments of their own; while one is filled, its container
//! keeps the fragment around it.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Tag};

use super::Writer;
use super::divisions::Division;
use super::tables::Table;
use crate::diagnostics::Span;
use crate::markdown::document::{Context, Footnote};
use crate::markdown::{Fragment, Hole};

/// A block that holds other blocks.
pub(super) enum Container {
    Quotation,
    Alert,
    List {
        ordered: bool,
    },
    Item {
        range: Range<usize>,
        /// Where in the HTML its tag ends.
        tag_end: usize,
    },
    Definitions,
    Definition {
        range: Range<usize>,
    },
    Table(Table),
    Footnote {
        label: String,
        span: Span,
        outer: Fragment,
    },
    Shortcode {
        index: usize,
        outer: Fragment,
    },
    Division(Division),
}

/// A container with what it makes of the text in it.
struct Frame {
    container: Container,
    context: Context,
    listed: bool,
    /// How many of the containers up to this one are shortcodes.
    shortcodes: usize,
}

/// The containers that are open, the innermost last, and how many of some there have been.
#[derive(Default)]
pub(super) struct Containers {
    frames: Vec<Frame>,
    quotations: usize,
    pub tables: usize,
    pub rows: usize,
}

impl Containers {
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    pub(super) fn last(&self) -> Option<&Container> {
        self.frames.last().map(|frame| &frame.container)
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut Container> {
        self.frames.last_mut().map(|frame| &mut frame.container)
    }

    /// The bytes of the list item or definition that is the innermost container.
    pub(super) fn item(&self) -> Option<&Range<usize>> {
        match self.last()? {
            Container::Item { range, .. } | Container::Definition { range } => Some(range),
            _ => None,
        }
    }

    /// Whether what is being filled is the body of a shortcode.
    pub(super) fn fills_shortcode(&self) -> bool {
        let containers = self.frames.iter().rev().map(|frame| &frame.container);
        let mut fragments = containers.filter_map(|container| match container {
            Container::Shortcode { .. } => Some(true),
            Container::Footnote { .. } => Some(false),
            _ => None,
        });
        fragments.next() == Some(true)
    }

    /// Whether a division is open.
    pub(super) fn fills_division(&self) -> bool {
        let mut containers = self.frames.iter().map(|frame| &frame.container);
        containers.any(|container| matches!(container, Container::Division(_)))
    }

    /// What the text here is part of.
    pub(super) fn context(&self) -> Context {
        self.frames
            .last()
            .map_or(Context::Text, |frame| frame.context)
    }

    /// Whether the text here stands in a list.
    pub(super) fn listed(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.listed)
    }

    /// How many shortcodes are open.
    pub(super) fn shortcodes(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.shortcodes)
    }

    pub(super) fn open(&mut self, container: Container) {
        let context = match (&container, self.context()) {
            (Container::Footnote { .. }, _) => Context::Footnote,
            (Container::Quotation, Context::Text) => {
                self.quotations += 1;
                Context::Quotation(self.quotations)
            }
            (_, around) => around,
        };
        let listed = self.listed() || matches!(container, Container::List { .. });
        let is_shortcode = matches!(container, Container::Shortcode { .. });
        self.frames.push(Frame {
            container,
            context,
            listed,
            shortcodes: self.shortcodes() + usize::from(is_shortcode),
        });
    }

    pub(super) fn close(&mut self) -> Option<Container> {
        self.frames.pop().map(|frame| frame.container)
    }
}

impl Writer<'_> {
    /// Opens a container; a tag that is not one is given back.
    pub(super) fn start_container<'e>(
        &mut self,
        tag: Tag<'e>,
        range: &Range<usize>,
    ) -> Option<Tag<'e>> {
        match tag {
            Tag::BlockQuote(None) => self.open_container(Container::Quotation, "<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = alert(kind);
                let start = format!(
                    "<aside class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">"
                );
                self.open_container(Container::Alert, &start);
                self.out.hole(Hole::Word(title));
                self.push("</p>\n");
            }
            Tag::List(first) => {
                let start = match first {
                    None => "<ul>\n",
                    Some(1) => "<ol>\n",
                    Some(n) => &format!("<ol start=\"{n}\">\n"),
                };
                let ordered = first.is_some();
                self.open_container(Container::List { ordered }, start);
            }
            Tag::Item => {
                let item = Container::Item {
                    range: range.clone(),
                    tag_end: self.out.html.len() + "<li".len(),
                };
                self.open_container(item, "<li>");
            }
            Tag::DefinitionList => self.open_container(Container::Definitions, "<dl>\n"),
            Tag::DefinitionListDefinition => {
                let range = range.clone();
                self.open_container(Container::Definition { range }, "<dd>");
            }
            Tag::FootnoteDefinition(label) => {
                self.close_leaf();
                let line = self.text[range.clone()].lines().next().unwrap_or_default();
                let footnote = Container::Footnote {
                    label: label.to_string(),
                    span: Span::new(range.start..range.start + line.trim_end().len()),
                    outer: std::mem::take(&mut self.out),
                };
                self.open_container(footnote, "");
            }
            Tag::Table(alignments) => self.start_table(alignments, range.start),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(range.clone()),
            other => return Some(other),
        }
        None
    }

    pub(super) fn open_container(&mut self, container: Container, html: &str) {
        self.close_leaf();
        self.containers.open(container);
        self.push(html);
    }

    pub(super) fn close_container(&mut self) {
        self.close_leaf();
        self.close_unclosed();
        self.end_container();
    }

    /// Ends the innermost container.
    pub(super) fn end_container(&mut self) {
        let Some(container) = self.containers.close() else {
            return;
        };
        self.waiting.leave(self.containers.depth());
        let html = match container {
            Container::Quotation => "</blockquote>\n",
            Container::Alert => "</aside>\n",
            Container::List { ordered: true } => "</ol>\n",
            Container::List { ordered: false } => "</ul>\n",
            Container::Item { .. } => "</li>\n",
            Container::Division(division) => {
                self.end_division(&division);
                ""
            }
            Container::Definitions => "</dl>\n",
            Container::Definition { .. } => "</dd>\n",
            Container::Table(table) => {
                self.end_table(&table);
                ""
            }
            Container::Footnote { label, span, outer } => {
                let body = std::mem::replace(&mut self.out, outer);
                self.doc.footnotes.push(Footnote {
                    label,
                    span,
                    body,
                    inline: false,
                });
                ""
            }
            Container::Shortcode { index, outer } => {
                let body = std::mem::replace(&mut self.out, outer);
                self.doc.shortcodes[index].body = Some(body);
                ""
            }
        };
        self.push(html);
    }
}

/// The class of an alert, and the name of the word that is its title.
fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "alert_note"),
        BlockQuoteKind::Tip => ("tip", "alert_tip"),
        BlockQuoteKind::Important => ("important", "alert_important"),
        BlockQuoteKind::Warning => ("warning", "alert_warning"),
        BlockQuoteKind::Caution => ("caution", "alert_caution"),
    }
}
