//! The number of a page, and what is kept by it.

use std::collections::BTreeSet;
use std::ops::{Deref, Index, IndexMut};
use std::sync::Arc;

use rayon::prelude::*;

/// The number of a page: its place in the reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub(super) usize);

impl PageId {
    /// The page that is read first.
    pub(super) const FIRST: Self = Self(0);
}

/// One value for each page of a site, in reading order. Only a [`PageId`] is an index into it. Copies are shared until one
/// of them is changed.
#[derive(Debug, PartialEq)]
pub struct PageMap<T>(Arc<Vec<T>>);

impl<T> PageMap<T> {
    /// The same value for each of `pages` pages.
    pub fn filled(value: T, pages: usize) -> Self
    where
        T: Clone,
    {
        Self(Arc::new(vec![value; pages]))
    }
}

impl<T> Clone for PageMap<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for PageMap<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Index<PageId> for PageMap<T> {
    type Output = T;

    fn index(&self, id: PageId) -> &T {
        &self.0[id.0]
    }
}

impl<T: Clone> IndexMut<PageId> for PageMap<T> {
    fn index_mut(&mut self, id: PageId) -> &mut T {
        &mut Arc::make_mut(&mut self.0)[id.0]
    }
}

impl<T> Deref for PageMap<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a PageMap<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> FromIterator<T> for PageMap<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(Arc::new(values.into_iter().collect()))
    }
}

impl<T: Send> FromParallelIterator<T> for PageMap<T> {
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(values: I) -> Self {
        Self(Arc::new(Vec::from_par_iter(values)))
    }
}

/// Pages of a site, in reading order. Copies are shared until one of them is changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageSet(Arc<BTreeSet<PageId>>);

impl PageSet {
    /// Notes whether a page belongs to them.
    pub(crate) fn set(&mut self, id: PageId, belongs: bool) {
        if self.0.contains(&id) != belongs {
            let pages = Arc::make_mut(&mut self.0);
            match belongs {
                true => pages.insert(id),
                false => pages.remove(&id),
            };
        }
    }
}

impl Deref for PageSet {
    type Target = BTreeSet<PageId>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
