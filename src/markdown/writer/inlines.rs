//! Inline events: emphasis, links, code, formulas, references to footnotes.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Writer;
use super::containers::Container;
use super::figures::Figure;
use super::images::Image;
use crate::diagnostics::{Lint, Span};
use crate::markdown::document::{FootnoteRef, Link, LinkForm, Spot};
use crate::markdown::events::Bracket;
use crate::markdown::html::{attribute, escape_text};
use crate::markdown::{CitedSource, Hole, math};

/// An inline that is open and closes with more than a tag.
pub(super) enum Inline {
    /// `[words](destination)`: an index into the links of the page, and where its attributes end.
    Link(usize, usize),
    /// `[words][@key]`
    Claim(Claim),
    /// `![description](destination)`: what is in it goes to its description.
    Image(Image),
    /// An image with a label, alone in its paragraph: what is in it is its caption.
    Figure(Figure),
}

/// A claim whose words are being written.
pub(super) struct Claim {
    /// Where its words begin.
    pub start: Spot,
    /// `None` if they are malformed.
    pub sources: Option<Vec<CitedSource>>,
    /// The brackets around the sources.
    pub label: Range<usize>,
}

impl Writer<'_> {
    pub(super) fn inline(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Some(Inline::Image(image)) = self.inlines.last_mut() {
            image.describe(&event);
            return;
        }
        self.describe_figure(&event);
        match event {
            // Smart punctuation and entities differ from the author's bytes; all else is looked at there.
            Event::Text(text) if self.text[range.clone()] == *text => {
                self.running_text(range);
            }
            Event::Text(text) => self.write_text(&text, range),
            Event::Code(code) => {
                let (attributes, end) = self.inline_attributes("code", range.end);
                self.skip_to = self.skip_to.max(end);
                self.push(&format!("<code{attributes}>"));
                escape_text(&mut self.out.html, &code);
                self.plain(&code, range, true);
                self.push("</code>");
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => self.inline_comment(range),
            Event::InlineHtml(html) | Event::Html(html) => self.inline_html(&html, range),
            Event::InlineMath(latex) => self.formula(&latex, false, range),
            Event::DisplayMath(latex) => self.formula(&latex, true, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::SoftBreak | Event::HardBreak if self.next_line(&range) => {}
            Event::SoftBreak => self.write_text("\n", range),
            Event::HardBreak => {
                self.push("<br>");
                self.write_text("\n", range);
            }
            Event::Rule if self.fence(&range) => {}
            Event::Rule => {
                self.close_leaf();
                self.push("<hr>\n");
            }
            Event::TaskListMarker(done) => self.task_marker(done),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    pub(super) fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Some(Inline::Image(_)) = self.inlines.last() {
            self.start_in_image(&tag, range);
            return;
        }
        match tag {
            Tag::Emphasis => self.open_tag("<em>", &range),
            Tag::Strong => self.open_tag("<strong>", &range),
            Tag::Strikethrough => self.open_tag("<del>", &range),
            Tag::Superscript => self.open_tag("<sup>", &range),
            Tag::Subscript => {
                // One tilde strikes words out, as on GitHub, but for a part of a word.
                let in_word = self.text[..range.start].ends_with(char::is_alphanumeric);
                let (tag, end) = match in_word {
                    true => ("<sub>", "</sub>"),
                    false => ("<del>", "</del>"),
                };
                self.tildes.push(end);
                self.open_tag(tag, &range);
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => match Bracket::of(link_type, &dest_url) {
                Some(Bracket::Citation) => self.bracketed(link_type, &id, range),
                Some(Bracket::Locator) => self.narrative_locator(&id, range),
                None => self.start_link(link_type, &dest_url, &title, range),
            },
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => match Bracket::of(link_type, &dest_url) {
                // "It ended![@key]" is a citation after an exclamation mark.
                Some(_) => {
                    self.write_text("!", range.start..range.start + 1);
                    self.bracketed(link_type, &id, range.start + 1..range.end);
                }
                None if matches!(link_type, LinkType::WikiLink { .. }) => {
                    self.wiki_image(&dest_url, range);
                }
                None => self.start_picture(&dest_url, &title, range),
            },
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd) {
        if let Some(Inline::Image(_)) = self.inlines.last() {
            self.end_in_image(tag);
            return;
        }
        self.leave_crossed_spans();
        self.leave_crossed_notes();
        if is_plain(tag) {
            self.open_tags = self.open_tags.saturating_sub(1);
        }
        match tag {
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Superscript => self.push("</sup>"),
            TagEnd::Subscript => {
                let end = self.tildes.pop().unwrap_or_default();
                self.push(end);
            }
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_figure(),
            _ => {}
        }
    }

    fn open_tag(&mut self, tag: &str, range: &Range<usize>) {
        self.ensure_leaf(range);
        self.open_tags += 1;
        self.push(tag);
    }

    fn start_link(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        range: Range<usize>,
    ) {
        self.ensure_leaf(&range);
        let destination = match link_type {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        let (attributes, end) = self.inline_attributes("a link", range.end);
        self.push("<a href=\"");
        let index = self.add_link(destination, false, range);
        self.doc.links[index].form = match link_type {
            LinkType::Autolink | LinkType::Email => LinkForm::Bare,
            LinkType::WikiLink { .. } => LinkForm::Wiki,
            _ => LinkForm::Plain,
        };
        self.push("\"");
        if !title.is_empty() {
            attribute(&mut self.out.html, "title", title);
        }
        self.push(&attributes);
        self.push(">");
        self.inlines.push(Inline::Link(index, end));
    }

    fn end_link(&mut self) {
        let end = self.spot().end;
        match self.inlines.pop() {
            Some(Inline::Link(index, attributes_end)) => {
                self.push("</a>");
                self.skip_to = self.skip_to.max(attributes_end);
                self.doc.links[index].spot.end = end;
            }
            Some(Inline::Claim(claim)) => {
                self.push("</span>");
                let words = Spot { end, ..claim.start };
                self.add_citation(claim.sources, claim.label, Some(words));
            }
            Some(Inline::Image(_) | Inline::Figure(_)) | None => {}
        }
    }

    /// Adds a link to the page, whose address is to stand here in the HTML.
    pub(super) fn add_link(
        &mut self,
        destination: String,
        embeds: bool,
        range: Range<usize>,
    ) -> usize {
        let index = self.doc.links.len();
        self.out.hole(Hole::Link(index));
        self.doc.links.push(Link {
            span: Span::new(range),
            destination,
            embeds,
            spot: self.spot(),
            file: None,
            form: LinkForm::Plain,
        });
        index
    }

    fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        self.ensure_leaf(&range);
        self.swallow_space();
        self.out
            .hole(Hole::FootnoteRef(self.doc.footnote_refs.len()));
        self.doc.footnote_refs.push(FootnoteRef {
            span: Span::new(range),
            label: label.to_owned(),
            spot: self.spot(),
        });
    }

    fn formula(&mut self, latex: &str, display: bool, range: Range<usize>) {
        self.ensure_leaf(&range);
        let label = match display {
            true => self.start_equation(range.end),
            false => None,
        };
        // GitHub's form, $`x^2`$, has backticks inside of the signs.
        let bare = latex.strip_prefix('`');
        let bare = bare.and_then(|latex| latex.strip_suffix('`'));
        match math::to_mathml(bare.unwrap_or(latex), display) {
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
        self.end_equation(label);
    }

    fn task_marker(&mut self, done: bool) {
        if let Some(Container::Item { tag_end, .. }) = self.containers.last() {
            self.out.insert(*tag_end, " class=\"task\"");
        }
        let (checked, word) = match done {
            true => (" checked", "task_done"),
            false => ("", "task_to_do"),
        };
        self.push(&format!(
            "<input type=\"checkbox\" disabled{checked} aria-label=\""
        ));
        self.out.hole(Hole::Word(word));
        self.push("\"> ");
    }
}

/// Whether an inline needs nothing but its tags.
pub(super) fn is_plain(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}
