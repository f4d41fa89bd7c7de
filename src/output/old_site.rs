//! The site that is in the output folder when a build begins.

use std::path::Path;

use rayon::prelude::*;

use super::build_folder::BuildFolder;
use super::error::WriteError;
use super::folder::Folder;
use super::in_place::put_record;
use super::record::{Entry, RECORD, Record, Stamp};
use super::system::{Attributes, Time};

/// The output folder, and what the last build wrote there.
pub(super) struct OldSite {
    pub folder: Folder,
    /// What the last build wrote; empty if that cannot be read.
    pub record: Record,
    /// Whether there is a record that cannot be read.
    pub is_damaged: bool,
    /// What the new folder has too; `None` if it cannot.
    attributes: Option<Attributes>,
    /// Until when the files were known to be as the record says.
    time: Time,
}

impl OldSite {
    /// Opens the output folder, if there is one, and gives `new` its attributes, so that what is made there
    /// inherits what it would in the old one.
    pub(super) fn open(output: &Path, new: &Folder) -> Result<Option<Self>, WriteError> {
        let Some(folder) = Folder::open_if_there(output)? else {
            return Ok(None);
        };
        let here = Path::new("");
        let attributes = Attributes::of(folder.handle(), here);
        let given = attributes.and_then(|own| own.begin(new.handle(), here).map(|()| own));
        let record = Record::read(&folder)?;
        Ok(Some(Self {
            is_damaged: record.is_none(),
            record: record.unwrap_or_default(),
            time: Record::time(&folder)?,
            attributes: given.ok(),
            folder,
        }))
    }

    /// Whether another folder can take this one's place with all that it has.
    pub(super) fn can_be_replaced(&self) -> bool {
        self.attributes.is_some()
    }

    /// Whether `other` has the attributes of this folder, so that what was made there inherited the same.
    pub(super) fn is_like(&self, other: &Folder) -> bool {
        let others = Attributes::of(other.handle(), Path::new(""));
        let own = self.attributes.as_ref();
        others.is_ok_and(|others| own.is_some_and(|own| own.are_like(&others)))
    }

    /// Gives `new`, when all is in it, the permissions of this folder.
    pub(super) fn restrict(&self, new: &Folder) -> Result<(), WriteError> {
        let here = Path::new("");
        let own = self.attributes.as_ref();
        let restricted = own.map_or(Ok(()), |own| own.restrict(new.handle(), here));
        restricted.map_err(|error| new.unwritten(here, error))
    }

    /// The stamp of the file at `path`, if it is as a build wants it now: its content is `bytes`, or was when
    /// the record was made and has not changed since. `verify` has every file compared byte by byte.
    pub(super) fn kept(
        &self,
        path: &Path,
        bytes: &[u8],
        wanted: Entry,
        verify: bool,
    ) -> Result<Option<Stamp>, WriteError> {
        if self.record.get(path) != Some(&wanted) {
            return Ok(None);
        }
        let stamp = self.folder.stamp(path)?;
        let Some(stamp) = stamp.filter(|stamp| stamp.length == wanted.length) else {
            return Ok(None);
        };
        // A new time may mean no more than that the site was copied or has another owner.
        let is_same = stamp.changed < self.time && !verify
            || self.folder.read(path).is_ok_and(|there| there == bytes);
        Ok(is_same.then_some(stamp))
    }

    /// The entry and the stamp of the file at `path`, if it was made of inputs with this digest and is still there.
    pub(super) fn made_of(
        &self,
        path: &str,
        inputs: u128,
        verify: bool,
    ) -> Result<Option<(Entry, Stamp)>, WriteError> {
        let Some(entry) = self.record.made_of(path, inputs) else {
            return Ok(None);
        };
        let stamp = self.unchanged(Path::new(path), entry, verify)?;
        Ok(stamp.map(|stamp| (entry, stamp)))
    }

    /// Whether every file is as the record says.
    pub(super) fn is_whole(&self) -> bool {
        let files: Vec<_> = self.record.0.iter().collect();
        let kept = files.into_par_iter().map(|(path, made)| {
            let stamp = self.unchanged(Path::new(path), made.entry, false).ok()??;
            Some((path.clone(), stamp))
        });
        let kept: Option<Vec<(String, Stamp)>> = kept.collect();
        let is_settled = |(_, stamp): &(String, Stamp)| stamp.changed <= self.time;
        if let Some(kept) = &kept
            && !kept.iter().all(is_settled)
        {
            confirm(&self.folder, kept);
        }
        kept.is_some()
    }

    /// The stamp of the file at `path` if its content is what the last build wrote.
    fn unchanged(
        &self,
        path: &Path,
        entry: Entry,
        verify: bool,
    ) -> Result<Option<Stamp>, WriteError> {
        let stamp = self.folder.stamp(path)?;
        let Some(stamp) = stamp.filter(|stamp| stamp.length == entry.length) else {
            return Ok(None);
        };
        // After a copy, as from the cache of a continuous integration, times say nothing.
        let is_same = stamp.changed < self.time && !verify
            || self
                .folder
                .read(path)
                .is_ok_and(|bytes| Entry::of(&bytes) == entry);
        Ok(is_same.then_some(stamp))
    }

    /// Notes that all files are as the record says, if some were compared byte by byte since their time said
    /// that something happened to them.
    /// `after` takes the place of the record if it says more of what they were made of.
    pub(super) fn confirm(&self, build: &BuildFolder, kept: &[(String, Stamp)], after: &Record) {
        let is_known = self.record == *after;
        if is_known && kept.iter().all(|(_, stamp)| stamp.changed <= self.time) {
            return;
        }
        if !are_same(&self.folder, kept) {
            return;
        }
        // As in `confirm`: without it the next build does more than it must.
        let _ = match is_known {
            true => self.folder.touch(Path::new(RECORD)),
            false => build
                .open_self()
                .and_then(|build| put_record(&build, &self.folder, after)),
        };
    }
}

/// Gives the record in `output` the time of now, if no file that was kept has changed since it was compared.
/// If the system refuses, the next build compares more than it must.
pub(super) fn confirm(output: &Folder, kept: &[(String, Stamp)]) {
    if are_same(output, kept) {
        let _ = output.touch(Path::new(RECORD));
    }
}

/// Whether no file has changed since it was compared.
fn are_same(output: &Folder, kept: &[(String, Stamp)]) -> bool {
    kept.par_iter().all(|(path, stamp)| {
        let now = output.stamp(Path::new(path));
        matches!(now, Ok(Some(now)) if now.is_same(stamp))
    })
}
