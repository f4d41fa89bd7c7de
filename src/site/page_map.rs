//! The number of a page, and what is kept by it.

use std::ops::{Deref, Index, IndexMut};

use rayon::prelude::*;

/// The number of a page: its place in the reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub(super) usize);

impl PageId {
    /// The page that is read first.
    pub(super) const FIRST: Self = Self(0);
}

/// One value for each page of a site, in reading order. Only a [`PageId`] is an index into it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageMap<T>(Vec<T>);

impl<T> PageMap<T> {
    /// The same value for each of `pages` pages.
    pub fn filled(value: T, pages: usize) -> Self
    where
        T: Clone,
    {
        Self(vec![value; pages])
    }
}

impl<T> Default for PageMap<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Index<PageId> for PageMap<T> {
    type Output = T;

    fn index(&self, id: PageId) -> &T {
        &self.0[id.0]
    }
}

impl<T> IndexMut<PageId> for PageMap<T> {
    fn index_mut(&mut self, id: PageId) -> &mut T {
        &mut self.0[id.0]
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
        Self(values.into_iter().collect())
    }
}

impl<T: Send> FromParallelIterator<T> for PageMap<T> {
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(values: I) -> Self {
        Self(Vec::from_par_iter(values))
    }
}
