//! A map by path whose copies share what they have in common, so that one after an edit costs no more than the edit.

use std::collections::BTreeSet;
use std::fmt::{Debug, Formatter};
use std::sync::Arc;

/// Entries of a run; it is cut in two when it has twice as many.
const RUN: usize = 128;

/// A map sorted by path. Entries stand in runs; to copy the map copies pointers to them, and to change an entry copies its
/// run.
pub(crate) struct SharedMap<V> {
    /// None of them is empty.
    runs: Vec<Run<V>>,
    len: usize,
}

type Run<V> = Arc<Vec<(Arc<str>, V)>>;

/// An entry that is different: its path, and its value before and now.
pub(crate) type Change<'a, V> = (&'a Arc<str>, Option<&'a V>, Option<&'a V>);

impl<V> SharedMap<V> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The value at a path.
    pub(crate) fn get(&self, path: &str) -> Option<&V> {
        self.get_key_value(path).map(|(_, value)| value)
    }

    /// The path, as kept, and the value there.
    pub(crate) fn get_key_value(&self, path: &str) -> Option<(&Arc<str>, &V)> {
        let run = self.runs.get(self.run_of(path))?;
        let found = run.binary_search_by(|(own, _)| (**own).cmp(path)).ok()?;
        let (path, value) = &run[found];
        Some((path, value))
    }

    /// The entries in the order of their paths.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &V)> + Clone {
        let all = self.runs.iter().flat_map(|run| run.iter());
        all.map(|(path, value)| (path, value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Arc<str>> {
        self.iter().map(|(path, _)| path)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The entries from a path on.
    pub(crate) fn from(&self, path: &str) -> impl Iterator<Item = (&Arc<str>, &V)> {
        let runs = self.runs[self.run_of(path)..].iter();
        let entries = runs.flat_map(|run| run.iter());
        let entries = entries.skip_while(move |(own, _)| **own < *path);
        entries.map(|(path, value)| (path, value))
    }

    /// What is different from the map `before`, in the order of the paths. Of entries in runs that both share, nobody asks
    /// whether they are the `same`.
    pub(crate) fn changes<'a>(
        &'a self,
        before: &'a Self,
        same: impl Fn(&V, &V) -> bool,
    ) -> Vec<Change<'a, V>> {
        let mine = self.runs_beside(before);
        let mut now = mine.peekable();
        let mut old = before.runs_beside(self).peekable();
        let mut changes = Vec::new();
        loop {
            let next = match (old.peek(), now.peek()) {
                (None, None) => return changes,
                (Some((path, _)), None) | (None, Some((path, _))) => path,
                (Some((one, _)), Some((other, _))) => one.min(other),
            };
            let next = (*next).clone();
            let was = old.next_if(|(path, _)| **path == next);
            let is = now.next_if(|(path, _)| **path == next);
            let path = is.or(was).map(|(path, _)| path);
            let (was, is) = (was.map(|(_, value)| value), is.map(|(_, value)| value));
            let is_same = was.zip(is).is_some_and(|(was, is)| same(was, is));
            changes.extend(path.filter(|_| !is_same).map(|path| (path, was, is)));
        }
    }

    /// The entries of the runs that `other` does not have.
    fn runs_beside(&self, other: &Self) -> impl Iterator<Item = (&Arc<str>, &V)> {
        let theirs: BTreeSet<_> = other.runs.iter().map(Arc::as_ptr).collect();
        let runs = self.runs.iter();
        let own = runs.filter(move |run| !theirs.contains(&Arc::as_ptr(run)));
        let entries = own.flat_map(|run| run.iter());
        entries.map(|(path, value)| (path, value))
    }

    /// The run in which a path stands, if it is in the map.
    fn run_of(&self, path: &str) -> usize {
        let begun = |run: &Run<V>| *run[0].0 <= *path;
        self.runs.partition_point(begun).saturating_sub(1)
    }
}

