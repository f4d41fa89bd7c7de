//! Every file of an explainer, by path.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::file::{File, Forgotten};
use super::includes;
use super::kind::FileKind;
use super::walk::{Entry, Found, Walk, is_at_or_below};
use crate::config::CONFIG_FILE;
use crate::diagnostics::Diagnostic;
use crate::digest::Digest;
use crate::shared_map::SharedMap;

/// The files of one kind, by path.
pub(crate) type FilesOfKind = SharedMap<File>;

/// The files of an explainer.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    /// Those of each kind; shared, so that what is made of them can tell at once that they are the same.
    kinds: [Arc<FilesOfKind>; FileKind::COUNT],
    /// What is wrong with files in themselves, by path; also with what is not among the files.
    problems: BTreeMap<String, Vec<Diagnostic>>,
    /// Symbolic links and where they lead.
    links: BTreeMap<String, PathBuf>,
    /// Files of which the text may include others; one that is gone may be among them.
    including: BTreeSet<Arc<str>>,
}

impl Files {
    /// Walks the folders of an explainer and reads what is text, on all cores. `tell` is called with the number of files in
    /// between.
    pub(super) fn read(walk: &Walk<'_>, config_file: File, tell: &dyn Fn(usize)) -> Self {
        let mut files = Self::only(config_file);
        files.take_in(walk.all(tell));
        files
    }

    /// `ibid.toml` and nothing else.
    pub(super) fn only(config_file: File) -> Self {
        let mut files = Self {
            kinds: std::array::from_fn(|_| Arc::default()),
            problems: BTreeMap::new(),
            links: BTreeMap::new(),
            including: BTreeSet::new(),
        };
        files.put(Entry::new(
            FileKind::Config,
            CONFIG_FILE.into(),
            config_file,
        ));
        files
    }

    /// Reads again what is at `path` or below it; the files that are new, gone or different.
    pub(super) fn refresh(&mut self, walk: &Walk<'_>, path: &str) -> BTreeSet<Arc<str>> {
        let mut found = walk.at(path);
        self.problems.retain(|at, _| !is_at_or_below(at, path));
        self.links.retain(|at, _| !is_at_or_below(at, path));
        let mut gone: BTreeSet<(FileKind, Arc<str>)> = self.at_or_below(path).collect();
        gone.retain(|(kind, at)| !includes::is_elsewhere(*kind, at));
        let entries = std::mem::take(&mut found.entries).into_iter();
        found.entries = entries
            .filter_map(|mut entry| {
                let at = &entry.path;
                gone.remove(&(entry.kind, at.clone()));
                let Some(old) = self.kinds[entry.kind as usize].get(at) else {
                    return Some(entry);
                };
                entry.file = entry.file.following(old, **at == *path);
                (entry.file != *old).then_some(entry)
            })
            .collect();
        let mut changed: BTreeSet<Arc<str>> = found
            .entries
            .iter()
            .map(|entry| entry.path.clone())
            .collect();
        for (kind, at) in gone {
            Arc::make_mut(&mut self.kinds[kind as usize]).remove(&at);
            changed.insert(at);
        }
        self.take_in(found);
        changed
    }

    fn take_in(&mut self, found: Found) {
        for entry in found.entries {
            self.put(entry);
        }
        self.links.extend(found.links);
        for (path, problem) in found.problems {
            self.problems.entry(path).or_default().push(problem);
        }
    }

    /// Puts in a file that was read elsewhere.
    pub(super) fn put(&mut self, entry: Entry) {
        let Entry { kind, path, .. } = entry;
        match entry.may_include {
            true => self.including.insert(path.clone()),
            false => self.including.remove(&path),
        };
        Arc::make_mut(&mut self.kinds[kind as usize]).insert(path, entry.file);
    }

    /// Forgets the texts of the pages; they are read again when somebody asks for them.
    pub(super) fn give_up_pages(&mut self, root: &Path) {
        let root: Arc<Path> = root.into();
        let pages = Arc::make_mut(&mut self.kinds[FileKind::Page as usize]);
        for (path, file) in pages.iter_mut() {
            if let File::Text(text) = file {
                *file = File::Forgotten(Box::new(Forgotten::new(&root, path, text)));
            }
        }
    }

    /// Takes out a file, and what was wrong with it.
    pub(super) fn take_out(&mut self, kind: FileKind, path: &str) {
        Arc::make_mut(&mut self.kinds[kind as usize]).remove(path);
        self.problems.remove(path);
    }

    /// Says what is wrong with a file, in place of what was said before.
    pub(super) fn put_problems(&mut self, path: &str, problems: Vec<Diagnostic>) {
        match problems.is_empty() {
            true => self.problems.remove(path),
            false => self.problems.insert(path.to_owned(), problems),
        };
    }

    /// Whether the text of the file at `path` may include others.
    pub(crate) fn may_include(&self, path: &str) -> bool {
        self.including.contains(path)
    }

    /// The files of the author that may include others.
    pub(super) fn including(&self) -> impl Iterator<Item = (FileKind, &Arc<str>, &File)> {
        let kinds = [FileKind::Page, FileKind::Include].into_iter();
        kinds.flat_map(|kind| {
            let files = self.of(kind);
            let there = self.including.iter();
            there.filter_map(move |path| Some((kind, path, files.get(path)?)))
        })
    }

    /// The files at `path` and below it.
    fn at_or_below(&self, path: &str) -> impl Iterator<Item = (FileKind, Arc<str>)> {
        let inside = format!("{path}/");
        FileKind::ALL.into_iter().flat_map(move |kind| {
            let files = self.of(kind);
            let below = files.from(&inside).map(|(at, _)| at);
            let below = below.take_while(|at| at.starts_with(&inside));
            let own = files.get_key_value(path).map(|(at, _)| at);
            let all: Vec<_> = own.into_iter().chain(below).cloned().collect();
            all.into_iter().map(move |at| (kind, at))
        })
    }

    /// What is wrong with files in themselves.
    pub(crate) fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.values().flatten()
    }

    /// Symbolic links, and where they lead.
    pub(crate) fn links(&self) -> impl Iterator<Item = (&str, &Path)> {
        let links = self.links.iter();
        links.map(|(path, target)| (path.as_str(), target.as_path()))
    }

    /// The path, as kept, and the file there.
    fn find(&self, path: &str) -> Option<(&Arc<str>, &File)> {
        self.kinds
            .iter()
            .find_map(|files| files.get_key_value(path))
    }

    /// The file at `path`.
    pub(crate) fn get(&self, path: &str) -> Option<&File> {
        self.find(path).map(|(_, file)| file)
    }

    /// Whether there is a file at `path` or below it.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.at_or_below(path).next().is_some()
    }

    /// The path, as kept, and the text of a file.
    pub(crate) fn find_text(&self, path: &str) -> Option<(&Arc<str>, &Arc<str>)> {
        let (path, file) = self.find(path)?;
        Some((path, file.text()?))
    }

    /// A digest of all paths and of what is there.
    pub(super) fn digest(&self) -> u128 {
        let files: Vec<_> = self.kinds.iter().flat_map(|files| files.iter()).collect();
        let digests = files.into_par_iter();
        let digests: Vec<u128> = digests.map(|(path, file)| file.digest(path)).collect();
        let all = digests.into_iter();
        all.fold(Digest::default(), Digest::number).finish()
    }

    /// The paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        let paths = self.kinds.iter().flat_map(|files| files.keys());
        paths.map(|path| &**path)
    }

    /// The files of one kind.
    pub(crate) fn of(&self, kind: FileKind) -> &Arc<FilesOfKind> {
        &self.kinds[kind as usize]
    }
}
