//! The sources of a page: what disambiguation adds to them, their order and their numbers.

use super::super::disambiguate::{GivenNames, Levels};
use super::super::item::Item;
use super::super::render::{Area, Context, Entry};
use super::super::sort::{Collation, compare, sort_keys};

/// The sources of a page.
pub(super) struct Sources<'a, 'r> {
    pub(super) cx: Context<'a>,
    pub(super) collation: &'r Collation,
    pub(super) items: &'r [&'a Item],
    levels: Vec<Levels>,
    given_names: GivenNames,
    /// The citation numbers of the items.
    numbers: Vec<u32>,
    /// The places of the items in the order of the references.
    pub(super) order: Vec<usize>,
}

impl<'a, 'r> Sources<'a, 'r> {
    pub(super) fn new(cx: Context<'a>, collation: &'r Collation, items: &'r [&'a Item]) -> Self {
        let mut sources = Self {
            cx,
            collation,
            items,
            levels: vec![Levels::default(); items.len()],
            given_names: GivenNames::default(),
            numbers: (1u32..).take(items.len()).collect(),
            order: (0..items.len()).collect(),
        };
        sources.sort();
        sources
    }

    /// What the page says about an item.
    pub(super) fn entry(&self, item: usize) -> Entry<'_> {
        Entry {
            number: self.numbers[item],
            levels: &self.levels[item],
            given_names: Some(&self.given_names),
        }
    }

    /// Sorts the items as the bibliography of the style asks, and numbers them in that order.
    fn sort(&mut self) {
        let Some(bibliography) = &self.cx.style.bibliography else {
            return;
        };
        let keys = &bibliography.sort;
        if keys.is_empty() || self.items.len() < 2 {
            return;
        }
        let of = |item: usize| {
            let entry = self.entry(item);
            sort_keys(self.cx, Area::Bibliography, keys, self.items[item], entry)
        };
        let values: Vec<_> = (0..self.items.len()).map(of).collect();
        self.order
            .sort_by(|&a, &b| compare(keys, &values[a], &values[b], self.collation));
        for (number, &item) in (1..).zip(&self.order) {
            self.numbers[item] = number;
        }
    }
}
