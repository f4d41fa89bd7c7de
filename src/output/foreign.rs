//! What is in the output folder and no build of Ibid wrote: `CNAME`, `.git`, a mounted volume.
//!
//! It is kept as it is, with permissions, owners, times and links. A file keeps its inode: the new site gets
//! another name of it. What cannot be had that way makes the build go file by file, where nothing of it is
//! touched at all.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::build_folder::BuildFolder;
use super::error::WriteError;
use super::folder::Folder;
use super::old_site::OldSite;
use super::record::{Entry, RECORD, Record};
use super::system::{Attributes, EntryKind, Stat, Time};

/// A folder with more than this in it is somebody's home or history: it is better not to make it anew.
const MANY: usize = 1_000;

/// What there is in an output folder that no build of Ibid wrote.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Everything but folders.
    pub files: Vec<PathBuf>,
    /// Folders that no build made, or that somebody gave other permissions or another owner, or that hold
    /// such files.
    pub folders: BTreeSet<PathBuf>,
    /// What the new site has a file or folder of its own for.
    pub replaced: Vec<PathBuf>,
    /// A folder with something in it where the new site has a file.
    pub in_the_way: Option<PathBuf>,
    /// Written by Ibid, changed by somebody since, and not part of the site any more.
    pub changed: Vec<PathBuf>,
    /// Written by Ibid, unchanged, and not part of the site any more.
    pub stale: Vec<PathBuf>,
    /// Whether there is something that can only be kept where it is.
    pub is_bound: bool,
}

/// A look through the output folder for what is not in the record of the last build.
pub(super) struct Survey<'a> {
    pub build: &'a BuildFolder,
    pub output: &'a Folder,
    /// The attributes of a folder that was just made.
    pub usual: Stat,
    /// The record of the last build.
    pub before: &'a Record,
    pub after: &'a Record,
    /// The folder in which all is that differs.
    pub part: &'a Path,
    /// Until when the folders below the output folder are known to hold nothing but the site of `before`.
    pub looked: Option<Time>,
}

impl Survey<'_> {
    /// What is there.
    pub(super) fn run(self) -> Result<Foreign, WriteError> {
        let mut walk = Walk {
            old_folders: self.before.folders(),
            new_folders: self.after.folders(),
            ahead: self.ahead(),
            survey: &self,
            found: Foreign::default(),
        };
        match self.part == Path::new("") {
            true => walk.below(self.part)?,
            false => walk.folder(self.part.to_owned())?,
        }
        let found = &mut walk.found;
        found.is_bound |= found.files.len() + found.folders.len() > MANY;
        Ok(walk.found)
    }

    /// Looks into the folders of the last build on all cores. What cannot be read, the walk comes to.
    fn ahead(&self) -> FxHashMap<PathBuf, Ahead> {
        let folders = self.before.folders();
        let own = self.looked.map(|_| self.own(&folders));
        let folders = folders.into_par_iter();
        let folders = folders.filter(|folder| folder.starts_with(self.part));
        let look = |folder: &Path| {
            let stat = self.output.stat(folder).ok()?;
            let is_known = folder != Path::new("") && Some(stat.changed) < self.looked;
            let own = own.as_ref().filter(|_| is_known);
            let entries = match own {
                Some(own) => own.get(folder).cloned().unwrap_or_default(),
                None => self.output.entries(folder).ok()?,
            };
            Some((folder.to_owned(), (stat, entries)))
        };
        folders.filter_map(look).collect()
    }

    /// What of the last build is in each of its folders, but for files that stay.
    fn own<'r>(&'r self, folders: &FxHashSet<&'r Path>) -> FxHashMap<&'r Path, Entries> {
        let mut own: FxHashMap<&Path, Entries> = FxHashMap::default();
        let mut put = |path: &'r Path, kind| {
            if let Some(folder) = path.parent() {
                own.entry(folder).or_default().push((path.to_owned(), kind));
            }
        };
        folders
            .iter()
            .for_each(|folder| put(folder, EntryKind::Folder));
        let files = self.before.0.keys();
        let files = files.filter(|path| !self.after.0.contains_key(*path));
        files.for_each(|path| put(Path::new(path), EntryKind::File));
        own.values_mut()
            .for_each(|entries| entries.sort_by(|(one, _), (other, _)| one.cmp(other)));
        own
    }
}

/// A folder, and what is in it.
type Ahead = (Stat, Entries);

/// What is in a folder, sorted.
type Entries = Vec<(PathBuf, EntryKind)>;

struct Walk<'a> {
    survey: &'a Survey<'a>,
    ahead: FxHashMap<PathBuf, Ahead>,
    old_folders: FxHashSet<&'a Path>,
    new_folders: FxHashSet<&'a Path>,
    found: Foreign,
}

