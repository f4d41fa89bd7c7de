//! Systems on which a folder cannot be exchanged for another while somebody reads from it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{EntryKind, Stat, Time};

/// A folder by its path.
#[derive(Debug)]
pub struct Handle(PathBuf);

impl Handle {
    pub fn open(path: &Path) -> io::Result<Self> {
        match fs::metadata(path)?.is_dir() {
            true => Ok(Self(path.to_owned())),
            false => Err(ErrorKind::NotADirectory.into()),
        }
    }

    pub fn stat(&self, path: &Path) -> io::Result<Stat> {
        let meta = fs::symlink_metadata(self.0.join(path))?;
        let modified = time(meta.modified()?);
        Ok(Stat {
            kind: kind(&meta),
            length: meta.len(),
            identity: (0, 0),
            modified,
            changed: modified,
            owner: (0, 0, 0),
            is_mount_point: false,
        })
    }

    pub fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(self.0.join(path))
    }

    pub fn open_file(&self, path: &Path) -> io::Result<Option<File>> {
        match self.stat(path)?.kind {
            EntryKind::File => File::open(self.0.join(path)).map(Some),
            _ => Ok(None),
        }
    }

    pub fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(self.0.join(path))
    }

    pub fn spread(&self) {}

    pub fn open_up(&self, _path: &Path, _now: &Stat) -> io::Result<()> {
        Ok(())
    }

    pub fn link(&self, path: &Path, from: &Self) -> io::Result<()> {
        fs::hard_link(from.0.join(path), self.0.join(path))
    }

    pub fn rename(&self, path: &Path, into: &Self, to: &Path) -> io::Result<()> {
        fs::rename(self.0.join(path), into.0.join(to))
    }

    pub fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(self.0.join(path))
    }

    pub fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(self.0.join(path))
    }

    pub fn touch(&self, path: &Path) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(self.0.join(path))?;
        file.set_modified(SystemTime::now())
    }

    pub fn entries(&self, path: &Path) -> io::Result<Vec<(PathBuf, EntryKind)>> {
        let entries = fs::read_dir(self.0.join(path))?;
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            Ok((path.join(entry.file_name()), kind(&entry.metadata()?)))
        };
        entries.map(entry).collect()
    }

    pub fn sync_disk(&self) -> io::Result<bool> {
        Ok(false)
    }
}

/// No folder is like another here.
#[derive(Debug)]
pub struct Attributes;

impl Attributes {
    pub fn of(_folder: &Handle, _path: &Path) -> io::Result<Self> {
        Err(ErrorKind::Unsupported.into())
    }

    pub fn are_like(&self, _other: &Self) -> bool {
        false
    }

    pub fn begin(&self, _folder: &Handle, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    pub fn restrict(&self, _folder: &Handle, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    pub fn date(&self, _folder: &Handle, _path: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// There is no number of a file to be had.
pub fn identity(_meta: &Metadata) -> Option<(u64, u64)> {
    None
}

pub fn do_not_follow(_options: &mut OpenOptions) {}

pub fn exchange(_one: &Path, _other: &Path) -> bool {
    false
}

fn kind(meta: &Metadata) -> EntryKind {
    match meta {
        meta if meta.is_file() => EntryKind::File,
        meta if meta.is_dir() => EntryKind::Folder,
        _ => EntryKind::Other,
    }
}

fn time(time: SystemTime) -> Time {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => (since.as_secs() as i64, since.subsec_nanos()),
        Err(_) => (0, 0),
    }
}
