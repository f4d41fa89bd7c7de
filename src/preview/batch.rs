//! When the changes of one save are complete.
//!
//! Editors save in many ways: they write in place, write beside and rename, delete and write again. A file
//! that was just opened for writing or deleted is unsettled; one that was closed, or got its name by a
//! renaming, is settled. A batch is complete when all its files are settled and nothing more comes, or when
//! the longest wait for unsettled ones is over.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// When nothing came for so long, a batch of settled files is complete.
const QUIET: Duration = Duration::from_millis(2);
/// How long to wait for an unsettled file.
const MAX_WAIT: Duration = Duration::from_millis(20);
/// How long to wait while many files change one after the other, as in a checkout.
const MAX_WAIT_FOR_MANY: Duration = Duration::from_millis(200);
const MANY: usize = 10;

/// The changes of one save, or of several at once.
#[derive(Default)]
pub(super) struct Batch {
    /// Changed paths, each with whether it is settled.
    pub paths: BTreeMap<PathBuf, bool>,
    /// Whether anything may have changed.
    pub everything: bool,
    /// When the first and the last change came.
    times: Option<(Instant, Instant)>,
}

impl Batch {
    /// Notes a change.
    pub(super) fn note(&mut self, path: PathBuf, settled: bool, now: Instant) {
        self.paths.insert(path, settled);
        self.mark(now);
    }

    /// Notes that the system lost count of changes.
    pub(super) fn note_everything(&mut self, now: Instant) {
        self.everything = true;
        self.mark(now);
    }

    fn mark(&mut self, now: Instant) {
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
    }

    /// When the batch is complete if nothing more comes; `None` while it is empty.
    pub(super) fn due(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        let quiet = last + QUIET;
        let due = if self.paths.len() >= MANY {
            quiet.min(first + MAX_WAIT_FOR_MANY)
        } else if self.paths.values().all(|settled| *settled) {
            quiet.min(first + MAX_WAIT)
        } else {
            first + MAX_WAIT
        };
        Some(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_closed_file_is_told_of_at_once() {
        let start = Instant::now();
        let mut batch = Batch::default();
        assert_eq!(batch.due(), None);
        batch.note("a.md".into(), false, start);
        assert_eq!(batch.due(), Some(start + MAX_WAIT));
        batch.note("a.md".into(), true, start + MS);
        assert_eq!(batch.due(), Some(start + MS + QUIET));
    }

    #[test]
    fn nothing_waits_longer_than_the_longest_wait() {
        let start = Instant::now();
        let mut batch = Batch::default();
        for n in 0..30 {
            batch.note("a.md".into(), true, start + n * MS);
        }
        assert_eq!(batch.due(), Some(start + MAX_WAIT));
    }

    #[test]
    fn a_checkout_is_one_batch_while_files_keep_coming() {
        let start = Instant::now();
        let mut batch = Batch::default();
        for n in 0..100 {
            batch.note(format!("{n}.md").into(), false, start + n * MS);
        }
        assert_eq!(batch.due(), Some(start + 99 * MS + QUIET));
    }
}
