//! Paragraphs, and the shortcode tags that stand in them.

use std::ops::Range;

use pulldown_cmark::Event;

use super::document::{BlockKind, Shortcode};
use super::shortcode::{MalformedTag, Tag, parse_tag};
use super::writer::{Sink, SinkKind, Writer};
use super::{Fragment, Hole};
use crate::diagnostics::{Lint, Span};

/// The lines of a paragraph that are shortcode tags, last first; such a paragraph is opened and closed
/// around them as text comes.
pub(super) struct TagLines {
    lines: Vec<(Range<usize>, Result<Tag, MalformedTag>)>,
    /// Where the last tag handled ends: the line break behind it says nothing.
    behind: usize,
    open: bool,
}

/// Shortcodes in shortcodes are rendered inside out on the stack; what is deeper than this is not shown.
const DEEPEST: usize = 32;

impl Writer<'_> {
    pub(super) fn start_paragraph(&mut self, range: Range<usize>) {
        self.close_block();
        self.tag_lines = self.find_tag_lines(&range);
        self.inline_range = range.clone();
        if self.tag_lines.is_none() {
            self.push("<p>");
            self.open_block(BlockKind::Paragraph, range);
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        if self.tag_lines.is_some() {
            self.handle_tags_before(usize::MAX);
            self.close_split_paragraph();
            self.tag_lines = None;
        } else {
            self.push("</p>\n");
        }
        self.close_block();
    }

    fn find_tag_lines(&self, range: &Range<usize>) -> Option<TagLines> {
        let source = &self.text[range.clone()];
        if !source.contains("{{") && !source.contains("{%") {
            return None;
        }
        let mut lines = Vec::new();
        let mut at = range.start;
        for line in source.split_inclusive('\n') {
            // Lines of a quote carry its marks.
            let bare = line.trim_start_matches(['>', ' ', '\t']);
            let start = at + line.len() - bare.len();
            if let Some(tag) = parse_tag(bare.trim_end()) {
                lines.push((start..start + bare.trim_end().len(), tag));
            }
            at += line.len();
        }
        lines.reverse();
        (!lines.is_empty()).then_some(TagLines {
            lines,
            behind: 0,
            open: false,
        })
    }

    /// Handles the tags that come before an event, and says whether the event is part of one.
    pub(super) fn in_tag_line(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        if self.tag_lines.is_none()
            || matches!(event, Event::End(pulldown_cmark::TagEnd::Paragraph))
        {
            return false;
        }
        self.handle_tags_before(range.start + 1);
        let Some(tags) = &mut self.tag_lines else {
            return false;
        };
        let line_break = matches!(event, Event::SoftBreak | Event::HardBreak);
        let before_tag = tags.lines.last().is_some_and(|(line, _)| {
            self.text[range.end.min(line.start)..line.start]
                .trim()
                .is_empty()
        });
        if range.start < tags.behind || (line_break && (!tags.open || before_tag)) {
            return true;
        }
        if !tags.open {
            tags.open = true;
            self.push("<p>");
            self.open_block(BlockKind::Paragraph, self.inline_range.clone());
        }
        false
    }

    fn handle_tags_before(&mut self, offset: usize) {
        loop {
            let Some(tags) = &mut self.tag_lines else {
                return;
            };
            if tags
                .lines
                .last()
                .is_none_or(|(line, _)| line.start >= offset)
            {
                return;
            }
            let Some((line, tag)) = tags.lines.pop() else {
                return;
            };
            tags.behind = line.end;
            self.close_split_paragraph();
            self.handle_tag(line, tag);
        }
    }

    fn close_split_paragraph(&mut self) {
        if let Some(tags) = &mut self.tag_lines
            && std::mem::take(&mut tags.open)
        {
            self.push("</p>\n");
            self.close_block();
        }
    }

    fn handle_tag(&mut self, line: Range<usize>, tag: Result<Tag, MalformedTag>) {
        let span = Span::new(line.clone());
        match tag {
            Err(fault) => {
                let span = Span::new(fault.range).shifted(line.start);
                let message = format!("the shortcode is not well-formed: {}", fault.message);
                self.report(Lint::MalformedShortcode, span, message);
            }
            Ok(Tag::Inline(call)) => self.add_shortcode(call, span, true),
            Ok(Tag::Open(call)) => {
                let is_shortcode = |sink: &&Sink| matches!(sink.kind, SinkKind::Shortcode { .. });
                let around = self.sinks.iter().filter(is_shortcode).count();
                if around == DEEPEST {
                    self.report(
                        Lint::MalformedShortcode,
                        span,
                        format!("shortcodes stand in each other more than {DEEPEST} deep"),
                    );
                }
                self.add_shortcode(call, span, around < DEEPEST);
                self.sinks.push(Sink {
                    fragment: Fragment::default(),
                    kind: SinkKind::Shortcode {
                        index: self.doc.shortcodes.len() - 1,
                        depth: self.depth,
                    },
                });
            }
            Ok(Tag::Close) => match self.sinks.last().map(|sink| &sink.kind) {
                Some(SinkKind::Shortcode { depth, .. }) if *depth == self.depth => {
                    self.close_shortcode();
                }
                Some(SinkKind::Shortcode { .. }) => {
                    self.report(
                        Lint::MalformedShortcode,
                        span,
                        "this `{% end %}` stands inside a list or quote that its shortcode does not",
                    )
                    .help = Some("put an empty line before it, and do not indent it".to_owned());
                }
                _ => {
                    self.report(Lint::MalformedShortcode, span, "no shortcode is open here");
                }
            },
        }
    }

    fn add_shortcode(&mut self, call: super::shortcode::Call, span: Span, shown: bool) {
        let index = self.doc.shortcodes.len();
        if shown {
            self.out().hole(Hole::Shortcode(index));
            self.push("\n");
        }
        self.doc.shortcodes.push(Shortcode {
            name: call.name,
            span,
            args: call.args,
            body: None,
        });
    }

    fn close_shortcode(&mut self) {
        if let Some(sink) = self.sinks.pop()
            && let SinkKind::Shortcode { index, .. } = sink.kind
        {
            self.doc.shortcodes[index].body = Some(sink.fragment);
        }
    }

    /// Closes the shortcodes that are still open where the container of `depth` ends.
    pub(super) fn close_shortcodes(&mut self, depth: usize) {
        while let Some(SinkKind::Shortcode { index, depth: at }) =
            self.sinks.last().map(|s| &s.kind)
        {
            if *at < depth {
                return;
            }
            let shortcode = &self.doc.shortcodes[*index];
            let (span, name) = (shortcode.span, shortcode.name.clone());
            self.report(
                Lint::MalformedShortcode,
                span,
                format!("the shortcode `{name}` is not closed"),
            )
            .help = Some(
                "put `{% end %}` after its body, on a line of its own with an empty line before it"
                    .to_owned(),
            );
            self.close_shortcode();
        }
    }
}
