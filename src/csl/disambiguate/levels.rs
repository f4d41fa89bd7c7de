//! How much of an item's names is shown, and what else tells its cites from others.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::super::item::Name;
use super::given_names::GivenNames;

/// What tells an item from the others of its page; nothing, where it stands alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Distinction {
    /// What is added to its cites.
    pub(crate) levels: Levels,
    /// Which of its names are those of others as well.
    pub(crate) given_names: GivenNames,
}

/// What is added to the cites of an item. A list of names is counted by when it is rendered: the first is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Levels {
    /// How many names of each list are shown, where it is cut.
    pub(crate) names: Vec<usize>,
    /// How the given names of each list are shown.
    pub(crate) givens: Vec<Vec<GivenForm>>,
    /// How many tests of `disambiguate` hold.
    pub(crate) conditions: u32,
    /// Counted from 0.
    pub(crate) year_suffix: Option<u32>,
}

/// How a given name is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum GivenForm {
    #[default]
    None,
    Initials,
    Full,
}

/// What a rendering showed of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record<'a> {
    pub(crate) lists: Vec<ListRecord<'a>>,
}

/// How much was shown of a list of names.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub(crate) struct Shown {
    /// How many names there are.
    pub(crate) total: usize,
    /// How many were shown.
    pub(crate) shown: usize,
}

/// What was shown of a list of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListRecord<'a> {
    pub(crate) shown: Shown,
    /// The names, as far as they are persons, with their place in the list and the form they were shown in.
    pub(crate) names: Vec<(usize, GivenForm, &'a Name)>,
}

impl<'a> Record<'a> {
    pub(crate) fn list(&mut self, slot: usize, total: usize, shown: usize) {
        debug_assert_eq!(slot, self.lists.len());
        self.lists.push(ListRecord {
            shown: Shown { total, shown },
            names: Vec::new(),
        });
    }

    /// The persons of all lists, each with its place in its list.
    pub(crate) fn names(&self) -> impl Iterator<Item = (usize, &'a Name)> {
        let names = self.lists.iter().flat_map(|list| &list.names);
        names.map(|&(place, _, name)| (place, name))
    }

    /// A number that is the same for the same persons in the same lists.
    pub(crate) fn persons(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for list in &self.lists {
            list.shown.hash(&mut hasher);
            list.names
                .iter()
                .for_each(|(.., name)| name.hash(&mut hasher));
        }
        hasher.finish()
    }

    pub(crate) fn name(&mut self, slot: usize, index: usize, form: GivenForm, name: &'a Name) {
        if let Some(list) = self.lists.get_mut(slot) {
            list.names.push((index, form, name));
        }
    }
}
