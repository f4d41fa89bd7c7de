//! References (specification, "Bibliography", "Bibliography-specific Options": "Whitespace").

use super::super::output::{Content, Format, Formatted, Node, Writer};
use super::super::render::{Area, CiteView, Purpose, Render};
use super::super::style::{BibliographyElement, Class, Display, Layout};
use super::sources::Sources;
use super::substitute::{Named, Substitution};
use super::{Said, Sole};

/// The references of a page in order, with the places of their items.
pub(super) fn references(sources: &Sources<'_, '_>) -> Vec<(usize, Said)> {
    let Some(bibliography) = &sources.cx.style.bibliography else {
        return Vec::new();
    };
    let mut substitution = Substitution::of(bibliography, sources.cx.quotes);
    let aligned = bibliography.second_field_align.is_some();
    let mut references = Vec::with_capacity(sources.order.len());
    for &item in &sources.order {
        let kept = !aligned && sources.kept(item).is_some();
        let kept = kept
            && substitution
                .as_mut()
                .is_none_or(|substitution| substitution.passes(&sources.opening(item)));
        if kept {
            references.push((item, Said::Kept(item, Sole::Reference)));
            continue;
        }
        let reference = reference(sources, bibliography, item, substitution.as_mut());
        references.push((item, Said::Here(reference)));
    }
    references
}

/// The names with which the reference of an item begins, where the style replaces those of the reference before.
pub(super) fn opening(sources: &Sources<'_, '_>, item: usize) -> Vec<Named> {
    let bibliography = sources.cx.style.bibliography.as_ref();
    bibliography
        .and_then(|bibliography| {
            let substitution = Substitution::of(bibliography, sources.cx.quotes)?;
            Some(substitution.opening(&mut nodes(sources, bibliography, item)))
        })
        .unwrap_or_default()
}

/// The reference of the one source there is.
pub(super) fn own(sources: &Sources<'_, '_>) -> Formatted {
    let bibliography = sources.cx.style.bibliography.as_ref();
    bibliography.map_or_else(Formatted::default, |bibliography| {
        reference(sources, bibliography, 0, None)
    })
}

fn reference<'a>(
    sources: &Sources<'a, '_>,
    bibliography: &'a BibliographyElement,
    item: usize,
    substitution: Option<&mut Substitution<'a>>,
) -> Formatted {
    let mut nodes = nodes(sources, bibliography, item);
    if let Some(substitution) = substitution {
        substitution.apply(&mut nodes);
    }
    nodes.retain(|node| !node.is_empty());
    // Without the number in the margin there is nothing to align.
    if bibliography.second_field_align.is_some() && sources.entry(item).number.is_some() {
        nodes = aligned(nodes);
    }
    write(sources, &bibliography.layout, nodes)
}

fn nodes<'a>(
    sources: &Sources<'a, '_>,
    bibliography: &'a BibliographyElement,
    item: usize,
) -> Vec<Node<'a>> {
    let entry = sources.entry(item);
    let view = CiteView::default();
    let source = sources.items[item];
    let area = Area::Bibliography;
    let mut render = Render::new(sources.cx, area, Purpose::Print, source, view, entry);
    render.layout(&bibliography.layout)
}

fn write<'a>(sources: &Sources<'a, '_>, layout: &'a Layout, mut nodes: Vec<Node<'a>>) -> Formatted {
    let notes = sources.cx.style.class == Class::Note;
    let mut writer = Writer::new(sources.cx.quotes, notes);
    if nodes.is_empty() {
        return writer.finish();
    }
    writer.begin(layout.formatting);
    if nodes.iter().any(|node| node.format.display.is_some()) {
        affixes_inside(&mut nodes, layout);
        nodes.iter().for_each(|node| writer.write(node));
    } else {
        writer.nested_text(&layout.affixes.prefix);
        nodes.iter().for_each(|node| writer.write(node));
        writer.nested_text(&layout.affixes.suffix);
    }
    writer.end(layout.formatting);
    writer.finish()
}

/// `second-field-align`: the first field in the margin, the others beside it.
fn aligned(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let block = |nodes: Vec<_>, display| Node {
        format: Format {
            display: Some(display),
            ..Format::default()
        },
        ..Node::list(nodes, "")
    };
    let mut nodes = nodes.into_iter();
    let first: Vec<_> = nodes.next().into_iter().collect();
    let rest: Vec<_> = nodes.collect();
    let margin = block(first, Display::LeftMargin);
    match rest.is_empty() {
        true => vec![margin],
        false => vec![margin, block(rest, Display::RightInline)],
    }
}

/// Puts the affixes of the layout into its first and last blocks.
fn affixes_inside<'a>(nodes: &mut [Node<'a>], layout: &'a Layout) {
    if let Some(first) = nodes.first_mut() {
        wrap(first).prefix = &layout.affixes.prefix;
    }
    if let Some(last) = nodes.last_mut() {
        wrap(last).suffix = &layout.affixes.suffix;
    }
}

/// Puts another node around the content of a block.
fn wrap<'n, 'a>(node: &'n mut Node<'a>) -> &'n mut Node<'a> {
    let display = node.format.display.take();
    let inner = std::mem::take(node);
    *node = Node {
        content: Content::List(vec![inner], ""),
        format: Format {
            display,
            ..Format::default()
        },
        ..Node::default()
    };
    node
}
