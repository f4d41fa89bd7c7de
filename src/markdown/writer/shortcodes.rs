//! Paragraphs, and the shortcode tags that stand in them, each on a line of its own.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::Writer;
use super::containers::Container;
use super::leaves::Leaf;
use super::pictures::is_for_running_text;
use crate::diagnostics::{Lint, Span};
use crate::markdown::Hole;
use crate::markdown::document::{BlockKind, Shortcode};
use crate::markdown::label::Object;
use crate::markdown::shortcode::{Call, MalformedTag, Tag, parse_tag};

/// A paragraph with shortcode tags. What stands between them are paragraphs of their own, opened as text comes.
pub(super) struct TagLines {
    pub range: Range<usize>,
    /// The block of the text that is open.
    pub block: Option<usize>,
    /// The tags to come, the next one last.
    lines: Vec<TagLine>,
    /// Where the last tag ends: events before this are part of it.
    after: usize,
}

struct TagLine {
    range: Range<usize>,
    tag: Result<Tag, MalformedTag>,
}

/// Shortcodes in shortcodes are rendered inside out on the stack; what is deeper than this is not shown.
const DEEPEST: usize = 32;

impl Writer<'_> {
    pub(super) fn start_paragraph(&mut self, range: Range<usize>) {
        let lines = match self.reads_shortcodes {
            true => tag_lines(self.text, &range),
            false => Vec::new(),
        };
        if lines.is_empty() {
            if self.start_caption(&range) || self.start_line_block(&range) {
                return;
            }
            self.open_text(BlockKind::Paragraph, range, "</p>\n");
            self.paragraph_at = self.out.html.len();
            self.push("<p>");
            return;
        }
        self.close_leaf();
        self.leaf = Leaf::Tagged(TagLines {
            range,
            block: None,
            lines,
            after: 0,
        });
    }

    pub(super) fn end_tagged(&mut self, mut tags: TagLines) {
        self.take_tags_before(&mut tags, usize::MAX);
        self.end_piece(&mut tags);
    }

    /// Takes the tags that come before an event, and says whether the event is part of one.
    pub(super) fn in_tag_line(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        if !matches!(self.leaf, Leaf::Tagged(_)) || *event == Event::End(TagEnd::Paragraph) {
            return false;
        }
        let Leaf::Tagged(mut tags) = std::mem::replace(&mut self.leaf, Leaf::None) else {
            return false;
        };
        self.take_tags_before(&mut tags, range.start + 1);
        let line_break = matches!(event, Event::SoftBreak | Event::HardBreak);
        let in_tag = range.start < tags.after
            || line_break && (tags.block.is_none() || tags.come_next(self.text, range.end));
        if !in_tag && tags.block.is_none() {
            self.push("<p>");
            tags.block = Some(self.begin_block(BlockKind::Paragraph, tags.range.clone()));
        }
        self.leaf = Leaf::Tagged(tags);
        in_tag
    }

    fn take_tags_before(&mut self, tags: &mut TagLines, offset: usize) {
        while let Some(line) = tags.lines.pop_if(|line| line.range.start < offset) {
            tags.after = line.range.end;
            self.end_piece(tags);
            self.take_tag(line);
        }
    }

    /// Ends the paragraph before a tag.
    fn end_piece(&mut self, tags: &mut TagLines) {
        if let Some(block) = tags.block.take() {
            self.end_block(block);
            self.push("</p>\n");
        }
    }

    fn take_tag(&mut self, line: TagLine) {
        let span = Span::new(line.range.clone());
        match line.tag {
            Err(fault) => {
                let span = Span::new(fault.range).shifted(line.range.start);
                let message = format!("the shortcode is not well-formed: {}", fault.message);
                let help = shortcode_help(&self.text[line.range.clone()]);
                self.report(Lint::MalformedShortcode, span, message).help = Some(help);
            }
            Ok(Tag::Inline(call)) => match self.picture(&call) {
                Some(picture) => self.write_picture(picture, &call, span),
                None => self.add_shortcode(call, span, true),
            },
            Ok(Tag::Open(call)) => {
                if self.picture(&call).is_some() {
                    let message = format!("the shortcode `{}` has no body", call.name);
                    self.report(Lint::MalformedShortcode, span, message).help =
                        Some(format!("write {{{{ {}(…) }}}}", call.name));
                }
                self.open_shortcode(call, span);
            }
            Ok(Tag::Close) => self.close_shortcode(span),
        }
    }

    /// The shortcode for running text whose braces open at byte `at`, after the text from byte `from`; returns its
    /// end. All else in braces is text.
    pub(super) fn shortcode_at(&mut self, from: usize, at: usize) -> Option<usize> {
        let rest = self.text.get(at..self.leaf_range().end)?;
        if !self.reads_shortcodes || !rest.starts_with("{{") {
            return None;
        }
        let length = rest.find("}}")? + "}}".len();
        let tag = &rest[..length];
        let span = Span::new(at..at + length);
        let (name, _) = tag["{{".len()..].split_once('(')?;
        if !is_for_running_text(name.trim()) {
            return None;
        }
        match parse_tag(tag)? {
            Ok(Tag::Inline(call)) => {
                let picture = self.picture(&call)?;
                self.write_bytes(from..at);
                self.write_picture(picture, &call, span);
            }
            Ok(_) => return None,
            Err(fault) => {
                self.write_bytes(from..at);
                let span = Span::new(fault.range).shifted(at);
                let message = format!("the shortcode is not well-formed: {}", fault.message);
                let help = shortcode_help(&self.text[at..at + length]);
                self.report(Lint::MalformedShortcode, span, message).help = Some(help);
            }
        }
        Some(at + length)
    }

    fn add_shortcode(&mut self, call: Call, span: Span, shown: bool) {
        let index = self.doc.shortcodes.len();
        if shown {
            self.out.hole(Hole::Shortcode(index));
            self.push("\n");
        }
        self.label_shortcode(index, &call, span);
        let src = call.args.iter().find(|(name, ..)| name == "src");
        if let Some((_, serde_json::Value::String(src), _)) = src {
            self.doc.show(src);
        }
        self.doc.shortcodes.push(Shortcode {
            name: call.name,
            span,
            args: call.args,
            body: None,
        });
    }

    /// A shortcode with an `id` that is a label has a number, which its template prints.
    fn label_shortcode(&mut self, index: usize, call: &Call, span: Span) {
        let id = call.args.iter().find(|(name, ..)| name == "id");
        if let Some((_, serde_json::Value::String(id), range)) = id {
            let place = Span::new(range.clone())
                .shifted(span.start as usize)
                .range();
            self.take_id(id, place.clone());
            self.label(id, place, Object::Shortcode(index));
        }
    }

    fn open_shortcode(&mut self, call: Call, span: Span) {
        let around = self.containers.shortcodes();
        if around == DEEPEST {
            let message = format!("shortcodes stand in each other more than {DEEPEST} deep");
            self.report(Lint::MalformedShortcode, span, message);
        }
        self.add_shortcode(call, span, around < DEEPEST);
        self.containers.open(Container::Shortcode {
            index: self.doc.shortcodes.len() - 1,
            outer: std::mem::take(&mut self.out),
        });
    }

    /// `{% end %}`
    fn close_shortcode(&mut self, span: Span) {
        if let Some(Container::Shortcode { .. }) = self.containers.last() {
            self.end_container();
        } else if self.containers.fills_shortcode() {
            let message =
                "this `{% end %}` stands inside a list or quote that its shortcode does not";
            self.report(Lint::MalformedShortcode, span, message).help =
                Some("put an empty line before it, and do not indent it".to_owned());
        } else {
            self.report(Lint::MalformedShortcode, span, "no shortcode is open here")
                .help =
                Some("take it out, or open a shortcode before it: {% name(…) %}".to_owned());
        }
    }

    /// Closes the shortcodes and divisions that are still open where the container around them ends.
    pub(super) fn close_unclosed(&mut self) {
        loop {
            match self.containers.last() {
                Some(Container::Shortcode { index, .. }) => self.report_open_shortcode(*index),
                Some(Container::Division(division)) => {
                    let span = division.span();
                    self.report_open_division(span);
                }
                _ => return,
            }
            self.end_container();
        }
    }

    fn report_open_shortcode(&mut self, index: usize) {
        let shortcode = &self.doc.shortcodes[index];
        let span = shortcode.span;
        let message = format!("the shortcode `{}` is not closed", shortcode.name);
        self.report(Lint::MalformedShortcode, span, message).help = Some(
            "put `{% end %}` after its body, on a line of its own with an empty line before it"
                .to_owned(),
        );
    }
}

