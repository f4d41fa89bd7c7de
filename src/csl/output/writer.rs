//! From the tree to text with marks: quotation marks, and punctuation where elements meet.

use super::super::style::{Display, Formatting};
use super::super::text::Markup;
use super::formatted::{Formatted, Mark, Tag};
use super::looks::Looks;
use super::node::{Content, Format, Node, Ranged, Role};
use super::punctuation::{Meeting, meet, moves_in, moves_out};

/// The quotation marks of a locale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quotes<'a> {
    pub(crate) outer: (&'a str, &'a str),
    pub(crate) inner: (&'a str, &'a str),
    /// `punctuation-in-quote`
    pub(crate) punctuation_inside: bool,
}

/// Writes the nodes of one citation or reference.
pub(crate) struct Writer<'a> {
    quotes: Quotes<'a>,
    written: Formatted,
    looks: Looks,
    quoted: Quoted,
    /// The closing quotation marks at the very end of the text, if it ends with some.
    closing: Option<Closing>,
    /// How many parentheses are open, in styles where those within others become brackets.
    parentheses: Option<u32>,
    /// How many fields with markup are open around what is written.
    fields: usize,
    /// Whether such a field has begun.
    within_field: bool,
    /// Whether what is written stands in a block (`display`); blocks in blocks are none.
    in_block: bool,
}

/// Closing quotation marks at the end of the text.
#[derive(Clone, Copy)]
struct Closing {
    /// The byte at which the innermost of them stands.
    at: usize,
    /// The number of marks before those that close the looks of the quotation itself.
    marks: usize,
    /// The length of the text just after the last of them.
    end: usize,
}

/// The quotation marks around the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    No,
    Outer,
    Inner,
}

impl<'a> Writer<'a> {
    /// `nested_brackets`: whether parentheses in parentheses become brackets, as in notes.
    pub(crate) fn new(quotes: Quotes<'a>, nested_brackets: bool) -> Self {
        Self {
            quotes,
            written: Formatted::default(),
            looks: Looks::default(),
            quoted: Quoted::No,
            closing: None,
            parentheses: nested_brackets.then_some(0),
            fields: 0,
            within_field: false,
            in_block: false,
        }
    }

    /// What was written.
    pub(crate) fn finish(self) -> Formatted {
        self.written
    }

    /// The number of bytes that were written.
    pub(crate) fn len(&self) -> usize {
        self.written.text.len()
    }

    /// Writes a node with its affixes.
    pub(crate) fn write(&mut self, node: &Node<'_>) {
        if node.is_blank() {
            return;
        }
        let cite = match node.format.role {
            Role::Cite(index) => Some(Tag::Cite(index)),
            _ => None,
        };
        let block = node.format.display.filter(|_| !self.in_block);
        let outer = [block.map(Tag::Display), cite].into_iter().flatten();
        outer.clone().rev().for_each(|tag| self.mark(tag, true));
        let was_in_block = self.in_block;
        self.in_block |= block.is_some();
        self.affix(node.prefix, node);
        self.write_quoted(node);
        self.affix(node.suffix, node);
        self.in_block = was_in_block;
        outer.for_each(|tag| self.close(tag));
    }

    /// Closes a tag around whole elements; a space at the end of a block stands after it.
    fn close(&mut self, tag: Tag) {
        let space = self.written.text.ends_with(' ') && tag == Tag::Display(Display::RightInline);
        let at = self.len() - usize::from(space);
        self.written.marks.push(Mark {
            at,
            tag,
            opens: false,
        });
    }

    /// Begins the looks of a layout, which are around its affixes as well.
    pub(crate) fn begin(&mut self, formatting: Formatting) {
        let (tags, looks) = self.looks.enter(&layout_format(formatting));
        let tags = tags.into_iter().flatten().rev();
        tags.for_each(|tag| self.mark(tag, true));
        self.looks = looks;
    }

    /// Ends the looks of a layout.
    pub(crate) fn end(&mut self, formatting: Formatting) {
        let (tags, _) = Looks::default().enter(&layout_format(formatting));
        let tags = tags.into_iter().flatten();
        tags.for_each(|tag| self.mark(tag, false));
    }

    /// Writes the affix of a layout or group.
    pub(crate) fn nested_text(&mut self, text: &str) {
        if self.parentheses.is_some() && text.contains(['(', ')']) {
            let text = self.nest(text);
            self.text(&text);
        } else {
            self.text(text);
        }
    }

    /// Writes text behind what is there; where they meet, punctuation is not doubled, and moves into or over
    /// quotation marks.
    pub(crate) fn text(&mut self, text: &str) {
        let Some(first) = text.chars().next() else {
            return;
        };
        // Within a field, text is as its writer wrote it.
        if std::mem::replace(&mut self.within_field, self.fields > 0) {
            return self.written.text.push_str(text);
        }
        let last = match first {
            ' ' => self.written.text.chars().next_back(),
            _ => self.last_char(),
        };
        let rest = &text[first.len_utf8()..];
        match last.map(|last| meet(last, first)) {
            Some(Meeting::DropRight) => return self.written.text.push_str(rest),
            Some(Meeting::ReplaceLeft) => {
                self.take_last();
            }
            Some(Meeting::Keep) | None => {}
        }
        let after_quotation = self.content_end() < self.len();
        if after_quotation && self.quotes.punctuation_inside && moves_in(first) {
            self.insert_in_quotation(first);
            self.written.text.push_str(rest);
        } else {
            self.written.text.push_str(text);
        }
    }

