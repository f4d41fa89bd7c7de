//! What a build wrote: the length and hash of every file, and of what it was made.
//!
//! The record lies in the output folder as [`RECORD`], and takes its place together with the site. By it a
//! build knows which files are its own and which of them need not be written again. The same site has the same
//! record. It is a line of JSON for the format, one for each file in the order of their paths, and one with a
//! hash of all lines before:
//!
//! ```text
//! {"format":"ibid record","version":2}
//! ["about/index.html",5120,"00c1f3…32 hexadecimal digits","7d20…"]
//! {"hash":"9a41…"}
//! ```
//!
//! The last of a line is a digest of the file's inputs, or empty where a file is copied or always made: a page whose
//! inputs have the same digest is not rendered again.
//!
//! The time of the record says until when the files were known to be as it says: the system notes when the
//! content, a name or a permission of a file changes, and nobody can set that time. A file that changed since
//! is compared byte by byte.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::error::WriteError;
use super::folder::Folder;
use super::system::{EntryKind, Stat, Time};

/// Name of the record in the output folder.
pub(crate) const RECORD: &str = ".ibid-manifest";

const FORMAT: &str = "ibid record";
const VERSION: u32 = 2;

/// By what a file is known to be the same as a moment ago.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stamp {
    pub length: u64,
    identity: (u64, u64),
    modified: Time,
    /// When the system last noted a change, of whatever kind.
    pub changed: Time,
}

impl Stamp {
    /// The stamp of a file; `None` for anything else.
    pub(super) fn of(stat: &Stat) -> Option<Self> {
        (stat.kind == EntryKind::File).then_some(Self {
            length: stat.length,
            identity: stat.identity,
            modified: stat.modified,
            changed: stat.changed,
        })
    }

    /// Whether it is the same file with the same content. A new name, which a build gives it, does not matter.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let key = |stamp: &Self| (stamp.length, stamp.identity, stamp.modified);
        key(self) == key(other)
    }
}

/// A file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub length: u64,
    /// XXH3 of the content.
    pub hash: u128,
}

impl Entry {
    /// The entry of a file with this content.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let (length, hash) = (bytes.len() as u64, xxh3_128(bytes));
        Self { length, hash }
    }
}

/// A file as it was written, and of what it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub entry: Entry,
    /// A digest of its inputs, if they are known.
    pub inputs: Option<u128>,
}

/// Files that a build wrote, by path below the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record(pub BTreeMap<String, Made>);

#[derive(Serialize, Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    format: Cow<'a, str>,
    version: u32,
}

/// Path, length, hash, digest of the inputs.
#[derive(Deserialize)]
struct Line<'a>(
    #[serde(borrow)] Cow<'a, str>,
    u64,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
);

#[derive(Serialize, Deserialize)]
struct Foot<'a> {
    #[serde(borrow)]
    hash: Cow<'a, str>,
}

impl Record {
    /// The record in `output`, empty if there is none; `None` if there is something else in its place, a record
    /// that is not whole, or one of another version.
    pub(super) fn read(output: &Folder) -> Result<Option<Self>, WriteError> {
        match output.read(Path::new(RECORD)) {
            Ok(bytes) => Ok(Self::parse(&bytes)),
            Err(error) if error.kind() == Some(ErrorKind::NotFound) => Ok(Some(Self::default())),
            // A folder, a link or a FIFO of that name.
            Err(error) if error.kind() == Some(ErrorKind::InvalidInput) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads a record. Whoever made it, its paths lead nowhere but below the output folder.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let body = bytes.strip_suffix(b"\n")?;
        let foot = body.iter().rposition(|byte| *byte == b'\n')? + 1;
        let (body, foot) = body.split_at(foot);
        let Foot { hash } = serde_json::from_slice(foot).ok()?;
        if u128::from_str_radix(&hash, 16) != Ok(xxh3_128(body)) {
            return None;
        }
        let mut lines = body.strip_suffix(b"\n")?.split(|byte| *byte == b'\n');
        let head: Head<'_> = serde_json::from_slice(lines.next()?).ok()?;
        if head.format != FORMAT || head.version != VERSION {
            return None;
        }
        let lines: Vec<&[u8]> = lines.collect();
        let files: Option<Vec<_>> = lines.into_par_iter().map(parse_line).collect();
        Some(Self(files?.into_iter().collect()))
    }

    /// The record as it is written.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(200 + self.0.len() * 90);
        let head = Head {
            format: FORMAT.into(),
            version: VERSION,
        };
        push_line(&mut bytes, &head);
        for (path, made) in &self.0 {
            push_made(&mut bytes, path, made);
        }
        let hash = format!("{:032x}", xxh3_128(&bytes)).into();
        push_line(&mut bytes, &Foot { hash });
        bytes
    }

    /// Until when the files in `output` were known to be as its record says; without one, never.
    pub(super) fn time(output: &Folder) -> Result<Time, WriteError> {
        let stamp = output.stamp(Path::new(RECORD))?;
        // A new owner of all files does not make it likely what was changed before.
        Ok(stamp.map_or((i64::MIN, 0), |stamp| stamp.modified.min(stamp.changed)))
    }

    /// A digest of all that it says.
    pub(super) fn digest(&self) -> u128 {
        Self::digest_of(&self.to_bytes())
    }

