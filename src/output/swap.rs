//! The new site takes the place of the old one, or a folder of it that of a folder of the old one.
//!
//! One system call exchanges the two folders where the system has it. Elsewhere the old one is moved aside
//! first: for a moment there is no folder, but never half of one, and should the program die in that moment,
//! the next build completes the step.
//!
//! Where all that differs is in one folder, as after an edit of a page, that folder alone is exchanged ([`part`]):
//! links to all the other files, and removing them again, would cost more than the rest of the build.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::build_folder::{BuildFolder, FRESH, remove};
use super::durable;
use super::error::WriteError;
use super::folder::Folder;
use super::new_site::NewSite;
use super::old_site::OldSite;
use super::record::{RECORD, Record};
use super::removal::{Replaced, Seen};
use super::spare::{self, NEXT};
use super::system::{self, EntryKind};

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

/// The smallest folder in which all that differs is, below the output folder; the empty path is the whole site.
pub(super) fn part(old: &OldSite, new: &NewSite) -> PathBuf {
    let whole = Path::new("");
    let gone = old.record.0.keys();
    let gone = gone.filter(|path| !new.record.0.contains_key(*path));
    let differing = new.written.iter().chain(gone);
    let folders = differing.map(|path| Path::new(path).parent().unwrap_or(whole));
    let common = folders.reduce(|one, other| {
        let mut above = one.ancestors();
        above
            .find(|folder| other.starts_with(folder))
            .unwrap_or(whole)
    });
    // A build that was killed, or a damaged record, may have left anything anywhere.
    let common = common.filter(|_| !old.is_damaged).unwrap_or(whole);
    let is_plain = |folder: &&Path| {
        let stat = old.folder.stat(folder);
        stat.is_ok_and(|stat| stat.kind == EntryKind::Folder && !stat.is_mount_point)
    };
    let mut from_the_top: Vec<&Path> = common.ancestors().collect();
    from_the_top.pop();
    let below = from_the_top.into_iter().rev();
    let there = below
        .take_while(|folder| old.record.has_folder(folder) && new.record.has_folder(folder))
        .take_while(is_plain);
    there.last().unwrap_or(whole).to_owned()
}

/// Puts the new site, or that folder of it, in the place of the old one.
pub(super) fn swap(build: &BuildFolder, part: &Path, durable: bool) -> Result<Swapped, WriteError> {
    let (site, marker) = (below(&build.join(SITE), part), build.join(MARKER));
    let output = &below(build.output(), part);
    let inode = inode(&site).unwrap_or_default();
    let marked = fs::write(&marker, format!("{inode}\n{}\n", part.display()));
    marked.map_err(|error| WriteError::writing(&marker, error))?;
    let swapped = exchange(build, part).map_err(|error| WriteError::writing(output, error));
    if !matches!(swapped, Ok(Swapped::Done)) {
        let _ = fs::remove_file(&marker);
    } else if durable {
        durable::folder(output.parent().unwrap_or(output))?;
    }
    swapped
}

/// A path below a folder; the empty one is the folder itself.
fn below(folder: &Path, part: &Path) -> PathBuf {
    match part == Path::new("") {
        true => folder.to_owned(),
        false => folder.join(part),
    }
}

fn exchange(build: &BuildFolder, part: &Path) -> io::Result<Swapped> {
    if part != Path::new("") {
        let (site, output) = (build.join(SITE).join(part), build.output().join(part));
        return Ok(match system::exchange(&site, &output) {
            true => Swapped::Done,
            false => Swapped::Immovable,
        });
    }
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

/// Removes the site, or the part of it, that was replaced, or keeps it as the spare, and ends the swap.
pub(super) fn remove_old(build: &BuildFolder, seen: Option<Seen<'_>>) -> Result<(), WriteError> {
    let part = marked(&build.join(MARKER))?.map(|(_, part)| part);
    let part = part.unwrap_or_default();
    for name in [SITE, OLD] {
        let Some(old) = Folder::open_if_there(&build.join(name))? else {
            continue;
        };
        let new = Folder::open(build.output())?;
        let has_record = old.find(Path::new(RECORD))?.is_some();
        let known = seen.filter(|_| has_record);
        let read;
        let (before, after) = match known {
            Some(seen) => (seen.before, seen.after),
            None => {
                read = records(&old, &new, has_record)?;
                (&read.0, &read.1)
            }
        };
        let site = Replaced {
            old: &old,
            new: &new,
            before,
            after,
        };
        if has_record && spare::is_wanted(build, before) {
            spare::keep(build, site, seen)?;
            continue;
        }
        site.remove(&part)?;
        remove(old.path()).map_err(|error| WriteError::writing(old.path(), error))?;
        if part == Path::new("") {
            spare::discard(build)?;
        }
    }
    let folder = build.open_self()?;
    if folder.find(Path::new(RECORD_FILE))?.is_some() {
        let new = Folder::open(build.output())?;
        folder.rename(Path::new(RECORD_FILE), &new, Path::new(RECORD))?;
    }
    let marker = build.join(MARKER);
    remove(&marker).map_err(|error| WriteError::writing(&marker, error))
}

/// The records of the site that was replaced and of the new one. A part has no record of its own: that of the site names
/// the files of before and after until the new one, which waits in the build's folder, takes its place.
fn records(old: &Folder, new: &Folder, has_record: bool) -> Result<(Record, Record), WriteError> {
    let after = Record::read(new)?.unwrap_or_default();
    let before = match has_record {
        true => Record::read(old)?.unwrap_or_default(),
        false => after.clone(),
    };
    Ok((before, after))
}

/// Completes the swap of a build that was killed, or removes what it made if it did not come so far.
pub(super) fn recover(build: &BuildFolder) -> Result<(), WriteError> {
    let (site, aside, output) = (build.join(SITE), build.join(OLD), build.output());
    for (name, _) in build.open_self()?.entries(Path::new(""))? {
        if name.to_string_lossy().starts_with(FRESH) {
            let path = build.join(&name.to_string_lossy());
            remove(&path).map_err(|error| WriteError::writing(&path, error))?;
        }
    }
    let marked = marked(&build.join(MARKER))?;
    let (new, part) = match &marked {
        Some((inode, part)) => (Some(*inode), &**part),
        None => (None, Path::new("")),
    };
    let is_new = |path: &Path| new.is_some() && inode(path) == new;
    if output.symlink_metadata().is_err() && aside.is_dir() {
        // Killed between the two steps.
        let whole = if is_new(&site) { &site } else { &aside };
        fs::rename(whole, output).map_err(|error| WriteError::writing(output, error))?;
    }
    if !is_new(&below(output, part)) {
        // What is not the site's own in it are second names of files that are still where they were.
        for path in [site, build.join(RECORD_FILE), build.join(NEXT)] {
            remove(&path).map_err(|error| WriteError::writing(&path, error))?;
        }
    }
    remove_old(build, None)
}

/// What the marker says: the number of the new folder, and which part of the site that is.
fn marked(marker: &Path) -> Result<Option<(u64, PathBuf)>, WriteError> {
    match fs::read_to_string(marker) {
        Ok(text) => Ok(text.split_once('\n').and_then(|(inode, part)| {
            let part = part.strip_suffix('\n').unwrap_or(part);
            Some((inode.parse().ok()?, part.into()))
        })),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::reading(marker, error)),
    }
}

/// The number of a folder on its disk, by which the new one is known from the old one.
fn inode(path: &Path) -> Option<u64> {
    let meta = path.symlink_metadata().ok()?;
    system::identity(&meta).map(|(_, inode)| inode)
}