    fn mark(&mut self, tag: Tag, opens: bool) {
        let at = self.len();
        self.written.marks.push(Mark { at, tag, opens });
    }

    fn affix(&mut self, affix: &str, node: &Node<'_>) {
        match node.content {
            Content::List(..) => self.nested_text(affix),
            _ => self.text(affix),
        }
    }

    /// Parentheses in parentheses as brackets.
    fn nest(&mut self, text: &str) -> String {
        let open = self.parentheses.get_or_insert(0);
        let flip = |c| match c {
            '(' => {
                *open += 1;
                if open.is_multiple_of(2) { '[' } else { '(' }
            }
            ')' if *open > 0 => {
                *open -= 1;
                if *open % 2 == 1 { ']' } else { ')' }
            }
            c => c,
        };
        text.chars().map(flip).collect()
    }

    fn write_quoted(&mut self, node: &Node<'_>) {
        let quoted = match (node.format.quotes, node.format.markup, self.quoted) {
            (true, _, Quoted::Outer) | (_, Some(Markup::Quoted), Quoted::Outer) => Quoted::Inner,
            (true, ..) | (_, Some(Markup::Quoted), _) => Quoted::Outer,
            (_, Some(Markup::QuotedSingle), Quoted::Inner) => Quoted::Outer,
            (_, Some(Markup::QuotedSingle), _) => Quoted::Inner,
            _ => {
                self.write_formatted(node);
                return;
            }
        };
        let (open, close) = match quoted {
            Quoted::Inner => self.quotes.inner,
            _ => self.quotes.outer,
        };
        let around = std::mem::replace(&mut self.quoted, quoted);
        self.text(open);
        let own = self.write_formatted(node);
        self.close_quotation(close, own);
        self.quoted = around;
    }

    /// Writes the content in its looks, and says how many marks at the end close them.
    fn write_formatted(&mut self, node: &Node<'_>) -> usize {
        if node.format.is_plain() {
            self.write_content(node);
            return 0;
        }
        let (tags, inner) = self.looks.enter(&node.format);
        let around = std::mem::replace(&mut self.looks, inner);
        let tags = tags.into_iter().flatten();
        tags.clone().rev().for_each(|tag| self.mark(tag, true));
        self.write_content(node);
        tags.clone().for_each(|tag| self.mark(tag, false));
        self.looks = around;
        tags.count()
    }

    fn write_content(&mut self, node: &Node<'_>) {
        match &node.content {
            Content::Text(text) if node.format.role == Role::Written => self.nested_text(text),
            Content::Text(text) => self.text(text),
            Content::Marked(nodes) => {
                self.fields += 1;
                nodes.iter().for_each(|node| self.write(node));
                self.fields -= 1;
                self.within_field &= self.fields > 0;
            }
            Content::List(nodes, delimiter) => {
                let mut nodes = nodes.iter().filter(|node| !node.is_blank());
                if let Some(first) = nodes.next() {
                    self.write(first);
                }
                for node in nodes {
                    self.text(delimiter);
                    self.write(node);
                }
            }
            Content::Ranged(number) => self.text(&number.to_string()),
        }
    }

    /// Ends a quotation. Commas and colons stand after the mark where the locale does not keep them inside.
    fn close_quotation(&mut self, mark: &str, own: usize) {
        let out = match self.last_char() {
            Some(c) if !self.quotes.punctuation_inside && moves_out(c) => self.take_last(),
            _ => None,
        };
        let nested = self.closing.filter(|closing| closing.end == self.len());
        let (at, marks) = match nested {
            Some(closing) => (closing.at, closing.marks),
            None => (self.len(), self.written.marks.len() - own),
        };
        self.written.text.push_str(mark);
        let end = self.len();
        self.closing = Some(Closing { at, marks, end });
        if let Some(c) = out {
            self.written.text.push(c);
        }
    }

    /// The end of the text without closing quotation marks.
    fn content_end(&self) -> usize {
        match self.closing {
            Some(closing) if closing.end == self.len() => closing.at,
            _ => self.len(),
        }
    }

    /// The last character, that before closing quotation marks if there are some.
    fn last_char(&self) -> Option<char> {
        self.written.text[..self.content_end()].chars().next_back()
    }

    /// Takes the last character away, that before closing quotation marks if there are some.
    fn take_last(&mut self) -> Option<char> {
        let c = self.last_char()?;
        let length = c.len_utf8();
        let start = self.content_end() - length;
        if let Some(closing) = &mut self.closing
            && closing.end == self.written.text.len()
        {
            closing.at -= length;
            closing.end -= length;
        }
        self.written.text.remove(start);
        for mark in self.written.marks.iter_mut().rev() {
            if mark.at <= start {
                break;
            }
            mark.at -= length;
        }
        Some(c)
    }

    /// Puts a character before the closing quotation marks with which the text ends.
    fn insert_in_quotation(&mut self, c: char) {
        let Some(closing) = &mut self.closing else {
            return;
        };
        self.written.text.insert(closing.at, c);
        for mark in &mut self.written.marks[closing.marks..] {
            mark.at += c.len_utf8();
        }
        closing.at += c.len_utf8();
        closing.end += c.len_utf8();
    }
}

fn layout_format(formatting: Formatting) -> Format {
    Format {
        formatting,
        ..Format::default()
    }
}
