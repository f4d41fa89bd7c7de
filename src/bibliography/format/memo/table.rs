//! A table that threads fill together.

use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

/// Values by key. What two threads make of one key is the same, so the first stays.
pub(super) struct Table<K, V>(RwLock<FxHashMap<K, V>>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(RwLock::new(FxHashMap::default()))
    }
}

impl<K: Eq + Hash, V: Clone> Table<K, V> {
    /// The value of a key, if it is known.
    pub fn get(&self, key: &K) -> Option<V> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }

    /// Sets the value of a key that has none, and tells the value that it now has.
    pub fn insert(&self, key: K, value: V) -> V {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(key)
            .or_insert(value)
            .clone()
    }
}
