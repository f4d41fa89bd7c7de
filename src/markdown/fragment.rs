//! HTML with holes.
//!
//! What a page's HTML is made of is known once its file is parsed, save for what other files decide:
//! where a link leads, which number a note has, what a citation says, what the theme calls things. A fragment holds the finished
//! HTML with a hole for each of these, so that rendering a page is filling holes, in one pass.

use std::ops::Range;

/// HTML in which some places are still open.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fragment {
    /// The finished HTML.
    pub html: String,
    /// What belongs at which byte of it, in order.
    pub holes: Vec<(usize, Hole)>,
}

/// What goes into a hole; the numbers are indexes into the lists of the [`Document`](super::Document).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hole {
    /// The address of a link, inside `href="…"` or `src="…"`.
    Link(usize),
    /// The start of a `<picture>` with smaller copies of the image that a link shows, if it has some.
    ImageSources {
        link: usize,
        /// How wide its author wants it, in pixels.
        width: Option<u32>,
    },
    /// The end of it.
    ImageEnd(usize),
    /// ` width="…" height="…"` of the picture that a link shows, if they are known; the height alone where its author
    /// gave the width.
    PictureSize { link: usize, width: Option<u32> },
    /// The marker of a citation, or in in-text styles its words.
    Citation(usize),
    /// A citation once more: the number of its note, or its words.
    CitationAgain(usize),
    /// The marker of a footnote reference.
    FootnoteRef(usize),
    /// A rendered shortcode.
    Shortcode(usize),
    /// The word and number of what has a label, such as "Figure 1".
    Label(usize),
    /// The number alone of what has a label.
    Number(usize),
    /// The number of a heading.
    HeadingNumber(usize),
    /// A word of the interface, by its name in the theme's words.
    Word(&'static str),
    /// A word of the interface with its places filled.
    Phrase(usize),
    /// The title of a page.
    Title(usize),
    /// Buttons for the sections of a timeline.
    Sections(usize),
    /// What a table is called for those who cannot see it.
    TableName {
        /// The number of the table on the page, from 1.
        number: usize,
        /// How many headings stand before it.
        headings: usize,
    },
}

impl Fragment {
    /// An empty fragment with room for so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            html: String::with_capacity(bytes),
            holes: Vec::new(),
        }
    }

    /// Opens a hole at the end.
    pub(crate) fn hole(&mut self, hole: Hole) {
        self.holes.push((self.html.len(), hole));
    }

    /// Opens a hole at byte `at`, after any hole there.
    pub(super) fn hole_at(&mut self, at: usize, hole: Hole) {
        let index = self.holes.partition_point(|(offset, _)| *offset <= at);
        self.holes.insert(index, (at, hole));
    }

    /// Puts finished HTML in place of some in which there is no hole.
    pub(super) fn replace(&mut self, range: Range<usize>, html: &str) {
        let after = |offset: &usize| *offset >= range.end;
        let holes = self.holes.iter_mut().rev();
        for (offset, _) in holes.take_while(|(offset, _)| after(offset)) {
            *offset = *offset + html.len() - range.len();
        }
        self.html.replace_range(range, html);
    }

    /// Puts finished HTML in at byte `at`, before any hole there.
    pub(crate) fn insert(&mut self, at: usize, html: &str) {
        self.html.insert_str(at, html);
        for (offset, _) in self
            .holes
            .iter_mut()
            .rev()
            .take_while(|(offset, _)| *offset >= at)
        {
            *offset += html.len();
        }
    }

    /// Adds another fragment at the end.
    pub(super) fn append(&mut self, other: &Self) {
        let at = self.html.len();
        self.html.push_str(&other.html);
        let holes = other.holes.iter();
        self.holes
            .extend(holes.map(|(offset, hole)| (at + offset, *hole)));
    }

    /// Takes spaces off the end, as before a note's marker; whether there were any.
    pub(crate) fn trim_end(&mut self) -> bool {
        let floor = self.holes.last().map_or(0, |(offset, _)| *offset);
        let kept = self.html.trim_end_matches([' ', '\n']).len().max(floor);
        let trimmed = kept < self.html.len();
        self.html.truncate(kept);
        trimmed
    }

    /// The holes in reading order.
    pub(crate) fn holes(&self) -> impl Iterator<Item = Hole> + '_ {
        self.holes.iter().map(|(_, hole)| *hole)
    }

    /// Fills every hole: `fill` appends what belongs there. It is also given the HTML after the hole.
    pub(crate) fn fill(&self, out: &mut String, mut fill: impl FnMut(Hole, &str, &mut String)) {
        let mut from = 0;
        for (offset, hole) in &self.holes {
            out.push_str(&self.html[from..*offset]);
            fill(*hole, &self.html[*offset..], out);
            from = *offset;
        }
        out.push_str(&self.html[from..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_move_with_what_is_inserted() {
        let mut fragment = Fragment::default();
        fragment.html.push_str("<a href=\"");
        fragment.hole(Hole::Link(0));
        fragment.html.push_str("\">x");
        let at = fragment.html.len();
        fragment.html.push_str("y ");
        fragment.hole(Hole::Citation(1));
        fragment.insert(at, "<b>");
        assert!(!fragment.trim_end());
        let mut out = String::new();
        fragment.fill(&mut out, |hole, _, out| out.push_str(&format!("{hole:?}")));
        assert_eq!(out, "<a href=\"Link(0)\">x<b>y Citation(1)");
    }
}
