//! Inline events: text, links, pictures, formulas. The citations among them are in `cited`.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::citation::{key_at, may_begin_key};
use super::document::{BlockKind, FootnoteRef, Link, Spot};
use super::events::{Bracket, MONEY};
use super::html::{attribute, escape_text};
use super::writer::{Alt, Writer};
use super::{CitedSource, Hole, math};
use crate::diagnostics::{Lint, Span};

/// Where a short super- or subscript inside a word ends, as in `H~2~O` and `2^nd^`; `at` is its first mark.
///
/// pulldown-cmark knows these marks only between spaces, where Pandoc and every writer of "CO~2~" use
/// them in words.
fn script_end(text: &str, at: usize) -> Option<usize> {
    let mark = char::from(text.as_bytes()[at]);
    let inner = &text[at + 1..];
    let length = inner.find(|c: char| !(c.is_alphanumeric() || "+-−,.()".contains(c)))?;
    let in_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ')');
    let ends = inner[length..].starts_with(mark) && !inner[length + 1..].starts_with(mark);
    (in_word && ends && (1..=16).contains(&length)).then_some(at + 1 + length)
}

/// What the end of an open link does.
pub(super) enum Closing {
    /// `</a>`; the link's index and where its words begin.
    Link(usize, Spot),
    /// The end of a claim that begins here, then the marker of its citation, which stands there.
    Claim(Spot, Option<Vec<CitedSource>>, Range<usize>),
}

