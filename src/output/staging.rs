//! A new site on its way into the output folder.
//!
//! Files that differ from the last build's are written as they come; those that stay are hard links to the
//! old ones, made at the end and only if anything differs at all. A reader of the folder sees the old site or
//! the new one, whole, and a build that fails leaves the old one alone.

use std::collections::{BTreeMap, HashSet};
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
use super::new_site::{File, NewSite};
use super::old_site::{OldSite, confirm};
use super::record::{Entry, RECORD, is_below};
use super::swap::{self, Swapped, remove_old, swap};
use super::system::Stat;

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
    new: Arc<Folder>,
    ahead: Ahead,
    /// The attributes of a folder that was just made.
    usual: Stat,
    files: Mutex<BTreeMap<String, File>>,
    /// Folders that are known to be there.
    folders: Mutex<HashSet<PathBuf>>,
}

impl Staging {
    /// Begins a site that is to be the content of the output folder, together with what others put there.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn begin(build: Arc<BuildFolder>, writing: Writing) -> Result<Self, WriteError> {
        let here = Path::new("");
        let new = build.site()?;
        let usual = new.stat(here)?;
        let old = OldSite::open(build.output(), &new)?;
        Ok(Self {
            build,
            writing,
            old,
            new: Arc::new(new),
            ahead: Ahead::default(),
            usual,
            files: Mutex::default(),
            folders: Mutex::new(HashSet::from([here.to_owned()])),
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
        self.make_folder_of(path)?;
        self.new.create(path, bytes)?;
        match self.writing.durable {
            true => self.ahead.made(bytes.len(), &self.new),
            false => Ok(()),
        }
        .map_err(|error| self.new.unwritten(path, error))
    }

    fn make_folder_of(&self, path: &Path) -> Result<(), WriteError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let known = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = known().contains(folder);
        if !is_known {
            self.new.make_all(folder)?;
            known().extend(folder.ancestors().map(Path::to_owned));
        }
        Ok(())
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
            record: new.record.digest(),
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
        let survey = Survey {
            part: &part,
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
        let movable = match old {
            Some((old, foreign)) => self.takes_over(old, new, foreign, part)?,
            None => true,
        };
        let whole = part == Path::new("");
        if movable && whole {
            self.new.create(Path::new(RECORD), &new.record.to_bytes())?;
            if let Some((old, _)) = old {
                old.restrict(&self.new)?;
            }
        }
        if self.writing.durable {
            let ahead = self.ahead.finish();
            ahead.map_err(|error| self.new.unwritten(Path::new(""), error))?;
            durable::files(&self.new, &new.written)?;
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
            let left = remove_old(&self.build);
            confirm(&Folder::open(self.build.output())?, &new.kept);
            return Ok(left.err().map(|error| error.to_string()));
        }
        // A folder that cannot be moved is there.
        let Some((old, foreign)) = old else {
            return Ok(None);
        };
        let update = Update {
            build: &self.build.open_self()?,
            site: &self.new,
            output: &old.folder,
            before: &old.record,
            after: &new.record,
            written: &new.written,
            stale: &foreign.stale,
            replaced: &foreign.replaced,
            durable: self.writing.durable,
        };
        update.run()?;
        confirm(&old.folder, &new.kept);
        Ok(None)
    }

    /// Gives the new folder all that stays of the old one. False if that cannot be done, so that the old folder
    /// must be updated in its place.
    fn takes_over(
        &self,
        old: &OldSite,
        new: &NewSite,
        foreign: &Foreign,
        part: &Path,
    ) -> Result<bool, WriteError> {
        if self.build.is_inside() || !old.can_be_replaced() || foreign.is_bound {
            return Ok(false);
        }
        let kept = new.kept.par_iter();
        let kept = kept.filter(|(path, _)| Path::new(path).starts_with(part));
        let linked = kept.try_for_each(|(path, stamp)| {
            let path = Path::new(path);
            self.make_folder_of(path)?;
            self.new.link(path, &old.folder)?;
            match self.new.stamp(path)? {
                Some(now) if now.is_same(stamp) => Ok(()),
                _ => Err(WriteError::Changed(old.folder.full(path))),
            }
        });
        match linked {
            Err(error) if error.is_about_it() => return Ok(false),
            linked => linked?,
        }
        foreign.carry_over(&old.folder, &self.new)
    }
}
