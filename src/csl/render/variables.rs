//! Which variables an item has, as a set that is asked often.

use super::super::item::Item;
use super::super::style::AnyVariable;
use super::super::variable::{DateVariable, NameVariable, Variable};

/// A set of variables.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Variables {
    texts: u128,
    names: u32,
    dates: u8,
}

impl Variables {
    /// The variables that have values. `page-first` comes with `page`.
    pub(crate) fn of(item: &Item) -> Self {
        let mut set = Self::default();
        for (variable, _) in item.texts() {
            set.insert(AnyVariable::Text(variable));
        }
        if set.contains(AnyVariable::Text(Variable::Page)) {
            set.insert(AnyVariable::Text(Variable::PageFirst));
        }
        for (variable, _) in item.all_names() {
            set.insert(AnyVariable::Name(variable));
        }
        for (variable, _) in item.dates() {
            set.insert(AnyVariable::Date(variable));
        }
        set
    }

    pub(crate) fn insert(&mut self, variable: AnyVariable) {
        match variable {
            AnyVariable::Text(variable) => self.texts |= text(variable),
            AnyVariable::Name(variable) => self.names |= name(variable),
            AnyVariable::Date(variable) => self.dates |= date(variable),
        }
    }

    pub(crate) fn contains(&self, variable: AnyVariable) -> bool {
        match variable {
            AnyVariable::Text(variable) => self.texts & text(variable) != 0,
            AnyVariable::Name(variable) => self.names & name(variable) != 0,
            AnyVariable::Date(variable) => self.dates & date(variable) != 0,
        }
    }
}

const fn text(variable: Variable) -> u128 {
    1 << variable as u8
}

const fn name(variable: NameVariable) -> u32 {
    1 << variable as u8
}

const fn date(variable: DateVariable) -> u8 {
    1 << variable as u8
}

const _: () = assert!(Variable::ALL.len() <= 128);
const _: () = assert!(NameVariable::ALL.len() <= 32);
const _: () = assert!(DateVariable::ALL.len() <= 8);
