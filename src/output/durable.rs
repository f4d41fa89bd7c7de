//! What was written is on the disk, and not only in the system's memory, before it is shown.
//!
//! Linux writes all that waits for a disk by one call, which for 10,000 pages takes less than a tenth of the
//! time that it takes to make them. Other systems are asked file by file.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::WriteError;
use super::folder::Folder;

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
