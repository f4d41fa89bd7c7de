//! A new site on its way into the output folder.
//!
//! Files that differ from the last build's are written as they come; those that stay are hard links to the
//! old ones, made at the end and only if anything differs at all. A reader of the folder sees the old site or
//! the new one, whole, and a build that fails leaves the old one alone.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::build_folder::BuildFolder;
use super::durable::{self, Ahead};
use super::error::WriteError;
use super::folder::Folder;
use super::foreign::{Foreign, Survey};
use super::in_place::{Update, await_swap, put_record};
use super::looked;
use super::new_site::{File, NewSite};
use super::old_site::{OldSite, confirm};
use super::record::{Entry, RECORD, Record, is_below};
use super::removal::Seen;
use super::spare::{self, Spare};
use super::swap::{self, Swapped, remove_old, swap};
use super::system::Stat;
use super::tree::Tree;

/// How a site is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing {
    /// Whether the site is on the disk before it is shown.
    pub durable: bool,
    /// Whether the content of the old files is compared, and not only their length and time.
    pub verify: bool,
    /// Whether files that no build wrote may be replaced.
    pub force: bool,
}

/// What a build changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Files of the site.
    pub total: usize,
    /// Files that are new or differ.
    pub changed: usize,
    /// Files that are gone.
    pub removed: usize,
    /// A digest of the record of what was written.
    pub record: u128,
    /// Files that are not part of the site any more and were kept, since somebody changed them.
    pub kept: Vec<PathBuf>,
    /// Why the old site could not be removed wholly, if it could not.
    pub left: Option<String>,
}

/// A site on its way into an output folder.
pub(crate) struct Staging {
    build: Arc<BuildFolder>,
    writing: Writing,
    /// The site that is there.
    old: Option<OldSite>,
    new: Tree,
    ahead: Ahead,
    /// The attributes of a folder that was just made.
    usual: Stat,
    files: Mutex<BTreeMap<String, File>>,
}

