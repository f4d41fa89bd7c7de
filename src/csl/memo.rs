//! Results kept beside what they were made of, for threads that share them.

use std::sync::OnceLock;

/// Results by their keys: a list that only grows, and is read without locks. It is meant to stay short.
#[derive(Debug)]
pub(crate) struct Memo<K, V>(OnceLock<Box<Entry<K, V>>>);

#[derive(Debug)]
struct Entry<K, V> {
    key: K,
    value: V,
    next: Memo<K, V>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<K: Copy + PartialEq, V> Memo<K, V> {
    /// The result for `key`, made when it is asked for first. `make` must not ask the same memo.
    pub(crate) fn get_or_make(&self, key: K, make: impl Fn(K) -> V) -> &V {
        let mut at = self;
        loop {
            let entry = at.0.get_or_init(|| {
                Box::new(Entry {
                    key,
                    value: make(key),
                    next: Self::default(),
                })
            });
            if entry.key == key {
                return &entry.value;
            }
            at = &entry.next;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn each_result_is_made_once() {
        let (memo, made) = (Memo::default(), Cell::new(0));
        let square = |n: u32| {
            made.set(made.get() + 1);
            n * n
        };
        for n in [3, 4, 3, 5, 4] {
            assert_eq!(*memo.get_or_make(n, square), n * n);
        }
        assert_eq!(made.get(), 3);
    }
}
