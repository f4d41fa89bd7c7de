//! What was written is on the disk, and not only in the system's memory, before it is shown.
//!
//! Linux writes all that waits for a disk by one call, which for 10,000 pages takes less than a tenth of the
//! time that it takes to make them. Other systems are asked file by file.

use std::io;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rayon::prelude::*;

use super::error::WriteError;
use super::folder::Folder;

/// So many bytes are made before the disk is asked for them.
const AHEAD: usize = 64 << 20;

/// For fewer bytes, the disk is not asked before all files are made.
const LITTLE: usize = 1 << 20;

/// A thread that waits for a disk.
type Waiting = JoinHandle<io::Result<()>>;

/// Has files written to the disk while others are made, so that little is left to wait for at the end.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// Bytes that the disk was not asked for.
    made: AtomicUsize,
    thread: Mutex<Option<Waiting>>,
}

impl Ahead {
    /// A file of so many bytes was made below `folder`.
    ///
    /// # Errors
    /// If the disk could not take others.
    pub(super) fn made(&self, bytes: usize, folder: &Arc<Folder>) -> io::Result<()> {
        match self.made.fetch_add(bytes, Ordering::Relaxed) + bytes < AHEAD {
            true => Ok(()),
            false => self.ask(folder),
        }
    }

    /// All files below `folder` are made, except those that another thread is still making, such as the index of the search.
    ///
    /// # Errors
    /// If the disk could not take what was made before.
    pub(super) fn nearly_all_made(&self, folder: &Arc<Folder>) -> io::Result<()> {
        match self.made.load(Ordering::Relaxed) < LITTLE {
            true => Ok(()),
            false => self.ask(folder),
        }
    }

    /// Asks the disk for what was made, unless it is busy with what was made before.
    fn ask(&self, folder: &Arc<Folder>) -> io::Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return Ok(());
        }
        self.made.store(0, Ordering::Relaxed);
        let folder = folder.clone();
        let next = thread::spawn(move || folder.handle().sync_disk().map(drop));
        join(thread.replace(next))
    }

    /// Waits for what was asked for.
    ///
    /// # Errors
    /// If the disk could not take it.
    pub(super) fn finish(&self) -> io::Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        join(thread.take())
    }
}

fn join(thread: Option<Waiting>) -> io::Result<()> {
    thread.map_or(Ok(()), |thread| {
        let waited = thread.join();
        waited.unwrap_or_else(|fault| panic::resume_unwind(fault))
    })
}

/// Sees that the files at `paths` below `folder`, and their folders, are on the disk.
pub(super) fn files(folder: &Folder, paths: &[String]) -> Result<(), WriteError> {
    let synced = folder.handle().sync_disk();
    if synced.map_err(|error| folder.unwritten(Path::new(""), error))? {
        return Ok(());
    }
    let mut all: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let folders = all.iter().flat_map(|path| path.ancestors().skip(1));
    let mut folders: Vec<PathBuf> = folders.map(Path::to_owned).collect();
    folders.sort();
    folders.dedup();
    all.append(&mut folders);
    all.par_iter().try_for_each(|path| sync(&folder.full(path)))
}

/// Sees that what is directly in the folder at `path` is on the disk.
pub(super) fn folder(path: &Path) -> Result<(), WriteError> {
    sync(path)
}

fn sync(path: &Path) -> Result<(), WriteError> {
    let synced = std::fs::File::open(path).and_then(|file| file.sync_all());
    match synced {
        // Some file systems cannot do that for a folder, and some systems for none.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        Err(_) if cfg!(windows) && path.is_dir() => Ok(()),
        synced => synced.map_err(|error| WriteError::writing(path, error)),
    }
}
