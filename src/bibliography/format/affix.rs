//! Prefixes and suffixes of a citation's items: inline Markdown with smart punctuation.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::rich_text::Foreign;
use crate::csl::{Markup, Span, Text};

/// Reads a prefix or a suffix, its outer white space kept. What CSL has no word for is added to `foreign`.
pub(super) fn parse(markdown: &str, foreign: &mut Vec<Foreign>) -> Text {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | ';' | ':');
    if markdown.chars().all(plain) {
        return Text::plain(markdown);
    }
    let trimmed = markdown.trim();
    let lead = &markdown[..markdown.len() - markdown.trim_start().len()];
    let trail = &markdown[markdown.trim_end().len()..];
    let mut affix = Affix {
        text: lead.to_owned(),
        spans: Vec::new(),
        open: Vec::new(),
        foreign,
    };
    affix.read(trimmed);
    affix.text.push_str(trail);
    // Outer spans first, as they opened.
    affix
        .spans
        .sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    Text::with_spans(affix.text, affix.spans)
}

struct Affix<'f> {
    text: String,
    spans: Vec<Span>,
    /// Where what is open began.
    open: Vec<(Markup, usize)>,
    foreign: &'f mut Vec<Foreign>,
}

impl Affix<'_> {
    /// Reads a line of Markdown. A word in front keeps it from opening a list, a heading or a quotation.
    fn read(&mut self, line: &str) {
        const GUARD: &str = "x ";
        let guarded = format!("{GUARD}{}", line.replace(['\n', '\r'], " "));
        let mut guard = GUARD.len();
        for event in Parser::new_ext(&guarded, Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Start(Tag::Emphasis) => self.start(Markup::Italic),
                Event::Start(Tag::Strong) => self.start(Markup::Bold),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let link = self.foreign(Foreign::Link(dest_url.into_string()));
                    self.start(link);
                }
                Event::End(TagEnd::Emphasis) => self.end(|markup| markup == Markup::Italic),
                Event::End(TagEnd::Strong) => self.end(|markup| markup == Markup::Bold),
                Event::End(TagEnd::Link) => self.end(|markup| matches!(markup, Markup::Foreign(_))),
                Event::Text(text) | Event::InlineHtml(text) => {
                    let skipped = guard.min(text.len());
                    guard -= skipped;
                    self.write(&text[skipped..]);
                }
                Event::Code(code) => {
                    let markup = self.foreign(Foreign::Code);
                    let range = self.text.len()..self.text.len() + code.len();
                    self.text.push_str(&code);
                    self.spans.push(Span { range, markup });
                }
                Event::SoftBreak | Event::HardBreak => self.text.push(' '),
                _ => {}
            }
        }
        // Nothing is left open but quotations.
        self.end(|_| false);
    }

    /// Writes text. Smart quotation marks come as texts of their own; those of a pair are left to the style's locale.
    fn write(&mut self, text: &str) {
        let quotation = match text {
            "“" | "”" => Markup::Quoted,
            "‘" | "’" => Markup::QuotedSingle,
            _ => return self.text.push_str(text),
        };
        let opens = matches!(text, "“" | "‘");
        match self.open.last() {
            Some((open, _)) if !opens && *open == quotation => self.end(|open| open == quotation),
            _ if opens => self.start(quotation),
            _ => self.text.push_str(text),
        }
    }

    fn start(&mut self, markup: Markup) {
        self.open.push((markup, self.text.len()));
    }

    /// Ends what opened last, and takes what opened inside and did not end for text.
    fn end(&mut self, is_it: impl Fn(Markup) -> bool) {
        while let Some((markup, start)) = self.open.pop() {
            if is_it(markup) {
                if start < self.text.len() {
                    let range = start..self.text.len();
                    self.spans.push(Span { range, markup });
                }
                return;
            }
            self.unquote(markup, start);
        }
    }

    /// Puts the mark of a quotation that does not end back into the text.
    fn unquote(&mut self, markup: Markup, start: usize) {
        let mark = match markup {
            Markup::Quoted => "“",
            Markup::QuotedSingle => "‘",
            _ => return,
        };
        self.text.insert_str(start, mark);
        for span in &mut self.spans {
            if span.range.start >= start {
                span.range.start += mark.len();
                span.range.end += mark.len();
            }
        }
    }

    fn foreign(&mut self, foreign: Foreign) -> Markup {
        self.foreign.push(foreign);
        Markup::Foreign(self.foreign.len() as u32 - 1)
    }
}