impl<V: Clone> SharedMap<V> {
    /// Puts in a value, and gives back the one that was there.
    pub(crate) fn insert(&mut self, path: Arc<str>, value: V) -> Option<V> {
        let at = self.run_of(&path);
        let Some(run) = self.runs.get_mut(at) else {
            self.runs.push(Arc::new(vec![(path, value)]));
            self.len = 1;
            return None;
        };
        let run = Arc::make_mut(run);
        match run.binary_search_by(|(own, _)| own.cmp(&path)) {
            Ok(found) => Some(std::mem::replace(&mut run[found].1, value)),
            Err(place) => {
                run.insert(place, (path, value));
                self.len += 1;
                if run.len() >= 2 * RUN {
                    let rest = run.split_off(RUN);
                    self.runs.insert(at + 1, Arc::new(rest));
                }
                None
            }
        }
    }

    /// Takes out what is at a path.
    pub(crate) fn remove(&mut self, path: &str) -> Option<V> {
        let at = self.run_of(path);
        let run = self.runs.get_mut(at)?;
        let found = run.binary_search_by(|(own, _)| (**own).cmp(path)).ok()?;
        let run = Arc::make_mut(run);
        let (_, value) = run.remove(found);
        if run.is_empty() {
            self.runs.remove(at);
        }
        self.len -= 1;
        Some(value)
    }

    /// The entries, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&Arc<str>, &mut V)> {
        let runs = self.runs.iter_mut().map(Arc::make_mut);
        let entries = runs.flat_map(|run| run.iter_mut());
        entries.map(|(path, value)| (&*path, value))
    }
}

impl<V> Default for SharedMap<V> {
    fn default() -> Self {
        Self {
            runs: Vec::new(),
            len: 0,
        }
    }
}

impl<V> Clone for SharedMap<V> {
    fn clone(&self) -> Self {
        Self {
            runs: self.runs.clone(),
            len: self.len,
        }
    }
}

impl<V: Debug> Debug for SharedMap<V> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<V: PartialEq> PartialEq for SharedMap<V> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.changes(other, V::eq).is_empty()
    }
}

impl<V: Eq> Eq for SharedMap<V> {}

impl<V: Clone> FromIterator<(Arc<str>, V)> for SharedMap<V> {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (path, value) in entries {
            map.insert(path, value);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn path(n: u16) -> Arc<str> {
        format!("{n:05}").into()
    }

    proptest! {
        #[test]
        fn it_is_a_sorted_map_and_tells_what_changed(
            first in prop::collection::vec((0_u16..900, any::<u8>()), 0..900),
            edits in prop::collection::vec((0_u16..900, prop::option::of(any::<u8>())), 0..400),
        ) {
            let mut map: SharedMap<u8> = first.iter().map(|(n, value)| (path(*n), *value)).collect();
            let mut model: BTreeMap<Arc<str>, u8> = first.iter().map(|(n, value)| (path(*n), *value)).collect();
            let (before, old) = (map.clone(), model.clone());
            for (n, edit) in edits {
                let at = path(n);
                match edit {
                    Some(value) => prop_assert_eq!(map.insert(at.clone(), value), model.insert(at, value)),
                    None => prop_assert_eq!(map.remove(&at), model.remove(&at)),
                }
            }
            prop_assert!(map.iter().eq(&model) && before.iter().eq(&old));
            prop_assert_eq!(map.len(), model.len());
            let from = path(450);
            prop_assert!(map.from(&from).eq(model.range(from.clone()..)));
            prop_assert!((0..900).all(|n| map.get(&path(n)) == model.get(&path(n))));
            let keys: BTreeSet<_> = old.keys().chain(model.keys()).collect();
            let changed = keys.into_iter().map(|at| (at, old.get(at), model.get(at)));
            let changed: Vec<_> = changed.filter(|(_, was, is)| was != is).collect();
            prop_assert_eq!(map.changes(&before, u8::eq), changed);
            prop_assert_eq!(map == before, model == old);
        }
    }
}
