//! Whom a citation cites, for running text: "Curie says".
//!
//! CSL has no word for it. A style may have a layout of its own, the `cs:intext` of citeproc-js; else these are the
//! names of its citations, in the short form that notes have for a source that was cited before. A source
//! without an author is named by who stands in for one, or by its title: never by nothing.

use super::super::cite::{CitePosition, PositionKind};
use super::super::item::Item;
use super::super::output::{Formatted, Node, Writer};
use super::super::render::{Area, CiteView, Purpose, Render};
use super::super::style::{Class, Layout};
use super::super::variable::{NameVariable, Variable};
use super::sources::Sources;

/// The name of a source.
pub(super) fn name(sources: &Sources<'_, '_>, item: usize) -> Formatted {
    let style = sources.cx.style;
    if let Some(layout) = &style.intext {
        let mut render = render(sources, item, PositionKind::First);
        let nodes = render.layout(layout);
        if nodes.iter().any(|node| !node.is_empty()) {
            return write_layout(sources, layout, &nodes);
        }
    }
    let position = match style.class {
        Class::Note => PositionKind::Subsequent,
        Class::InText => PositionKind::First,
    };
    let nodes = render(sources, item, position).layout(&style.citation.layout);
    if let Some(names) = nodes.iter().find_map(Node::names) {
        return write(sources, &[names.bare()]);
    }
    let source = sources.items[item];
    let mut names = render(sources, item, position);
    if let Some(variable) = NAMED_BY
        .iter()
        .find(|&&variable| source.names(variable).is_some())
    {
        return write(sources, &names.short_names(*variable));
    }
    let title = nodes.iter().find_map(|node| node.variable(Variable::Title));
    match title {
        Some(title) => write(sources, &[title.bare()]),
        None => write(sources, &[Node::text(words(source))]),
    }
}

/// Who is named, in this order.
const NAMED_BY: &[NameVariable] = &[
    NameVariable::Author,
    NameVariable::Editor,
    NameVariable::EditorTranslator,
    NameVariable::Director,
    NameVariable::Composer,
    NameVariable::Performer,
    NameVariable::ScriptWriter,
    NameVariable::Interviewer,
    NameVariable::Host,
    NameVariable::Translator,
    NameVariable::CollectionEditor,
    NameVariable::Compiler,
    NameVariable::Contributor,
];

/// Words for a source that the style has none for.
fn words(item: &Item) -> String {
    const VARIABLES: [Variable; 5] = [
        Variable::TitleShort,
        Variable::Title,
        Variable::ContainerTitle,
        Variable::Publisher,
        Variable::Number,
    ];
    let text = VARIABLES.iter().find_map(|&variable| item.text(variable));
    text.map_or(item.id.as_str(), |text| text.as_str())
        .to_owned()
}

fn render<'r, 'a>(sources: &'r Sources<'a, '_>, item: usize, kind: PositionKind) -> Render<'r, 'a> {
    let view = CiteView {
        position: Some(CitePosition {
            kind,
            near_note: true,
            first_note: None,
        }),
        ..CiteView::default()
    };
    let entry = sources.entry(item);
    let area = Area::Citation;
    Render::new(
        sources.cx,
        area,
        Purpose::Print,
        sources.items[item],
        view,
        entry,
    )
}

fn write(sources: &Sources<'_, '_>, nodes: &[Node<'_>]) -> Formatted {
    let mut writer = Writer::new(sources.cx.quotes, false);
    nodes.iter().for_each(|node| writer.write(node));
    writer.finish()
}

fn write_layout(sources: &Sources<'_, '_>, layout: &Layout, nodes: &[Node<'_>]) -> Formatted {
    let mut writer = Writer::new(sources.cx.quotes, false);
    writer.begin(layout.formatting);
    writer.nested_text(&layout.affixes.prefix);
    nodes.iter().for_each(|node| writer.write(node));
    writer.nested_text(&layout.affixes.suffix);
    writer.end(layout.formatting);
    writer.finish()
}
