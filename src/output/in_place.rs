//! A site that is updated file by file, since its folder cannot be exchanged for another.
//!
//! That is so where the folder is a mount point or holds one, where a file system has no hard links, and where
//! files of others are there that only their owner may link to. Every single file is the old one or the new
//! one, whole. What pages refer to comes before them, the home page last, and what is stale goes after that;
//! so a reader may meet old pages beside new ones for a moment, but no page without its style.
//!
//! The record is written first with all files of both sites, so that a build that was killed knows its own.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::durable;
use super::error::WriteError;
use super::folder::Folder;
use super::record::{RECORD, Record};
use super::swap::RECORD_FILE;

/// What is to be done to an output folder.
pub(super) struct Update<'a> {
    /// The folder of the build.
    pub build: &'a Folder,
    /// Where the new files are, each at its path.
    pub site: &'a Folder,
    pub output: &'a Folder,
    pub before: &'a Record,
    pub after: &'a Record,
    /// Paths of the new files.
    pub written: &'a [String],
    /// Paths of files that go.
    pub stale: &'a [PathBuf],
    /// Paths of what the author wants to be replaced.
    pub replaced: &'a [PathBuf],
    /// Whether all must be on the disk in the end.
    pub durable: bool,
}

/// The name of a file that is copied, until it is whole.
const COPY: &str = ".ibid-copy";

impl Update<'_> {
    /// Does it. If the system refuses half way, the next build goes on from there.
    pub(super) fn run(&self) -> Result<(), WriteError> {
        let both = self.before.with(self.after);
        put_record(self.build, self.output, &both)?;
        let folders = self.after.folders();
        let (first, last): (Vec<_>, Vec<_>) = self.stale.iter().partition(|path| {
            // A file where a folder must be, or one in a folder where a file must be.
            let mut above = path.ancestors().skip(1);
            folders.contains(&***path) || above.any(|above| self.after.get(above).is_some())
        });
        let blocking = self
            .replaced
            .iter()
            .filter(|path| folders.contains(&***path) || self.output.entries(path).is_ok());
        first
            .into_iter()
            .chain(blocking)
            .try_for_each(|path| self.discard(path))?;
        let mut made = HashSet::from([Path::new("")]);
        let mut written: Vec<&Path> = self.written.iter().map(Path::new).collect();
        written.sort_by_key(|path| (rank(path), *path));
        for path in written {
            let folder = path.parent().unwrap_or(path);
            if made.insert(folder) {
                self.output.make_all(folder)?;
            }
            self.place(path)?;
        }
        last.into_iter().try_for_each(|path| self.discard(path))?;
        if self.durable {
            durable::files(self.output, self.written)?;
        }
        put_record(self.build, self.output, self.after)
    }

    /// Puts a new file in its place.
    fn place(&self, path: &Path) -> Result<(), WriteError> {
        match self.site.rename(path, self.output, path) {
            // Into a volume that is mounted in the output folder.
            Err(error) if error.kind() == Some(ErrorKind::CrossesDevices) => {
                let copy = path.with_file_name(COPY);
                self.output.remove(&copy)?;
                self.output.create(&copy, &self.site.read(path)?)?;
                self.output.rename(&copy, self.output, path)
            }
            placed => placed,
        }
    }

    /// Removes a file or an empty folder, and the folders that are empty without it.
    fn discard(&self, path: &Path) -> Result<(), WriteError> {
        match self.output.entries(path) {
            Ok(_) => self.output.remove_folder(path)?,
            Err(_) => self.output.remove(path)?,
        }
        let above = path
            .ancestors()
            .skip(1)
            .filter(|above| *above != Path::new(""));
        // The first that is not empty ends it.
        let _ = above
            .into_iter()
            .try_for_each(|folder| self.output.remove_folder(folder));
        Ok(())
    }
}

/// Writes the record of an output folder in the place of the one that is there.
pub(super) fn put_record(
    build: &Folder,
    output: &Folder,
    record: &Record,
) -> Result<(), WriteError> {
    await_swap(build, record)?;
    build.rename(Path::new(RECORD_FILE), output, Path::new(RECORD))
}

/// Writes the record of a site of which a part is about to be exchanged.
pub(super) fn await_swap(build: &Folder, record: &Record) -> Result<(), WriteError> {
    let file = Path::new(RECORD_FILE);
    build.remove(file)?;
    build.create(file, &record.to_bytes())
}

/// Pages come after what they refer to, the home page after all others.
fn rank(path: &Path) -> u8 {
    match path
        .extension()
        .is_some_and(|extension| extension == "html")
    {
        false => 0,
        true if path != Path::new("index.html") => 1,
        true => 2,
    }
}