impl Walk<'_> {
    fn below(&mut self, folder: &Path) -> Result<(), WriteError> {
        let known = self.ahead.remove(folder).map(|(_, entries)| Ok(entries));
        let entries = match known.unwrap_or_else(|| self.survey.output.entries(folder)) {
            Err(error) if error.kind() == Some(ErrorKind::PermissionDenied) => {
                self.found.is_bound = true;
                return Ok(());
            }
            entries => entries?,
        };
        for (path, kind) in entries {
            if self.survey.build.is(&path) {
                continue;
            }
            match kind {
                EntryKind::File if path == Path::new(RECORD) => {}
                _ if path == Path::new(RECORD) => self.found.in_the_way = Some(path),
                EntryKind::Folder => self.folder(path)?,
                _ => self.file(path)?,
            }
        }
        Ok(())
    }

    fn folder(&mut self, path: PathBuf) -> Result<(), WriteError> {
        let is_ours = self.old_folders.contains(&*path);
        let stat = match self.ahead.get(&path) {
            Some((stat, _)) => *stat,
            None => self.survey.output.stat(&path)?,
        };
        let is_mount = stat.is_mount_point;
        self.found.is_bound |= is_mount;
        if self.survey.after.get(&path).is_some() && (is_mount || !is_ours) {
            match is_mount || !self.survey.output.entries(&path)?.is_empty() {
                true => self.found.in_the_way = Some(path),
                false => self.found.replaced.push(path),
            }
            return Ok(());
        }
        if is_mount && !self.new_folders.contains(&*path) {
            return Ok(());
        }
        if !is_ours || self.new_folders.contains(&*path) && stat.owner != self.survey.usual.owner {
            self.found.folders.insert(path.clone());
        }
        self.below(&path)
    }

    fn file(&mut self, path: PathBuf) -> Result<(), WriteError> {
        if let Some(entry) = self.survey.before.get(&path) {
            if self.survey.after.get(&path).is_some() {
                return Ok(());
            }
            // A record can name what Ibid did not write; its hash it cannot know.
            let is_same = self.content(&path)? == Some(*entry);
            if is_same {
                self.found.stale.push(path);
                return Ok(());
            }
            self.found.changed.push(path.clone());
        }
        let above = path.ancestors().skip(1);
        if let Some(file) = above
            .into_iter()
            .find(|above| self.survey.after.get(above).is_some())
        {
            self.found.in_the_way = Some(file.to_owned());
        } else if self.new_folders.contains(&*path)
            || self.survey.after.get(&path).is_some() && !self.is_the_same(&path)?
        {
            self.found.replaced.push(path);
        } else if self.survey.after.get(&path).is_none() {
            let above = path.ancestors().skip(1);
            let only_here = above.filter(|folder| !self.new_folders.contains(folder));
            let only_here = only_here.filter(|folder| *folder != Path::new(""));
            self.found.folders.extend(only_here.map(Path::to_owned));
            self.found.files.push(path);
        }
        Ok(())
    }

    /// Whether a file is there already as the new site has it: nothing is lost.
    fn is_the_same(&self, path: &Path) -> Result<bool, WriteError> {
        Ok(self.content(path)?.as_ref() == self.survey.after.get(path))
    }

    fn content(&self, path: &Path) -> Result<Option<Entry>, WriteError> {
        match self.survey.output.read(path) {
            Ok(bytes) => Ok(Some(Entry::of(&bytes))),
            // What cannot be read is not what Ibid wrote.
            Err(error) if error.is_about_it() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Foreign {
    /// Refuses to let anything of it be lost, unless `force` allows to replace files.
    pub(super) fn refuse(&self, old: &OldSite, force: bool) -> Result<(), WriteError> {
        if let Some(path) = &self.in_the_way {
            return Err(WriteError::InTheWay(old.folder.full(path)));
        }
        match self.replaced.is_empty() || force {
            true => Ok(()),
            false => Err(WriteError::Foreign {
                output: old.folder.path().to_owned(),
                files: self.replaced.clone(),
                damaged: old.is_damaged,
            }),
        }
    }

    /// Gives everything a place in the new site too. False if something can only be kept where it is.
    pub(super) fn carry_over(&self, output: &Folder, site: &Folder) -> Result<bool, WriteError> {
        let mut attributes = Vec::with_capacity(self.folders.len());
        let mut carry = || -> Result<(), WriteError> {
            for path in &self.folders {
                let read = Attributes::of(output.handle(), path);
                let own = read.map_err(|error| output.unread(path, error))?;
                site.make_all(path)?;
                own.begin(site.handle(), path)
                    .map_err(|error| site.unwritten(path, error))?;
                attributes.push((path, own));
            }
            for path in &self.files {
                match site.link(path, output) {
                    // Somebody removed it meanwhile.
                    Err(_) if output.find(path)?.is_none() => {}
                    linked => linked?,
                }
            }
            // The innermost first: what is made in a folder changes its time.
            attributes.iter().rev().try_for_each(|(path, own)| {
                let done = own
                    .restrict(site.handle(), path)
                    .and_then(|()| own.date(site.handle(), path));
                done.map_err(|error| site.unwritten(path, error))
            })
        };
        match carry() {
            Err(error) if error.is_about_it() => Ok(false),
            carried => carried.map(|()| true),
        }
    }
}