/// How a tag that cannot be read is written.
fn shortcode_help(tag: &str) -> String {
    let help = match tag.contains(['“', '”', '„', '‟', '«', '»', '‘', '’']) {
        true => "the quotation marks are curly: write straight ones, \"",
        false => "write {{ name(key=\"value\", other=3) }}, with a comma between arguments",
    };
    help.to_owned()
}

impl TagLines {
    /// Whether nothing but space stands between byte `from` of `text` and the next tag.
    fn come_next(&self, text: &str, from: usize) -> bool {
        let next = self.lines.last();
        next.is_some_and(|line| {
            text[from.min(line.range.start)..line.range.start]
                .trim()
                .is_empty()
        })
    }
}

/// The lines of a paragraph that are shortcode tags, the last one first.
fn tag_lines(text: &str, range: &Range<usize>) -> Vec<TagLine> {
    let source = &text[range.clone()];
    let mut lines = Vec::new();
    let mut braces = memchr::memchr_iter(b'{', source.as_bytes());
    if !braces.any(|at| source[at + 1..].starts_with(['{', '%'])) {
        return lines;
    }
    let mut at = range.start;
    for line in source.split_inclusive('\n') {
        // Lines of a quotation carry its marks.
        let bare = line.trim_start_matches(['>', ' ', '\t']);
        let start = at + line.len() - bare.len();
        let bare = bare.trim_end();
        let tag = parse_tag(bare);
        // One that stands in running text may come to stand alone on a line of it.
        let in_text =
            |tag: &Tag| matches!(tag, Tag::Inline(call) if is_for_running_text(&call.name));
        let tag = tag.filter(|tag| !tag.as_ref().is_ok_and(in_text));
        lines.extend(tag.map(|tag| TagLine {
            range: start..start + bare.len(),
            tag,
        }));
        at += line.len();
    }
    lines.reverse();
    lines
}
