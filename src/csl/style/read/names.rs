//! `cs:names`, and the options of names that elements hand down (specification, "Inheritable Name Options").

use super::super::element::{EtAl, NameElement, NameOptions, NamePart, NamesElement, NamesLabel};
use super::super::error::StyleError;
use super::Node;
use super::element::elements;
use super::macros::Macros;
use super::words::{
    affixes, and, delimiter_precedes, display, form, formatting, keyword, label_plural,
    name_as_sort_order, name_form, term_name, text_case,
};

pub(super) fn names<'a>(
    node: &'a Node<'a>,
    macros: &mut Macros<'a>,
) -> Result<NamesElement, StyleError> {
    let variables = node.get("variable").unwrap_or_default();
    let place = |name| node.children.iter().position(|child| child.name == name);
    let label = node.child("label").map(|label| NamesLabel {
        before_names: place("label") < place("name"),
        form: form(label),
        plural: keyword(label, "plural", label_plural).unwrap_or_default(),
        affixes: affixes(label),
        formatting: formatting(label),
        text_case: keyword(label, "text-case", text_case),
        strip_periods: label.flag("strip-periods").unwrap_or(false),
    });
    Ok(NamesElement {
        variables: variables
            .split_ascii_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect(),
        options: options(node),
        name: node.child("name").map(name),
        et_al: node.child("et-al").map(|et_al| EtAl {
            term: term_name(et_al.get("term").unwrap_or("et-al")),
            formatting: formatting(et_al),
        }),
        label,
        substitute: match node.child("substitute") {
            Some(substitute) => elements(substitute, macros)?,
            None => Vec::new(),
        },
        delimiter: node.get("delimiter").map(str::to_owned),
        affixes: affixes(node),
        formatting: formatting(node),
        display: keyword(node, "display", display),
    })
}

fn name(node: &Node<'_>) -> NameElement {
    let part = |name| {
        let mut parts = node.children_named("name-part");
        parts
            .find(|part| part.get("name") == Some(name))
            .map(name_part)
    };
    NameElement {
        options: NameOptions {
            delimiter: node.get("delimiter").map(str::to_owned),
            form: keyword(node, "form", name_form),
            ..options(node)
        },
        affixes: affixes(node),
        formatting: formatting(node),
        family: part("family"),
        given: part("given"),
    }
}

fn name_part(node: &Node<'_>) -> NamePart {
    NamePart {
        affixes: affixes(node),
        formatting: formatting(node),
        text_case: keyword(node, "text-case", text_case),
    }
}

/// The options as every element but `cs:name` names them.
pub(super) fn options(node: &Node<'_>) -> NameOptions {
    let text = |name| node.get(name).map(str::to_owned);
    NameOptions {
        and: keyword(node, "and", and),
        delimiter: text("name-delimiter"),
        names_delimiter: text("names-delimiter"),
        delimiter_precedes_et_al: keyword(node, "delimiter-precedes-et-al", delimiter_precedes),
        delimiter_precedes_last: keyword(node, "delimiter-precedes-last", delimiter_precedes),
        et_al_min: node.number("et-al-min"),
        et_al_use_first: node.number("et-al-use-first"),
        et_al_subsequent_min: node.number("et-al-subsequent-min"),
        et_al_subsequent_use_first: node.number("et-al-subsequent-use-first"),
        et_al_use_last: node.flag("et-al-use-last"),
        form: keyword(node, "name-form", name_form),
        initialize: node.flag("initialize"),
        initialize_with: text("initialize-with"),
        name_as_sort_order: keyword(node, "name-as-sort-order", name_as_sort_order),
        sort_separator: text("sort-separator"),
    }
}
