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
    if pieces.items.is_empty() {
        return RichText::default();
    }
    let in_parentheses = citation.within_note && style.is_note();
    let mut out = Vec::new();
    match in_parentheses {
        true => push_text(&mut out, "("),
        false => out.extend(plain_inlines(&pieces.prefix)),
    }
    // The driver decided on the style's ending by how the last item ends; that may change here.
    let mut own_ending = false;
    for (place, piece) in pieces.items.iter().enumerate() {
        let item = &citation.items[piece.index];
        let source = bibliography.get(item.source);
        out.extend(plain_inlines(&piece.delimiter));
        let opens_note = place == 0 && style.is_note() && !in_parentheses;
        let mut inner = prefix(&item.prefix, opens_note);
        let suppressed = item.suppress_author || citation.narrative;
        match suppressed {
            true => inner.extend(source_inlines(&without_author(&piece.tree), source)),
            false => inner.extend(source_inlines(&piece.tree, source)),
        }
        inner.extend(suffix(&item.suffix));
        own_ending = suppressed || !item.suffix.is_empty();
        out.push(Inline::Source(item.source, inner.into()));
    }
    if in_parentheses {
        push_text(&mut out, ")");
    } else if own_ending {
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

/// A prefix, parted from the item by a space; capitalised where it opens a note.
fn prefix(markdown: &str, opens_note: bool) -> Vec<Inline> {
    if markdown.is_empty() {
        return Vec::new();
    }
    let mut inlines = affix::parse(markdown);
    if opens_note {
        capitalise(&mut inlines);
    }
    if !markdown.ends_with(char::is_whitespace)
        && !markdown.ends_with(['(', '[', '“', '‘', '—', '/', '-'])
    {
        push_text(&mut inlines, " ");
    }
    inlines
}

fn capitalise(inlines: &mut [Inline]) {
    match inlines.first_mut() {
        Some(Inline::Text(text)) => {
            let mut letters = text.chars();
            if let Some(first) = letters.next() {
                *text = first.to_uppercase().chain(letters).collect();
            }
        }
        Some(Inline::Styled(_, inner)) => {
            let mut inlines = inner.inlines().to_vec();
            capitalise(&mut inlines);
            *inner = inlines.into();
        }
        _ => {}
    }
}

/// A suffix, parted from the item by a space unless it is punctuation.
fn suffix(markdown: &str) -> Vec<Inline> {
    if markdown.is_empty() {
        return Vec::new();
    }
    let mut inlines = Vec::new();
    if markdown.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '(' | '[' | '*' | '_' | '`' | '“' | '‘' | '"')
    }) {
        push_text(&mut inlines, " ");
    }
    inlines.extend(affix::parse(markdown));
    inlines
}
