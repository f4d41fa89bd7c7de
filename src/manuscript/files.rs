//! Every file of an explainer, by path.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::door;
use super::kind::{Kind, kind_of};
use crate::config::{CONFIG_FILE, Config};
use crate::diagnostics::{Diagnostic, Lint};

/// The folders that are walked.
const FOLDERS: &[&str] = &["content", "static", "data", "templates", "themes"];

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
    /// The text that places in the file count in.
    pub fn text(&self) -> Option<&Arc<str>> {
        match self {
            Self::Text(text) | Self::NotText(text) => Some(text),
            _ => None,
        }
    }
}

/// The files of an explainer, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Files {
    map: BTreeMap<Arc<str>, (Kind, File)>,
}

impl Files {
    /// Walks the folders of `root` and reads what is text, on all cores.
    pub(super) fn read(root: &Path, config: &Config, config_file: File) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut found: Vec<(Arc<str>, Kind)> = Vec::new();
        for folder in FOLDERS {
            walk(
                root,
                folder,
                &config.theme.value,
                &mut found,
                &mut diagnostics,
            );
        }
        for path in cited_files(config) {
            if root.join(path).is_file() && !found.iter().any(|(other, _)| **other == *path) {
                found.push((path.into(), Kind::Cited));
            }
        }
        let read: Vec<_> = found
            .into_par_iter()
            .map(|(path, kind)| {
                let (file, problems) = read_one(root, &path, kind);
                (path, kind, file, problems)
            })
            .collect();
        let mut map = BTreeMap::new();
        map.insert(CONFIG_FILE.into(), (Kind::Config, config_file));
        for (path, kind, file, problems) in read {
            map.insert(path, (kind, file));
            diagnostics.extend(problems);
        }
        (Self { map }, diagnostics)
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.map.get(path).map(|(_, file)| file)
    }

    /// The path, as kept, and the text of a file.
    pub fn find_text(&self, path: &str) -> Option<(&Arc<str>, &Arc<str>)> {
        match self.map.get_key_value(path) {
            Some((path, (_, File::Text(text)))) => Some((path, text)),
            _ => None,
        }
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &File)> {
        self.map.iter().map(|(path, (_, file))| (path, file))
    }

    /// The files of one kind, sorted by path.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = (&Arc<str>, &File)> {
        self.map
            .iter()
            .filter(move |(_, (k, _))| *k == kind)
            .map(|(path, (_, file))| (path, file))
    }

    /// The texts of one kind, sorted by path.
    pub fn texts_of(&self, kind: Kind) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.of(kind).filter_map(|(path, file)| match file {
            File::Text(text) => Some((path, text)),
            _ => None,
        })
    }
}

/// Bibliography files and a style file, wherever they are below the root.
fn cited_files(config: &Config) -> impl Iterator<Item = &str> {
    let citations = &config.citations;
    let style = Some(citations.style.value.as_str()).filter(|style| style.ends_with(".csl"));
    citations
        .bibliography
        .iter()
        .map(|file| file.value.as_str())
        .chain(style)
        .filter(|path| {
            let parts = Path::new(path).components();
            parts
                .clone()
                .all(|part| matches!(part, std::path::Component::Normal(_)))
        })
}

fn walk(
    root: &Path,
    folder: &str,
    theme: &str,
    found: &mut Vec<(Arc<str>, Kind)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let top = root.join(folder);
    if !top.exists() {
        return;
    }
    for entry in WalkDir::new(top).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let message = match (error.path(), error.io_error()) {
                    (Some(path), Some(io)) => {
                        format!(
                            "cannot read {}: {io}",
                            relative(root, path).unwrap_or_default()
                        )
                    }
                    _ => error.to_string(),
                };
                diagnostics.push(Diagnostic::nowhere(Lint::MissingAsset, message));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let Some(path) = relative(root, entry.path()) else {
            let message = format!("the name {} is not UTF-8", entry.path().display());
            diagnostics.push(
                Diagnostic::nowhere(Lint::InvalidUtf8, message)
                    .help("rename the file: its name becomes an address"),
            );
            continue;
        };
        if let Some(kind) = kind_of(&path, theme) {
            found.push((path.into(), kind));
        }
    }
}

/// The path below `root` with forward slashes, `None` if it is not UTF-8.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn read_one(root: &Path, path: &str, kind: Kind) -> (File, Vec<Diagnostic>) {
    match kind {
        Kind::Companion | Kind::Static | Kind::Asset | Kind::Data => {
            let full = root.join(path);
            match door::inside(root, &full) {
                Ok(()) => (File::Copied(full), Vec::new()),
                Err(_) => door::read_text(root, path),
            }
        }
        _ => door::read_text(root, path),
    }
}