impl Writer<'_> {
    pub(super) fn inline(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.alt.is_some() {
            self.describe(&event);
            return;
        }
        match event {
            Event::Text(text) => {
                // Smart punctuation and entities differ from the author's bytes; all else is looked at there.
                if self.text[range.clone()] == *text || text.contains(MONEY) {
                    self.plain_text(range);
                } else {
                    self.write_text(&text, range);
                }
            }
            Event::Code(code) => {
                self.push("<code>");
                escape_text(&mut self.out().html, &code);
                self.plain(&code, range, true);
                self.push("</code>");
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => self.inline_comment(range),
            Event::InlineHtml(html) => self.push(&html),
            Event::InlineMath(latex) => self.formula(&latex, false, range),
            Event::DisplayMath(latex) => self.formula(&latex, true, range),
            Event::FootnoteReference(label) => {
                self.ensure_block(&range);
                self.out().trim_end();
                let index = self.doc.footnote_refs.len();
                self.out().hole(Hole::FootnoteRef(index));
                let spot = self.spot();
                self.doc.footnote_refs.push(FootnoteRef {
                    span: Span::new(range),
                    label: label.to_string(),
                    spot,
                });
            }
            Event::SoftBreak => self.write_text("\n", range),
            Event::HardBreak => {
                self.push("<br>");
                self.write_text("\n", range);
            }
            Event::Rule => {
                self.close_block();
                self.push("<hr>\n");
            }
            Event::TaskListMarker(done) => self.task_marker(done),
            _ => {}
        }
    }

    pub(super) fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Some(alt) = &mut self.alt {
            if matches!(tag, Tag::Image { .. }) {
                alt.depth += 1;
            } else if let Tag::Link { link_type, id, .. } = &tag
                && Bracket::of(*link_type, id) == Some(Bracket::Citation)
            {
                let message = "a citation cannot stand in the description of a picture";
                self.report(Lint::CitationInLink, Span::new(range), message)
                    .help =
                    Some("put it behind the picture, or into a figure's caption".to_owned());
            }
            return;
        }
        match tag {
            Tag::Emphasis => self.open_inline("<em>", &range),
            Tag::Strong => self.open_inline("<strong>", &range),
            Tag::Strikethrough => self.open_inline("<del>", &range),
            Tag::Superscript => self.open_inline("<sup>", &range),
            Tag::Subscript => self.open_inline("<sub>", &range),
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => match Bracket::of(link_type, &id) {
                Some(Bracket::Citation) => self.bracketed(link_type, &id, range),
                Some(Bracket::Locator) => self.narrative_locator(&id, range),
                None => self.start_link(link_type, &dest_url, &title, range),
            },
            // "It ended![@key]" is a citation behind an exclamation mark, and no picture.
            Tag::Image { link_type, id, .. } if Bracket::of(link_type, &id).is_some() => {
                self.write_text("!", range.start..range.start + 1);
                self.bracketed(link_type, &id, range.start + 1..range.end);
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.ensure_block(&range);
                let spot = self.spot();
                self.push("<img src=\"");
                self.add_link(&dest_url, true, range.clone(), spot);
                self.push("\"");
                self.alt = Some(Alt {
                    depth: 1,
                    text: String::new(),
                    title: title.to_string(),
                    span: Span::new(range),
                });
            }
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd, _range: Range<usize>) {
        if self.alt.is_some() {
            if tag == TagEnd::Image {
                self.end_image();
            }
            return;
        }
        match tag {
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Superscript => self.push("</sup>"),
            TagEnd::Subscript => self.push("</sub>"),
            TagEnd::Link => match self.closings.pop() {
                Some(Closing::Link(index, start)) => {
                    self.push("</a>");
                    let end = self.spot().end;
                    self.doc.links[index].spot = Spot { end, ..start };
                }
                Some(Closing::Claim(start, sources, range)) => {
                    self.push("</span>");
                    let end = self.spot().end;
                    self.add_citation(sources, range, Some(Spot { end, ..start }));
                }
                None => {}
            },
            _ => {}
        }
    }

    /// Opens a block for text that comes without a paragraph: in tight lists and definitions.
    pub(super) fn ensure_block(&mut self, range: &Range<usize>) {
        if self.block.is_none() {
            let item = self.inline_range.clone();
            let block = if item.contains(&range.start) {
                item
            } else {
                range.clone()
            };
            self.covered_by_directives(&block);
            self.open_block(BlockKind::Paragraph, block);
        }
    }

    /// The point reached in the plain text.
    pub(super) fn spot(&self) -> Spot {
        let block = self.block.unwrap_or_default();
        let end = self
            .doc
            .blocks
            .get(block)
            .map_or(0, |block| block.text.len());
        Spot {
            block,
            start: end,
            end,
        }
    }

    fn open_inline(&mut self, tag: &str, range: &Range<usize>) {
        self.ensure_block(range);
        self.push(tag);
    }

    pub(super) fn write_text(&mut self, text: &str, range: Range<usize>) {
        self.ensure_block(&range);
        escape_text(&mut self.out().html, text);
        self.plain(if text == "\n" { " " } else { text }, range, false);
    }

    /// Adds to the plain text alone; `literal` is what are no words of the author's.
    pub(super) fn plain(&mut self, text: &str, range: Range<usize>, literal: bool) {
        self.ensure_block(&range);
        if let Some(block) = self.block {
            self.doc.blocks[block].push(text, range, literal);
        }
    }

    /// Writes running text, and the narrative citations and lost footnotes that it holds.
    fn plain_text(&mut self, range: Range<usize>) {
        let text = self.text;
        let mut from = range.start.max(self.skip_to);
        let mut at = from;
        while at < range.end {
            match text.as_bytes()[at] {
                b'@' if may_begin_key(text, at) => {
                    if let Some((key_range, key)) = key_at(text, at) {
                        if from < at {
                            self.write_text(&text[from..at], from..at);
                        }
                        self.narrative(key, at..key_range.end);
                        self.skip_to = key_range.end;
                        from = key_range.end.min(range.end);
                        at = from;
                        continue;
                    }
                }
                b'[' if text[at..].starts_with("[^") => self.lost_footnote(at),
                mark @ (b'^' | b'~') => {
                    if let Some(end) = script_end(text, at) {
                        self.write_text(&text[from..at], from..at);
                        let tag = if mark == b'^' { "sup" } else { "sub" };
                        self.push(&format!("<{tag}>"));
                        self.write_text(&text[at + 1..end], at + 1..end);
                        self.push(&format!("</{tag}>"));
                        self.skip_to = end + 1;
                        from = (end + 1).min(range.end);
                        at = from;
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if from < range.end {
            self.write_text(&text[from..range.end], from..range.end);
        }
    }

    /// Reports `[^x]` in running text: it is there only because nothing defines `x`.
    fn lost_footnote(&mut self, at: usize) {
        let escaped = self.text[..at].ends_with('\\');
        let label = &self.text[at + 2..];
        let Some(end) = label.find([']', '[', '\n', ' ']) else {
            return;
        };
        if escaped || end == 0 || !label[end..].starts_with(']') {
            return;
        }
        let label = &label[..end];
        self.report(
            Lint::UndefinedFootnote,
            Span::new(at..at + end + 3),
            format!("the footnote `{label}` is not defined"),
        )
        .help = Some(format!(
            "define it in a paragraph of its own: [^{label}]: text"
        ));
        let index = self.doc.diagnostics.len() - 1;
        self.lost_footnotes.push((label.to_owned(), index));
    }

    fn start_link(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        range: Range<usize>,
    ) {
        self.ensure_block(&range);
        let spot = self.spot();
        let destination = match link_type {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        self.push("<a href=\"");
        let index = self.add_link(&destination, false, range, spot);
        self.push("\"");
        if !title.is_empty() {
            attribute(&mut self.out().html, "title", title);
        }
        self.push(">");
        self.closings.push(Closing::Link(index, spot));
    }

    fn add_link(
        &mut self,
        destination: &str,
        embeds: bool,
        range: Range<usize>,
        spot: Spot,
    ) -> usize {
        let index = self.doc.links.len();
        self.out().hole(Hole::Link(index));
        self.doc.links.push(Link {
            span: Span::new(range),
            destination: destination.to_owned(),
            embeds,
            spot,
        });
        index
    }

    fn describe(&mut self, event: &Event<'_>) {
        let Some(alt) = &mut self.alt else {
            return;
        };
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => {
                alt.text.push_str(text)
            }
            Event::SoftBreak | Event::HardBreak => alt.text.push(' '),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        let Some(alt) = &mut self.alt else {
            return;
        };
        alt.depth -= 1;
        if alt.depth > 0 {
            return;
        }
        let Some(alt) = self.alt.take() else {
            return;
        };
        attribute(&mut self.out().html, "alt", &alt.text);
        if !alt.title.is_empty() {
            attribute(&mut self.out().html, "title", &alt.title);
        }
        self.push(" loading=\"lazy\">");
        if alt.text.trim().is_empty() {
            self.report(Lint::MissingAlt, alt.span, "the picture has no description")
                .help = Some("say what it shows between the square brackets".to_owned());
        }
    }

    fn formula(&mut self, latex: &str, display: bool, range: Range<usize>) {
        self.ensure_block(&range);
        match math::to_mathml(latex, display) {
            Ok(html) => self.push(&html),
            Err(message) => {
                let help = "write \\$ for a plain dollar sign, or set `math = false` in [markdown]";
                self.report(
                    Lint::InvalidMath,
                    Span::new(range.clone()),
                    format!("the formula cannot be read: {message}"),
                )
                .help = Some(help.to_owned());
            }
        }
        self.plain(latex, range, true);
    }

    fn task_marker(&mut self, done: bool) {
        let html = &mut self.out().html;
        if let Some(at) = html.rfind("<li>") {
            html.insert_str(at + 3, " class=\"task\"");
        }
        self.push(if done {
            "<input type=\"checkbox\" disabled checked aria-label=\"done\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"to do\"> "
        });
    }
}
