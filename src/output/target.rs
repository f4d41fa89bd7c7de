//! The output folder: where it really is, and whether a site may be written there.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::system;
use crate::manuscript::FOLDERS;

/// So many links in a path are followed, as in Linux.
const LINKS: usize = 40;

/// A folder that a site may be written to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Without links, `.` and `..`.
    path: PathBuf,
    /// As it was typed.
    typed: PathBuf,
    /// The folder of the explainer, in the same form.
    root: PathBuf,
}

/// Why a site cannot be written to a folder.
#[derive(Debug)]
pub(crate) enum Unfit {
    /// It is the root or holds it, or a part of the explainer that authors write.
    HoldsExplainer(PathBuf),
    /// Git keeps the history there.
    Git(PathBuf),
    /// It is not a folder.
    NotAFolder(PathBuf),
    /// The system does not say what is there.
    System(PathBuf, io::Error),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let help = "\nhelp: choose a folder of its own with --output";
        match self {
            Self::HoldsExplainer(path) => write!(
                f,
                "the site cannot be written to {}, which holds the explainer itself{help}",
                path.display()
            ),
            Self::Git(path) => write!(
                f,
                "the site cannot be written to {}, which belongs to git{help}",
                path.display()
            ),
            Self::NotAFolder(path) => write!(f, "{} is not a folder", path.display()),
            Self::System(path, error) => write!(f, "cannot read {}: {error}", path.display()),
        }
    }
}

impl Target {
    /// The output folder `typed` of the explainer in `root`.
    ///
    /// # Errors
    /// If a site written there would harm the explainer, however the path is written.
    pub(crate) fn new(root: &Path, typed: &Path) -> Result<Self, Unfit> {
        let unread = |error| Unfit::System(typed.to_owned(), error);
        let path = resolve(typed).map_err(unread)?;
        let root = resolve(root).map_err(unread)?;
        let target = Self {
            path,
            typed: typed.to_owned(),
            root,
        };
        let root = &target.root;
        if target.path.iter().any(|part| part == ".git") {
            return Err(Unfit::Git(target.path));
        }
        let folders = FOLDERS.iter();
        let folders = folders.filter_map(|folder| resolve(&root.join(folder)).ok());
        let folders: Vec<PathBuf> = folders.collect();
        if is_in(root, &target.path) {
            return Err(Unfit::HoldsExplainer(target.path));
        }
        target.keeps_clear_of(folders.iter().map(PathBuf::as_path))?;
        if target.path.exists() && !target.path.is_dir() {
            return Err(Unfit::NotAFolder(target.path));
        }
        Ok(target)
    }

    /// Refuses a folder in, or around, one of the explainer to which links lead. Links that lead out of the
    /// explainer are refused elsewhere.
    ///
    /// # Errors
    /// If there is such a link.
    pub(crate) fn keeps_clear_of<'a>(
        &self,
        targets: impl Iterator<Item = &'a Path>,
    ) -> Result<(), Unfit> {
        let mut inside = targets.filter(|path| path.starts_with(&self.root) && **path != self.root);
        match inside.any(|path| self.is_in(path) || is_in(path, &self.path)) {
            true => Err(Unfit::HoldsExplainer(self.path.clone())),
            false => Ok(()),
        }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// As it was typed, to be shown.
    pub(crate) fn typed(&self) -> &Path {
        &self.typed
    }

    fn is_in(&self, folder: &Path) -> bool {
        is_in(&self.path, folder)
    }
}

/// Whether `path` is `folder` or below it, by name or by what is mounted where.
fn is_in(path: &Path, folder: &Path) -> bool {
    let identity = |path: &Path| system::identity(&fs::metadata(path).ok()?);
    let wanted = identity(folder);
    let is = |above: &Path| above == folder || wanted.is_some() && identity(above) == wanted;
    path.ancestors().any(is)
}

/// The absolute path with links followed and `..` taken, whether or not anything is there.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let whole = std::env::current_dir()?.join(path);
    let mut rest: Vec<PathBuf> = parts_from_behind(&whole);
    let mut real = PathBuf::new();
    let mut links = 0;
    while let Some(part) = rest.pop() {
        match part.components().next() {
            Some(Component::ParentDir) => {
                real.pop();
            }
            Some(Component::Normal(_)) => match fs::read_link(real.join(&part)) {
                Ok(target) => {
                    links += 1;
                    if links > LINKS {
                        return Err(io::Error::other("too many symbolic links"));
                    }
                    rest.extend(parts_from_behind(&target));
                }
                Err(_) => real.push(part),
            },
            // An absolute link begins anew.
            Some(_) => real.push(part),
            None => {}
        }
    }
    Ok(real)
}

fn parts_from_behind(path: &Path) -> Vec<PathBuf> {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let mut parts: Vec<PathBuf> = parts.map(|part| part.as_os_str().into()).collect();
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_site_is_not_written_over_what_authors_write() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        let root = base.join("root");
        for path in ["content/deep", "notes", "public", ".git"] {
            fs::create_dir_all(root.join(path)).unwrap();
        }
        symlink("content/deep", root.join("link")).unwrap();
        symlink("link/../../missing/site", root.join("far")).unwrap();
        symlink("round", root.join("round")).unwrap();
        let refused = |path: &str| Target::new(&root, &root.join(path)).is_err();
        for path in [
            "",
            ".",
            "..",
            "../..",
            "/",
            "content",
            "content/",
            "content/new",
            "x/nope/../../content/new",
            "link",
            "link/new",
            "public/../static",
            "themes/folio/x",
            ".git/site",
            "public/.git",
            "round/x",
        ] {
            assert!(refused(path), "{path}");
        }
        let path = |typed: &str| Target::new(&root, &root.join(typed)).unwrap().path;
        assert_eq!(path("public"), root.join("public"));
        assert_eq!(path("x/nope/../../out"), root.join("out"));
        assert_eq!(path("../out/."), base.join("out"));
        assert_eq!(path("far"), root.join("missing/site"));
        assert_eq!(path("contents"), root.join("contents"));
        let target = Target::new(&root, &root.join("notes/x")).unwrap();
        assert!(
            target
                .keeps_clear_of([&*root.join("notes")].into_iter())
                .is_err()
        );
        assert!(
            target
                .keeps_clear_of([&*root.join("content")].into_iter())
                .is_ok()
        );
    }
}
