//! The conditions of `cs:if` and `cs:else-if` (specification, "Choose").

use super::super::cite::PositionKind;
use super::super::item::Date;
use super::super::style::{AnyVariable, Branch, Condition, Match, Position};
use super::super::variable::Variable;
use super::{Area, Render};

impl Render<'_, '_> {
    /// Whether the conditions of a branch hold, as its `match` asks.
    pub(super) fn holds(&mut self, branch: &Branch) -> bool {
        let kind = branch.types.contains(self.item.kind);
        let mut conditions = branch.conditions.iter();
        match branch.matching {
            Match::All => {
                (kind || branch.types.is_empty())
                    && self.has.contains_all(branch.variables)
                    && conditions.all(|condition| self.tests(condition))
            }
            Match::Any => {
                kind || self.has.contains_any(branch.variables)
                    || conditions.any(|condition| self.tests(condition))
            }
            Match::None => {
                !(kind
                    || self.has.contains_any(branch.variables)
                    || conditions.any(|condition| self.tests(condition)))
            }
        }
    }

    fn tests(&mut self, condition: &Condition) -> bool {
        match condition {
            Condition::IsNumeric(AnyVariable::Text(variable)) => self.is_numeric(*variable),
            Condition::IsNumeric(_) => false,
            Condition::IsUncertainDate(variable) => {
                let date = self.item.date(*variable);
                matches!(date, Some(Date::Known { circa: true, .. }))
            }
            Condition::Locator(label) => self.locator_label() == Some(label.as_str()),
            Condition::Position(position) => self.is_at(*position),
            Condition::Disambiguate(wanted) => self.is_ambiguous() == *wanted,
        }
    }

    fn is_numeric(&self, variable: Variable) -> bool {
        match self.number_value(variable) {
            Some(number) => number.numeric,
            None => false,
        }
    }

    /// What the locator counts.
    fn locator_label(&self) -> Option<&str> {
        self.cite.locator?;
        Some(self.locator_term())
    }

    /// The number of the note that cites the item first, unless this is it.
    pub(super) fn first_note(&self) -> Option<u32> {
        self.cite.position.and_then(|position| position.first_note)
    }

    fn is_at(&self, wanted: Position) -> bool {
        let Some(position) = self.cite.position else {
            return false;
        };
        if self.area == Area::Bibliography {
            return false;
        }
        match wanted {
            Position::First => position.kind == PositionKind::First,
            Position::Subsequent => position.kind >= PositionKind::Subsequent,
            Position::Ibid => position.kind >= PositionKind::Ibid,
            Position::IbidWithLocator => position.kind == PositionKind::IbidWithLocator,
            Position::NearNote => position.kind >= PositionKind::Subsequent && position.near_note,
        }
    }

    /// Whether the cite needs what the style says here to be told from others (`disambiguate="true"`). Each
    /// such place that is passed is one more step.
    fn is_ambiguous(&mut self) -> bool {
        self.disambiguations += 1;
        let ambiguous = self.disambiguated < self.entry.distinction.levels.conditions;
        self.disambiguated += u32::from(ambiguous);
        ambiguous
    }
}
