//! A citation from its cites (specification, "Layout").

use super::super::cite::{Citation, Cite, CitePosition, Mode};
use super::super::output::{Formatted, Writer};
use super::super::style::Class;
use super::citation::{Rendered, cite};
use super::collapse::{Before, collapse};
use super::sources::Sources;

/// What a citation says. `order` are the places of its cites in the order of printing.
pub(super) fn citation(
    sources: &Sources<'_, '_>,
    citation: &Citation<'_>,
    order: &[usize],
    positions: &[CitePosition],
) -> Formatted {
    if citation.mode == Mode::Narrative {
        return narrative(sources, citation, order);
    }
    let layout = &sources.cx.style.citation.layout;
    let mut text_before = citation.in_sentence;
    let mut cites: Vec<Rendered<'_>> = order
        .iter()
        .map(|&place| cite(sources, citation, place, positions[place], &mut text_before))
        .collect();
    let before = collapse(sources, &mut cites);
    let notes = sources.cx.style.class == Class::Note;
    let mut writer = Writer::new(sources.cx.quotes, notes);
    writer.begin(layout.formatting);
    // In a sentence of a note, parentheses take the place of what begins and ends a note.
    let in_parentheses = citation.in_sentence && notes;
    match in_parentheses {
        true => writer.text("("),
        false => writer.nested_text(&layout.affixes.prefix),
    }
    let mut printed: Option<&Cite<'_>> = None;
    for (index, cite) in cites.iter().enumerate() {
        let this = &citation.cites[order[index]];
        let Before::Delimiter(delimiter) = before[index] else {
            continue;
        };
        if cite.node.is_empty() {
            continue;
        }
        if let Some(printed) = printed {
            writer.text(between(printed, this, delimiter));
        }
        writer.write(&cite.node);
        printed = Some(this);
    }
    match in_parentheses {
        true => writer.text(")"),
        false => writer.nested_text(&layout.affixes.suffix),
    }
    writer.end(layout.formatting);
    if printed.is_none() {
        return Formatted::default();
    }
    writer.finish()
}

/// The names of the sources of a narrative citation.
fn narrative(sources: &Sources<'_, '_>, citation: &Citation<'_>, order: &[usize]) -> Formatted {
    match order.first() {
        Some(&place) => super::narrative::name(sources, citation.cites[place].item),
        None => Formatted::default(),
    }
}

/// The delimiter between two cites, as far as what their writer wrote leaves it.
fn between<'a>(before: &Cite<'_>, after: &Cite<'_>, delimiter: &'a str) -> &'a str {
    const MARKS: [char; 3] = [';', '.', ','];
    if before.suffix.is_empty() && after.prefix.as_str().starts_with(MARKS) {
        return "";
    }
    if before.suffix.as_str().ends_with(MARKS) {
        return delimiter.find(' ').map_or("", |space| &delimiter[space..]);
    }
    delimiter
}
