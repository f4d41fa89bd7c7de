//! Sets of variables and types, which conditions ask for often.

use super::item::Item;
use super::style::AnyVariable;
use super::variable::{DateVariable, ItemType, NameVariable, Variable};

/// A set of types of items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Types(u64);

impl Types {
    pub(crate) fn insert(&mut self, kind: ItemType) {
        self.0 |= 1 << kind as u8;
    }

    pub(crate) fn contains(self, kind: ItemType) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A set of variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

    /// Whether all of the others are in the set.
    pub(crate) fn contains_all(self, others: Self) -> bool {
        self.texts & others.texts == others.texts
            && self.names & others.names == others.names
            && self.dates & others.dates == others.dates
    }

    /// Whether one of the others is in the set.
    pub(crate) fn contains_any(self, others: Self) -> bool {
        self.texts & others.texts != 0
            || self.names & others.names != 0
            || self.dates & others.dates != 0
    }

    pub(crate) fn contains(self, variable: AnyVariable) -> bool {
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

const _: () = assert!(ItemType::ALL.len() <= 64);
const _: () = assert!(Variable::ALL.len() <= 128);
const _: () = assert!(NameVariable::ALL.len() <= 32);
const _: () = assert!(DateVariable::ALL.len() <= 8);
