//! From the tree to text with marks (specification, "Affixes", "Delimiter", "Formatting", "Quotes").

use super::super::style::Formatting;
use super::super::text::Markup;
use super::buffer::Buffer;
use super::formatted::{Formatted, Tag};
use super::looks::Looks;
use super::node::{Content, Format, Node, Role};

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
    pub(super) buffer: Buffer,
    looks: Looks,
    quoted: Quoted,
    /// How many parentheses are open, in styles where those within others become brackets.
    pub(super) parentheses: Option<u32>,
    /// Whether what is written stands in a block (`display`); blocks in blocks are none.
    in_block: bool,
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
            buffer: Buffer::new(quotes.punctuation_inside),
            looks: Looks::default(),
            quoted: Quoted::No,
            parentheses: nested_brackets.then_some(0),
            in_block: false,
        }
    }

    /// What was written.
    pub(crate) fn finish(self) -> Formatted {
        self.buffer.finish()
    }

    /// Writes a node with its affixes.
    pub(crate) fn write(&mut self, node: &Node<'_>) {
        if node.is_blank() {
            return;
        }
        let block = node.format.display.filter(|_| !self.in_block);
        let block = block.map(Tag::Display);
        if let Some(block) = block {
            self.buffer.mark(block, true);
        }
        let was_in_block = self.in_block;
        self.in_block |= block.is_some();
        self.affix(node.prefix, node);
        self.write_quoted(node);
        self.affix(node.suffix, node);
        self.in_block = was_in_block;
        if let Some(block) = block {
            self.buffer.close(block);
        }
    }

    /// Writes a cite, by its place in the citation.
    pub(crate) fn cite(&mut self, place: usize, write: impl FnOnce(&mut Self)) {
        self.buffer.mark(Tag::Cite(place), true);
        write(self);
        self.buffer.close(Tag::Cite(place));
    }

    /// Begins the looks of a layout, which are around its affixes as well.
    pub(crate) fn begin(&mut self, formatting: Formatting) {
        let (tags, looks) = self.looks.enter(&layout_format(formatting));
        let tags = tags.into_iter().flatten().rev();
        tags.for_each(|tag| self.buffer.mark(tag, true));
        self.looks = looks;
    }

    /// Takes on the looks of a layout that somebody else begins.
    pub(super) fn within(&mut self, formatting: Formatting) {
        self.looks = self.looks.enter(&layout_format(formatting)).1;
    }

    /// Ends the looks of a layout.
    pub(crate) fn end(&mut self, formatting: Formatting) {
        let (tags, _) = Looks::default().enter(&layout_format(formatting));
        let tags = tags.into_iter().flatten();
        tags.for_each(|tag| self.buffer.mark(tag, false));
    }

    /// Writes text after what is there.
    pub(crate) fn text(&mut self, text: &str) {
        self.buffer.text(text);
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
        self.buffer.close_quotation(close, own);
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
        tags.clone()
            .rev()
            .for_each(|tag| self.buffer.mark(tag, true));
        self.write_content(node);
        tags.clone().for_each(|tag| self.buffer.mark(tag, false));
        self.looks = around;
        tags.count()
    }

    fn write_content(&mut self, node: &Node<'_>) {
        match &node.content {
            Content::Text(text) if node.format.role == Role::Written => self.nested_text(text),
            Content::Text(text) => self.text(text),
            Content::Marked(nodes) => {
                self.buffer.begin_field();
                nodes.iter().for_each(|node| self.write(node));
                self.buffer.end_field();
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
}

fn layout_format(formatting: Formatting) -> Format {
    Format {
        formatting,
        ..Format::default()
    }
}
