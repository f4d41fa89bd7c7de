//! The source of a page's running text, with all else blanked out.

use std::ops::Range;

use crate::markdown::{BlockKind, Document, LinkForm, Run, is_sign};

/// No construct on one page is looked for further than this.
const REACH: usize = 1_000;

/// The file with a space for every byte, line ends aside, that is not running text as its author wrote it: code, formulas, keys,
/// shortcodes, HTML blocks, front matter. Offsets are those of the file.
pub(super) struct Prose {
    pub source: String,
    /// Where signs stand in it that may be markup.
    pub signs: Vec<usize>,
}

impl Prose {
    /// The running text of `document`, whose file is `text`.
    pub(super) fn of(document: &Document, text: &str) -> Self {
        // Lines stay lines, also between the cells of tables.
        let blank = |byte| if byte == b'\n' { b'\n' } else { b' ' };
        let mut bytes: Vec<u8> = text.bytes().map(blank).collect();
        let texts = document.blocks.iter();
        for block in texts.filter(|block| block.kind != BlockKind::Data) {
            let range = block.span.range();
            bytes[range.clone()].copy_from_slice(&text.as_bytes()[range]);
        }
        let literals = document.blocks.iter().flat_map(|block| &block.runs);
        let is_tag = |run: &&Run| !run.exact && text[run.file.range()].starts_with("{{");
        let literals = literals.filter(|run| run.literal || is_tag(run));
        let literals = literals.map(|run| run.file);
        // What rows of data say stands in the tag that shows them.
        let rows = document.blocks.iter();
        let rows = rows.filter(|block| block.kind == BlockKind::Data);
        let tags = document.shortcodes.iter().map(|shortcode| shortcode.span);
        let tags = tags.chain(rows.map(|row| row.span));
        let links = document.links.iter();
        let wikilinks = links.filter(|link| link.form == LinkForm::Wiki);
        let wikilinks = wikilinks.map(|link| link.span);
        for span in literals.chain(tags).chain(wikilinks) {
            bytes[span.range()].fill(b' ');
        }
        let source = String::from_utf8(bytes).unwrap_or_default();
        let stays = |at: &usize| source.as_bytes().get(*at).is_some_and(|byte| *byte != b' ');
        let signs = document.signs.all().filter(stays).collect();
        Self { source, signs }
    }

    /// Whether an odd number of backslashes stands before byte `at`.
    pub(super) fn is_escaped(&self, at: usize) -> bool {
        let before = self.source.as_bytes()[..at].iter().rev();
        before.take_while(|byte| **byte == b'\\').count() % 2 == 1
    }

    /// Where some words stand.
    pub(super) fn places<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        memchr::memmem::find_iter(self.source.as_bytes(), words)
    }

    /// Where some signs stand, the first of which may be markup: `@[`, but not `)[`. They do not overlap.
    pub(super) fn signs<'a>(&'a self, signs: &'a str) -> impl Iterator<Item = usize> + 'a {
        debug_assert!(signs.bytes().next().is_some_and(is_sign));
        let (source, signs) = (self.source.as_bytes(), signs.as_bytes());
        let mut from = 0;
        let places = self.signs.iter().copied();
        places.filter(move |at| {
            let found = *at >= from && source[*at..].starts_with(signs);
            from = if found { at + signs.len() } else { from };
            found
        })
    }

    /// What follows byte `at` in its paragraph.
    pub(super) fn after(&self, at: usize) -> &str {
        let end = self
            .source
            .floor_char_boundary((at + REACH).min(self.source.len()));
        let rest = &self.source[at..end];
        let mut ends = memchr::memchr_iter(b'\n', rest.as_bytes());
        let paragraph = ends.find(|end| rest.as_bytes().get(end + 1) == Some(&b'\n'));
        &rest[..paragraph.unwrap_or(rest.len())]
    }

    /// What stands before byte `at` on its line.
    pub(super) fn line_before(&self, at: usize) -> &str {
        let from = self.source.ceil_char_boundary(at.saturating_sub(REACH));
        let before = &self.source[from..at];
        &before[memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1)..]
    }

    /// Whether byte `at` is the first of its line, marks of quotations aside.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        let before = self.line_before(at);
        before.chars().all(|c| c.is_whitespace() || c == '>')
    }

    /// Where the bracket that closes before byte `close` opens.
    pub(super) fn opening_bracket(&self, close: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let mut depth = 0_usize;
        for at in (close.saturating_sub(REACH)..close).rev() {
            match bytes[at] {
                b'[' | b']' if self.is_escaped(at) => {}
                b']' => depth += 1,
                b'[' if depth == 0 => return Some(at),
                b'[' => depth -= 1,
                b'\n' if bytes[at + 1] == b'\n' => return None,
                _ => {}
            }
        }
        None
    }
}

/// Stretches of the file that are something already: links, citations, references to footnotes.
pub(super) struct Taken(Vec<Range<usize>>);

impl Taken {
    pub(super) fn of(document: &Document) -> Self {
        let links = document.links.iter();
        let links = links.filter(|link| link.file.is_none());
        let links = links.map(|link| link.span);
        let citations = document.citations.iter();
        let citations = citations.filter(|citation| citation.file.is_none());
        let citations = citations.map(|citation| citation.span);
        let notes = document.footnote_refs.iter().map(|note| note.span);
        let all = links.chain(citations).chain(notes);
        let mut ranges: Vec<_> = all.map(crate::diagnostics::Span::range).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        // Pictures stand in links: the outer one counts.
        ranges.dedup_by(|inner, outer| inner.end <= outer.end);
        Self(ranges)
    }

    /// Whether byte `at` is in one of them.
    pub(super) fn has(&self, at: usize) -> bool {
        let after = self.0.partition_point(|range| range.start <= at);
        after > 0 && at < self.0[after - 1].end
    }
}
