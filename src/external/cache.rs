//! Which addresses were fine, and when.
//!
//! Only good answers are kept: what failed is asked again each time, since it may have been fixed.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Question;

/// The addresses that were fine not long ago.
pub(super) struct Cache {
    file: Option<PathBuf>,
    now: u64,
    max_age: u64,
    answers: Answers,
}

/// Addresses with their fragments, and the second of the Unix era when each was last seen.
#[derive(Default, Serialize, Deserialize)]
struct Answers {
    seen: BTreeMap<String, u64>,
}

impl Cache {
    /// Reads the cache. One that is not there, or cannot be read, is empty.
    pub(super) fn load(file: Option<PathBuf>, now: SystemTime, max_age: Duration) -> Self {
        let text = file.as_ref().and_then(|file| std::fs::read(file).ok());
        let answers = text.and_then(|text| serde_json::from_slice(&text).ok());
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            file,
            now: now.as_secs(),
            max_age: max_age.as_secs(),
            answers: answers.unwrap_or_default(),
        }
    }

    /// Whether the address and all of its fragments were fine not long ago.
    pub(super) fn knows(&self, question: &Question) -> bool {
        names(question).all(|name| {
            let seen = self.answers.seen.get(&name);
            // A time to come is a clock's mistake, not an answer's.
            seen.is_some_and(|seen| *seen <= self.now && self.now - seen < self.max_age)
        })
    }

    /// Keeps a good answer, but for the fragments that were `missing`.
    pub(super) fn remember<V>(&mut self, question: &Question, missing: &BTreeMap<String, V>) {
        let mut question = question.clone();
        question.fragments.retain(|id| !missing.contains_key(id));
        for name in names(&question) {
            self.answers.seen.insert(name, self.now);
        }
    }

    /// Writes the cache, whole or not at all, without what is too old to be of use to anybody.
    ///
    /// # Errors
    /// Those of the file system.
    pub(super) fn save(mut self) -> io::Result<()> {
        const MONTH: u64 = 30 * 24 * 60 * 60;
        let Some(file) = &self.file else {
            return Ok(());
        };
        let oldest = self.now.saturating_sub(self.max_age.max(MONTH));
        self.answers.seen.retain(|_, seen| *seen >= oldest);
        let folder = file.parent().unwrap_or(file);
        std::fs::create_dir_all(folder)?;
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer(&mut new, &self.answers)?;
        new.write_all(b"\n")?;
        new.persist(file)?;
        Ok(())
    }
}

/// The address, and the address with each fragment.
fn names(question: &Question) -> impl Iterator<Item = String> + '_ {
    let url = &question.url;
    let with_fragment = question
        .fragments
        .iter()
        .map(move |id| format!("{url}#{id}"));
    std::iter::once(url.to_string()).chain(with_fragment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(url: &str, fragments: &[&str]) -> Question {
        Question {
            url: url.parse().unwrap(),
            fragments: fragments.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn a_good_answer_counts_for_its_age_and_for_its_fragments() {
        let folder = tempfile::tempdir().unwrap();
        let file = || Some(folder.path().join("new/links.json"));
        let start = UNIX_EPOCH + Duration::from_secs(1_000_000);
        let hour = Duration::from_secs(3600);
        let page = question("http://a.org/", &["here", "lost"]);

        let mut cache = Cache::load(file(), start, hour);
        assert!(!cache.knows(&page));
        cache.remember(&page, &BTreeMap::from([("lost".to_owned(), ())]));
        cache.save().unwrap();

        let later = |seconds| Cache::load(file(), start + Duration::from_secs(seconds), hour);
        assert!(later(3599).knows(&question("http://a.org/", &["here"])));
        assert!(!later(3599).knows(&page));
        assert!(!later(3600).knows(&question("http://a.org/", &[])));
        assert!(!Cache::load(file(), start - hour, hour).knows(&question("http://a.org/", &[])));
    }

    #[test]
    fn a_broken_cache_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("links.json");
        std::fs::write(&file, "{\"seen\": 3").unwrap();
        let cache = Cache::load(Some(file), SystemTime::now(), Duration::MAX);
        assert!(!cache.knows(&question("http://a.org/", &[])));
    }
}
