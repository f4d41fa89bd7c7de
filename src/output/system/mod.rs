//! What the system is asked about files and folders.
//!
//! Linux and macOS are asked relative to open folders ([`Handle`]) and have [`Attributes`] that a folder can be
//! given; elsewhere the same is done with whole paths, and a folder that is there is updated file by file.

#[cfg(any(target_os = "linux", target_os = "macos"))]
mod attributes;
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
mod portable;
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod unix;

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) use portable::{Attributes, Handle, do_not_follow, exchange, identity};
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) use {
    attributes::Attributes,
    unix::{Handle, do_not_follow, exchange, identity},
};

/// Seconds and nanoseconds since 1970.
pub(super) type Time = (i64, u32);

/// What there is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    File,
    Folder,
    /// A link, a FIFO, a socket, a device.
    Other,
}

/// What the system says of a file or folder; links are not followed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stat {
    pub kind: EntryKind,
    pub length: u64,
    /// The disk, and the number on it; zero where the system has none.
    pub identity: (u64, u64),
    /// When the content last changed, as far as programs do not set it.
    pub modified: Time,
    /// When the system last noted a change, of whatever kind.
    pub changed: Time,
    /// Permissions, user and group.
    pub owner: (u32, u32, u32),
    /// Whether something is mounted there, a folder of the same disk included.
    pub is_mount_point: bool,
}
