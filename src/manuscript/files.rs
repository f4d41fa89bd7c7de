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
        let (path, (_, file)) = self.map.get_key_value(path)?;
        Some((path, file.text()?))
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
        self.of(kind)
            .filter_map(|(path, file)| Some((path, file.text()?)))
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
    let mut entries = WalkDir::new(top)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(unreadable(root, &error));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        if !(entry.file_type().is_file() || is_folder && entry.path_is_symlink()) {
            continue;
        }
        let Some(path) = relative(root, entry.path()) else {
            let name = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let message = format!("the name {} is not UTF-8", name.display());
            diagnostics.push(
                Diagnostic::nowhere(Lint::InvalidUtf8, message)
                    .help("rename the file: its name becomes an address"),
            );
            continue;
        };
        if is_folder {
            // What is behind the link may be the whole disk: do not begin to walk there.
            if let Err(diagnostic) = door::refuse_outside(root, &path) {
                diagnostics.push(*diagnostic);
                entries.skip_current_dir();
            }
        } else if let Some(kind) = kind_of(&path, theme) {
            found.push((path.into(), kind));
        }
    }
}

/// What a walk could not read, with the reason.
fn unreadable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().unwrap_or(root);
    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    let message = match (error.io_error(), error.loop_ancestor()) {
        (Some(io), _) => format!("cannot read {name}: {io}"),
        (None, Some(_)) => format!("{name} is a link to a folder that it stands in"),
        (None, None) => format!("cannot read {name}"),
    };
    door::unread(&name, message)
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
            match door::refuse_outside(root, path) {
                Ok(()) => (File::Copied(root.join(path)), Vec::new()),
                Err(diagnostic) => (File::Unreadable, vec![*diagnostic]),
            }
        }
        _ => door::read_text(root, path),
    }
}
