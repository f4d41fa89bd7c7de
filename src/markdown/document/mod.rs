//! A parsed page: what one file says, before anything is looked up in another.

mod block;
mod quotable;
mod references;
mod settle;

use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) use self::block::{Block, BlockKind, Context, Run, Sentence, Spot};
pub(crate) use self::references::{Citation, CitationForm, FootnoteRef, Link, LinkForm};
pub(crate) use self::settle::Kept;

use super::label::{Label, Labelled};
use super::mentions::Mention;
use super::raw_html::Inline;
use super::sentences;
use super::signs::Signs;
use super::{Args, Fragment, FrontMatter};
use crate::address::{decode, nfc};
use crate::data::DataFile;
use crate::diagnostics::{Place, Span};
use crate::digest::Digest;

/// One Markdown file, parsed. Every span counts bytes in the whole file.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// Path relative to the root: `content/history/summits.md`.
    pub path: Arc<str>,
    /// A digest of the file, and of the data files that it uses.
    pub digest: u128,
    /// What stands between the `+++` or `---` lines.
    pub front: FrontMatter,
    /// The text of the page.
    pub body: Fragment,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Links and pictures, in order.
    pub links: Vec<Link>,
    /// What links can lead to in the author's own HTML, footnotes and shortcodes included.
    pub anchors: BTreeSet<String>,
    /// What stands on other hosts and is shown by pictures, all that is shown by HTML, and where it says so.
    pub embedded: Vec<(String, Span)>,
    /// Scripts and styles in HTML of the author's.
    pub inline_effects: Vec<(Inline, Span)>,
    /// The names of the files that it shows, without their folders.
    pub shown: Vec<String>,
    /// HTML of the author's.
    pub raw_html: Vec<Span>,
    /// Words that may name a source without citing it.
    pub mentions: Vec<Mention>,
    /// Blocks of code with their fences.
    pub code: Vec<Span>,
    /// Citations, in the order of the file.
    pub citations: Vec<Citation>,
    /// The keys in citations that are malformed.
    pub malformed_keys: Vec<String>,
    /// References to footnotes, in the order of the file.
    pub footnote_refs: Vec<FootnoteRef>,
    /// Definitions of footnotes, in the order of the file.
    pub footnotes: Vec<Footnote>,
    /// Shortcodes, in the order in which they open.
    pub shortcodes: Vec<Shortcode>,
    /// What has a label, in the order of the file.
    pub labelled: Vec<Labelled>,
    /// The plain text, block by block.
    pub blocks: Vec<Block>,
    /// Where in the file signs stand that may be markup.
    pub signs: Signs,
    /// Comments that are addressed to Ibid, in order.
    pub directives: Vec<Directive>,
    /// The data files that it names, and what was there.
    pub data: Vec<(Arc<str>, Option<Arc<DataFile>>)>,
    /// Words of the interface with their places filled.
    pub phrases: Vec<Phrase>,
    /// The buttons of its timelines.
    pub section_filters: Vec<SectionFilter>,
    /// Files of pages whose titles it shows, from `content/`.
    pub titles: Vec<Arc<str>>,
    /// Number of words in the blocks.
    pub words: usize,
    /// What was changed since the page was published, the newest first.
    pub corrections: Vec<Correction>,
}

impl Document {
    /// A page of which only the front matter is known.
    pub(in crate::markdown) fn new(path: Arc<str>, text: &str, front: FrontMatter) -> Self {
        Self {
            digest: Digest::default().text(&path).text(text).finish(),
            path,
            front,
            body: Fragment::default(),
            headings: Vec::new(),
            links: Vec::new(),
            anchors: BTreeSet::new(),
            embedded: Vec::new(),
            inline_effects: Vec::new(),
            shown: Vec::new(),
            raw_html: Vec::new(),
            mentions: Vec::new(),
            code: Vec::new(),
            citations: Vec::new(),
            malformed_keys: Vec::new(),
            footnote_refs: Vec::new(),
            footnotes: Vec::new(),
            shortcodes: Vec::new(),
            labelled: Vec::new(),
            blocks: Vec::new(),
            signs: Signs::of(text),
            directives: Vec::new(),
            data: Vec::new(),
            phrases: Vec::new(),
            section_filters: Vec::new(),
            titles: Vec::new(),
            words: 0,
            corrections: Vec::new(),
        }
    }

    /// Notes that the file at an address is shown.
    pub(in crate::markdown) fn show(&mut self, address: &str) {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = decode(path.rsplit('/').next().unwrap_or_default()).into_owned();
        self.shown.push(nfc(&name).into_owned());
    }

