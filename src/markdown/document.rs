//! A parsed page: what one file says, before anything is looked up in another.

use std::sync::Arc;

use super::{Args, CitedItem, Fragment, FrontMatter};
use crate::diagnostics::{Diagnostic, Place, Span};

/// One Markdown file, parsed. Every span counts bytes in the whole file.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path relative to the root: `content/history/summits.md`.
    pub path: Arc<str>,
    /// What stands between the `+++` or `---` lines.
    pub front: FrontMatter,
    /// The text of the page.
    pub body: Fragment,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Links and pictures, in order.
    pub links: Vec<Link>,
    /// Citations, in the order of the file.
    pub citations: Vec<Citation>,
    /// References to footnotes, in the order of the file.
    pub footnote_refs: Vec<FootnoteRef>,
    /// Definitions of footnotes, in the order of the file.
    pub footnotes: Vec<Footnote>,
    /// Shortcodes, in the order in which they open.
    pub shortcodes: Vec<Shortcode>,
    /// The plain text, block by block.
    pub blocks: Vec<Block>,
    /// Number of words in the blocks.
    pub words: usize,
    /// What is wrong with the file in itself.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Where `span` of this page is.
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.path, span)
    }

    /// The sentence in which something stands, and where in it the `range` of `spot` begins and ends.
    pub fn sentence(&self, spot: &Spot) -> Sentence<'_> {
        let block = &self.blocks[spot.block];
        let range = super::sentences::sentence_around(&block.text, spot.start, spot.end);
        let clip = |offset: usize| offset.clamp(range.start, range.end) - range.start;
        Sentence {
            text: &block.text[range.clone()],
            marked: clip(spot.start)..clip(spot.end),
        }
    }
}

/// A sentence and the part of it that is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence<'a> {
    /// The sentence as plain text.
    pub text: &'a str,
    /// The bytes of a claim or of a link's words; empty for a point.
    pub marked: std::ops::Range<usize>,
}

/// Where something stands in the plain text of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// First byte in the block's text.
    pub start: usize,
    /// Byte behind the last; equal to `start` for a point.
    pub end: usize,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id: the author's, or one made of the text.
    pub id: String,
    /// The line.
    pub span: Span,
    /// Its HTML without links and markers, for tables of contents.
    pub title_html: String,
    /// Its plain text.
    pub text: String,
}

/// A link or a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The whole link in the file.
    pub span: Span,
    /// Where it leads, as written.
    pub destination: String,
    /// Whether it is a picture (or another file to be shown), not a way to go.
    pub embeds: bool,
    /// Its words in the plain text.
    pub spot: Spot,
}

/// A citation in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The citation in the file, brackets included.
    pub span: Span,
    /// The sources, in the order of the author.
    pub items: Vec<CitedItem>,
    /// Where in the file the `@key` of each item stands.
    pub key_spans: Vec<Span>,
    /// `@key` in running text, where the name is part of the sentence.
    pub narrative: bool,
    /// Whether it supports marked words: `[words][@key]`.
    pub claim: bool,
    /// Whether a space before it was swallowed; in-text styles put it back.
    pub space_before: bool,
    /// Its point in the plain text, or the words of its claim.
    pub spot: Spot,
}

/// A reference to a footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct FootnoteRef {
    /// `[^x]` in the file.
    pub span: Span,
    /// The label.
    pub label: String,
}

/// The definition of a footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    /// The label.
    pub label: String,
    /// The first line of the definition.
    pub span: Span,
    /// Its blocks.
    pub body: Fragment,
}

/// A shortcode.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortcode {
    /// Its name: that of a template in `shortcodes/`.
    pub name: String,
    /// The opening tag in the file.
    pub span: Span,
    /// The arguments.
    pub args: Args,
    /// What stands between the opening and the closing tag.
    pub body: Option<Fragment>,
}

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
    /// Plain text, without notes and markup.
    pub text: String,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, or the text of a tight list item or definition.
    Paragraph,
    /// A heading.
    Heading,
    /// A cell of a table's head.
    TableHead,
    /// A cell of a table's body; the number counts the rows of the page.
    TableCell(usize),
    /// The term of a definition list.
    Term,
}
