//! `cs:choose`.

use super::super::element::{Branch, Choose, Condition, Match, Position};
use super::super::error::StyleError;
use super::Node;
use super::element;
use super::macros::Macros;
use super::style::any_variable;

pub(super) fn choose<'a>(
    node: &'a Node<'a>,
    macros: &mut Macros<'a>,
) -> Result<Choose, StyleError> {
    let mut branches = Vec::new();
    for child in &node.children {
        let conditions = match child.name {
            "if" | "else-if" => conditions(child),
            "else" => Some((Match::All, Vec::new())),
            _ => None,
        };
        if let Some((matching, conditions)) = conditions {
            branches.push(Branch {
                matching,
                conditions,
                elements: element::elements(child, macros)?,
            });
        }
    }
    Ok(Choose { branches })
}

/// The conditions of a branch; `None` if they can never hold.
///
/// A value that CSL 1.0.2 does not know is a test that fails. What that means is decided here, so that a
/// branch has conditions that can be answered, and none only if it always holds.
fn conditions(node: &Node<'_>) -> Option<(Match, Vec<Condition>)> {
    let matching = match node.get("match") {
        Some("any") => Match::Any,
        Some("none") => Match::None,
        _ => Match::All,
    };
    let mut known = Vec::new();
    let mut unknown = false;
    for (attribute, values) in node.attributes().filter(|(name, _)| *name != "match") {
        // The one locator that has been written in two words.
        let values = values.replace("sub verbo", "sub-verbo");
        for value in values.split_ascii_whitespace() {
            match condition(attribute, value) {
                Some(condition) => known.push(condition),
                None => unknown = true,
            }
        }
    }
    let never = match matching {
        Match::All => unknown,
        Match::Any => known.is_empty(),
        Match::None => false,
    };
    (!never).then_some((matching, known))
}

fn condition(attribute: &str, value: &str) -> Option<Condition> {
    match attribute {
        "disambiguate" => value.parse().ok().map(Condition::Disambiguate),
        "is-numeric" => any_variable(value).map(Condition::IsNumeric),
        "is-uncertain-date" => value.parse().ok().map(Condition::IsUncertainDate),
        "locator" => Some(Condition::Locator(value.to_owned())),
        "position" => position(value).map(Condition::Position),
        "type" => value.parse().ok().map(Condition::Type),
        "variable" => any_variable(value).map(Condition::Variable),
        _ => None,
    }
}

fn position(word: &str) -> Option<Position> {
    Some(match word {
        "first" => Position::First,
        "subsequent" => Position::Subsequent,
        "ibid-with-locator" => Position::IbidWithLocator,
        "ibid" => Position::Ibid,
        "near-note" => Position::NearNote,
        _ => return None,
    })
}
