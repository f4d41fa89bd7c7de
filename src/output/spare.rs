//! The site before the last, kept beside the output folder to become the next one.
//!
//! For a large site, making all folders anew and links to all files takes longer than the rest of an edit. So the
//! tree that was replaced stays in the folder of builds. The next build changes in it what differs, and exchanges
//! it for the one that is shown. Its files are mostly second names of those in the output folder, so that it takes
//! up little but its folders.
//!
//! Nothing in it is taken for granted: a file stays if it is the very file that the output folder has at that path, and
//! a spare that holds what its record does not name is removed, like one that a killed build was changing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::build_folder::{BuildFolder, remove};
use super::error::WriteError;
use super::folder::Folder;
use super::foreign::Foreign;
use super::new_site::NewSite;
use super::old_site::OldSite;
use super::record::{RECORD, Record};
use super::removal::{Replaced, Seen};
use super::swap::SITE;
use super::system::{EntryKind, Stat, Time};
use super::tree::Tree;

/// Names in the folder of builds: that of the spare, and while it is being changed.
pub(super) const SPARE: &str = "spare";
pub(super) const NEXT: &str = "next";

/// A site, or a part of it, of fewer files is made anew in no time.
const FEWEST: usize = 1_000;

/// What tells other programs to pass over the folder: Git, and programs that make backups.
pub(super) const SIGNS: [(&str, &str); 2] = [
    (".gitignore", "*\n"),
    (
        "CACHEDIR.TAG",
        "Signature: 8a477f597d28d172789f06886806bc55\n",
    ),
];

/// A spare that holds what its record says, and nothing else.
pub(super) struct Spare {
    folder: Folder,
    record: Record,
}

impl Spare {
    /// The spare, if there is one that can take the place of `old`. One that cannot is removed.
    pub(super) fn find(
        build: &BuildFolder,
        old: &OldSite,
        foreign: &Foreign,
        usual: &Stat,
    ) -> Result<Option<Self>, WriteError> {
        let Some(folder) = Folder::open_if_there(&build.join(SPARE))? else {
            return Ok(None);
        };
        let record = Record::read(&folder)?.unwrap_or_default();
        let is_known = !record.0.is_empty();
        let spare = Self { folder, record };
        let time = Record::time(&spare.folder)?;
        let is_whole = || spare.is_whole(usual, foreign, time);
        if is_known && build.keeps_spare() && old.is_like(&spare.folder) && is_whole() {
            return Ok(Some(spare));
        }
        if is_known {
            // What somebody put there, since it was the output folder a moment ago, is in the output folder then.
            let replaced = Replaced {
                old: &spare.folder,
                new: &old.folder,
                before: &spare.record,
                after: &old.record,
            };
            replaced.remove(Path::new(""))?;
        }
        discard(build)?;
        Ok(None)
    }

    /// Whether it holds files and folders of its record alone, as at `time`, and each folder is like a new one or one
    /// that is about to be given its attributes.
    fn is_whole(&self, usual: &Stat, foreign: &Foreign, time: Time) -> bool {
        let folders = self.record.folders();
        let is_usual = |folder: &Path, stat: &Stat| {
            let is_given = foreign.folders.contains(folder) && stat.owner.0 & 0o700 == 0o700;
            folder == Path::new("") || stat.owner == usual.owner || is_given
        };
        let is_known = |(path, kind): &(PathBuf, EntryKind)| match kind {
            EntryKind::File => path == Path::new(RECORD) || self.record.get(path).is_some(),
            EntryKind::Folder => folders.contains(&**path),
            EntryKind::Other => false,
        };
        folders.par_iter().all(|folder| {
            let holds_its_own = || {
                let entries = self.folder.entries(folder);
                entries.is_ok_and(|entries| entries.iter().all(is_known))
            };
            let stat = self.folder.stat(folder).ok();
            let stat = stat.filter(|stat| stat.kind == EntryKind::Folder && !stat.is_mount_point);
            stat.is_some_and(|stat| {
                is_usual(folder, &stat) && (stat.changed < time || holds_its_own())
            })
        })
    }

    /// Makes it the new site: what that does not have goes, and the new files come from `written`, which ends.
    pub(super) fn begin(
        self,
        build: &BuildFolder,
        written: &Folder,
        new: &NewSite,
    ) -> Result<Tree, WriteError> {
        let here = build.open_self()?;
        here.rename(Path::new(SPARE), &here, Path::new(NEXT))?;
        self.folder.remove(Path::new(RECORD))?;
        let stay = self.remove_what_goes(&new.record)?;
        let mut tree = Tree::of_spare(self.folder, stay);
        new.written.par_iter().try_for_each(|path| {
            let path = Path::new(path);
            tree.make_folder_of(path)?;
            written.rename(path, &tree.folder, path)
        })?;
        let site = build.join(SITE);
        remove(&site).map_err(|error| WriteError::writing(&site, error))?;
        here.rename(Path::new(NEXT), &here, Path::new(SITE))?;
        tree.folder = Arc::new(Folder::open(&site)?);
        Ok(tree)
    }

    /// Removes the files and folders that a new site does not have; the folders that stay.
    fn remove_what_goes(&self, after: &Record) -> Result<FxHashSet<PathBuf>, WriteError> {
        let gone = self.record.0.keys();
        let gone = gone.filter(|path| !after.0.contains_key(*path));
        gone.into_iter()
            .try_for_each(|path| self.folder.remove(Path::new(path)))?;
        let (had, wanted) = (self.record.folders(), after.folders());
        let mut empty: Vec<&&Path> = had.difference(&wanted).collect();
        // The innermost first.
        empty.sort_unstable_by(|one, other| other.cmp(one));
        empty
            .into_iter()
            .try_for_each(|path| self.folder.remove_folder(path))?;
        let stay = had.intersection(&wanted);
        Ok(stay.map(|path| (*path).to_owned()).collect())
    }
}

/// Whether the site with this record is worth a spare.
pub(super) fn is_wanted(build: &BuildFolder, record: &Record) -> bool {
    build.keeps_spare() && record.0.len() >= FEWEST
}

/// Whether the spare takes the place of the site sooner than a folder of links that of `part`, in which all is that
/// differs. Where only a small part is exchanged, the spare stays as it is.
pub(super) fn replaces(build: &BuildFolder, record: &Record, part: &Path) -> bool {
    record.below(part).nth(FEWEST - 1).is_some() && build.join(SPARE).exists()
}

/// Makes the site that was replaced the spare. What others put there goes to the new one, or is there already.
pub(super) fn keep(
    build: &BuildFolder,
    site: Replaced<'_>,
    seen: Option<Seen<'_>>,
) -> Result<(), WriteError> {
    // The next build looks into folders that changed after this.
    site.old.touch(Path::new(RECORD))?;
    site.trim(seen)?;
    discard(build)?;
    for (name, text) in SIGNS {
        let path = build.join(name);
        fs::write(&path, text).map_err(|error| WriteError::writing(&path, error))?;
    }
    let path = build.join(SPARE);
    fs::rename(site.old.path(), &path).map_err(|error| WriteError::writing(&path, error))
}

/// Removes the spare, if there is one.
pub(super) fn discard(build: &BuildFolder) -> Result<(), WriteError> {
    let path = build.join(SPARE);
    remove(&path).map_err(|error| WriteError::writing(&path, error))
}
