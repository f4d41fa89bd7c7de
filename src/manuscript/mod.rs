//! What an explainer is made of, as read from its folder.
//!
//! [`Manuscript::load`] walks the root once and reads every file that matters through one door
//! ([`Files`]), which remembers what it read. Nothing is parsed here but `ibid.toml`, since it says where
//! the bibliography, the style and the theme are. The live preview keeps the manuscript and refreshes
//! single files.

mod door;
mod file;
mod files;
mod includes;
mod kind;
mod name;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use file::File;
pub(crate) use files::{Files, FilesOfKind};
pub(crate) use kind::FileKind;
pub(crate) use name::visible;
pub(crate) use walk::FOLDERS;

use self::walk::{Entry, Walk};
use crate::config::{CONFIG_FILE, Config};
use crate::diagnostics::{Diagnostic, Lint, Place, Texts};
use crate::digest::Digest;
use crate::value::Spanned;

/// A file's path relative to the root, and its text.
pub(crate) type NamedText = (Arc<str>, Arc<str>);

/// An explainer as read: its configuration and every file of it.
#[derive(Clone, Debug)]
pub(crate) struct Manuscript {
    /// The root folder.
    pub root: PathBuf,
    /// `ibid.toml`.
    pub config: Config,
    /// The files, by path relative to the root.
    pub files: Files,
    /// What is wrong with `ibid.toml`.
    config_problems: Vec<Diagnostic>,
}

