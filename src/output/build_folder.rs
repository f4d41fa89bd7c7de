//! The hidden folder in which a build makes the new site.
//!
//! `.public.ibid-build/` beside `public/`, or `.ibid-build/` in an output folder that is a mount point or
//! whose surroundings cannot be written. It is there while a build runs, and for as long as it holds a spare
//! ([`super::spare`]):
//!
//! - `lock`, by which one build runs at a time;
//! - `site/`, the new site until it takes the place of the old one, then the old one until it is removed;
//! - `spare/`, the site before, of which the next one is made, and `next/` while it is;
//! - `looked`, until when the folders of the site are known to hold nothing else ([`super::looked`]);
//! - `old/`, the old one where the system cannot exchange two folders;
//! - `record`, that of a new site of which only a part takes the place of the old one's;
//! - `swap`, the inode of the new site or part and which part it is, from the moment at which it may take the old
//!   one's place until what is old is removed. By it the next build completes what a killed one began
//!   ([`super::swap::recover`]).

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::WriteError;
use super::folder::Folder;
use super::lock::{Lock, Patience, Refusal};
use super::looked::LOOKED;
use super::record::RECORD;
use super::spare;
use super::swap;
use super::system::Handle;
use super::target::Target;

/// Names of the folder end so.
const NAME: &str = ".ibid-build";

/// A folder with a name that begins so is about to be that of a new site.
pub(super) const FRESH: &str = "site.";

/// How often removing is tried while threads still write.
const TRIES: usize = 100;

/// The folder of a build that runs, and the right to write the site.
#[derive(Debug)]
pub(crate) struct BuildFolder {
    output: PathBuf,
    path: PathBuf,
    is_inside: bool,
    /// Held for as long as this is not dropped.
    lock: Option<Lock>,
    /// Output folders that this one is in: none of them is exchanged while this build runs.
    around: Vec<LockedFolder>,
    /// Folders that were made so that this one can be in them, from the innermost.
    made: Vec<PathBuf>,
    /// Held while the new site takes the old one's place, and from the moment the build is abandoned.
    last_steps: Mutex<()>,
}

impl BuildFolder {
    /// Begins a build into `target`, alone, and clears away what killed builds have left.
    ///
    /// # Errors
    /// If another build is at it and `patience` ends, or if the system refuses.
    pub(crate) fn open(target: &Target, patience: &Patience<'_>) -> Result<Self, WriteError> {
        let output = target.path();
        let parent = output.parent().unwrap_or(output);
        let made = make_parents(parent)?;
        let [beside, inside] = places(output);
        let lock = |path: &Path| match Lock::take(path, patience) {
            Ok(lock) => Ok(lock),
            Err(Refusal::System(error)) => Err(WriteError::writing(path, error)),
            Err(Refusal::Held(holder)) => Err(WriteError::Held {
                output: target.typed().to_owned(),
                holder,
            }),
        };
        let closed = |error: &WriteError| is_closed(error) && output.is_dir();
        // From the outermost, so that no two builds wait for each other.
        let mut around = Vec::new();
        let above: Vec<&Path> = output.ancestors().skip(1).collect();
        for above in above.into_iter().rev().filter(|above| is_output(above)) {
            let [beside, inside] = places(above);
            let folder = if is_mount_point(above) {
                inside
            } else {
                beside
            };
            match lock(&folder) {
                Ok(lock) => around.push(LockedFolder { lock, folder }),
                // Who may not write there cannot be in the way of who may.
                Err(error) if is_closed(&error) => {}
                Err(error) => {
                    remove_empty(&made);
                    return Err(error);
                }
            }
        }
        let locked = match is_mount_point(output) {
            true => lock(&inside).map(|lock| (lock, true)),
            false => match lock(&beside) {
                Err(error) if closed(&error) => {
                    let inside = lock(&inside).map(|lock| (lock, true));
                    // The folder beside is the usual one, so that its message is the one that helps.
                    inside.map_err(|other| if closed(&other) { error } else { other })
                }
                locked => locked.map(|lock| (lock, false)),
            },
        };
        let (lock, is_inside) = locked.inspect_err(|_| remove_empty(&made))?;
        let build = Self {
            output: output.to_owned(),
            path: if is_inside { inside } else { beside },
            is_inside,
            lock: Some(lock),
            around,
            made,
            last_steps: Mutex::default(),
        };
        swap::recover(&build)?;
        Ok(build)
    }

    /// The output folder.
    pub(super) fn output(&self) -> &Path {
        &self.output
    }

    /// A path in this folder.
    pub(super) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether it is in the output folder.
    pub(super) fn is_inside(&self) -> bool {
        self.is_inside
    }

    /// Whether a spare may stay here. In an output folder it would be shown with the rest of that site.
    pub(super) fn keeps_spare(&self) -> bool {
        !self.is_inside && self.around.is_empty()
    }

    /// Whether `path`, below the output folder, is this folder.
    pub(super) fn is(&self, path: &Path) -> bool {
        self.is_inside && path == Path::new(NAME)
    }

