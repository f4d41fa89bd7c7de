//! Every file of an explainer, by path.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::kind::Kind;
use super::walk::{Entry, Found, Walk, is_at_or_below};
use crate::config::CONFIG_FILE;
use crate::diagnostics::Diagnostic;

/// A file as read.
#[derive(Clone, Debug, PartialEq)]
pub enum File {
    /// A text.
    Text(Arc<str>),
    /// A file that is copied without being looked at.
    Copied(PathBuf),
    /// A text that is not UTF-8, with the faulty bytes replaced.
    NotText(Arc<str>),
    /// A file that could not be read.
    Unreadable,
}

impl File {
    /// The text that places in the file count in. One that is not UTF-8 is read as far as it can be, so that
    /// its fault is one report and not also that of everything that refers to it.
    pub fn text(&self) -> Option<&Arc<str>> {
        match self {
            Self::Text(text) | Self::NotText(text) => Some(text),
            _ => None,
        }
    }
}

/// The files of an explainer, sorted by path.
#[derive(Clone, Debug)]
pub struct Files {
    map: BTreeMap<Arc<str>, Entry>,
    /// What is wrong with files in themselves, by path; also with what is not in the map.
    problems: BTreeMap<String, Vec<Diagnostic>>,
    /// Symbolic links and where they lead.
    links: BTreeMap<String, PathBuf>,
    revisions: [u64; Kind::COUNT],
}

/// The last revision given to the files of a kind, in any explainer.
static REVISION: AtomicU64 = AtomicU64::new(0);

fn new_revision() -> u64 {
    REVISION.fetch_add(1, Ordering::Relaxed) + 1
}

impl Files {
    /// Walks the folders of an explainer and reads what is text, on all cores.
    pub(super) fn read(walk: &Walk<'_>, config_file: File) -> Self {
        let mut files = Self {
            map: BTreeMap::new(),
            problems: BTreeMap::new(),
            links: BTreeMap::new(),
            revisions: std::array::from_fn(|_| new_revision()),
        };
        files.put(CONFIG_FILE.into(), Entry::read(Kind::Config, config_file));
        files.add(walk.all());
        files
    }

    /// Reads again what is at `path` or below it; the files that are new, gone or different.
    pub(super) fn refresh(&mut self, walk: &Walk<'_>, path: &str) -> BTreeSet<Arc<str>> {
        let found = walk.at(path);
        let mut before = self.take(path);
        let mut changed = BTreeSet::new();
        for (at, entry) in &found.entries {
            let old = before.remove(at);
            let told = **at == *path;
            if !old.as_ref().is_some_and(|old| entry.is_same(old, told)) {
                changed.insert(at.clone());
                let kinds = old.iter().map(|old| old.kind).chain([entry.kind]);
                kinds.for_each(|kind| self.touch(kind));
            }
        }
        for (path, entry) in before {
            self.touch(entry.kind);
            changed.insert(path);
        }
        self.add(found);
        changed
    }

    /// The paths of the files that are not the same in `other`.
    pub fn differences(&self, other: &Self) -> BTreeSet<Arc<str>> {
        let paths = self.map.keys().chain(other.map.keys());
        let same = |path: &Arc<str>| match (self.map.get(path), other.map.get(path)) {
            (Some(one), Some(other)) => other.is_same(one, false),
            _ => false,
        };
        paths.filter(|path| !same(path)).cloned().collect()
    }

    /// Takes out what is at `path` or below it.
    fn take(&mut self, path: &str) -> BTreeMap<Arc<str>, Entry> {
        self.problems.retain(|at, _| !is_at_or_below(at, path));
        self.links.retain(|at, _| !is_at_or_below(at, path));
        let inside = format!("{path}/");
        let range = (Bound::Included(inside.as_str()), Bound::Unbounded);
        let below = self.map.range::<str, _>(range).map(|(at, _)| at.clone());
        let mut gone: Vec<Arc<str>> = below.take_while(|at| at.starts_with(&inside)).collect();
        gone.extend(self.map.get_key_value(path).map(|(at, _)| at.clone()));
        gone.into_iter()
            .filter_map(|at| self.map.remove_entry(&at))
            .collect()
    }

    fn add(&mut self, found: Found) {
        self.map.extend(found.entries);
        self.links.extend(found.links);
        for (path, problem) in found.problems {
            self.problems.entry(path).or_default().push(problem);
        }
    }

    /// Puts in a file that was read elsewhere.
    pub(super) fn put(&mut self, path: Arc<str>, entry: Entry) {
        self.touch(entry.kind);
        self.map.insert(path, entry);
    }

    /// Says that files of a kind are not what they were.
    fn touch(&mut self, kind: Kind) {
        self.revisions[kind as usize] = new_revision();
    }

    /// A number that two sets of files share only if their files of this kind are the same.
    pub fn revision(&self, kind: Kind) -> u64 {
        self.revisions[kind as usize]
    }

    /// What is wrong with files in themselves.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.values().flatten()
    }

    /// Symbolic links, and where they lead.
    pub fn links(&self) -> impl Iterator<Item = (&str, &Path)> {
        let links = self.links.iter();
        links.map(|(path, target)| (path.as_str(), target.as_path()))
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.map.get(path).map(|entry| &entry.file)
    }

    /// Whether there is a file at `path` or below it.
    pub fn knows(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let range = (Bound::Included(inside.as_str()), Bound::Unbounded);
        let below = self.map.range::<str, _>(range).next();
        self.map.contains_key(path) || below.is_some_and(|(at, _)| at.starts_with(&inside))
    }

    /// The path, as kept, and the text of a file.
    pub fn find_text(&self, path: &str) -> Option<(&Arc<str>, &Arc<str>)> {
        let (path, entry) = self.map.get_key_value(path)?;
        Some((path, entry.file.text()?))
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &File)> {
        self.map.iter().map(|(path, entry)| (path, &entry.file))
    }

    /// The files of one kind, sorted by path.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = (&Arc<str>, &File)> {
        self.map
            .iter()
            .filter(move |(_, entry)| entry.kind == kind)
            .map(|(path, entry)| (path, &entry.file))
    }

    /// The texts of one kind, sorted by path.
    pub fn texts_of(&self, kind: Kind) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.of(kind)
            .filter_map(|(path, file)| Some((path, file.text()?)))
    }
}
