//! Where the variables that a citation prints lead to.

use super::super::rich_text::{CitedLinks, is_safe};
use super::super::{Source, SourceId};
use crate::csl::{Event, Formatted, Tag, Variable};

/// The links of a source in text that prints the variables `printed`.
///
/// An address that is printed leads to itself; where none is, the title is the link. What an archive is called
/// leads to its copy.
pub(super) fn links(
    id: SourceId,
    source: &Source,
    printed: &[Variable],
    language: &str,
) -> CitedLinks {
    let doi = source
        .doi
        .as_ref()
        .map(|doi| format!("https://doi.org/{doi}"));
    let of = |variable| match variable {
        Variable::Url => source.url.clone(),
        Variable::Doi => doi.clone(),
        Variable::Archive => source.archive_url.clone(),
        Variable::Title | Variable::TitleShort if !has_address(printed) => {
            source.url.clone().or_else(|| doi.clone())
        }
        _ => None,
    };
    let found = printed
        .iter()
        .filter_map(|variable| Some((*variable, of(*variable)?)));
    let mut links: Vec<(Variable, String)> = found.filter(|(_, url)| is_safe(url)).collect();
    links.dedup();
    CitedLinks {
        source: id,
        links,
        language: source.foreign_language(language),
    }
}

/// Whether [`links`] may have a link for a variable.
fn is_linked(variable: Variable) -> bool {
    use Variable::{Archive, Doi, Title, TitleShort, Url};
    matches!(variable, Url | Doi | Archive | Title | TitleShort)
}

fn has_address(printed: &[Variable]) -> bool {
    printed
        .iter()
        .any(|variable| matches!(variable, Variable::Url | Variable::Doi))
}

/// The variables with links that each of `cites` cites prints; what stands in no cite is the first one's, as in a
/// reference.
pub(super) fn printed(text: &Formatted, cites: usize) -> Vec<Vec<Variable>> {
    let mut printed = vec![Vec::new(); cites];
    let mut cite = 0;
    for event in text.events() {
        match event {
            Event::Open(Tag::Cite(place)) => cite = place,
            Event::Open(Tag::Variable(variable)) if is_linked(variable) => {
                if let Some(of) = printed.get_mut(cite) {
                    of.push(variable);
                }
            }
            _ => {}
        }
    }
    printed
}
