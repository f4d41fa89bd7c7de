//! Linux and macOS.

use std::ffi::OsStr;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fd::OwnedFd;
use rustix::fs::{self, AtFlags, CWD, Dir, FileType, Mode, OFlags, RenameFlags};
use rustix::io::{Errno, Result};

use super::{EntryKind, Stat};

const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);
const NEW_FILE: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::CLOEXEC);
// A FIFO of that name must not hold up the build.
const OLD_FILE: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::CLOEXEC);

/// An open folder. Every path is relative to it: the system need not begin at the root each time, and nobody can
/// put another folder in its place meanwhile.
#[derive(Debug)]
pub(crate) struct Handle(OwnedFd);

impl Handle {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        fs::open(path, FOLDER, Mode::empty()).map(Self)
    }

    /// Opens a folder below this one.
    pub(crate) fn open_below(&self, path: &Path) -> Result<OwnedFd> {
        fs::openat(
            &self.0,
            here(path),
            FOLDER | OFlags::NOFOLLOW,
            Mode::empty(),
        )
    }

    pub(crate) fn stat(&self, path: &Path) -> Result<Stat> {
        #[cfg(target_os = "linux")]
        if let Some(stat) = self.statx(here(path))? {
            return Ok(stat);
        }
        let ask = |path: &Path| fs::statat(&self.0, path, AtFlags::SYMLINK_NOFOLLOW);
        let stat = ask(here(path))?;
        let kind = kind(FileType::from_raw_mode(stat.st_mode));
        let is_mount_point = kind == EntryKind::Folder
            && ask(&path.join("..")).is_ok_and(|above| above.st_dev != stat.st_dev);
        // The types of these fields differ by system.
        #[allow(clippy::unnecessary_cast, clippy::cast_possible_wrap)]
        Ok(Stat {
            kind,
            length: stat.st_size as u64,
            identity: (stat.st_dev as u64, stat.st_ino as u64),
            modified: (stat.st_mtime as i64, stat.st_mtime_nsec as u32),
            changed: (stat.st_ctime as i64, stat.st_ctime_nsec as u32),
            owner: (permissions(stat.st_mode as u32), stat.st_uid, stat.st_gid),
            is_mount_point,
        })
    }

    /// The same in one call, if this Linux says where something is mounted, as it does since version 5.8.
    #[cfg(target_os = "linux")]
    fn statx(&self, path: &Path) -> Result<Option<Stat>> {
        use rustix::fs::{StatxAttributes, StatxFlags, StatxTimestamp};
        let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
        let stat = match fs::statx(&self.0, path, flags, StatxFlags::BASIC_STATS) {
            Err(Errno::NOSYS) => return Ok(None),
            stat => stat?,
        };
        if !stat
            .stx_attributes_mask
            .contains(StatxAttributes::MOUNT_ROOT)
        {
            return Ok(None);
        }
        let time = |time: StatxTimestamp| (time.tv_sec, time.tv_nsec);
        let device = (u64::from(stat.stx_dev_major) << 32) | u64::from(stat.stx_dev_minor);
        let mode = u32::from(stat.stx_mode);
        Ok(Some(Stat {
            kind: kind(FileType::from_raw_mode(mode)),
            length: stat.stx_size,
            identity: (device, stat.stx_ino),
            modified: time(stat.stx_mtime),
            changed: time(stat.stx_ctime),
            owner: (permissions(mode), stat.stx_uid, stat.stx_gid),
            is_mount_point: stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT),
        }))
    }

    /// Makes a file that is not there yet.
    pub(crate) fn create(&self, path: &Path) -> Result<File> {
        let fd = fs::openat(&self.0, path, NEW_FILE, Mode::from_raw_mode(0o666))?;
        Ok(File::from(fd))
    }

    /// Opens a file to be read; `None` if a link, a FIFO or a socket is in its place.
    pub(crate) fn open_file(&self, path: &Path) -> Result<Option<File>> {
        match fs::openat(&self.0, path, OLD_FILE, Mode::empty()) {
            Err(Errno::LOOP | Errno::NXIO) => Ok(None),
            fd => fd.map(|fd| Some(File::from(fd))),
        }
    }

    pub(crate) fn make_folder(&self, path: &Path) -> Result<()> {
        fs::mkdirat(&self.0, path, Mode::from_raw_mode(0o777))
    }

    /// Has each folder that is made directly in this one lie by itself on the disk. ext4 puts a folder near the one
    /// that it is in, and where many were removed a moment ago it passes over each of their inodes for a minute or
    /// more: folders then take four times as long to make. Other file systems know no such wish.
    pub(crate) fn spread(&self) {
        #[cfg(target_os = "linux")]
        if let Ok(flags) = fs::ioctl_getflags(&self.0) {
            let _ = fs::ioctl_setflags(&self.0, flags | fs::IFlags::TOPDIR);
        }
    }

    /// Lets the owner write in a folder.
    pub(crate) fn open_up(&self, path: &Path, now: &Stat) -> Result<()> {
        let mode = Mode::from_raw_mode(now.owner.0 as _);
        match mode.contains(Mode::RWXU) {
            true => Ok(()),
            false => fs::chmodat(&self.0, path, mode | Mode::RWXU, AtFlags::empty()),
        }
    }

    /// Gives the file at `path` in `from` a second name here.
    pub(crate) fn link(&self, path: &Path, from: &Self) -> Result<()> {
        fs::linkat(&from.0, path, &self.0, path, AtFlags::empty())
    }

    pub(crate) fn rename(&self, path: &Path, into: &Self, to: &Path) -> Result<()> {
        fs::renameat(&self.0, path, &into.0, to)
    }

    pub(crate) fn remove(&self, path: &Path) -> Result<()> {
        fs::unlinkat(&self.0, path, AtFlags::empty())
    }

    pub(crate) fn remove_folder(&self, path: &Path) -> Result<()> {
        fs::unlinkat(&self.0, path, AtFlags::REMOVEDIR)
    }

    /// Sets the times of a file to now.
    pub(crate) fn touch(&self, path: &Path) -> Result<()> {
        let now = fs::Timespec {
            tv_sec: 0,
            tv_nsec: fs::UTIME_NOW,
        };
        let times = fs::Timestamps {
            last_access: now,
            last_modification: now,
        };
        fs::utimensat(&self.0, path, &times, AtFlags::SYMLINK_NOFOLLOW)
    }

    /// What is directly in a folder; the paths begin with that of the folder.
    pub(crate) fn entries(&self, path: &Path) -> Result<Vec<(PathBuf, EntryKind)>> {
        let mut entries = Vec::new();
        for entry in Dir::new(self.open_below(path)?)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name == b"." || name == b".." {
                continue;
            }
            let below = path.join(OsStr::from_bytes(name));
            let kind = match entry.file_type() {
                // Some file systems do not say it in passing.
                FileType::Unknown => self.stat(&below)?.kind,
                known => kind(known),
            };
            entries.push((below, kind));
        }
        Ok(entries)
    }

    /// Writes all that waits for the folder's disk; false if the system cannot do that at once.
    pub(crate) fn sync_disk(&self) -> io::Result<bool> {
        #[cfg(target_os = "linux")]
        match fs::syncfs(&self.0) {
            Err(Errno::NOSYS) => {}
            synced => return synced.map(|()| true).map_err(io::Error::from),
        }
        Ok(false)
    }
}

/// The disk of a file or folder, and its number there.
pub(crate) fn identity(meta: &Metadata) -> Option<(u64, u64)> {
    Some((meta.dev(), meta.ino()))
}

/// Has a file not opened if a link is in its place.
pub(crate) fn do_not_follow(options: &mut OpenOptions) {
    options.custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
}

/// Exchanges two folders in one step; false if the system cannot.
pub(crate) fn exchange(one: &Path, other: &Path) -> bool {
    fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

/// The empty path is the folder itself.
fn here(path: &Path) -> &Path {
    match path == Path::new("") {
        true => Path::new("."),
        false => path,
    }
}

fn kind(kind: FileType) -> EntryKind {
    match kind {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        _ => EntryKind::Other,
    }
}

fn permissions(mode: u32) -> u32 {
    mode & 0o7777
}
