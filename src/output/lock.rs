//! One build at a time: a locked file beside the output folder.
//!
//! The system releases the lock when its process ends, however it ends. The file says who holds it.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::system;

/// Name of the locked file in the folder of a build.
const LOCK: &str = "lock";

/// Who holds a lock, as it says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holder(Option<String>);

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(process) => write!(f, "another build ({process})"),
            None => f.write_str("another build"),
        }
    }
}

/// What to do while another build holds the lock.
pub(crate) enum Patience<'a> {
    /// Wait for it, after it was said who holds it.
    Wait(&'a dyn Fn(&Holder)),
    Fail,
}

/// A held lock; it is released when it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

/// Why a lock could not be had.
pub(super) enum Refusal {
    Held(Holder),
    System(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl Lock {
    /// Locks `folder`, which is made if it is missing.
    pub(super) fn take(folder: &Path, patience: &Patience<'_>) -> Result<Self, Refusal> {
        let path = folder.join(LOCK);
        let mut told = false;
        loop {
            let Some(mut file) = open(folder, &path)? else {
                continue;
            };
            match (file.try_lock(), patience) {
                (Ok(()), _) => {}
                (Err(TryLockError::WouldBlock), Patience::Fail) => {
                    return Err(Refusal::Held(holder(&mut file)));
                }
                (Err(TryLockError::WouldBlock), Patience::Wait(tell)) => {
                    if !std::mem::replace(&mut told, true) {
                        tell(&holder(&mut file));
                    }
                    file.lock()?;
                }
                (Err(TryLockError::Error(error)), _) => return Err(error.into()),
            }
            // Whoever held the lock removes the file before releasing it; then it locks nothing any more.
            if is_at(&file, &path) {
                sign(&mut file);
                return Ok(Self { file, path });
            }
        }
    }
}

impl Lock {
    /// Removes the file, which the next build makes anew; the lock is held on until it is dropped.
    pub(super) fn remove_file(&self) {
        if is_at(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.remove_file();
    }
}

/// Opens the file, which is made with its folder if it is missing; `None` if the folder went away meanwhile.
fn open(folder: &Path, path: &Path) -> io::Result<Option<File>> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    // Others may be able to write here, and lead to another file.
    system::do_not_follow(options.read(true));
    let opened = options.clone().write(true).create(true).open(path);
    match opened {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // Somebody else's, who may have died long ago: reading is enough to lock it.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            options.open(path).map(Some).map_err(|_| error)
        }
        opened => opened.map(Some),
    }
}

fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(found)) => system::identity(&held) == system::identity(&found),
        _ => false,
    }
}

/// Writes who holds the lock. It is only for people to read.
fn sign(file: &mut File) {
    let _ = file.set_len(0);
    let _ = writeln!(file, "process {}", std::process::id());
}

/// Reads who holds the lock.
fn holder(file: &mut File) -> Holder {
    let mut text = String::new();
    let read = file.take(200).read_to_string(&mut text);
    let line = text.lines().next().unwrap_or_default().trim();
    let plain = read.is_ok() && !line.is_empty() && !line.contains(char::is_control);
    Holder(plain.then(|| line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_is_first() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("build");
        let first = Lock::take(&folder, &Patience::Fail).ok().unwrap();
        let Err(Refusal::Held(holder)) = Lock::take(&folder, &Patience::Fail) else {
            panic!("two hold the lock");
        };
        let me = format!("another build (process {})", std::process::id());
        assert_eq!(holder.to_string(), me);
        drop(first);
        assert!(Lock::take(&folder, &Patience::Fail).is_ok());
    }

    #[test]
    fn many_wait_for_each_other() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("build");
        let inside = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let lock = Lock::take(&folder, &Patience::Wait(&|_| {})).ok().unwrap();
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        assert_eq!(inside.fetch_sub(1, Ordering::SeqCst), 1);
                        drop(lock);
                        let _ = fs::remove_dir(&folder);
                    }
                });
            }
        });
    }
}