    /// Whether a citation is a cross reference as far as the page alone can tell: a key such as `sec-2021` is more
    /// likely that of a source, if nothing on the page has it as a label.
    pub(crate) fn refers(&self, citation: &Citation) -> bool {
        citation.labels().is_some_and(|labels| {
            let is_label = |label: &Label| {
                let mut known = self.labelled.iter();
                label.colon || known.any(|labelled| labelled.id == label.id)
            };
            labels.iter().all(is_label)
        })
    }

    /// Where `span` of this page is.
    pub(crate) fn place(&self, span: Span) -> Place {
        Place::new(&self.path, span)
    }

    /// Where `span` is, of something that stands in the data file `file`, or in the page itself.
    pub(crate) fn place_in(&self, file: Option<&Arc<str>>, span: Span) -> Place {
        Place::new(file.unwrap_or(&self.path), span)
    }

    /// The bytes of the sentence in which something stands, in its block.
    pub(crate) fn sentence_range(&self, spot: &Spot) -> std::ops::Range<usize> {
        spot.sentence.0 as usize..spot.sentence.1 as usize
    }

    /// Finds the sentences of the text, and those around citations and links.
    pub(in crate::markdown) fn find_sentences(&mut self) {
        for block in &mut self.blocks {
            block.breaks = sentences::breaks(&block.text);
        }
        let citations = self.citations.iter_mut().map(|it| &mut it.spot);
        for spot in citations.chain(self.links.iter_mut().map(|it| &mut it.spot)) {
            let Some(block) = self.blocks.get(spot.block) else {
                continue;
            };
            let found =
                sentences::sentence_around(&block.text, &block.breaks, spot.start..spot.end);
            spot.sentence = (found.start as u32, found.end as u32);
        }
    }

    /// The cells of the table row that a block belongs to; `None` if it is in no table.
    ///
    /// A cell says little alone, so whoever quotes one shows the row.
    pub(crate) fn row(&self, block: usize) -> Option<std::ops::Range<usize>> {
        let kind = self.blocks[block].kind;
        let BlockKind::TableCell(_) = kind else {
            return None;
        };
        let is_other = |cell: &Block| cell.kind != kind;
        let before = self.blocks[..block].iter().rposition(is_other);
        let after = self.blocks[block..].iter().position(is_other);
        Some(before.map_or(0, |i| i + 1)..after.map_or(self.blocks.len(), |i| block + i))
    }

    /// The sentence in which something stands, and where in it the `range` of `spot` begins and ends.
    pub(crate) fn sentence(&self, spot: &Spot) -> Sentence<'_> {
        let block = &self.blocks[spot.block];
        let range = self.sentence_range(spot);
        let clip = |offset: usize| offset.clamp(range.start, range.end) - range.start;
        Sentence {
            text: &block.text[range.clone()],
            marked: clip(spot.start)..clip(spot.end),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id: the author's, or one made of the text.
    pub id: String,
    pub span: Span,
    /// Its HTML without links and markers, for tables of contents.
    pub title_html: String,
    /// Its plain text.
    pub text: String,
    /// Whether it has a number where headings have: not with `{.unnumbered}` or `{-}`.
    pub numbered: bool,
}

/// A correction of a published page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Correction {
    /// When it was made.
    pub date: jiff::civil::Date,
    /// What it says, in one paragraph without its tags.
    pub html: Fragment,
    /// The same as plain text.
    pub text: String,
}

/// The buttons by which readers of a timeline choose a section.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SectionFilter {
    /// The name that they share.
    pub group: String,
    /// The files of the sections, in the order in which the timeline comes to them.
    pub sections: Vec<Arc<str>>,
}

/// The definition of a footnote.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Footnote {
    pub label: String,
    /// The first line of the definition.
    pub span: Span,
    /// Its blocks.
    pub body: Fragment,
    /// Whether it stands in the text, where it is read: `^[words]`.
    pub inline: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shortcode {
    /// Its name: that of a template in `shortcodes/`.
    pub name: String,
    /// The opening tag in the file.
    pub span: Span,
    pub args: Args,
    /// What stands between the opening and the closing tag.
    pub body: Option<Fragment>,
}

/// A comment that begins with `ibid`: `<!-- ibid: allow(uncited-claim) reason="…" -->`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Directive {
    /// What stands between `<!--` and `-->`.
    pub text: String,
    /// Where that stands.
    pub span: Span,
    /// What it speaks of: the block that follows, the block around it, or the whole file. Empty if nothing follows.
    pub covers: Span,
    /// Whether there is text after it on its line, which Markdown then takes for HTML.
    pub trailing: bool,
}

/// A word of the interface and what stands in its places.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Phrase {
    pub word: &'static str,
    pub places: Vec<(&'static str, String)>,
}
