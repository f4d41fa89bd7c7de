//! Finds the files of an explainer, all of them or those below one path, and reads each through the door.

use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::door;
use super::file::{Copied, File};
use super::includes;
use super::kind::{FileKind, is_leftover, kind_of};
use super::name;
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Lint};

/// The folder of what is only included.
pub(super) const INCLUDES: &str = "includes";

/// The folders that authors write, which are walked.
pub(crate) const FOLDERS: &[&str] = &[
    "content",
    INCLUDES,
    "static",
    "data",
    "templates",
    "themes",
    "words",
];

/// A larger data file is not drawn, so it need not be read.
const LARGEST_DATA: u64 = 4 << 20;

/// What a walk found.
#[derive(Default)]
pub(super) struct Found {
    pub entries: Vec<Entry>,
    /// What is wrong, by the path at which it is.
    pub problems: Vec<(String, Diagnostic)>,
    /// Symbolic links and where they lead.
    pub links: Vec<(String, PathBuf)>,
}

/// A file, as it was found.
pub(super) struct Entry {
    pub kind: FileKind,
    pub path: Arc<str>,
    pub file: File,
    /// Whether its text may include other files.
    pub may_include: bool,
}

impl Entry {
    pub(super) fn new(kind: FileKind, path: Arc<str>, file: File) -> Self {
        Self {
            may_include: includes::may_include(kind, &file),
            kind,
            path,
            file,
        }
    }
}

/// How the walk came to a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// There may be a symbolic link on it, so that the file may be outside.
    Linked,
    /// By folders alone.
    Plain,
}

/// Finds the files of an explainer.
pub(super) struct Walk<'a> {
    pub root: &'a Path,
    pub config: &'a Config,
}

impl Walk<'_> {
    /// Everything there is. `tell` is called with the number of files before they are read.
    pub(super) fn all(&self, tell: &dyn Fn(usize)) -> Found {
        let cited = self.cited().map(str::to_owned);
        let tops = FOLDERS.iter().map(|folder| (*folder).to_owned());
        self.below(tops.chain(cited), tell)
    }

    /// What is at `path` or below it.
    pub(super) fn at(&self, path: &str) -> Found {
        let top = path.split('/').next().unwrap_or(path);
        let below = |cited: &&str| is_at_or_below(cited, path);
        let mut tops: Vec<String> = self.cited().filter(below).map(str::to_owned).collect();
        if FOLDERS.contains(&top) {
            tops.push(path.to_owned());
        }
        self.below(tops.into_iter(), &|_| ())
    }

    /// What a file is for.
    pub(super) fn kind(&self, path: &str) -> Option<FileKind> {
        match self.cited().any(|cited| cited == path) {
            true => Some(FileKind::Cited),
            false => kind_of(path, &self.config.theme.value),
        }
    }

    /// Bibliography files and a style file, wherever they are below the root.
    pub(super) fn cited(&self) -> impl Iterator<Item = &str> {
        let citations = &self.config.citations;
        let style = Some(citations.style.value.as_str()).filter(|style| style.ends_with(".csl"));
        let files = citations.bibliography.iter().map(|file| &*file.value);
        files.chain(style).filter(|path| {
            let mut parts = Path::new(path).components();
            parts.all(|part| matches!(part, std::path::Component::Normal(_)))
        })
    }

    fn below(&self, tops: impl Iterator<Item = String>, tell: &dyn Fn(usize)) -> Found {
        let mut found = Found::default();
        let mut files: Vec<(Arc<str>, FileKind, Way)> = Vec::new();
        for top in tops {
            self.walk(&top, &mut files, &mut found);
        }
        // Of two ways to a file the one through links counts.
        files.sort();
        files.dedup_by(|(path, ..), (kept, ..)| path == kept);
        tell(files.len());
        let read: Vec<_> = files
            .into_par_iter()
            .map(|(path, kind, way)| {
                let (file, problems) = read_one(self.root, &path, kind, way);
                (Entry::new(kind, path, file), problems)
            })
            .collect();
        for (entry, problems) in read {
            let named = problems.into_iter();
            let named = named.map(|one| (entry.path.to_string(), one));
            found.problems.extend(named);
            found.entries.push(entry);
        }
        found
    }

    fn walk(&self, top: &str, files: &mut Vec<(Arc<str>, FileKind, Way)>, found: &mut Found) {
        let full = self.root.join(top);
        if full.symlink_metadata().is_err() {
            return;
        }
        let walker = WalkDir::new(full).follow_links(true).sort_by_file_name();
        let mut entries = walker.into_iter();
        // What is above `top` is not walked, and may be a link. Below a link, nothing is plain.
        let is_deep = top.contains('/');
        let mut link_at: Option<usize> = None;
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                // The lock of Emacs is a link that leads nowhere.
                Err(error) if error.path().is_some_and(names_leftover) => continue,
                Err(error) => {
                    found.problems.push(self.unreadable(&error));
                    continue;
                }
            };
            link_at = link_at.filter(|depth| entry.depth() > *depth);
            if entry.path_is_symlink() && link_at.is_none() {
                link_at = Some(entry.depth());
            }
            let way = match is_deep || link_at.is_some() {
                true => Way::Linked,
                false => Way::Plain,
            };
            let is_folder = entry.file_type().is_dir();
            if is_folder && !entry.path_is_symlink() {
                continue;
            }
            let Some(path) = relative(self.root, entry.path()) else {
                let name = self.name(entry.path());
                let message = format!("the name {name} is not UTF-8");
                let problem = Diagnostic::nowhere(Lint::InvalidUtf8, message)
                    .help("rename the file: its name becomes an address");
                found.problems.push((name, problem));
                continue;
            };
            if entry.path_is_symlink()
                && let Ok(target) = entry.path().canonicalize()
            {
                found.links.push((path.clone(), target));
            }
            if is_folder {
                // What the link leads to may be the whole disk: do not begin to walk there.
                if let Err(problem) = door::refuse_outside(self.root, &path) {
                    found.problems.push((path, *problem));
                    entries.skip_current_dir();
                }
            } else if let Some(kind) = self.kind(&path) {
                match refuse(&path, entry.file_type()) {
                    None => files.push((path.into(), kind, way)),
                    Some(problem) => found.problems.push((path, problem)),
                }
            }
        }
    }

    /// What a walk could not read, with the reason.
    fn unreadable(&self, error: &walkdir::Error) -> (String, Diagnostic) {
        let name = self.name(error.path().unwrap_or(self.root));
        let message = match (error.io_error(), error.loop_ancestor()) {
            (Some(io), _) => format!("cannot read {name}: {io}"),
            (None, Some(_)) => format!("{name} is a link to a folder that it stands in"),
            (None, None) => format!("cannot read {name}"),
        };
        let problem = door::unread(&name, message);
        (name, problem)
    }

    /// The path below the root for people to read.
    fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        match below.to_string_lossy() {
            name if name.is_empty() => ".".to_owned(),
            name => name.into_owned(),
        }
    }
}

