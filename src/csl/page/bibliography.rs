//! References.

use super::super::output::{Formatted, Node, Writer};
use super::super::render::{Area, CiteView, Purpose, Render};
use super::super::style::Bibliography;
use super::sources::Sources;

/// The references of a page in order, with the places of their items.
pub(super) fn references(sources: &Sources<'_, '_>) -> Vec<(usize, Formatted)> {
    let Some(bibliography) = &sources.cx.style.bibliography else {
        return Vec::new();
    };
    let references = sources.order.iter().map(|&item| {
        let nodes = nodes(sources, bibliography, item);
        (item, write(sources, bibliography, &nodes))
    });
    references
        .filter(|(_, reference)| !reference.is_empty())
        .collect()
}

fn nodes<'a>(
    sources: &Sources<'a, '_>,
    bibliography: &'a Bibliography,
    item: usize,
) -> Vec<Node<'a>> {
    let entry = sources.entry(item);
    let view = CiteView::default();
    let source = sources.items[item];
    let area = Area::Bibliography;
    let mut render = Render::new(sources.cx, area, Purpose::Print, source, view, entry);
    render.layout(&bibliography.layout)
}

fn write(sources: &Sources<'_, '_>, bibliography: &Bibliography, nodes: &[Node<'_>]) -> Formatted {
    let layout = &bibliography.layout;
    let mut writer = Writer::new(sources.cx.quotes, false);
    if nodes.iter().all(Node::is_empty) {
        return writer.finish();
    }
    writer.begin(layout.formatting);
    writer.nested_text(&layout.affixes.prefix);
    nodes.iter().for_each(|node| writer.write(node));
    writer.nested_text(&layout.affixes.suffix);
    writer.end(layout.formatting);
    writer.finish()
}
