//! Citations: their cites sorted, rendered, and written one after the other.

use rustc_hash::FxHashMap;

use super::super::cite::{Citation, Cite, CitePosition, Mode};
use super::super::field::{self, Casing};
use super::super::output::{Format, Formatted, Node, Role};
use super::super::position::positions;
use super::super::render::{Area, CiteView, Purpose, Render};
use super::super::script;
use super::super::sort::{compare, sort_keys};
use super::super::style::TextCase;
use super::super::text::Text;
use super::collapse::groups_authors;
use super::sources::Sources;

/// A cite as it is rendered.
pub(super) struct Rendered<'a> {
    pub(super) node: Node<'a>,
    pub(super) item: usize,
    pub(super) has_locator: bool,
    /// Whether a text variable other than the locator was asked for.
    pub(super) text_variable: bool,
    /// Whether the names are left out, since the cite before has the same.
    pub(super) follows_author: bool,
    /// Whether nothing but the year suffix is left.
    pub(super) only_suffix: bool,
}

/// What all citations of a page say.
pub(super) fn citations(sources: &Sources<'_, '_>, citations: &[Citation<'_>]) -> Vec<Formatted> {
    let orders: Vec<_> = citations
        .iter()
        .map(|citation| sorted(sources, citation))
        .collect();
    let distance = sources.cx.style.citation.near_note_distance;
    let positions = positions(citations, &orders, distance);
    let each = citations.iter().zip(&orders).zip(&positions);
    each.map(|((citation, order), positions)| {
        super::assemble::citation(sources, citation, order, positions)
    })
    .collect()
}

/// The places of the cites in the order in which they are printed: sorted, and those of the same authors side by
/// side where the style collapses them.
fn sorted(sources: &Sources<'_, '_>, citation: &Citation<'_>) -> Vec<usize> {
    let known = |&place: &usize| citation.cites[place].item < sources.items.len();
    let mut order: Vec<usize> = (0..citation.cites.len()).filter(known).collect();
    if order.len() < 2 {
        return order;
    }
    let keys = &sources.cx.style.citation.sort;
    if !keys.is_empty() {
        let of = |cite: &Cite<'_>| {
            let entry = sources.entry(cite.item);
            let item = sources.items[cite.item];
            sort_keys(sources.cx, Area::Citation, keys, item, entry)
        };
        let mut keyed: Vec<_> = order
            .iter()
            .map(|&place| (of(&citation.cites[place]), place))
            .collect();
        keyed.sort_by(|(a, _), (b, _)| compare(a, b, sources.collation));
        order = keyed.into_iter().map(|(_, place)| place).collect();
    }
    if groups_authors(sources) {
        group(sources, citation, &mut order);
    }
    order
}

/// Moves cites of the same authors to the first of them.
fn group(sources: &Sources<'_, '_>, citation: &Citation<'_>, order: &mut [usize]) {
    let mut first_of: FxHashMap<String, usize> = FxHashMap::default();
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

/// Renders a cite with the prefix and suffix that its writer wrote.
pub(super) fn cite<'a>(
    sources: &Sources<'a, '_>,
    citation: &Citation<'a>,
    place: usize,
    position: CitePosition,
    text_before: &mut bool,
) -> Rendered<'a> {
    let cite = &citation.cites[place];
    let named_before = citation.mode == Mode::SuppressAuthor && place == 0;
    let suppress_author = cite.suppress_author || named_before;
    let view = CiteView {
        locator: cite.locator,
        position: Some(position),
        suppress_author,
    };
    let item = sources.items[cite.item];
    let entry = sources.entry(cite.item);
    let mut render = Render::new(
        sources.cx,
        Area::Citation,
        Purpose::Print,
        item,
        view,
        entry,
    );
    let mut nodes = Vec::new();
    render.text_before = *text_before;
    if !cite.prefix.is_empty() {
        let begins = citation.begins_sentence && !*text_before;
        nodes.extend(written_before(&cite.prefix, begins));
        render.text_before = !begins_sentence_after(&cite.prefix);
    }
    nodes.extend(render.layout(&sources.cx.style.citation.layout));
    nodes.extend(written_after(&cite.suffix));
    *text_before |= render.text_before;
    Rendered {
        node: Node {
            format: Format {
                role: Role::Cite(place),
                ..Format::default()
            },
            ..Node::list(nodes, "")
        },
        item: cite.item,
        has_locator: cite.locator.is_some(),
        text_variable: render.text_variable,
        follows_author: false,
        only_suffix: false,
    }
}

/// A prefix, and the space that parts it from what follows. At the beginning of a note, "see" is "See".
fn written_before<'a>(prefix: &Text, begins_sentence: bool) -> Vec<Node<'a>> {
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
fn written_after<'a>(suffix: &Text) -> Vec<Node<'a>> {
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
