//! Files that are published as they are: `static/`, and what lies beside the pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::manuscript::{File, Kind, Manuscript};

/// Published files by address.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Address to the path in the explainer and on disk.
    files: BTreeMap<String, (Arc<str>, PathBuf)>,
}

impl Published {
    /// The files of a manuscript that are published. A file beside a page wins over one in `static/`.
    pub fn of(manuscript: &Manuscript) -> Self {
        let mut files = BTreeMap::new();
        for (kind, prefix) in [(Kind::Static, "static/"), (Kind::Companion, "content/")] {
            for (path, file) in manuscript.files.of(kind) {
                if let (Some(url), File::Copied(full)) = (path.strip_prefix(prefix), file) {
                    files.insert(url.to_owned(), (path.clone(), full.clone()));
                }
            }
        }
        Self { files }
    }

    /// Whether something is published at `url`.
    pub fn contains(&self, url: &str) -> bool {
        self.files.contains_key(url)
    }

    /// All addresses, sorted.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The path in the explainer of what is published at `url`.
    pub fn path_of(&self, url: &str) -> &str {
        self.files.get(url).map_or("", |(path, _)| path)
    }

    /// The file on disk of what is published at `url`.
    pub fn on_disk(&self, url: &str) -> Option<&Path> {
        self.files.get(url).map(|(_, full)| full.as_path())
    }
}
