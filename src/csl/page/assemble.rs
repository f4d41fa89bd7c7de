//! A citation from its cites (specification, "Layout").

use super::super::cite::{Citation, Cite, CitePosition, Mode};
use super::super::output::{Formatted, Node, Writer};
use super::super::style::Class;
use super::citation::{CiteInContext, layout, written_after, written_before};
use super::collapse::{Before, Rendered, collapse, collapses};
use super::kept::{KeptCite, Plain};
use super::sources::Sources;

/// What a citation says. `order` are the places of its cites in the order of printing.
pub(super) fn citation<'a>(
    sources: &Sources<'a, '_>,
    citation: &Citation<'a>,
    order: &[usize],
    positions: &[CitePosition],
) -> Formatted {
    if citation.mode == Mode::Narrative {
        return narrative(sources, citation, order);
    }
    let layout = &sources.cx.style.citation.layout;
    let notes = sources.cx.style.class == Class::Note;
    let mut writer = Writer::new(sources.cx.quotes, notes);
    writer.begin(layout.formatting);
    // In a sentence of a note, parentheses take the place of what begins and ends a note.
    let in_parentheses = citation.in_sentence && notes;
    match in_parentheses {
        true => writer.text("("),
        false => writer.nested_text(&layout.affixes.prefix),
    }
    let cites = Cites {
        sources,
        citation,
        order,
        positions,
    };
    let printed = match collapses(sources) && !cites.are_of_different_persons() {
        true => cites.write_collapsed(&mut writer),
        false => cites.write(&mut writer),
    };
    match in_parentheses {
        true => writer.text(")"),
        false => writer.nested_text(&layout.affixes.suffix),
    }
    writer.end(layout.formatting);
    match printed {
        true => writer.finish(),
        false => Formatted::default(),
    }
}

/// The cites of a citation.
struct Cites<'s, 'a, 'r> {
    sources: &'s Sources<'a, 'r>,
    citation: &'s Citation<'a>,
    order: &'s [usize],
    positions: &'s [CitePosition],
}

impl<'a, 'r> Cites<'_, 'a, 'r> {
    /// Writes the cites one after the other, each as if it were alone; whether one of them says something.
    fn write(&self, writer: &mut Writer<'_>) -> bool {
        let delimiter = &self.sources.cx.style.citation.layout.delimiter;
        let mut text_before = self.citation.in_sentence;
        let mut printed: Option<&Cite<'_>> = None;
        for &place in self.order {
            let cite = &self.citation.cites[place];
            let before = self.written_before(cite, text_before);
            let after = written_after(&cite.suffix);
            let context =
                CiteInContext::of(self.citation, place, self.positions[place], text_before);
            let piece = self.kept(cite, context).map(|kept| &kept.piece);
            let piece = piece.filter(|_| writer.takes_pieces());
            let laid = match piece {
                Some(_) => None,
                None => Some(layout(self.sources, cite.item, context)),
            };
            let nodes = laid.as_ref().map_or(&[][..], |laid| &laid.nodes);
            text_before |= laid.as_ref().is_none_or(|laid| laid.text_before);
            let all = before.iter().chain(nodes).chain(&after);
            if piece.is_none() && all.into_iter().all(Node::is_empty) {
                continue;
            }
            if let Some(printed) = printed {
                writer.text(between(printed, cite, delimiter));
            }
            writer.cite(place, |writer| {
                before.iter().for_each(|node| writer.write(node));
                if let Some(piece) = piece {
                    let number = cite.locator.map_or("", |locator| locator.value);
                    writer.append(piece, number);
                }
                let rest = nodes.iter().chain(&after);
                rest.for_each(|node| writer.write(node));
            });
            printed = Some(cite);
        }
        printed.is_some()
    }

    /// What the style says of a cite, where it says the same on other pages.
    fn kept(&self, cite: &Cite<'_>, context: CiteInContext<'_>) -> Option<&'r KeptCite> {
        let kept = self.sources.kept(cite.item)?;
        // Those within parentheses are others.
        let plain = Plain::of(self.sources.cx, context);
        let plain = plain.filter(|_| !cite.prefix.as_str().contains(['(', ')']))?;
        kept.cite(self.sources, cite.item, plain)
    }

    /// Whether each cite has other persons than the one before, as far as that is kept. Then those before say nothing
    /// that could be left out, and no other delimiter stands between them.
    fn are_of_different_persons(&self) -> bool {
        if self.order.len() < 2 {
            return true;
        }
        let citation = &self.sources.cx.style.citation;
        let mut text_before = self.citation.in_sentence;
        let mut before: Option<&str> = None;
        citation.after_collapse_delimiter.is_none()
            && self.order.iter().all(|&place| {
                let cite = &self.citation.cites[place];
                let position = self.positions[place];
                let context = CiteInContext::of(self.citation, place, position, text_before);
                text_before = true;
                let persons = self.kept(cite, context);
                let persons = persons.and_then(|kept| kept.persons.as_deref());
                persons.is_some() && std::mem::replace(&mut before, persons) != persons
            })
    }

    /// Writes the cites without what those before them say as well; whether one of them says something.
    fn write_collapsed(&self, writer: &mut Writer<'_>) -> bool {
        let mut text_before = self.citation.in_sentence;
        let cites = self.order.iter();
        let mut cites: Vec<Rendered<'_>> = cites
            .map(|&place| self.rendered(place, &mut text_before))
            .collect();
        let delimiters = collapse(self.sources, &mut cites);
        let mut printed: Option<&Cite<'_>> = None;
        for ((rendered, delimiter), &place) in cites.iter().zip(delimiters).zip(self.order) {
            let this = &self.citation.cites[place];
            let Before::Delimiter(delimiter) = delimiter else {
                continue;
            };
            if rendered.node.is_empty() {
                continue;
            }
            if let Some(printed) = printed {
                writer.text(between(printed, this, delimiter));
            }
            writer.cite(place, |writer| writer.write(&rendered.node));
            printed = Some(this);
        }
        printed.is_some()
    }

    fn rendered(&self, place: usize, text_before: &mut bool) -> Rendered<'a> {
        let cite = &self.citation.cites[place];
        let mut nodes = self.written_before(cite, *text_before);
        let context = CiteInContext::of(self.citation, place, self.positions[place], *text_before);
        let laid = layout(self.sources, cite.item, context);
        nodes.extend(laid.nodes);
        nodes.extend(written_after(&cite.suffix));
        *text_before |= laid.text_before;
        Rendered {
            node: Node::list(nodes, ""),
            item: cite.item,
            has_locator: cite.locator.is_some(),
            text_variable: laid.text_variable,
            follows_author: false,
            only_suffix: false,
        }
    }

    fn written_before(&self, cite: &Cite<'_>, text_before: bool) -> Vec<Node<'a>> {
        let begins = self.citation.begins_sentence && !text_before;
        written_before(&cite.prefix, begins)
    }
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
