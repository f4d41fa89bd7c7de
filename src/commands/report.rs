//! Prints the problems of an explainer.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::terminal::{heard, to_stdout, width};
use super::{Failure, Outcome};
use crate::cli::Format;
use crate::diagnostics::{Human, write_github, write_json, write_sarif, write_short};
use crate::explainer::Explainer;

/// Prints every finding: for people on stderr, as data on stdout.
///
/// # Errors
/// If there are errors among them, or nothing can be printed.
pub fn print(explainer: &Explainer, format: Format) -> Outcome {
    let report = &explainer.report;
    let root = &explainer.manuscript.root;
    match format {
        Format::Json => to_stdout(|out| write_json(report, explainer, out))?,
        Format::Short => {
            let folder = folder(root, None);
            to_stdout(|out| write_short(report, explainer, &folder, out))?;
        }
        Format::Sarif => {
            let folder = folder(root, repository());
            to_stdout(|out| write_sarif(report, explainer, &folder, out))?;
        }
        Format::Github => {
            let folder = folder(root, repository());
            to_stdout(|out| write_github(report, explainer, &folder, out))?;
        }
        Format::Human => {
            let colour =
                anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
            // Files and pipes get a width that reads well.
            let human = Human::new(colour, width(&io::stderr()).unwrap_or(120));
            let mut out = io::BufWriter::new(io::stderr().lock());
            heard(
                human
                    .write(report, explainer, &mut out)
                    .and_then(|()| out.flush()),
            )?;
        }
    }
    if report.has_errors() {
        return Err(Failure::Explainer);
    }
    Ok(())
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
