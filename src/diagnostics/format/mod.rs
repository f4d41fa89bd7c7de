//! How problems are printed: for people on stderr, as data on stdout.
//!
//! One file a form. Each is a function of a [`Report`] and of the [`Files`] that its problems are in.

mod github;
mod human;
mod json;
mod sarif;
mod short;
mod shown;

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Report, Texts};
use crate::terminal::{has_colours, stderr_width, to_stderr, to_stdout};

pub(crate) use human::Human;
pub(crate) use shown::Extent;

/// Columns of what is printed into a file or a pipe.
const WIDTH_OF_FILES: usize = 120;

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines of the file, in the look of rustc.
    Human,
    /// One object a line.
    Json,
    /// One SARIF 2.1.0 log, for code scanning.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
    /// One line each, `file:line:column: level[lint]: message`, for editors.
    Short,
}

/// The files that problems are in.
pub(crate) struct Files<'a> {
    /// Their texts, by path relative to `root`.
    pub texts: &'a dyn Texts,
    /// The folder of the explainer.
    pub root: &'a Path,
    /// The file at which a problem in no file is shown, where a form needs a place.
    pub main: &'a str,
}

impl Format {
    /// Prints the findings of a report: programs get all of them, people as many as `extent` says.
    ///
    /// # Errors
    /// Those of the stream.
    pub(crate) fn print(
        self,
        report: &Report,
        extent: Extent,
        files: &Files<'_>,
    ) -> io::Result<()> {
        let Files { texts, root, main } = *files;
        match self {
            Self::Human => {
                let human = Human::new(has_colours(), stderr_width().unwrap_or(WIDTH_OF_FILES));
                to_stderr(|out| human.write(report, extent, texts, out))
            }
            Self::Json => to_stdout(|out| json::write(report, texts, out)),
            Self::Sarif => {
                let folder = folder(root, repository());
                to_stdout(|out| sarif::write(report, texts, &folder, main, out))
            }
            Self::Github => {
                let folder = folder(root, repository());
                to_stdout(|out| github::write(report, extent, texts, &folder, out))
            }
            Self::Short => {
                let folder = folder(root, None);
                to_stdout(|out| short::write(report, texts, &folder, main, out))
            }
        }
    }
}

/// Where GitHub's runner has checked the repository out; there a step may run in a folder below it.
fn repository() -> Option<PathBuf> {
    env::var_os("GITHUB_WORKSPACE").map(PathBuf::from)
}

/// What has to stand before a path relative to `root` so that it is relative to `base`, by default the
/// current folder: nothing or a path with a slash at its end. A root elsewhere stays as it was typed.
fn folder(root: &Path, base: Option<PathBuf>) -> String {
    let resolve = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let base = resolve(&base.unwrap_or_else(|| PathBuf::from(".")));
    let full = resolve(root);
    let path = match full.strip_prefix(&base) {
        Ok(below) => below.to_string_lossy().replace('\\', "/"),
        Err(_) => root.to_string_lossy().into_owned(),
    };
    match path.trim_end_matches('/') {
        "" if path.is_empty() => String::new(),
        path => format!("{path}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_base_where_they_can_be() {
        let base = tempfile::tempdir().unwrap();
        let root = base.path().join("docs/wells");
        std::fs::create_dir_all(&root).unwrap();
        let at = |base: &Path| folder(&root, Some(base.to_owned()));
        assert_eq!(at(&root), "");
        assert_eq!(at(base.path()), "docs/wells/");
        let elsewhere = tempfile::tempdir().unwrap();
        assert_eq!(at(elsewhere.path()), format!("{}/", root.display()));
    }
}
