//! Removing a site that was replaced, or what does not belong to it.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::error::WriteError;
use super::folder::Folder;
use super::foreign::Foreign;
use super::record::{RECORD, Record};
use super::system::{EntryKind, Stat, Time};

/// A site that was replaced, and the one that is in its place.
#[derive(Clone, Copy)]
pub(super) struct Replaced<'a> {
    pub old: &'a Folder,
    pub new: &'a Folder,
    /// The records of both.
    pub before: &'a Record,
    pub after: &'a Record,
}

impl Replaced<'_> {
    /// Removes everything in the old site, of which `part` is there, that a build wrote or that is also in the new one. What
    /// somebody put there while the new site was made is moved to it. The record goes last, so that removing can be continued
    /// after an interruption.
    pub(super) fn remove(self, part: &Path) -> Result<(), WriteError> {
        let removal = Removal::of(self);
        removal.known(part);
        removal.below(Path::new(""))?;
        self.old.remove(Path::new(RECORD))
    }

    /// Removes only what does not belong to the old site; its files, folders and record stay.
    pub(super) fn trim(self, seen: Option<Seen<'_>>) -> Result<(), WriteError> {
        let removal = Removal::of(self);
        let folders = removal.old_folders.par_iter();
        folders.try_for_each(|folder| removal.trim(folder, seen))
    }
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

struct Removal<'a> {
    site: Replaced<'a>,
    old_folders: FxHashSet<&'a Path>,
    new_folders: FxHashSet<&'a Path>,
}

impl<'a> Removal<'a> {
    fn of(site: Replaced<'a>) -> Self {
        Self {
            site,
            old_folders: site.before.folders(),
            new_folders: site.after.folders(),
        }
    }
}

impl Removal<'_> {
    /// Removes the files that the record names, and the folders that are empty without them, without asking what else
    /// is there: where there is nothing else, that is most of the work. What is left, and what is refused, `below`
    /// looks at.
    fn known(&self, part: &Path) {
        let mut folders: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
        let files = self.site.before.0.keys().map(Path::new);
        for path in files.filter(|path| path.starts_with(part)) {
            let folder = path.parent().unwrap_or(path);
            folders.entry(folder).or_default().push(path);
        }
        let is_mount = |folder: &&Path| {
            let stat = self.site.old.stat(folder);
            stat.is_ok_and(|stat| stat.is_mount_point)
        };
        let all = self.old_folders.iter().copied();
        let all: Vec<&Path> = all.filter(|folder| folder.starts_with(part)).collect();
        if all.par_iter().any(is_mount) {
            return;
        }
        let folders: Vec<_> = folders.into_iter().collect();
        folders.par_iter().for_each(|(folder, files)| {
            let removed = files.iter().try_for_each(|path| self.site.old.remove(path));
            if removed.is_ok() && *folder != Path::new("") {
                let _ = self.site.old.remove_folder(folder);
            }
        });
    }

    /// Removes what is directly in a folder of the site and not of the site.
    fn trim(&self, folder: &Path, seen: Option<Seen<'_>>) -> Result<(), WriteError> {
        let Some(stat) = self.site.old.find(folder)? else {
            return Ok(());
        };
        if seen.is_some_and(|seen| !seen.may_hold(folder, &stat)) {
            return Ok(());
        }
        let entries = self.site.old.entries(folder)?;
        entries.iter().try_for_each(|(path, kind)| match kind {
            EntryKind::Folder if self.old_folders.contains(&**path) => Ok(()),
            EntryKind::Folder => self.folder(path),
            _ if self.site.before.get(path).is_some() => Ok(()),
            _ => self.file(path),
        })
    }

    fn below(&self, folder: &Path) -> Result<(), WriteError> {
        let entries = self.site.old.entries(folder)?;
        entries.par_iter().try_for_each(|(path, kind)| match kind {
            EntryKind::Folder => self.folder(path),
            _ => self.file(path),
        })
    }

    fn folder(&self, path: &Path) -> Result<(), WriteError> {
        let Replaced { old, new, .. } = self.site;
        let stat = old.stat(path)?;
        if stat.is_mount_point {
            let error = std::io::Error::from(std::io::ErrorKind::ResourceBusy);
            return Err(old.unwritten(path, error));
        }
        if !self.old_folders.contains(path) && new.find(path)?.is_none() {
            return self.keep(path);
        }
        old.open_up(path, &stat)?;
        self.below(path)?;
        old.remove_folder(path)
    }

    fn file(&self, path: &Path) -> Result<(), WriteError> {
        let Replaced {
            old, new, before, ..
        } = self.site;
        if path == Path::new(RECORD) {
            return Ok(());
        }
        if before.get(path).is_some() {
            return old.remove(path);
        }
        match (old.find(path)?, new.find(path)?) {
            (Some(one), Some(other)) if one.identity == other.identity => old.remove(path),
            // Replaced as the author demanded.
            (_, Some(_)) if self.is_ours(path) => old.remove(path),
            _ => self.keep(path),
        }
    }

    /// Whether the new site has a file or a folder of its own at `path`.
    fn is_ours(&self, path: &Path) -> bool {
        self.site.after.get(path).is_some() || self.new_folders.contains(path)
    }

    fn keep(&self, path: &Path) -> Result<(), WriteError> {
        let Replaced { old, new, .. } = self.site;
        if let Some(above) = path.parent().filter(|above| *above != Path::new("")) {
            new.make_all(above)?;
        }
        old.rename(path, new, path)
    }
}
