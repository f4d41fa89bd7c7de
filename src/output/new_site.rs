//! The new site, when all of its files are known.

use std::collections::BTreeMap;

use super::record::{Entry, Made, Record, Stamp};

/// A file of the new site.
pub(super) struct File {
    pub entry: Entry,
    /// A digest of its inputs, if they are known.
    pub inputs: Option<u128>,
    /// The old file, if that stays.
    pub kept: Option<Stamp>,
}

/// The new site.
pub(super) struct NewSite {
    pub record: Record,
    /// The record as it is written.
    pub bytes: Vec<u8>,
    /// Files that stay, as they were when they were compared.
    pub kept: Vec<(String, Stamp)>,
    /// Paths of the new files.
    pub written: Vec<String>,
}

impl NewSite {
    /// Sorts the files of a site, by path.
    pub(super) fn of(files: BTreeMap<String, File>) -> Self {
        let record = files.iter().map(|(path, file)| {
            let made = Made {
                entry: file.entry,
                inputs: file.inputs,
            };
            (path.clone(), made)
        });
        let record = Record(record.collect());
        let (mut kept, mut written) = (Vec::new(), Vec::new());
        for (path, file) in files {
            match file.kept {
                Some(stamp) => kept.push((path, stamp)),
                None => written.push(path),
            }
        }
        Self {
            bytes: record.to_bytes(),
            record,
            kept,
            written,
        }
    }
}