    /// The digest of a record that is written so.
    pub(super) fn digest_of(bytes: &[u8]) -> u128 {
        xxh3_128(bytes)
    }

    /// The folders that the files are in.
    pub(super) fn folders(&self) -> FxHashSet<&Path> {
        let mut folders = FxHashSet::default();
        for path in self.0.keys() {
            let above = Path::new(path).ancestors().skip(1);
            // Where one is known, those above it are too.
            above
                .take_while(|folder| folders.insert(*folder))
                .for_each(drop);
        }
        folders
    }

    /// Whether a file is somewhere below `folder`.
    pub(super) fn has_folder(&self, folder: &Path) -> bool {
        self.below(folder).next().is_some()
    }

    /// The files somewhere below `folder`.
    pub(super) fn below(&self, folder: &Path) -> impl Iterator<Item = &String> {
        let name = folder.to_str();
        let below = name.map(|name| match name {
            "" => String::new(),
            name => format!("{name}/"),
        });
        let from = below.clone().map(|below| self.0.range(below..));
        let files = from.into_iter().flatten().map(|(path, _)| path);
        files.take_while(move |path| below.as_ref().is_some_and(|below| path.starts_with(below)))
    }

    /// This record with the files that only `other` has.
    pub(super) fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (path, made) in &other.0 {
            both.0.entry(path.clone()).or_insert(*made);
        }
        both
    }

    /// The entry of a path that need not be UTF-8.
    pub(super) fn get(&self, path: &Path) -> Option<&Entry> {
        let made = self.0.get(path.to_str()?)?;
        Some(&made.entry)
    }

    /// The entry of a file that was made of inputs with this digest.
    pub(super) fn made_of(&self, path: &str, inputs: u128) -> Option<Entry> {
        let made = self.0.get(path)?;
        (made.inputs == Some(inputs)).then_some(made.entry)
    }
}

/// A number in 32 digits.
fn hexadecimal(number: u128) -> [u8; 32] {
    let digit = |n: usize| b"0123456789abcdef"[(number >> (124 - 4 * n) & 0xf) as usize];
    std::array::from_fn(digit)
}

/// Adds the line of a file. Its numbers are written by hand: there are thousands of lines, at each build.
fn push_made(bytes: &mut Vec<u8>, path: &str, made: &Made) {
    bytes.push(b'[');
    // As in `push_line`.
    let _ = serde_json::to_writer(&mut *bytes, path);
    let _ = write!(bytes, ",{},\"", made.entry.length);
    bytes.extend(hexadecimal(made.entry.hash));
    bytes.extend(b"\",\"");
    bytes.extend(made.inputs.map(hexadecimal).iter().flatten());
    bytes.extend(b"\"]\n");
}

fn push_line(bytes: &mut Vec<u8>, line: &impl Serialize) {
    // Writing to memory does not fail, and neither does any of these types.
    let _ = serde_json::to_writer(&mut *bytes, line);
    bytes.push(b'\n');
}

fn parse_line(line: &[u8]) -> Option<(String, Made)> {
    let Line(path, length, hash, inputs) = serde_json::from_slice(line).ok()?;
    let number = |text: &str| u128::from_str_radix(text, 16).ok();
    let made = Made {
        entry: Entry {
            length,
            hash: number(&hash)?,
        },
        inputs: match inputs.is_empty() {
            true => None,
            false => Some(number(&inputs)?),
        },
    };
    is_below(&path).then(|| (path.into_owned(), made))
}

/// Whether `path` names a file below the output folder that is not the record itself.
pub(super) fn is_below(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(plain) && !path.contains('\0') && path != RECORD
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(paths: impl IntoIterator<Item = String>) -> Record {
        let entry = |n: usize| Made {
            entry: Entry {
                length: u64::MAX - n as u64,
                hash: u128::MAX / (n as u128 + 1),
            },
            inputs: n.is_multiple_of(2).then_some(n as u128),
        };
        let files = paths.into_iter().enumerate();
        Record(files.map(|(n, path)| (path, entry(n))).collect())
    }

    proptest! {
        #[test]
        fn any_names_survive(paths in proptest::collection::vec(".{1,20}", 0..5)) {
            let record = record(paths.into_iter().filter(|path| is_below(path)));
            prop_assert_eq!(Record::parse(&record.to_bytes()), Some(record));
        }

        #[test]
        fn a_record_that_was_damaged_is_not_read(at in 0_usize..400, byte: u8) {
            let mut bytes = record(["a/b".to_owned(), "c\n[\"d\"]".to_owned()]).to_bytes();
            let at = at % bytes.len();
            prop_assume!(bytes[at] != byte && !bytes[at].eq_ignore_ascii_case(&byte));
            bytes[at] = byte;
            prop_assert_eq!(Record::parse(&bytes), None);
            bytes.truncate(at);
            prop_assert_eq!(Record::parse(&bytes), None);
        }
    }

    #[test]
    fn paths_stay_below_the_output_folder() {
        for path in ["a", "a/b.html", "..a", "a\nb"] {
            assert!(is_below(path), "{path:?}");
        }
        for path in [
            "", "/a", "../a", "a/../b", "a//b", "a/", "./a", "a/.", "a\0", RECORD,
        ] {
            assert!(!is_below(path), "{path:?}");
            let forged = record([path.to_owned()]).to_bytes();
            assert_eq!(Record::parse(&forged), None, "{path:?}");
        }
    }
}
