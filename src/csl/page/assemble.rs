//! A citation from its cites.

use super::super::cite::{Citation, CitePosition};
use super::super::output::{Format, Formatted, Node, Writer};
use super::super::style::Class;
use super::citation::{Rendered, cite};
use super::sources::Sources;

/// What a citation says. `order` are the places of its cites in the order of printing.
pub(super) fn citation(
    sources: &Sources<'_, '_>,
    citation: &Citation<'_>,
    order: &[usize],
    positions: &[CitePosition],
) -> Formatted {
    let layout = &sources.cx.style.citation.layout;
    let mut text_before = false;
    let cites: Vec<Rendered<'_>> = order
        .iter()
        .map(|&place| cite(sources, citation, place, positions[place], &mut text_before))
        .collect();
    let notes = sources.cx.style.class == Class::Note;
    let mut writer = Writer::new(sources.cx.quotes, notes);
    writer.begin(layout.formatting);
    writer.nested_text(&layout.affixes.prefix);
    for (index, cite) in cites.iter().enumerate() {
        if index > 0 {
            writer.text(&layout.delimiter);
        }
        writer.write(&cite.node);
    }
    writer.nested_text(&layout.affixes.suffix);
    writer.end(layout.formatting);
    writer.finish()
}