fn names_leftover(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| is_leftover(&name))
}

/// Why a file cannot be part of an explainer, if it cannot.
fn refuse(path: &str, kind: FileType) -> Option<Diagnostic> {
    if path.contains(name::is_hidden) {
        let message = format!("the name {} holds a control character", name::visible(path));
        let problem = Diagnostic::nowhere(Lint::UnreadableFile, message);
        return Some(problem.help("rename the file: its name becomes an address"));
    }
    if kind.is_file() {
        return None;
    }
    // A FIFO, a socket or a device: reading it may never end.
    let problem = door::unread(path, format!("{path} is not a regular file"));
    Some(problem.help("move it out of the explainer"))
}

/// Whether `path` is `top` or lies below it.
pub(super) fn is_at_or_below(path: &str, top: &str) -> bool {
    path.strip_prefix(top)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path below `root` with forward slashes, `None` if it is not UTF-8.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn read_one(root: &Path, path: &str, kind: FileKind, way: Way) -> (File, Vec<Diagnostic>) {
    if way == Way::Linked
        && let Err(problem) = door::refuse_outside(root, path)
    {
        return (File::Unreadable, vec![*problem]);
    }
    let copied = matches!(
        kind,
        FileKind::Companion | FileKind::Static | FileKind::Asset | FileKind::Data
    );
    if !copied {
        return door::read_text(root, path);
    }
    let meta = match door::open(root, path) {
        Ok(meta) => meta,
        Err(problem) => return (File::Unreadable, vec![*problem]),
    };
    let is_table = path.ends_with(".csv") || path.ends_with(".toml");
    if kind != FileKind::Data || !is_table || meta.len() > LARGEST_DATA {
        let copied = Copied::new(root.join(path), &meta);
        return (File::Copied(copied), Vec::new());
    }
    match door::read_text(root, path) {
        (File::Text(text), problems) => {
            let (text, on_disk) = (text.into(), root.join(path));
            (File::Data { text, on_disk }, problems)
        }
        other => other,
    }
}