/// Why an explainer cannot be read at all.
#[derive(Debug)]
pub(crate) enum LoadError {
    /// The folder has no `ibid.toml`.
    NoConfig(PathBuf),
    /// The folder, or `ibid.toml`, cannot be read.
    Io(PathBuf, io::Error),
    /// `ibid.toml` cannot be read, for this reason.
    Unreadable(String),
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoConfig(root) => write!(
                f,
                "{} is not the folder of an explainer: it has no {CONFIG_FILE}\n\
                 help: name another folder with --root, or make a new explainer with `ibid init DIR`",
                root.display()
            ),
            Self::Io(path, error) if error.kind() == io::ErrorKind::NotFound => write!(
                f,
                "cannot read {}: {error}\n\
                 help: name the folder of an explainer, or make a new one with `ibid init {0}`",
                path.display()
            ),
            Self::Io(path, error) => write!(f, "cannot read {}: {error}", path.display()),
            Self::Unreadable(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for LoadError {}

impl Manuscript {
    /// Looks whether there is an explainer to read in `root`, before anything is made for it.
    ///
    /// # Errors
    /// If there is no folder, or none with an `ibid.toml`.
    pub(crate) fn look_for(root: &Path) -> Result<(), LoadError> {
        let unread = |error| LoadError::Io(root.to_owned(), error);
        match std::fs::metadata(root) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Err(unread(io::Error::other("it is not a folder"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(unread(io::Error::new(error.kind(), "no such folder")));
            }
            Err(error) => return Err(unread(error)),
        }
        match std::fs::symlink_metadata(root.join(CONFIG_FILE)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(LoadError::NoConfig(root.to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Reads the explainer in `root`.
    ///
    /// # Errors
    /// Only where there is nothing to go on with; what is wrong with single files is in `diagnostics`.
    pub(crate) fn load(root: &Path) -> Result<Self, LoadError> {
        Self::load_telling(root, &|_| ())
    }

    /// The same. `tell` is called with the number of files, before they are read.
    ///
    /// # Errors
    /// As above.
    pub(crate) fn load_telling(root: &Path, tell: &dyn Fn(usize)) -> Result<Self, LoadError> {
        Self::look_for(root)?;
        let (file, config, config_problems) = read_config(root)?;
        let walk = Walk {
            root,
            config: &config,
        };
        let mut files = Files::read(&walk, file, tell);
        files.follow_includes(root);
        Ok(Self {
            files,
            root: root.to_owned(),
            config,
            config_problems,
        })
    }

    /// The same explainer as if it had no file but `ibid.toml`. To [`refresh`](Self::refresh) its
    /// [`places`](Self::places) reads the others again.
    pub(crate) fn without_files(&self) -> Self {
        let config_file = self.files.get(CONFIG_FILE).cloned();
        Self {
            files: config_file.map_or_else(|| self.files.clone(), Files::only),
            ..self.clone()
        }
    }

    /// Reads again what is at `paths` (relative to the root, files or folders), and nothing else; the
    /// files that turned out new, gone or different. All is then as [`load`](Self::load) would find it.
    ///
    /// # Errors
    /// If `ibid.toml` cannot be read; what it said before then holds on.
    pub(crate) fn refresh(
        &mut self,
        paths: &BTreeSet<String>,
    ) -> (BTreeSet<Arc<str>>, Result<(), LoadError>) {
        let walk = Walk {
            root: &self.root,
            config: &self.config,
        };
        let mut changed = BTreeSet::new();
        for path in paths.iter().filter(|path| *path != CONFIG_FILE) {
            changed.append(&mut self.files.refresh(&walk, path));
        }
        let outcome = match paths.contains(CONFIG_FILE) {
            true => self.refresh_config(&mut changed),
            false => Ok(()),
        };
        changed.append(&mut self.files.follow_includes(&self.root));
        (changed, outcome)
    }

    fn refresh_config(&mut self, changed: &mut BTreeSet<Arc<str>>) -> Result<(), LoadError> {
        let (file, config, problems) = read_config(&self.root)?;
        if self.files.get(CONFIG_FILE) == Some(&file) {
            return Ok(());
        }
        changed.insert(CONFIG_FILE.into());
        let same_files = self.config.theme.value == config.theme.value
            && self.walk().cited().eq(Walk {
                root: &self.root,
                config: &config,
            }
            .cited());
        self.config = config;
        self.config_problems = problems;
        match same_files {
            true => {
                let entry = Entry::new(FileKind::Config, CONFIG_FILE.into(), file);
                self.files.put(entry);
            }
            // Which files count, and for what, is another matter now.
            false => self.files = Files::read(&self.walk(), file, &|_| ()),
        }
        Ok(())
    }

    /// A digest of all files and of what is wrong with them.
    pub(crate) fn digest(&self) -> u128 {
        let problems: Vec<&Diagnostic> = self.diagnostics().collect();
        Digest::default()
            .number(self.files.digest())
            .shown(&problems)
            .finish()
    }

    /// The paths at or below which all files are.
    pub(crate) fn places(&self) -> BTreeSet<String> {
        let walk = self.walk();
        let places = walk::FOLDERS.iter().copied().chain(walk.cited());
        places.chain([CONFIG_FILE]).map(str::to_owned).collect()
    }

    fn walk(&self) -> Walk<'_> {
        Walk {
            root: &self.root,
            config: &self.config,
        }
    }

    /// What is wrong with the files in themselves.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.config_problems.iter().chain(self.files.problems())
    }

    /// Where files of the explainer are or may appear: folders, each with whether all below them counts.
    pub(crate) fn watched(&self) -> BTreeMap<PathBuf, bool> {
        let mut folders = folders(&self.root);
        let walk = self.walk();
        let outside = walk.cited().chain(self.files.included_elsewhere());
        let outside = outside.map(|path| self.root.join(path));
        let targets = self.files.links().map(|(_, target)| target.to_owned());
        for file in outside.chain(targets) {
            // The nearest folder that is there: a missing one may appear in it.
            if let Some(folder) = file.ancestors().skip(1).find(|folder| folder.is_dir()) {
                folders.entry(folder.to_owned()).or_insert(false);
            }
        }
        for (_, target) in self.files.links().filter(|(_, target)| target.is_dir()) {
            folders.insert(target.to_owned(), true);
        }
        folders
    }

    /// The Markdown files, in the order of their paths.
    ///
    /// One that is not UTF-8 is among them: links to it are not broken, and what else is wrong with it shows.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        let pages = self.files.of(FileKind::Page).iter();
        pages.filter_map(|(path, file)| Some((path, file.text()?)))
    }

    /// Forgets their texts: those who ask for one later have it read again.
    pub(crate) fn give_up_pages(&mut self) {
        self.files.give_up_pages(&self.root);
    }

    /// The bibliography files in the order of the configuration, and what is wrong with that list.
    pub(crate) fn bibliography(&self) -> (Vec<NamedText>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut problems = Vec::new();
        for wanted in &self.config.citations.bibliography {
            match self.files.find_text(&wanted.value) {
                Some((path, text)) => found.push((path.clone(), text.clone())),
                // A file that is there and no text has its own diagnostic.
                None if self.files.get(&wanted.value).is_some() => {}
                // An explainer may do without a bibliography until it cites.
                None if !wanted.is_written() => {}
                None => problems.push(self.missing(wanted)),
            }
        }
        (found, problems)
    }

    fn missing(&self, wanted: &Spanned<String>) -> Diagnostic {
        let candidates = self.files.paths().filter(|path| {
            path.ends_with(".bib") || path.ends_with(".json") || path.ends_with(".yml")
        });
        let help =
            crate::diagnostics::did_you_mean(&wanted.value, candidates).unwrap_or_else(|| {
                "make the file, or name the right one under [citations] bibliography".to_owned()
            });
        Diagnostic::new(
            Lint::MissingBibliography,
            Place::new(&CONFIG_FILE.into(), wanted.span),
            format!("the bibliography file \"{}\" is not there", wanted.value),
        )
        .help(help)
    }
}

/// The folders in `root` in which an explainer's files are, each with whether all below it counts.
pub(crate) fn folders(root: &Path) -> BTreeMap<PathBuf, bool> {
    let tops = walk::FOLDERS.iter().map(|folder| root.join(folder));
    let tops = tops.filter(|top| top.is_dir()).map(|top| (top, true));
    tops.chain([(root.to_owned(), false)]).collect()
}

/// Reads `ibid.toml`: the file, what it says, what is wrong with it.
fn read_config(root: &Path) -> Result<(File, Config, Vec<Diagnostic>), LoadError> {
    let path = root.join(CONFIG_FILE);
    match std::fs::metadata(&path) {
        Ok(meta) if meta.is_file() => {}
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(LoadError::Io(path, error));
        }
        _ => return Err(LoadError::NoConfig(root.to_owned())),
    }
    if let Err(problem) = door::refuse_outside(root, CONFIG_FILE) {
        return Err(LoadError::Unreadable(problem.message));
    }
    let (file, mut problems) = door::read_text(root, CONFIG_FILE);
    let Some(text) = file.text() else {
        let reason = problems.pop().map(|problem| problem.message);
        return Err(LoadError::Unreadable(reason.unwrap_or_default()));
    };
    let (config, more) = Config::parse(text);
    problems.extend(more);
    Ok((file, config, problems))
}

impl Texts for Manuscript {
    fn text(&self, file: &str) -> Option<&str> {
        self.files
            .get(file)
            .and_then(File::text)
            .map(|text| &**text)
    }
}
