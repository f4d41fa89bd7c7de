//! The list of the files that a build wrote, with a hash of each.
//!
//! It lies in the output folder as `.ibid-manifest`, one line a file: 16 hexadecimal digits (XXH3), a
//! space, the path. By it a build knows which files are its own, and which need not be written again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Name of the list in the output folder.
pub const MANIFEST: &str = ".ibid-manifest";

/// Hashes of written files by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest(pub BTreeMap<String, u64>);

impl Manifest {
    /// The list in `output`; empty if there is none.
    pub fn read(output: &Path) -> Self {
        let text = std::fs::read_to_string(output.join(MANIFEST)).unwrap_or_default();
        let line = |line: &str| {
            let (hash, path) = line.split_once(' ')?;
            Some((path.to_owned(), u64::from_str_radix(hash, 16).ok()?))
        };
        Self(text.lines().filter_map(line).collect())
    }

    /// The list as it is written.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.0.len() * 60);
        for (path, hash) in &self.0 {
            let _ = writeln!(text, "{hash:016x} {path}");
        }
        text
    }
}
