//! What a folder has beside its content: permissions, owner, extended attributes, times.

use std::ffi::{CStr, CString};
use std::path::Path;

use rustix::fd::OwnedFd;
use rustix::fs::{self, Mode, Stat, Timespec, Timestamps, XattrFlags};
use rustix::io::{Errno, Result};

use super::Handle;

/// Attributes of a folder, to be given to the one that takes its place.
#[derive(Debug)]
pub(crate) struct Attributes {
    stat: Stat,
    /// Name and value, access control lists among them.
    extended: Vec<(CString, Vec<u8>)>,
}

impl Attributes {
    /// Those of the folder at `path` below `folder`.
    pub(crate) fn of(folder: &Handle, path: &Path) -> Result<Self> {
        let fd = folder.open_below(path)?;
        Ok(Self {
            stat: fs::fstat(&fd)?,
            extended: extended(&fd)?,
        })
    }

    /// Whether a folder with these and one with `other` are the same, but for their times.
    pub(crate) fn are_like(&self, other: &Self) -> bool {
        let owner = |of: &Self| (of.mode(), of.stat.st_uid, of.stat.st_gid);
        let has = |of: &Self, one: &(CString, Vec<u8>)| of.extended.contains(one);
        owner(self) == owner(other)
            && self.extended.len() == other.extended.len()
            && self.extended.iter().all(|one| has(other, one))
    }

    /// Gives owner and extended attributes; the folder can be written until [`Self::restrict`]. What is made
    /// in it from now on inherits what it would have inherited from the other folder.
    pub(crate) fn begin(&self, folder: &Handle, path: &Path) -> Result<()> {
        let fd = folder.open_below(path)?;
        let new = fs::fstat(&fd)?;
        if (new.st_uid, new.st_gid) != (self.stat.st_uid, self.stat.st_gid) {
            let (user, group) = (self.stat.st_uid, self.stat.st_gid);
            let user = Some(rustix::fs::Uid::from_raw(user));
            let group = Some(rustix::fs::Gid::from_raw(group));
            fs::fchown(&fd, user, group)?;
        }
        let inherited = extended(&fd)?;
        for (name, value) in &self.extended {
            if !inherited
                .iter()
                .any(|(other, now)| (other, now) == (name, value))
            {
                fs::fsetxattr(&fd, name, value, XattrFlags::empty())?;
            }
        }
        for (name, _) in &inherited {
            if !self.extended.iter().any(|(wanted, _)| wanted == name) {
                fs::fremovexattr(&fd, name)?;
            }
        }
        let mode = self.mode() | Mode::RWXU;
        match mode == Mode::from_raw_mode(new.st_mode) {
            true => Ok(()),
            false => fs::fchmod(&fd, mode),
        }
    }

    /// Gives the permissions, when all is in the folder that is to be in it.
    pub(crate) fn restrict(&self, folder: &Handle, path: &Path) -> Result<()> {
        match self.mode().contains(Mode::RWXU) {
            true => Ok(()),
            false => fs::fchmod(folder.open_below(path)?, self.mode()),
        }
    }

    /// Gives the times. Whatever is done in the folder after that changes them again.
    pub(crate) fn date(&self, folder: &Handle, path: &Path) -> Result<()> {
        // The types of these fields differ by system.
        let time = |seconds, nanoseconds| Timespec {
            tv_sec: seconds as _,
            tv_nsec: nanoseconds as _,
        };
        let times = Timestamps {
            last_access: time(self.stat.st_atime, self.stat.st_atime_nsec),
            last_modification: time(self.stat.st_mtime, self.stat.st_mtime_nsec),
        };
        fs::futimens(folder.open_below(path)?, &times)
    }

    fn mode(&self) -> Mode {
        Mode::from_raw_mode(self.stat.st_mode)
    }
}

fn extended(fd: &OwnedFd) -> Result<Vec<(CString, Vec<u8>)>> {
    let none = [Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOSYS];
    let names = match all(|buffer| fs::flistxattr(fd, buffer)) {
        Err(error) if none.contains(&error) => return Ok(Vec::new()),
        names => names?,
    };
    let names = names.split_inclusive(|byte| *byte == 0);
    let names = names.filter_map(|name| CStr::from_bytes_with_nul(name).ok());
    names
        .map(|name| {
            let value = all(|buffer| fs::fgetxattr(fd, name, buffer))?;
            Ok((name.to_owned(), value))
        })
        .collect()
}

/// Reads with a buffer that is large enough. Linux has no attribute of more than 64 KiB.
fn all(read: impl Fn(&mut [u8]) -> Result<usize>) -> Result<Vec<u8>> {
    let mut buffer = vec![0; 1 << 16];
    let length = read(&mut buffer)?;
    buffer.truncate(length);
    Ok(buffer)
}
