//! Removing the site that was replaced, or what is not of it.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use rayon::prelude::*;

use super::error::WriteError;
use super::folder::Folder;
use super::foreign::Foreign;
use super::record::{RECORD, Record};
use super::system::{EntryKind, Stat, Time};

/// Removes everything in `old`, of which `part` is there, that a build wrote or that is also in `new`. What somebody put there while the
/// new site was made is moved to it. The record goes last, so that removing can be taken up again.
pub(super) fn remove(
    old: &Folder,
    new: &Folder,
    before: &Record,
    after: &Record,
    part: &Path,
) -> Result<(), WriteError> {
    let removal = Removal::new(old, new, before, after);
    removal.known(part);
    removal.below(Path::new(""))?;
    old.remove(Path::new(RECORD))
}

/// What is known of a site that was replaced.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    /// When the build began; since then the folders were looked through.
    pub since: Time,
    /// What was found there.
    pub foreign: &'a Foreign,
    /// The records of the site that was replaced and of the new one.
    pub before: &'a Record,
    pub after: &'a Record,
}

impl Seen<'_> {
    /// Whether something else than a build's may be in a folder of which the system says `stat`.
    fn may_hold(&self, folder: &Path, stat: &Stat) -> bool {
        let Foreign {
            files,
            folders,
            replaced,
            ..
        } = self.foreign;
        let mut found = files.iter().chain(folders).chain(replaced);
        stat.changed >= self.since || found.any(|path| path.parent() == Some(folder))
    }
}

/// Removes from `old` only what is not of the site; its files, folders and record stay.
pub(super) fn trim(
    old: &Folder,
    new: &Folder,
    before: &Record,
    after: &Record,
    seen: Option<Seen<'_>>,
) -> Result<(), WriteError> {
    let removal = Removal::new(old, new, before, after);
    removal
        .old_folders
        .par_iter()
        .try_for_each(|folder| removal.trim(folder, seen))
}

struct Removal<'a> {
    old: &'a Folder,
    new: &'a Folder,
    before: &'a Record,
    after: &'a Record,
    old_folders: HashSet<&'a Path>,
    new_folders: HashSet<&'a Path>,
}

impl<'a> Removal<'a> {
    fn new(old: &'a Folder, new: &'a Folder, before: &'a Record, after: &'a Record) -> Self {
        Self {
            old,
            new,
            before,
            after,
            old_folders: before.folders(),
            new_folders: after.folders(),
        }
    }
}

impl Removal<'_> {
    /// Removes the files that the record names, and the folders that are empty without them, without asking what else
    /// is there: where there is nothing else, that is most of the work. What is left, and what is refused, `below`
    /// looks at.
    fn known(&self, part: &Path) {
        let mut folders: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
        let files = self.before.0.keys().map(Path::new);
        for path in files.filter(|path| path.starts_with(part)) {
            let folder = path.parent().unwrap_or(path);
            folders.entry(folder).or_default().push(path);
        }
        let is_mount = |folder: &&Path| {
            let stat = self.old.stat(folder);
            stat.is_ok_and(|stat| stat.is_mount_point)
        };
        let all = self.old_folders.iter().copied();
        let all: Vec<&Path> = all.filter(|folder| folder.starts_with(part)).collect();
        if all.par_iter().any(is_mount) {
            return;
        }
        let folders: Vec<_> = folders.into_iter().collect();
        folders.par_iter().for_each(|(folder, files)| {
            let removed = files.iter().try_for_each(|path| self.old.remove(path));
            if removed.is_ok() && *folder != Path::new("") {
                let _ = self.old.remove_folder(folder);
            }
        });
    }

    /// Removes what is directly in a folder of the site and not of the site.
    fn trim(&self, folder: &Path, seen: Option<Seen<'_>>) -> Result<(), WriteError> {
        let Some(stat) = self.old.find(folder)? else {
            return Ok(());
        };
        if seen.is_some_and(|seen| !seen.may_hold(folder, &stat)) {
            return Ok(());
        }
        let entries = self.old.entries(folder)?;
        entries.iter().try_for_each(|(path, kind)| match kind {
            EntryKind::Folder if self.old_folders.contains(&**path) => Ok(()),
            EntryKind::Folder => self.folder(path),
            _ if self.before.get(path).is_some() => Ok(()),
            _ => self.file(path),
        })
    }

    fn below(&self, folder: &Path) -> Result<(), WriteError> {
        let entries = self.old.entries(folder)?;
        entries.par_iter().try_for_each(|(path, kind)| match kind {
            EntryKind::Folder => self.folder(path),
            _ => self.file(path),
        })
    }

    fn folder(&self, path: &Path) -> Result<(), WriteError> {
        let stat = self.old.stat(path)?;
        if stat.is_mount_point {
            let error = std::io::Error::from(std::io::ErrorKind::ResourceBusy);
            return Err(self.old.unwritten(path, error));
        }
        if !self.old_folders.contains(path) && self.new.find(path)?.is_none() {
            return self.keep(path);
        }
        self.old.open_up(path, &stat)?;
        self.below(path)?;
        self.old.remove_folder(path)
    }

    fn file(&self, path: &Path) -> Result<(), WriteError> {
        if path == Path::new(RECORD) {
            return Ok(());
        }
        if self.before.get(path).is_some() {
            return self.old.remove(path);
        }
        match (self.old.find(path)?, self.new.find(path)?) {
            (Some(one), Some(other)) if one.identity == other.identity => self.old.remove(path),
            // Replaced as the author demanded.
            (_, Some(_)) if self.is_ours(path) => self.old.remove(path),
            _ => self.keep(path),
        }
    }

    /// Whether the new site has a file or a folder of its own at `path`.
    fn is_ours(&self, path: &Path) -> bool {
        self.after.get(path).is_some() || self.new_folders.contains(path)
    }

    fn keep(&self, path: &Path) -> Result<(), WriteError> {
        if let Some(above) = path.parent().filter(|above| *above != Path::new("")) {
            self.new.make_all(above)?;
        }
        self.old.rename(path, self.new, path)
    }
}
