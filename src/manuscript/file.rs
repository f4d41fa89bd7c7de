//! One file, as read.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::xxh3_128;

use super::door;
use crate::digest::Digest;

/// A file modified so lately may be modified again without its time telling.
const TOO_FRESH: Duration = Duration::from_secs(1);

/// A file as read. Two are equal if they have the same content, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum File {
    Text(Text),
    /// A text that is not kept, since only reports ask for it.
    Forgotten(Box<Forgotten>),
    /// A file that is copied without being looked at.
    Copied(Copied),
    /// A text that is read, and published as it is where a page uses it.
    Data {
        text: Arc<str>,
        on_disk: PathBuf,
    },
    /// A text that is not UTF-8, with the faulty bytes replaced.
    NotText(Arc<str>),
    /// A file that could not be read.
    Unreadable,
}

/// A text with its digest, made while it is read: later it would have to be fetched from memory again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    // First, so that two texts are told apart by it.
    digest: u128,
    text: Arc<str>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        Self {
            digest: xxh3_128(text.as_bytes()),
            text: text.into(),
        }
    }
}

impl From<Text> for Arc<str> {
    fn from(text: Text) -> Self {
        text.text
    }
}

impl File {
    /// The text that places in the file count in. One that is not UTF-8 is read as far as it can be, so that
    /// its fault is one report and not also that of everything that refers to it.
    pub(crate) fn text(&self) -> Option<&Arc<str>> {
        match self {
            Self::Text(Text { text, .. }) | Self::Data { text, .. } | Self::NotText(text) => {
                Some(text)
            }
            Self::Forgotten(forgotten) => forgotten.read_again(),
            Self::Copied(_) | Self::Unreadable => None,
        }
    }

    /// A digest of its path and its content. What is copied is read for it: its time says little after a checkout.
    pub(super) fn digest(&self, path: &str) -> u128 {
        let digest = Digest::default().text(path);
        let digest = match self {
            Self::Text(Text { digest: own, .. }) => digest.number(0).number(*own),
            Self::Forgotten(forgotten) => digest.number(0).number(forgotten.digest),
            Self::Data { text, .. } => digest.number(0).number(xxh3_128(text.as_bytes())),
            Self::NotText(text) => digest.number(1).text(text),
            Self::Unreadable => digest.number(2),
            Self::Copied(copied) => match std::fs::read(&copied.on_disk) {
                Ok(bytes) => digest.number(3).number(xxh3_128(&bytes)),
                Err(_) => digest.number(4),
            },
        };
        digest.finish()
    }

    /// The file as it follows on `old`; `told` says that the system told of a change.
    pub(super) fn following(mut self, old: &Self, told: bool) -> Self {
        if let (Self::Copied(new), Self::Copied(old)) = (&mut self, old)
            && new.stamp == old.stamp
        {
            new.unseen = old.unseen + u32::from(told && new.is_fresh());
        }
        self
    }
}

/// Where a text that is not kept can be read again.
#[derive(Clone, Debug)]
pub(crate) struct Forgotten {
    root: Arc<Path>,
    path: Arc<str>,
    digest: u128,
    again: OnceLock<Option<Arc<str>>>,
}

impl Forgotten {
    pub(super) fn new(root: &Arc<Path>, path: &Arc<str>, text: &Text) -> Self {
        Self {
            root: root.clone(),
            path: path.clone(),
            digest: text.digest,
            again: OnceLock::new(),
        }
    }

    /// The text, unless it has changed since: then places in it are not what they were.
    fn read_again(&self) -> Option<&Arc<str>> {
        let again = self.again.get_or_init(|| {
            let (file, _) = door::read_text(&self.root, &self.path);
            let text = file.text().cloned();
            text.filter(|text| xxh3_128(text.as_bytes()) == self.digest)
        });
        again.as_ref()
    }
}

impl PartialEq for Forgotten {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, self.digest) == (&other.path, other.digest)
    }
}

impl Eq for Forgotten {}

/// A file that is not read while the site is linked, with what its changes are known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Copied {
    /// Where it is on disk.
    pub on_disk: PathBuf,
    /// The time of its last change, and its length.
    stamp: Option<(SystemTime, u64)>,
    /// How many changes the system told of that the time did not show.
    unseen: u32,
}

impl Copied {
    pub(super) fn new(on_disk: PathBuf, meta: &Metadata) -> Self {
        Self {
            stamp: meta.modified().ok().map(|time| (time, meta.len())),
            on_disk,
            unseen: 0,
        }
    }

    fn is_fresh(&self) -> bool {
        let settled =
            |(modified, _): (SystemTime, u64)| modified.elapsed().is_ok_and(|age| age > TOO_FRESH);
        !self.stamp.is_some_and(settled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forgotten_text_is_read_again_unless_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        let forget = || {
            let (root, path) = (folder.path().into(), "a.md".into());
            File::Forgotten(Box::new(Forgotten::new(&root, &path, &Text::new("Wells."))))
        };
        std::fs::write(folder.path().join("a.md"), "\u{feff}Wells.").unwrap();
        assert_eq!(forget().text(), Some(&"Wells.".into()));
        std::fs::write(folder.path().join("a.md"), "Pumps.").unwrap();
        assert_eq!(forget().text(), None);
    }

    #[test]
    fn a_copied_file_changes_with_its_time_or_while_it_is_too_young_to_tell() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.svg");
        let read = || File::Copied(Copied::new(path.clone(), &path.metadata().unwrap()));
        std::fs::write(&path, "a").unwrap();
        let first = read();
        assert_eq!(read().following(&first, false), first);
        let told = read().following(&first, true);
        assert_ne!(told, first, "the time may not have moved yet");
        assert_eq!(read().following(&told, false), told);
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - TOO_FRESH * 2)
            .unwrap();
        let settled = read();
        assert_ne!(settled, first);
        assert_eq!(read().following(&settled, true), settled);
    }
}
