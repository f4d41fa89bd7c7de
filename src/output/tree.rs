//! The tree of files and folders that is to take the place of the old site.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::error::WriteError;
use super::folder::Folder;
use super::record::Stamp;

/// A tree that is being made, from several threads.
pub(super) struct Tree {
    pub folder: Arc<Folder>,
    /// Folders that are known to be there.
    made: Mutex<FxHashSet<PathBuf>>,
    /// Whether files may be there.
    is_spare: bool,
}

impl Tree {
    /// An empty tree.
    pub(super) fn new(folder: Folder) -> Self {
        Self {
            folder: Arc::new(folder),
            made: Mutex::new(FxHashSet::from_iter([PathBuf::new()])),
            is_spare: false,
        }
    }

    /// A tree with these folders, its own among them, and with files of which some are to stay.
    pub(super) fn of_spare(folder: Folder, made: FxHashSet<PathBuf>) -> Self {
        Self {
            folder: Arc::new(folder),
            made: Mutex::new(made),
            is_spare: true,
        }
    }

    /// Makes the folder that the file at `path` is to be in, unless it is there.
    pub(super) fn make_folder_of(&self, path: &Path) -> Result<(), WriteError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let is_made = made().contains(folder);
        if !is_made {
            self.folder.make_all(folder)?;
            let mut made = made();
            let mut above = folder.ancestors();
            // Where one is known, those above it are too.
            while let Some(folder) = above.next().filter(|folder| !made.contains(*folder)) {
                made.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    /// Gives the file at `path` in `old`, which was compared when it had this stamp, a second name here, unless it
    /// has that name already.
    pub(super) fn keep(&self, path: &Path, stamp: &Stamp, old: &Folder) -> Result<(), WriteError> {
        let is_here = || -> Result<bool, WriteError> {
            let here = self.folder.stamp(path)?;
            Ok(here.is_some_and(|here| here.is_same(stamp)))
        };
        if self.is_spare {
            if is_here()? {
                return Ok(());
            }
            self.folder.remove(path)?;
        }
        self.make_folder_of(path)?;
        self.folder.link(path, old)?;
        match is_here()? {
            true => Ok(()),
            false => Err(WriteError::Changed(old.full(path))),
        }
    }
}
