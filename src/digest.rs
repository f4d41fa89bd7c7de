//! What something is made of, as a number: equal numbers mean equal inputs.

use std::fmt::{Debug, Write as _};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::sync::LazyLock;

use serde::Serialize;
use xxhash_rust::xxh3::Xxh3Default;

/// Bytes that most values take as they are serialised.
const PIECE: usize = 4096;

/// Bytes of the program that are read at once.
const READ: usize = 1 << 18;

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
        // In one piece: a hash takes as long for a comma as for a line.
        let mut bytes = Vec::with_capacity(PIECE);
        // Writing to memory does not fail, and maps with keys that are not strings are not among the values.
        let _ = serde_json::to_writer(&mut bytes, value);
        self.0.update(&bytes);
        self.0.update(&[0]);
        self
    }

    /// Adds a value as it is shown to programmers; it must not hold a hash table.
    pub(crate) fn shown(mut self, value: &impl Debug) -> Self {
        let mut text = String::new();
        // As above.
        let _ = write!(text, "{value:?}");
        self.0.update(text.as_bytes());
        self.0.update(&[0]);
        self
    }

    /// The digest of all that was added.
    pub(crate) fn finish(&self) -> u128 {
        self.0.digest128()
    }
}

/// The program that runs: another may make other pages of the same inputs.
pub(crate) fn program() -> u128 {
    static PROGRAM: LazyLock<u128> = LazyLock::new(|| {
        // In pieces: to clear memory for the whole of it takes longer than to read it.
        let digest = || {
            let file = File::open(std::env::current_exe()?)?;
            let mut file = BufReader::with_capacity(READ, file);
            let mut digest = Xxh3Default::new();
            loop {
                let piece = file.fill_buf()?;
                if piece.is_empty() {
                    break io::Result::Ok(digest.digest128());
                }
                let length = piece.len();
                digest.update(piece);
                file.consume(length);
            }
        };
        match digest() {
            Ok(digest) => digest,
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
