//! The files of the site that is copied.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::value::{Table, parse_toml, parse_yaml};

/// Folders that tools write themselves, and that packages stand in.
const MADE: &[&str] = &[
    "node_modules",
    "public",
    "_site",
    "_book",
    "book",
    "target",
    "resources",
    "_freeze",
    "_bookdown_files",
];

/// A folder and the paths of the files in it, relative to it, with `/`.
pub(super) struct Source {
    pub root: PathBuf,
    pub files: BTreeSet<String>,
}

impl Source {
    pub(super) fn read(root: &Path) -> Result<Self, String> {
        if !root.is_dir() {
            return Err(format!("cannot read {}: no such folder", root.display()));
        }
        let is_theirs = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            let hidden = name.starts_with('.') && name != ".obsidian";
            let made = entry.file_type().is_dir() && MADE.contains(&&*name);
            entry.depth() == 0 || !(hidden || made)
        };
        let mut files = BTreeSet::new();
        for entry in WalkDir::new(root).into_iter().filter_entry(is_theirs) {
            let entry =
                entry.map_err(|error| format!("cannot read {}: {error}", root.display()))?;
            let path = entry.path().strip_prefix(root).ok().and_then(Path::to_str);
            if let Some(path) = path.filter(|_| entry.file_type().is_file()) {
                files.insert(path.replace('\\', "/"));
            }
        }
        Ok(Self {
            root: root.to_owned(),
            files,
        })
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// The first of the `paths` that is there.
    pub(super) fn first<'p>(&self, paths: &[&'p str]) -> Option<&'p str> {
        paths.iter().copied().find(|path| self.has(path))
    }

    /// The text of a file; what is not UTF-8 in it is replaced.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let bytes = std::fs::read(self.root.join(path)).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Some(
            text.strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text),
        )
    }

    /// A configuration file in TOML or YAML, by its ending.
    pub(super) fn table(&self, path: &str) -> Option<Table> {
        let text = self.text(path)?;
        match path.ends_with(".toml") {
            true => Some(parse_toml(&text).0),
            false => parse_yaml(&text).ok(),
        }
    }

    /// The files below a folder (all for the empty name), each with its path there.
    pub(super) fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let inside = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let files = self.files.iter();
        files.filter_map(move |path| Some((path.as_str(), path.strip_prefix(&inside)?)))
    }
}