impl Staging {
    /// Begins a site that is to be the content of the output folder, together with what others put there.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn begin(build: Arc<BuildFolder>, writing: Writing) -> Result<Self, WriteError> {
        let new = build.site()?;
        let usual = new.stat(Path::new(""))?;
        let old = OldSite::open(build.output(), &new)?;
        Ok(Self {
            build,
            writing,
            old,
            new: Tree::new(new),
            ahead: Ahead::default(),
            usual,
            files: Mutex::default(),
        })
    }

    /// Whether the output folder holds what a record with this digest says. `--verify` wants to see for itself.
    pub(crate) fn holds(&self, record: u128) -> bool {
        let old = self.old.as_ref().filter(|_| !self.writing.verify);
        old.is_some_and(|old| old.record.digest() == record && old.is_whole())
    }

    /// Keeps the file at `path` if the last build made it of inputs with this digest and nobody changed it since.
    ///
    /// # Errors
    /// If the system refuses to say what is there.
    pub(crate) fn keep(&self, path: &str, inputs: u128) -> Result<bool, WriteError> {
        let Some(old) = &self.old else {
            return Ok(false);
        };
        let Some((entry, stamp)) = old.made_of(path, inputs, self.writing.verify)? else {
            return Ok(false);
        };
        let file = File {
            entry,
            inputs: Some(inputs),
            kept: Some(stamp),
        };
        self.files().insert(path.to_owned(), file);
        Ok(true)
    }

    /// Keeps the files in `folder` that the last build made of inputs with this digest; whether there were any and
    /// nobody changed one since.
    ///
    /// # Errors
    /// If the system refuses to say what is there.
    pub(crate) fn keep_folder(&self, folder: &str, inputs: u128) -> Result<bool, WriteError> {
        let Some(old) = &self.old else {
            return Ok(false);
        };
        let files = old.record.0.range(folder.to_owned()..);
        let files = files.take_while(|(path, _)| path.starts_with(folder));
        let mut kept = false;
        for (path, _) in files.filter(|(_, made)| made.inputs == Some(inputs)) {
            if !self.keep(path, inputs)? {
                return Ok(false);
            }
            kept = true;
        }
        Ok(kept)
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, File>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a file by its path below the output folder, with a digest of its inputs if they are known. The first of two with one path counts: where
    /// `duplicate-url` is allowed, pages come before what is copied.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn put(
        &self,
        path: &str,
        bytes: &[u8],
        inputs: Option<u128>,
    ) -> Result<(), WriteError> {
        if !is_below(path) {
            let error = io::Error::new(io::ErrorKind::InvalidInput, "it is not a path of a site");
            return Err(WriteError::writing(Path::new(path), error));
        }
        let entry = Entry::of(bytes);
        let kept = match &self.old {
            Some(old) => old.kept(Path::new(path), bytes, entry, self.writing.verify)?,
            None => None,
        };
        {
            let mut files = self.files();
            if files.contains_key(path) {
                return Ok(());
            }
            files.insert(
                path.to_owned(),
                File {
                    entry,
                    inputs,
                    kept,
                },
            );
        }
        match kept {
            Some(_) => Ok(()),
            None => self.write(Path::new(path), bytes),
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        let new = &self.new.folder;
        self.new.make_folder_of(path)?;
        new.create(path, bytes)?;
        if self.writing.durable {
            let made = self.ahead.made(bytes.len(), new);
            made.map_err(|error| new.unwritten(path, error))?;
        }
        Ok(())
    }

    /// Begins to write to the disk what was made so far: all files, except those that another thread is still making.
    ///
    /// # Errors
    /// If the disk could not take what was made before.
    pub(crate) fn nearly_all_made(&self) -> Result<(), WriteError> {
        let asked = match self.writing.durable {
            true => self.ahead.nearly_all_made(&self.new.folder),
            false => Ok(()),
        };
        asked.map_err(|error| self.new.folder.unwritten(Path::new(""), error))
    }

    /// Puts the new site in the place of the old one, if they differ.
    ///
    /// # Errors
    /// If the system refuses, or files of others would be lost. The output folder is then as it was; where it
    /// is updated file by file, each file is the old one or the new one.
    pub(crate) fn commit(mut self) -> Result<Written, WriteError> {
        let files = std::mem::take(&mut self.files);
        let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let new = NewSite::of(files);
        let mut result = Written {
            total: new.record.0.len(),
            changed: new.written.len(),
            record: Record::digest_of(&new.bytes),
            ..Written::default()
        };
        let Some(old) = &self.old else {
            result.left = self.replace(None, &new, Path::new(""))?;
            return Ok(result);
        };
        let gone = |path: &&String| !new.record.0.contains_key(*path);
        result.removed = old.record.0.keys().filter(gone).count();
        if result.changed + result.removed == 0 && !old.is_damaged {
            old.confirm(&self.build, &new.kept, &new.record);
            return Ok(result);
        }
        let part = swap::part(old, &new);
        let part = match spare::replaces(&self.build, &old.record, &part) {
            true => PathBuf::new(),
            false => part,
        };
        let survey = Survey {
            part: &part,
            looked: looked::until(&self.build, &old.folder),
            build: &self.build,
            output: &old.folder,
            usual: self.usual,
            before: &old.record,
            after: &new.record,
        };
        let foreign = survey.run()?;
        foreign.refuse(old, self.writing.force)?;
        result.removed -= foreign.changed.len();
        result.left = self.replace(Some((old, &foreign)), &new, &part)?;
        result.kept = foreign.changed;
        Ok(result)
    }

    /// Shows the new site, or the part of it in which all is that differs; why the old one could not be removed
    /// wholly, if it could not.
    fn replace(
        &self,
        old: Option<(&OldSite, &Foreign)>,
        new: &NewSite,
        part: &Path,
    ) -> Result<Option<String>, WriteError> {
        let whole = part == Path::new("");
        let movable = old.is_none_or(|(old, foreign)| self.is_movable(old, foreign));
        let spare = match old {
            Some((old, foreign)) if movable && whole => self.spare(old, foreign, new)?,
            _ => None,
        };
        let tree = spare.as_ref().unwrap_or(&self.new);
        let movable = match old {
            Some((old, foreign)) if movable => self.takes_over(tree, old, new, foreign, part)?,
            _ => movable,
        };
        if movable && whole {
            tree.folder.create(Path::new(RECORD), &new.bytes)?;
            if let Some((old, _)) = old {
                old.restrict(&tree.folder)?;
            }
        }
        if self.writing.durable {
            let ahead = self.ahead.finish();
            ahead.map_err(|error| tree.folder.unwritten(Path::new(""), error))?;
            durable::files(&tree.folder, &new.written)?;
        }
        let _last_steps = self.build.last_steps();
        if let (true, false, Some((old, _))) = (movable, whole, old) {
            // The record names the files of both sites until the old ones are gone.
            let (build, both) = (self.build.open_self()?, old.record.with(&new.record));
            if both.0.len() > old.record.0.len() {
                put_record(&build, &old.folder, &both)?;
            }
            await_swap(&build, &new.record)?;
        }
        if movable && swap(&self.build, part, self.writing.durable)? == Swapped::Done {
            let seen = old.map(|(old, foreign)| Seen {
                since: self.usual.changed,
                foreign,
                before: &old.record,
                after: &new.record,
            });
            let left = remove_old(&self.build, seen);
            confirm(&Folder::open(self.build.output())?, &new.kept);
            return Ok(left.err().map(|error| error.to_string()));
        }
        // A folder that cannot be moved is there.
        let Some((old, foreign)) = old else {
            return Ok(None);
        };
        let update = Update {
            build: &self.build.open_self()?,
            site: &tree.folder,
            output: &old.folder,
            before: &old.record,
            after: &new.record,
            written: &new.written,
            stale: &foreign.stale,
            replaced: &foreign.replaced,
            durable: self.writing.durable,
        };
        update.run()?;
        let left = spare::discard(&self.build);
        confirm(&old.folder, &new.kept);
        Ok(left.err().map(|error| error.to_string()))
    }

    /// Whether the output folder can be exchanged for another with all that is in it.
    fn is_movable(&self, old: &OldSite, foreign: &Foreign) -> bool {
        !self.build.is_inside() && old.can_be_replaced() && !foreign.is_bound
    }

    /// The spare with the new files, if there is one to be made the new site.
    fn spare(
        &self,
        old: &OldSite,
        foreign: &Foreign,
        new: &NewSite,
    ) -> Result<Option<Tree>, WriteError> {
        // Where most files are new, it takes longer to move them than to begin anew.
        if new.written.len() > new.kept.len() {
            return Ok(None);
        }
        let spare = Spare::find(&self.build, old, foreign, &self.usual)?;
        let begun = spare.map(|spare| spare.begin(&self.build, &self.new.folder, new));
        begun.transpose()
    }

    /// Gives the new tree all that stays of the old one. False if that cannot be done, so that the old folder must be
    /// updated in its place.
    fn takes_over(
        &self,
        tree: &Tree,
        old: &OldSite,
        new: &NewSite,
        foreign: &Foreign,
        part: &Path,
    ) -> Result<bool, WriteError> {
        let kept = new.kept.par_iter();
        let kept = kept.filter(|(path, _)| Path::new(path).starts_with(part));
        let linked =
            kept.try_for_each(|(path, stamp)| tree.keep(Path::new(path), stamp, &old.folder));
        match linked {
            Err(error) if error.is_about_it() => return Ok(false),
            linked => linked?,
        }
        // Into these folders comes what others put into the old ones, and nothing that was there before this.
        if part == Path::new("") && spare::is_wanted(&self.build, &old.record) {
            looked::note(&self.build, &tree.folder)?;
        }
        foreign.carry_over(&old.folder, &tree.folder)
    }
}
