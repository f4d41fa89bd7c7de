//! `cs:choose` (specification, "Choose").

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
        let branch = match child.name {
            "if" | "else-if" => conditions(child),
            "else" => Some(Branch::default()),
            _ => None,
        };
        if let Some(branch) = branch {
            branches.push(Branch {
                elements: element::elements(child, macros)?,
                ..branch
            });
        }
    }
    Ok(Choose { branches })
}

/// The conditions of a branch; `None` if they can never hold.
///
/// A value that CSL 1.0.2 does not know is a test that fails. What that means is decided here, so that a
/// branch has conditions that can be answered, and none only if it always holds.
fn conditions(node: &Node<'_>) -> Option<Branch> {
    let matching = match node.get("match") {
        Some("any") => Match::Any,
        Some("none") => Match::None,
        _ => Match::All,
    };
    let mut branch = Branch {
        matching,
        ..Branch::default()
    };
    let (mut known, mut unknown, mut unknown_type) = (false, false, false);
    for (attribute, values) in node.attributes().filter(|(name, _)| *name != "match") {
        // The one locator that has been written in two words.
        let values = values.replace("sub verbo", "sub-verbo");
        for value in values.split_ascii_whitespace() {
            match add(&mut branch, attribute, value) {
                Some(()) => known = true,
                None if attribute == "type" => unknown_type = true,
                None => unknown = true,
            }
        }
    }
    let never = match matching {
        Match::All => unknown || (unknown_type && branch.types.is_empty()),
        Match::Any => !known,
        Match::None => false,
    };
    (!never).then_some(branch)
}

/// Adds a test to a branch, if it can be answered.
fn add(branch: &mut Branch, attribute: &str, value: &str) -> Option<()> {
    let condition = match attribute {
        "type" => {
            branch.types.insert(value.parse().ok()?);
            return Some(());
        }
        "variable" => {
            branch.variables.insert(any_variable(value)?);
            return Some(());
        }
        "disambiguate" => Condition::Disambiguate(value.parse().ok()?),
        "is-numeric" => Condition::IsNumeric(any_variable(value)?),
        "is-uncertain-date" => Condition::IsUncertainDate(value.parse().ok()?),
        "locator" => Condition::Locator(value.to_owned()),
        "position" => Condition::Position(position(value)?),
        _ => return None,
    };
    branch.conditions.push(condition);
    Some(())
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
