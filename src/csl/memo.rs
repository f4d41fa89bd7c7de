//! Results kept beside what they were made of, for threads that share them.

use std::sync::OnceLock;

/// Results by their keys: a list that only grows, and is read without locks. It stays short: there is no room for more
/// than [`ROOM`].
#[derive(Debug)]
pub(crate) struct Memo<K, V>(OnceLock<Box<Entry<K, V>>>);

/// How many results are kept. Most sources have one to four; more would be those of pages that machines make.
const ROOM: usize = 32;

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

impl<K: Clone + PartialEq, V> Memo<K, V> {
    /// The result for `key`, made when it is asked for first; `None` if there is no room for it. `make` must not ask the
    /// same memo.
    pub(crate) fn get_or_make(&self, key: &K, make: impl Fn() -> V) -> Option<&V> {
        let mut at = self;
        for _ in 0..ROOM {
            let entry = at.0.get_or_init(|| {
                Box::new(Entry {
                    key: key.clone(),
                    value: make(),
                    next: Self::default(),
                })
            });
            if entry.key == *key {
                return Some(&entry.value);
            }
            at = &entry.next;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn each_result_is_made_once() {
        let (memo, made) = (Memo::default(), Cell::new(0));
        for n in [3, 4, 3, 5, 4] {
            let square = || {
                made.set(made.get() + 1);
                n * n
            };
            assert_eq!(memo.get_or_make(&n, square), Some(&(n * n)));
        }
        assert_eq!(made.get(), 3);
    }

    #[test]
    fn room_is_limited() {
        let memo = Memo::default();
        for n in 0..2 * ROOM {
            let kept = memo.get_or_make(&n, || n);
            assert_eq!(kept, (n < ROOM).then_some(&n));
        }
        assert_eq!(memo.get_or_make(&0, || 1), Some(&0));
    }
}
