//! Puts the items of a citation together again, with prefixes and suffixes and without suppressed authors.

use super::super::rich_text::Inline;
use super::super::{Bibliography, RichText, Style};
use super::driver::Pieces;
use super::tree::{plain_inlines, push_text, source_inlines, without_author};
use super::{Citation, affix};

/// The text of `citation`, of which the driver made `pieces`.
pub(super) fn assemble(
    pieces: &Pieces,
    citation: &Citation,
    style: &Style,
    bibliography: &Bibliography,
) -> RichText {
    let mut out = plain_inlines(&pieces.prefix);
    let mut end_is_ours = false;
    for piece in &pieces.items {
        let item = &citation.items[piece.index];
        let source = bibliography.get(item.source);
        out.extend(plain_inlines(&piece.delimiter));
        let mut inner = prefix(&item.prefix);
        if item.suppress_author || citation.narrative {
            inner.extend(source_inlines(&without_author(&piece.tree), source));
            end_is_ours = true;
        } else {
            inner.extend(source_inlines(&piece.tree, source));
            end_is_ours = false;
        }
        if !item.suffix.is_empty() {
            inner.extend(suffix(&item.suffix));
            end_is_ours = true;
        }
        out.push(Inline::Source(item.source, inner.into()));
    }
    if end_is_ours {
        // The driver decided on the style's suffix by an ending that has changed.
        let ending = style
            .csl
            .citation
            .layout
            .suffix
            .as_deref()
            .unwrap_or_default();
        if !RichText::from(out.clone()).to_text().ends_with(ending) {
            push_text(&mut out, ending);
        }
    } else {
        out.extend(plain_inlines(&pieces.suffix));
    }
    out.into()
}

/// A prefix, parted from the item by a space.
fn prefix(markdown: &str) -> Vec<Inline> {
    if markdown.is_empty() {
        return Vec::new();
    }
    let mut inlines = affix::parse(markdown);
    if !markdown.ends_with(char::is_whitespace)
        && !markdown.ends_with(['(', '[', '“', '‘', '—', '/', '-'])
    {
        push_text(&mut inlines, " ");
    }
    inlines
}

/// A suffix, parted from the item by a space unless it is punctuation.
fn suffix(markdown: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    if markdown.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '(' | '[' | '*' | '_' | '`' | '“' | '‘' | '"')
    }) {
        push_text(&mut inlines, " ");
    }
    inlines.extend(affix::parse(markdown));
    inlines
}
