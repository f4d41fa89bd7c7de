//! `cs:style`, `cs:citation`, `cs:bibliography`, `cs:sort` (specification, "Styles - Structure", "Options").

use super::super::super::locale::locale_data;
use super::super::super::variable::{DateVariable, NameVariable, Variable};
use super::super::element::{
    AnyVariable, BibliographyElement, CitationElement, Class, Layout, NameOptions, SortBy, SortKey,
    Style,
};
use super::super::error::StyleError;
use super::Node;
use super::macros::Macros;
use super::words::{
    affixes, class, collapse, demote, formatting, givenname_rule, keyword, page_range_format,
    second_field_align, substitute_rule,
};
use super::{bounds, element, names};

pub(super) fn style(root: &Node<'_>) -> Result<Style, StyleError> {
    if root.name != "style" {
        let message = format!(
            "this is not a CSL style: its outermost element is `{}`",
            root.name
        );
        return Err(StyleError::new(root.range.clone(), message)
            .help("a style begins with `<style xmlns=\"http://purl.org/net/xbiblio/csl\" …>`"));
    }
    let info = |name| {
        let info = root.child("info")?;
        Some(info.child(name)?.text.trim().to_owned())
    };
    let Some(citation_node) = root.child("citation") else {
        return Err(without_citation(root, info("title").unwrap_or_default()));
    };
    let mut macros = Macros::new(root);
    let citation = citation(citation_node, &mut macros)?;
    let bibliography = root
        .child("bibliography")
        .map(|node| bibliography(node, &mut macros))
        .transpose()?;
    let intext = root
        .child("intext")
        .map(|node| layout(node, &mut macros))
        .transpose()?;
    let read = macros.finish()?;
    let style = Style {
        title: info("title").unwrap_or_default(),
        id: info("id").unwrap_or_default(),
        class: keyword(root, "class", class).unwrap_or(Class::InText),
        default_locale: root.get("default-locale").map(str::to_owned),
        initialize_with_hyphen: root.flag("initialize-with-hyphen").unwrap_or(true),
        page_range_format: keyword(root, "page-range-format", page_range_format),
        demote_non_dropping_particle: keyword(root, "demote-non-dropping-particle", demote)
            .unwrap_or_default(),
        names: names::options(root),
        locales: root.children_named("locale").map(locale_data).collect(),
        macros: read.macros,
        citation,
        bibliography,
        intext,
    };
    bounds::check(&style, read.calls)?;
    Ok(style)
}

/// A dependent style has no citation, but a link to the style that it is like.
fn without_citation(root: &Node<'_>, title: String) -> StyleError {
    let links = root
        .children_named("info")
        .flat_map(|info| info.children_named("link"));
    let parent = links
        .filter(|link| link.get("rel") == Some("independent-parent"))
        .find_map(|link| Some((link.range.clone(), link.get("href")?)));
    match parent {
        Some((range, parent)) => {
            let message = format!("the style \"{title}\" only refers to another, {parent}");
            StyleError::new(range, message).help("download that style and name it instead")
        }
        None => StyleError::new(root.range.clone(), "the style has no `<citation>`")
            .help("a style says in `<citation><layout>…</layout></citation>` how it cites"),
    }
}

fn citation<'a>(
    node: &'a Node<'a>,
    macros: &mut Macros<'a>,
) -> Result<CitationElement, StyleError> {
    let flag = |name| node.flag(name).unwrap_or(false);
    let text = |name| node.get(name).map(str::to_owned);
    Ok(CitationElement {
        disambiguate_add_names: flag("disambiguate-add-names"),
        disambiguate_add_givenname: flag("disambiguate-add-givenname"),
        givenname_disambiguation_rule: keyword(
            node,
            "givenname-disambiguation-rule",
            givenname_rule,
        )
        .unwrap_or_default(),
        disambiguate_add_year_suffix: flag("disambiguate-add-year-suffix"),
        cite_group_delimiter: text("cite-group-delimiter"),
        collapse: keyword(node, "collapse", collapse),
        year_suffix_delimiter: text("year-suffix-delimiter"),
        after_collapse_delimiter: text("after-collapse-delimiter"),
        near_note_distance: node.number("near-note-distance").unwrap_or(5),
        names: names::options(node),
        sort: sort(node, macros)?,
        layout: layout(node, macros)?,
    })
}

fn bibliography<'a>(
    node: &'a Node<'a>,
    macros: &mut Macros<'a>,
) -> Result<BibliographyElement, StyleError> {
    Ok(BibliographyElement {
        hanging_indent: node.flag("hanging-indent").unwrap_or(false),
        second_field_align: keyword(node, "second-field-align", second_field_align),
        line_spacing: node.number("line-spacing").unwrap_or(1),
        entry_spacing: node.number("entry-spacing").unwrap_or(1),
        subsequent_author_substitute: node.get("subsequent-author-substitute").map(str::to_owned),
        subsequent_author_substitute_rule: keyword(
            node,
            "subsequent-author-substitute-rule",
            substitute_rule,
        )
        .unwrap_or_default(),
        names: names::options(node),
        sort: sort(node, macros)?,
        layout: layout(node, macros)?,
    })
}

/// The `cs:layout` of a citation or a bibliography. Where CSL-M gives one for each language, that without a language.
fn layout<'a>(node: &'a Node<'a>, macros: &mut Macros<'a>) -> Result<Layout, StyleError> {
    let mut layouts = node.children_named("layout");
    let found = layouts
        .find(|layout| layout.get("locale").is_none())
        .or_else(|| node.child("layout"));
    let Some(layout) = found else {
        let message = format!("`<{}>` has no `<layout>`", node.name);
        return Err(StyleError::new(node.range.clone(), message)
            .help("the layout says what is printed: `<layout><text macro=\"…\"/></layout>`"));
    };
    Ok(Layout {
        affixes: affixes(layout),
        formatting: formatting(layout),
        delimiter: layout.string("delimiter"),
        elements: element::elements(layout, macros)?,
    })
}

fn sort<'a>(node: &'a Node<'a>, macros: &mut Macros<'a>) -> Result<Vec<SortKey>, StyleError> {
    let keys = node
        .children_named("sort")
        .flat_map(|sort| sort.children_named("key"));
    let mut read = Vec::new();
    for key in keys {
        let by = match key.get("macro") {
            Some(name) => SortBy::Macro(macros.call(name, key)?),
            None => match key.get("variable").and_then(any_variable) {
                Some(variable) => SortBy::Variable(variable),
                None => continue,
            },
        };
        read.push(SortKey {
            by,
            descending: key.get("sort") == Some("descending"),
            names: NameOptions {
                et_al_min: key.number("names-min"),
                et_al_use_first: key.number("names-use-first"),
                et_al_use_last: key.flag("names-use-last"),
                ..NameOptions::default()
            },
        });
    }
    Ok(read)
}

/// A variable of any kind, by its word.
pub(super) fn any_variable(word: &str) -> Option<AnyVariable> {
    if let Ok(variable) = word.parse::<Variable>() {
        return Some(AnyVariable::Text(variable));
    }
    if let Ok(variable) = word.parse::<NameVariable>() {
        return Some(AnyVariable::Name(variable));
    }
    word.parse::<DateVariable>().ok().map(AnyVariable::Date)
}
