//! Rendering elements (specification, "Rendering Elements").

use super::super::element::{
    DateElement, DatePart, Element, GroupElement, LabelElement, NumberElement, TextElement,
    TextSource,
};
use super::super::error::StyleError;
use super::macros::Macros;
use super::words::{
    affixes, date_form, date_part_form, date_part_name, date_parts_shown, display, form,
    formatting, keyword, label_plural, number_form, term_name, text_case,
};
use super::{Node, condition, names};

/// The rendering elements inside an element.
pub(super) fn elements<'a>(
    node: &'a Node<'a>,
    macros: &mut Macros<'a>,
) -> Result<Vec<Element>, StyleError> {
    let mut read = Vec::new();
    for child in &node.children {
        read.extend(element(child, macros)?);
    }
    Ok(read)
}

/// A rendering element; `None` for what CSL 1.0.2 does not know and for what prints nothing.
fn element<'a>(node: &'a Node<'a>, macros: &mut Macros<'a>) -> Result<Option<Element>, StyleError> {
    Ok(match node.name {
        "text" => text_source(node, macros)?.map(|source| Element::Text(text(node, source))),
        "number" => Some(number(node)),
        "date" => Some(date(node)),
        "names" => Some(Element::Names(Box::new(names::names(node, macros)?))),
        "label" => label(node).map(Element::Label),
        "group" => Some(Element::Group(GroupElement {
            elements: elements(node, macros)?,
            delimiter: node.string("delimiter"),
            affixes: affixes(node),
            formatting: formatting(node),
            display: keyword(node, "display", display),
        })),
        "choose" => Some(Element::Choose(condition::choose(node, macros)?)),
        _ => None,
    })
}

fn text_source<'a>(
    node: &'a Node<'a>,
    macros: &mut Macros<'a>,
) -> Result<Option<TextSource>, StyleError> {
    let variable = |word: &str| {
        word.parse()
            .map_or(TextSource::Unknown, TextSource::Variable)
    };
    let source = node.get("variable").map(variable);
    if let (None, Some(name)) = (&source, node.get("macro")) {
        return macros.call(name, node).map(TextSource::Macro).map(Some);
    }
    let term = || {
        Some(TextSource::Term {
            name: term_name(node.get("term")?),
            plural: node.flag("plural").unwrap_or(false),
        })
    };
    let value = || Some(TextSource::Value(node.get("value")?.to_owned()));
    Ok(source.or_else(term).or_else(value))
}

fn text(node: &Node<'_>, source: TextSource) -> TextElement {
    TextElement {
        source,
        form: form(node),
        affixes: affixes(node),
        formatting: formatting(node),
        display: keyword(node, "display", display),
        quotes: node.flag("quotes").unwrap_or(false),
        strip_periods: node.flag("strip-periods").unwrap_or(false),
        text_case: keyword(node, "text-case", text_case),
    }
}

fn number(node: &Node<'_>) -> Element {
    let Ok(variable) = node.string("variable").parse() else {
        return Element::Text(text(node, TextSource::Unknown));
    };
    Element::Number(NumberElement {
        variable,
        form: keyword(node, "form", number_form).unwrap_or_default(),
        affixes: affixes(node),
        formatting: formatting(node),
        display: keyword(node, "display", display),
        text_case: keyword(node, "text-case", text_case),
        strip_periods: node.flag("strip-periods").unwrap_or(false),
    })
}

fn date(node: &Node<'_>) -> Element {
    let Ok(variable) = node.string("variable").parse() else {
        return Element::Text(text(node, TextSource::Unknown));
    };
    Element::Date(DateElement {
        variable,
        form: keyword(node, "form", date_form),
        parts_shown: keyword(node, "date-parts", date_parts_shown).unwrap_or_default(),
        parts: node
            .children_named("date-part")
            .filter_map(date_part)
            .collect(),
        delimiter: node.string("delimiter"),
        affixes: affixes(node),
        formatting: formatting(node),
        display: keyword(node, "display", display),
        text_case: keyword(node, "text-case", text_case),
    })
}

/// `cs:date-part`, of a style or of a locale.
pub(crate) fn date_part(node: &Node<'_>) -> Option<DatePart> {
    Some(DatePart {
        name: keyword(node, "name", date_part_name)?,
        form: keyword(node, "form", date_part_form),
        range_delimiter: node.get("range-delimiter").map(str::to_owned),
        affixes: affixes(node),
        formatting: formatting(node),
        text_case: keyword(node, "text-case", text_case),
        strip_periods: node.flag("strip-periods").unwrap_or(false),
    })
}

/// `cs:label` outside `cs:names`. Of a variable that is not known it prints nothing.
fn label(node: &Node<'_>) -> Option<LabelElement> {
    Some(LabelElement {
        variable: node.get("variable")?.parse().ok()?,
        form: form(node),
        plural: keyword(node, "plural", label_plural).unwrap_or_default(),
        affixes: affixes(node),
        formatting: formatting(node),
        text_case: keyword(node, "text-case", text_case),
        strip_periods: node.flag("strip-periods").unwrap_or(false),
    })
}
