//! What something is made of, as a number: equal numbers mean equal inputs.

use std::fmt::{self, Debug, Write as _};
use std::io;
use std::sync::LazyLock;

use serde::Serialize;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

/// A digest in the making (XXH3, 128 bits). Each part is followed by a mark, so that two parts cannot pass for one.
#[derive(Clone, Default)]
pub(crate) struct Digest(Xxh3Default);

impl Digest {
    /// Adds a text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.0.update(text.as_bytes());
        self.0.update(&text.len().to_le_bytes());
        self
    }

    /// Adds another digest, or a number.
    pub(crate) fn number(mut self, number: u128) -> Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    /// Adds a value as it is serialised.
    pub(crate) fn value(mut self, value: &impl Serialize) -> Self {
        // Writing to a hash does not fail, and maps with keys that are not strings are not among the values.
        let _ = serde_json::to_writer(&mut self, value);
        self.0.update(&[0]);
        self
    }

    /// Adds a value as it is shown to programmers; it must not hold a hash table.
    pub(crate) fn shown(mut self, value: &impl Debug) -> Self {
        // As above.
        let _ = write!(self, "{value:?}");
        self.0.update(&[0]);
        self
    }

    /// The digest of all that was added.
    pub(crate) fn finish(&self) -> u128 {
        self.0.digest128()
    }
}

impl io::Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Write for Digest {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

/// The program that runs: another may make other pages of the same inputs.
pub(crate) fn program() -> u128 {
    static PROGRAM: LazyLock<u128> = LazyLock::new(|| {
        let file = std::env::current_exe().and_then(std::fs::read);
        match file {
            Ok(bytes) => xxh3_128(&bytes),
            // Then no build is like another.
            Err(_) => std::time::UNIX_EPOCH
                .elapsed()
                .map_or(0, |time| time.as_nanos()),
        }
    });
    *PROGRAM
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let two = |a: &str, b: &str| Digest::default().text(a).text(b).finish();
        assert_ne!(two("ab", "c"), two("a", "bc"));
        assert_ne!(two("", "a"), two("a", ""));
        let values = |a: &[&str], b: &[&str]| Digest::default().value(&a).value(&b).finish();
        assert_ne!(values(&["a"], &["b"]), values(&["a", "b"], &[]));
    }
}
