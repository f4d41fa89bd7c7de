//! What an explainer is made of, as read from its folder.
//!
//! [`Manuscript::load`] walks the root once and reads every file that matters through one door
//! ([`Files`]), which remembers what it read. Nothing is parsed here but `ibid.toml`, since it says where
//! the bibliography, the style and the theme are. The live preview keeps the manuscript and refreshes
//! single files.

mod door;
mod files;
mod kind;
mod theme;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use files::{File, Files};
pub use kind::{Kind, kind_of};
pub use theme::{ASSETS, Asset, TEMPLATES, built_in_theme};

use crate::config::{CONFIG_FILE, Config};
use crate::diagnostics::{Diagnostic, Lint, Place, Span, Texts};
use crate::value::Spanned;

/// A file's path relative to the root, and its text.
pub type NamedText = (Arc<str>, Arc<str>);

/// An explainer as read: its configuration and every file of it.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The root folder.
    pub root: PathBuf,
    /// `ibid.toml`.
    pub config: Config,
    /// The files, by path relative to the root.
    pub files: Files,
    /// What is wrong with the files in themselves.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why an explainer cannot be read at all.
#[derive(Debug)]
pub enum LoadError {
    /// The folder has no `ibid.toml`.
    NoConfig(PathBuf),
    /// The folder, or `ibid.toml`, cannot be read.
    Io(PathBuf, std::io::Error),
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
            Self::Io(path, error) => write!(f, "cannot read {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for LoadError {}

impl Manuscript {
    /// Reads the explainer in `root`.
    ///
    /// # Errors
    /// Only where there is nothing to go on with; what is wrong with single files is in `diagnostics`.
    pub fn load(root: &Path) -> Result<Self, LoadError> {
        let config_path = root.join(CONFIG_FILE);
        if !root.is_dir() {
            let error = std::io::Error::new(std::io::ErrorKind::NotFound, "no such folder");
            return Err(LoadError::Io(root.to_owned(), error));
        }
        if !config_path.is_file() {
            return Err(LoadError::NoConfig(root.to_owned()));
        }
        let (file, mut diagnostics) = door::read_text(root, CONFIG_FILE);
        let Some(config_text) = file.text() else {
            let error = std::io::Error::other("it is not a text file that can be read");
            return Err(LoadError::Io(config_path, error));
        };
        let (config, problems) = Config::parse(config_text);
        diagnostics.extend(problems);
        let (files, problems) = Files::read(root, &config, file);
        diagnostics.extend(problems);
        Ok(Self {
            root: root.to_owned(),
            config,
            files,
            diagnostics,
        })
    }

    /// The Markdown files, in the order of their paths.
    ///
    /// One that is not UTF-8 is among them: links to it are not broken, and what else is wrong with it shows.
    pub fn pages(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        let pages = self.files.of(Kind::Page);
        pages.filter_map(|(path, file)| Some((path, file.text()?)))
    }

    /// The bibliography files in the order of the configuration, and what is wrong with that list.
    pub fn bibliography(&self) -> (Vec<NamedText>, Vec<Diagnostic>) {
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
        let candidates = self.files.iter().map(|(path, _)| &**path).filter(|path| {
            path.ends_with(".bib") || path.ends_with(".json") || path.ends_with(".yml")
        });
        let help =
            crate::diagnostics::did_you_mean(&wanted.value, candidates).unwrap_or_else(|| {
                "make the file, or name the right one under [citations] bibliography".to_owned()
            });
        Diagnostic::new(
            Lint::BibliographySyntax,
            Place::new(&CONFIG_FILE.into(), wanted.span),
            format!("the bibliography file \"{}\" is not there", wanted.value),
        )
        .help(help)
    }

    /// The templates of the theme under the explainer's own, by name (`page.html`).
    pub fn templates(&self) -> BTreeMap<String, (Arc<str>, Arc<str>)> {
        theme::templates(self)
    }

    /// The assets of the theme, by file name, with where their bytes are.
    pub fn assets(&self) -> BTreeMap<String, Asset> {
        theme::assets(self)
    }

    /// A place in `ibid.toml`.
    pub fn config_place(&self, span: Span) -> Place {
        Place::new(&CONFIG_FILE.into(), span)
    }
}

impl Texts for Manuscript {
    fn text(&self, file: &str) -> Option<&str> {
        self.files
            .get(file)
            .and_then(File::text)
            .map(|text| &**text)
    }
}
