//! Bare addresses, which are links, and pictures that wikilinks embed.

use std::ops::Range;

use super::Writer;
use super::inlines::Inline;
use crate::markdown::addresses::{bare_address, is_local, may_begin};
use crate::markdown::document::LinkForm;

/// How far after a stretch of text the `@` of an e-mail address is looked for that begins in it.
const REACH: usize = 100;

/// Whether an address may be in a text that has no scheme.
pub(super) fn is_www_in(text: &[u8]) -> bool {
    let mut words = [b"www.", b"WWW."].into_iter();
    words.any(|word| memchr::memmem::find(text, word).is_some())
}

impl Writer<'_> {
    /// Whether addresses in `range` are links, and there may be some.
    pub(super) fn links_addresses(&self, range: &Range<usize>) -> bool {
        if !self.settings.autolinks {
            return false;
        }
        let is_link = |inline: &Inline| matches!(inline, Inline::Link(..));
        let bytes = self.text.as_bytes();
        let signs = |range| self.doc.signs.within(range);
        let here = &bytes[..range.end];
        // An e-mail address has its name before the sign, a citation has none.
        let mut near = signs(range.start + 1..range.end + REACH);
        let may_be = near.any(|at| bytes[at] == b'@' && is_local(bytes[at - 1]))
            || signs(range.clone()).any(|at| here[at..].starts_with(b"://"))
            || self.has_www && is_www_in(&here[range.start..]);
        may_be && !self.inlines.iter().any(is_link)
    }

    /// The address that begins at byte `at`, after the text from byte `from`; returns its end.
    pub(super) fn address_at(&mut self, from: usize, at: usize) -> Option<usize> {
        let text = self.text;
        if !text.as_bytes()[at].is_ascii_alphanumeric() {
            return None;
        }
        let before = text[..at].chars().next_back();
        if !may_begin(before) {
            return None;
        }
        let end = self.leaf_range().end.max(at);
        let found = bare_address(&text[at..end])?;
        if found.prefix == "mailto:" && before == Some('_') {
            return None;
        }
        let range = at..at + found.length;
        let shown = text[range.clone()].replace("&amp;", "&");
        self.write_bytes(from..at);
        self.ensure_leaf(&range);
        self.push("<a href=\"");
        let destination = format!("{}{shown}", found.prefix);
        let link = self.add_link(destination, false, range.clone());
        self.push("\">");
        self.write_text(&shown, range.clone());
        self.push("</a>");
        let spot_end = self.spot().end;
        let link = &mut self.doc.links[link];
        link.form = LinkForm::Bare;
        link.spot.end = spot_end;
        Some(range.end)
    }

    /// `![[picture.png]]`, or with a description or a width: `![[picture.png|300]]`.
    pub(super) fn wiki_image(&mut self, destination: &str, range: Range<usize>) {
        self.ensure_leaf(&range);
        let source = &self.text[range.clone()];
        let inner = source.trim_start_matches("![[").trim_end_matches("]]");
        let words = inner.split_once('|').map_or("", |(_, words)| words.trim());
        let width = words
            .split('x')
            .next()
            .and_then(|width| width.parse::<u32>().ok());
        let size = width.map_or_else(String::new, |width| format!(" width=\"{width}\""));
        let mut image = self.image(destination, "", range.clone(), &size);
        if let Some(link) = self.doc.links.last_mut() {
            link.form = LinkForm::Wiki;
        }
        if width.is_none() {
            image.description = words.to_owned();
        }
        image.attributes = (size, range.end);
        self.end_image(&image);
    }
}
