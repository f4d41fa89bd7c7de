//! The new site takes the place of the old one.
//!
//! One system call exchanges the two folders where the system has it. Elsewhere the old one is moved aside
//! first: for a moment there is no folder, but never half of one, and should the program die in that moment,
//! the next build completes the step.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::build_folder::{BuildFolder, remove};
use super::durable;
use super::error::WriteError;
use super::folder::Folder;
use super::record::Record;
use super::removal;
use super::system;

/// Names in the folder of a build.
pub(super) const SITE: &str = "site";
pub(super) const OLD: &str = "old";
pub(super) const MARKER: &str = "swap";
pub(super) const RECORD_FILE: &str = "record";

/// What came of a swap.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Swapped {
    /// The new site is in its place. What is old has yet to be removed, by [`remove_old`].
    Done,
    /// This folder cannot be moved: something is mounted on it, or it is a layer's. All is as it was.
    Immovable,
}

/// Puts the whole new site in the place of the old one.
pub(super) fn swap(build: &BuildFolder, durable: bool) -> Result<Swapped, WriteError> {
    let (site, marker, output) = (build.join(SITE), build.join(MARKER), build.output());
    let marked = fs::write(&marker, format!("{}\n", inode(&site).unwrap_or_default()));
    marked.map_err(|error| WriteError::writing(&marker, error))?;
    let swapped = exchange(build).map_err(|error| WriteError::writing(output, error));
    if !matches!(swapped, Ok(Swapped::Done)) {
        let _ = fs::remove_file(&marker);
    } else if durable {
        durable::folder(output.parent().unwrap_or(output))?;
    }
    swapped
}

fn exchange(build: &BuildFolder) -> io::Result<Swapped> {
    let (site, output) = (build.join(SITE), build.output());
    if let Err(error) = output.symlink_metadata() {
        return match error.kind() {
            ErrorKind::NotFound => fs::rename(site, output).map(|()| Swapped::Done),
            _ => Err(error),
        };
    }
    if system::exchange(&site, output) {
        return Ok(Swapped::Done);
    }
    let aside = build.join(OLD);
    match fs::rename(output, &aside) {
        // A mount point, and a folder of a lower layer in a container.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::ResourceBusy | ErrorKind::CrossesDevices
            ) =>
        {
            return Ok(Swapped::Immovable);
        }
        renamed => renamed?,
    }
    fs::rename(site, output).inspect_err(|_| {
        let _ = fs::rename(&aside, output);
    })?;
    Ok(Swapped::Done)
}

/// Removes the site that was replaced, and ends the swap.
pub(super) fn remove_old(build: &BuildFolder) -> Result<(), WriteError> {
    for name in [SITE, OLD] {
        let Some(old) = Folder::open_if_there(&build.join(name))? else {
            continue;
        };
        let new = Folder::open(build.output())?;
        let before = Record::read(&old)?.unwrap_or_default();
        let after = Record::read(&new)?.unwrap_or_default();
        removal::remove(&old, &new, &before, &after)?;
        remove(old.path()).map_err(|error| WriteError::writing(old.path(), error))?;
    }
    let marker = build.join(MARKER);
    remove(&marker).map_err(|error| WriteError::writing(&marker, error))
}

/// Completes the swap of a build that was killed, or removes what it made if it did not come so far.
pub(super) fn recover(build: &BuildFolder) -> Result<(), WriteError> {
    let (site, aside, output) = (build.join(SITE), build.join(OLD), build.output());
    let new = marked(&build.join(MARKER))?;
    let is_new = |path: &Path| new.is_some() && inode(path) == new;
    if output.symlink_metadata().is_err() && aside.is_dir() {
        // Killed between the two steps.
        let whole = if is_new(&site) { &site } else { &aside };
        fs::rename(whole, output).map_err(|error| WriteError::writing(output, error))?;
    }
    let mut unshown = vec![build.join(RECORD_FILE)];
    if !is_new(output) {
        // What is not the site's own in it are second names of files that are still where they were.
        unshown.push(site);
    }
    for path in unshown {
        remove(&path).map_err(|error| WriteError::writing(&path, error))?;
    }
    remove_old(build)
}

fn marked(marker: &Path) -> Result<Option<u64>, WriteError> {
    match fs::read_to_string(marker) {
        Ok(text) => Ok(text.trim().parse().ok()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::reading(marker, error)),
    }
}

/// The number of a folder on its disk, by which the new one is known from the old one.
fn inode(path: &Path) -> Option<u64> {
    let meta = path.symlink_metadata().ok()?;
    system::identity(&meta).map(|(_, inode)| inode)
}