    /// The folder, opened.
    pub(super) fn open_self(&self) -> Result<Folder, WriteError> {
        Folder::open(&self.path)
    }

    /// Opens the folder of the new site, which is made if it is missing.
    pub(super) fn site(&self) -> Result<Folder, WriteError> {
        let (folder, site) = (self.open_self()?, Path::new(swap::SITE));
        if folder.find(site)?.is_none() {
            folder.handle().spread();
            // Where on the disk it is depends on the name at first: not where one was just removed.
            let name = fresh();
            folder.make(Path::new(&name))?;
            folder.rename(Path::new(&name), &folder, site)?;
        }
        Folder::open(&self.join(swap::SITE))
    }

    /// Begins the part of a build that is not to be interrupted, which ends when the guard is dropped.
    pub(super) fn last_steps(&self) -> MutexGuard<'_, ()> {
        self.last_steps
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops a build that runs in other threads, and removes what it made. If the new site is about to take the
    /// old one's place, that is done first. The process must end now: the build does not go on.
    pub(crate) fn abandon(&self) {
        let guard = self.last_steps();
        for _ in 0..TRIES {
            self.clear();
            let made = [swap::SITE, spare::NEXT].map(|name| self.join(name));
            if !made.iter().any(|path| path.exists()) {
                break;
            }
            // A thread made something just now.
            std::thread::sleep(Duration::from_millis(1));
        }
        std::mem::forget(guard);
    }

    /// Removes the new site if it has not taken its place, and the folder with the lock unless a spare is there.
    fn clear(&self) {
        let marker = self.join(swap::MARKER);
        let made = [swap::SITE, swap::OLD, swap::RECORD_FILE, spare::NEXT];
        for name in made.into_iter().chain([&*fresh()]) {
            // A marker that is still there tells the next build what to do with the rest.
            if !marker.exists() {
                let _ = remove(&self.join(name));
            }
        }
        if !self.join(spare::SPARE).exists() {
            let signs = spare::SIGNS.map(|(name, _)| name);
            for name in signs.into_iter().chain([LOOKED]) {
                let _ = fs::remove_file(self.join(name));
            }
        }
        if let Some(lock) = &self.lock {
            lock.remove_file();
        }
        let _ = fs::remove_dir(&self.path);
        self.around.iter().for_each(LockedFolder::clear);
        remove_empty(&self.made);
    }
}

impl Drop for BuildFolder {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The folder of another build, which is not to begin.
#[derive(Debug)]
struct LockedFolder {
    lock: Lock,
    folder: PathBuf,
}

impl LockedFolder {
    fn clear(&self) {
        self.lock.remove_file();
        // What a killed build left stays for the next.
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Where the folder of a build into `output` may be: beside it, and in it.
fn places(output: &Path) -> [PathBuf; 2] {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(NAME);
    let parent = output.parent().unwrap_or(output);
    [parent.join(name), output.join(NAME)]
}

fn fresh() -> String {
    format!("{FRESH}{}", std::process::id())
}

/// Whether a build wrote to `folder`, or one does so now.
fn is_output(folder: &Path) -> bool {
    let there = |path: PathBuf| path.symlink_metadata().is_ok();
    there(folder.join(RECORD)) || places(folder).into_iter().any(there)
}

/// Whether a folder may not be written.
fn is_closed(error: &WriteError) -> bool {
    let kinds = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
    error.kind().is_some_and(|kind| kinds.contains(&kind))
}

fn is_mount_point(folder: &Path) -> bool {
    let stat = Handle::open(folder).and_then(|folder| folder.stat(Path::new("")));
    stat.is_ok_and(|stat| stat.is_mount_point)
}

/// Makes a folder and all above it; those that were made, from the innermost.
fn make_parents(folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let missing = folder.ancestors().take_while(|above| !above.exists());
    let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(|error| {
        remove_empty(&missing);
        WriteError::writing(folder, error)
    })?;
    Ok(missing)
}

/// Removes those of the folders that are empty, from the innermost.
fn remove_empty(folders: &[PathBuf]) {
    for folder in folders {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

/// Removes whatever is at `path`. Threads may be writing below it for another moment, and folders that cannot
/// be written, like those that they were made after, are made writable.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    let mut result = Ok(());
    for _ in 0..TRIES {
        result = match path.symlink_metadata() {
            Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => Err(error),
        };
        match &result {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(error) if error.kind() == ErrorKind::PermissionDenied => open_up(path),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            _ => return result,
        }
    }
    result
}

fn open_up(path: &Path) {
    let folders = walkdir::WalkDir::new(path).into_iter();
    let folders = folders.filter_map(Result::ok);
    for folder in folders.filter(|entry| entry.file_type().is_dir()) {
        let _ = Handle::open(folder.path().parent().unwrap_or(path)).and_then(|above| {
            let name = Path::new(folder.file_name());
            above.open_up(name, &above.stat(name)?)
        });
    }
}
