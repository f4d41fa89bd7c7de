//! A folder, and what is done below it; what the system refuses is an error with its path.

use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::record::Stamp;
use super::system::{EntryKind, Handle, Stat};

type Result<T> = std::result::Result<T, WriteError>;

/// An open folder. Paths are relative to it; the last part of a path is never followed if it is a link.
#[derive(Debug)]
pub(super) struct Folder {
    handle: Handle,
    path: PathBuf,
}

impl Folder {
    /// Opens the folder at `path`.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let handle = Handle::open(path).map_err(|error| WriteError::reading(path, error))?;
        let path = path.to_owned();
        Ok(Self { handle, path })
    }

    /// Opens the folder at `path`, if there is one.
    pub(super) fn open_if_there(path: &Path) -> Result<Option<Self>> {
        match Self::open(path) {
            Err(WriteError::System { error, .. }) if is_missing(&error) => Ok(None),
            opened => opened.map(Some),
        }
    }

    /// Where it was when it was opened.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The whole path of what is below.
    pub(super) fn full(&self, path: &Path) -> PathBuf {
        match path == Path::new("") {
            true => self.path.clone(),
            false => self.path.join(path),
        }
    }

    /// The folder as the system knows it.
    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// What there is at `path`, if anything.
    pub(super) fn find(&self, path: &Path) -> Result<Option<Stat>> {
        match self.handle.stat(path).map_err(io::Error::from) {
            Err(error) if is_missing(&error) => Ok(None),
            stat => stat.map(Some).map_err(|error| self.unread(path, error)),
        }
    }

    /// What there is at `path`.
    pub(super) fn stat(&self, path: &Path) -> Result<Stat> {
        let stat = self.handle.stat(path);
        stat.map_err(|error| self.unread(path, error))
    }

    /// The stamp of the file at `path`, if there is a file.
    pub(super) fn stamp(&self, path: &Path) -> Result<Option<Stamp>> {
        Ok(self.find(path)?.as_ref().and_then(Stamp::of))
    }

    /// Writes a new file; its folder must be there, and it must not.
    pub(super) fn create(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let file = self.handle.create(path).map_err(io::Error::from);
        let written = file.and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| self.unwritten(path, error))
    }

    /// The content of a file. Something else is an error of the kind `InvalidInput`.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>> {
        let not_a_file = || io::Error::new(ErrorKind::InvalidInput, "it is not a regular file");
        let read = || -> io::Result<Vec<u8>> {
            let mut file = self.handle.open_file(path)?.ok_or_else(not_a_file)?;
            let meta = file.metadata()?;
            if !meta.is_file() {
                return Err(not_a_file());
            }
            let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
            file.read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|error| self.unread(path, error))
    }

    /// Makes a folder, if there is none. The folder above must be there.
    pub(super) fn make(&self, path: &Path) -> Result<()> {
        match self.handle.make_folder(path).map_err(io::Error::from) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made.map_err(|error| self.unwritten(path, error)),
        }
    }

    /// Makes a folder, and those above it that are missing.
    pub(super) fn make_all(&self, path: &Path) -> Result<()> {
        match self.make(path) {
            Err(error) if error.kind() == Some(ErrorKind::NotFound) => {
                let Some(above) = path.parent().filter(|above| *above != Path::new("")) else {
                    return Err(error);
                };
                self.make_all(above)?;
                self.make(path)
            }
            made => made,
        }
    }

    /// Lets the owner write in the folder at `path`, of which the system says `now`.
    pub(super) fn open_up(&self, path: &Path, now: &Stat) -> Result<()> {
        let changed = self.handle.open_up(path, now);
        changed.map_err(|error| self.unwritten(path, error))
    }

    /// Gives the file at `path` in `from` a second name here.
    pub(super) fn link(&self, path: &Path, from: &Folder) -> Result<()> {
        let linked = self.handle.link(path, &from.handle);
        linked.map_err(|error| self.unwritten(path, error))
    }

    /// Moves what is at `path` to `to` in another folder, over what is there.
    pub(super) fn rename(&self, path: &Path, into: &Folder, to: &Path) -> Result<()> {
        let renamed = self.handle.rename(path, &into.handle, to);
        renamed.map_err(|error| into.unwritten(to, error))
    }

    /// Sets the times of the file at `path` to now.
    pub(super) fn touch(&self, path: &Path) -> Result<()> {
        let touched = self.handle.touch(path);
        touched.map_err(|error| self.unwritten(path, error))
    }

    /// Removes whatever is not a folder, if it is there.
    pub(super) fn remove(&self, path: &Path) -> Result<()> {
        self.unless_missing(path, self.handle.remove(path).map_err(io::Error::from))
    }

    /// Removes an empty folder, if it is there.
    pub(super) fn remove_folder(&self, path: &Path) -> Result<()> {
        self.unless_missing(
            path,
            self.handle.remove_folder(path).map_err(io::Error::from),
        )
    }

    fn unless_missing(&self, path: &Path, removed: io::Result<()>) -> Result<()> {
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.unwritten(path, error)),
            _ => Ok(()),
        }
    }

    /// What is directly in the folder at `path`, sorted; the paths begin with `path`.
    pub(super) fn entries(&self, path: &Path) -> Result<Vec<(PathBuf, EntryKind)>> {
        let entries = self.handle.entries(path);
        let mut entries = entries.map_err(|error| self.unread(path, error))?;
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(entries)
    }

    /// What to say when `path` cannot be read.
    pub(super) fn unread(&self, path: &Path, error: impl Into<io::Error>) -> WriteError {
        WriteError::reading(&self.full(path), error)
    }

    /// What to say when `path` cannot be written.
    pub(super) fn unwritten(&self, path: &Path, error: impl Into<io::Error>) -> WriteError {
        WriteError::writing(&self.full(path), error)
    }
}

/// Whether there is nothing at a path; a file above it means the same.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
