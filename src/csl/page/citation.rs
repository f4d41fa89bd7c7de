//! Citations: their cites sorted and rendered.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::super::cite::{Citation, CitePosition, Mode};
use super::super::field::{self, Casing};
use super::super::output::{Format, Node, Role};
use super::super::position::positions;
use super::super::render::{Area, CiteView, Purpose, Render};
use super::super::script;
use super::super::sort::compare;
use super::super::style::TextCase;
use super::super::text::Text;
use super::collapse::{collapses, groups_authors};
use super::kept::Plain;
use super::sources::Sources;
use super::{Said, Sole};

/// What all citations of a page say.
pub(super) fn citations<'a>(sources: &Sources<'a, '_>, citations: &[Citation<'a>]) -> Vec<Said> {
    let orders: Vec<_> = citations
        .iter()
        .map(|citation| sorted(sources, citation))
        .collect();
    let distance = sources.cx.style.citation.near_note_distance;
    let positions = positions(citations, &orders, distance);
    let each = citations.iter().zip(&orders).zip(&positions);
    each.map(|((citation, order), positions)| {
        let sole = sole(sources, citation, positions);
        sole.unwrap_or_else(|| {
            Said::Here(super::assemble::citation(
                sources, citation, order, positions,
            ))
        })
    })
    .collect()
}

/// A citation that says what is kept of its source.
fn sole(
    sources: &Sources<'_, '_>,
    citation: &Citation<'_>,
    positions: &[CitePosition],
) -> Option<Said> {
    let ([cite], [position]) = (&*citation.cites, positions) else {
        return None;
    };
    sources.items.get(cite.item)?;
    sources.kept(cite.item)?;
    if citation.mode == Mode::Narrative {
        return Some(Said::Kept(cite.item, Sole::Name));
    }
    let bare = citation.mode == Mode::Full
        && !citation.in_sentence
        && cite.prefix.is_empty()
        && cite.suffix.is_empty();
    let plain = Plain::of(sources.cx, CiteInContext::of(citation, 0, *position, false))?;
    let position = plain.bare_position().filter(|_| bare)?;
    Some(Said::Kept(cite.item, Sole::Citation(position)))
}

/// The places of the cites in the order in which they are printed: sorted, and those of the same authors side by
/// side where the style collapses them.
fn sorted(sources: &Sources<'_, '_>, citation: &Citation<'_>) -> Vec<usize> {
    let known = |&place: &usize| citation.cites[place].item < sources.items.len();
    let mut order: Vec<usize> = (0..citation.cites.len()).filter(known).collect();
    if order.len() < 2 {
        return order;
    }
    if !sources.cx.style.citation.sort.is_empty() {
        let mut keyed: Vec<_> = order
            .iter()
            .map(|&place| (sources.cite_keys(citation.cites[place].item), place))
            .collect();
        keyed.sort_by(|(a, _), (b, _)| compare(a, b));
        order = keyed.into_iter().map(|(_, place)| place).collect();
    }
    if groups_authors(sources) {
        group(sources, citation, &mut order);
    }
    order
}

/// Moves cites of the same authors to the first of them.
fn group(sources: &Sources<'_, '_>, citation: &Citation<'_>, order: &mut [usize]) {
    let mut first_of: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
    let mut ranks = vec![0; citation.cites.len()];
    for (rank, &place) in order.iter().enumerate() {
        let names = sources.names(citation.cites[place].item);
        ranks[place] = if names.is_empty() {
            rank
        } else {
            *first_of.entry(names).or_insert(rank)
        };
    }
    order.sort_by_key(|&place| ranks[place]);
}

/// A cite where it stands.
#[derive(Clone, Copy)]
pub(super) struct CiteInContext<'a> {
    pub(super) view: CiteView<'a>,
    /// Whether text stands before what the style says, so that this begins no sentence.
    pub(super) text_before: bool,
}

impl<'a> CiteInContext<'a> {
    /// `text_before`: whether text stands before its prefix.
    pub(super) fn of(
        citation: &Citation<'a>,
        place: usize,
        position: CitePosition,
        text_before: bool,
    ) -> Self {
        let cite = &citation.cites[place];
        let named_before = citation.mode == Mode::SuppressAuthor && place == 0;
        Self {
            view: CiteView {
                locator: cite.locator,
                position: Some(position),
                suppress_author: cite.suppress_author || named_before,
            },
            text_before: match cite.prefix.is_empty() {
                true => text_before,
                false => !begins_sentence_after(&cite.prefix),
            },
        }
    }
}

/// What the style says of a cite.
pub(super) struct Laid<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// Whether a text variable other than the locator was asked for.
    pub(super) text_variable: bool,
    /// Whether text stands before what follows.
    pub(super) text_before: bool,
}

pub(super) fn layout<'a>(
    sources: &Sources<'a, '_>,
    item: usize,
    cite: CiteInContext<'a>,
) -> Laid<'a> {
    let entry = sources.entry(item);
    let (area, purpose) = (Area::Citation, Purpose::Print);
    let item = sources.items[item];
    let mut render = Render::new(sources.cx, area, purpose, item, cite.view, entry);
    render.text_before = cite.text_before;
    let mut nodes = render.layout(&sources.cx.style.citation.layout);
    if collapses(sources) {
        nodes.iter_mut().for_each(Node::prune);
    }
    Laid {
        nodes,
        text_variable: render.text_variable,
        text_before: render.text_before,
    }
}

/// A prefix, and the space that parts it from what follows. At the beginning of a note, "see" is "See".
pub(super) fn written_before<'a>(prefix: &Text, begins_sentence: bool) -> Vec<Node<'a>> {
    if prefix.is_empty() {
        return Vec::new();
    }
    let bare = prefix
        .as_str()
        .trim_end_matches(['"', '\'', '”', '’', '»', '\u{202f}', '\u{a0}', ' ']);
    let spaced = script::ends_romanesque(bare)
        || bare.ends_with([':', '.', ';', '!', '?', ')', ']', ',', '0'])
        || bare.ends_with(|c: char| c.is_ascii_digit());
    let case = begins_sentence.then_some(TextCase::CapitalizeFirst);
    let mut nodes = vec![written(prefix, case)];
    if spaced && !prefix.as_str().ends_with(char::is_whitespace) {
        nodes.push(Node::text(" "));
    }
    nodes
}

/// A suffix, and the space that parts it from what stands before.
pub(super) fn written_after<'a>(suffix: &Text) -> Vec<Node<'a>> {
    if suffix.is_empty() {
        return Vec::new();
    }
    let mut nodes = Vec::new();
    if script::starts_romanesque(suffix.as_str()) || suffix.as_str().starts_with(['[', '(']) {
        nodes.push(Node::text(" "));
    }
    nodes.push(written(suffix, None));
    nodes
}

fn written<'a>(text: &Text, case: Option<TextCase>) -> Node<'a> {
    let casing = Casing {
        english: true,
        dotless: false,
    };
    let cased = case.and_then(|case| field::apply(text.as_str(), text.spans(), case, casing));
    let (text, spans) = cased.unwrap_or_else(|| (text.as_str().to_owned(), text.spans().to_vec()));
    Node {
        content: field::marked(text.into(), spans),
        format: Format {
            role: Role::Written,
            ..Format::default()
        },
        ..Node::default()
    }
}

/// Whether a prefix is a sentence of its own, so that a new one begins after it.
fn begins_sentence_after(prefix: &Text) -> bool {
    let text = prefix.as_str().trim();
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', '\u{202f}', '\u{a0}', ' ']);
    bare.ends_with([':', '.', ';', '!', '?']) && text.contains(' ')
}
