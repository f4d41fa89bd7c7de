//! What no event of the system tells of: a root folder that is another than before, and a computer that slept.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How often to look.
const INTERVAL: Duration = Duration::from_secs(2);
/// The clock goes on while a computer sleeps, and the time that programs measure does not.
const SLEPT: Duration = Duration::from_secs(10);

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// All is as before.
    Nothing,
    /// The computer slept: files may have changed on a disk of the network.
    Slept,
    /// There is another folder in the root's place, or it came back.
    OtherRoot,
}

/// Looks after a watch.
pub(super) struct Health {
    root: PathBuf,
    /// The root that is watched.
    identity: Option<Identity>,
    looked: (Instant, SystemTime),
}

/// Disk, number there and time of birth: a number may be given to another folder.
type Identity = (u64, u64, Option<SystemTime>);

impl Health {
    /// Looks after the watch of `root`, which is there now.
    pub(super) fn new(root: &Path) -> Self {
        Self {
            identity: identity(root),
            root: root.to_owned(),
            looked: (Instant::now(), SystemTime::now()),
        }
    }

    /// When to look the next time.
    pub(super) fn due(&self) -> Instant {
        self.looked.0 + INTERVAL
    }

    pub(super) fn look(&mut self) -> Found {
        let now = (Instant::now(), SystemTime::now());
        let measured = now.0.duration_since(self.looked.0);
        let clock = now.1.duration_since(self.looked.1).unwrap_or_default();
        self.looked = now;
        let root = identity(&self.root);
        if root.is_some() && root != self.identity {
            self.identity = root;
            return Found::OtherRoot;
        }
        if root.is_none() {
            self.identity = None;
        }
        match clock.saturating_sub(measured) > SLEPT {
            true => Found::Slept,
            false => Found::Nothing,
        }
    }
}

fn identity(root: &Path) -> Option<Identity> {
    let meta = fs::metadata(root).ok().filter(fs::Metadata::is_dir)?;
    let born = meta.created().ok();
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((meta.dev(), meta.ino(), born))
    }
    #[cfg(not(unix))]
    Some((0, 0, born))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_that_comes_back_is_another() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("root");
        fs::create_dir(&root).unwrap();
        let mut health = Health::new(&root);
        assert_eq!(health.look(), Found::Nothing);
        fs::create_dir(root.join("content")).unwrap();
        assert_eq!(health.look(), Found::Nothing);
        fs::rename(&root, parent.path().join("away")).unwrap();
        assert_eq!(health.look(), Found::Nothing, "there is nothing to read");
        fs::rename(parent.path().join("away"), &root).unwrap();
        assert_eq!(health.look(), Found::OtherRoot);
        assert_eq!(health.look(), Found::Nothing);
        fs::rename(&root, parent.path().join("away")).unwrap();
        fs::create_dir(&root).unwrap();
        assert_eq!(health.look(), Found::OtherRoot);
    }

    #[test]
    fn a_clock_that_ran_ahead_means_sleep() {
        let root = tempfile::tempdir().unwrap();
        let mut health = Health::new(root.path());
        health.looked.1 -= Duration::from_secs(3600);
        assert_eq!(health.look(), Found::Slept);
        assert_eq!(health.look(), Found::Nothing);
    }
}
