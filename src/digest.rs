//! What something is made of, as a number: equal numbers mean equal inputs.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::io::Write as _;

use serde::Serialize;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// A text of more bytes is hashed by itself: to copy it first would cost memory.
const LONG: usize = 256;

/// A digest in the making (XXH3, 128 bits): what is added is gathered and hashed in one piece, since a hash takes as long for a
/// comma as for a line. Each part is followed by a mark, so that two parts cannot pass for one.
#[derive(Clone, Default)]
pub(crate) struct Digest(Vec<u8>);

impl Digest {
    /// Adds a text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        match text.len() {
            ..=LONG => self.0.extend_from_slice(text.as_bytes()),
            _ => self.0.extend(xxh3_128(text.as_bytes()).to_le_bytes()),
        }
        self.0.extend(text.len().to_le_bytes());
        self
    }

    /// Adds another digest, or a number.
    pub(crate) fn number(mut self, number: u128) -> Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    /// Adds a list, whose items `add` adds.
    pub(crate) fn list<T>(
        self,
        items: impl IntoIterator<Item = T>,
        mut add: impl FnMut(Self, T) -> Self,
    ) -> Self {
        let mut count = 0;
        let digest = items.into_iter().fold(self, |digest, item| {
            count += 1;
            add(digest, item)
        });
        digest.number(count)
    }

    /// Adds a value as it is serialised.
    pub(crate) fn value(mut self, value: &impl Serialize) -> Self {
        // Writing to memory does not fail, and maps with keys that are not strings are not among the values.
        let _ = serde_json::to_writer(&mut self.0, value);
        self.0.push(0);
        self
    }

    /// Adds a value as it is hashed, which is soon done.
    pub(crate) fn hashed(mut self, value: &impl Hash) -> Self {
        struct Bytes<'d>(&'d mut Vec<u8>);
        impl Hasher for Bytes<'_> {
            fn write(&mut self, bytes: &[u8]) {
                self.0.extend_from_slice(bytes);
            }

            fn finish(&self) -> u64 {
                xxh3_64(self.0)
            }
        }
        value.hash(&mut Bytes(&mut self.0));
        self
    }

    /// Adds a value as it is shown to programmers; it must not hold a hash table.
    pub(crate) fn shown(mut self, value: &impl Debug) -> Self {
        // As above.
        let _ = write!(self.0, "{value:?}");
        self.0.push(0);
        self
    }

    /// The digest of all that was added.
    pub(crate) fn finish(&self) -> u128 {
        xxh3_128(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let two = |a: &str, b: &str| Digest::default().text(a).text(b).finish();
        assert_ne!(two("ab", "c"), two("a", "bc"));
        assert_ne!(two("", "a"), two("a", ""));
        let hashed = |a: &str, b: &str| Digest::default().hashed(&(a, b)).finish();
        assert_ne!(hashed("ab", "c"), hashed("a", "bc"));
        let values = |a: &[&str], b: &[&str]| Digest::default().value(&a).value(&b).finish();
        assert_ne!(values(&["a"], &["b"]), values(&["a", "b"], &[]));
    }
}
