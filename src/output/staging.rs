//! A new site, made beside the old one until it takes its place.
//!
//! Files that differ from the last build's are written as they come; those that stay are hard links to the
//! old ones, made at the end and only if anything differs at all. The swap is one step (an atomic exchange
//! where the system has it): a reader of the folder sees the old site or the new one, whole, and a build
//! that fails leaves the old one alone.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64;

use super::manifest::{MANIFEST, Manifest};

/// What a build changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub total: usize,
    /// Files that are new or differ.
    pub changed: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// Why a site could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// "read" for a file that is copied, else "write".
    doing: &'static str,
    /// The file or folder.
    path: PathBuf,
    /// What the system says.
    error: io::Error,
}

impl WriteError {
    /// The system will not let `path` be written.
    pub fn writing(path: &Path, error: io::Error) -> Self {
        Self {
            doing: "write",
            path: path.to_owned(),
            error,
        }
    }

    /// The system will not let `path`, which is to be copied, be read.
    pub fn reading(path: &Path, error: io::Error) -> Self {
        Self {
            doing: "read",
            ..Self::writing(path, error)
        }
    }
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "cannot {} {}: {}",
            self.doing,
            self.path.display(),
            self.error
        )
    }
}

impl std::error::Error for WriteError {}

trait At<T> {
    fn at(self, path: &Path) -> Result<T, WriteError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, WriteError> {
        self.map_err(|error| WriteError::writing(path, error))
    }
}

/// A site on its way into an output folder.
pub struct Staging {
    output: PathBuf,
    before: Manifest,
    /// When the last build ended.
    written_at: Option<SystemTime>,
    /// Removed by itself, whatever happens.
    folder: TempDir,
    files: Mutex<Files>,
}

#[derive(Default)]
struct Files {
    after: Manifest,
    kept: Vec<String>,
    changed: usize,
}

impl Staging {
    /// Begins a site that is to be the content of `output`, together with what others put there.
    ///
    /// # Errors
    /// If no folder can be made beside it.
    pub fn begin(output: &Path) -> Result<Self, WriteError> {
        let parent = output
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).at(parent)?;
        let folder = tempfile::Builder::new()
            .prefix(".ibid-build-")
            .tempdir_in(parent)
            .at(parent)?;
        fs::create_dir(folder.path().join("site")).at(folder.path())?;
        Ok(Self {
            output: output.to_owned(),
            before: Manifest::read(output),
            written_at: modified(&output.join(MANIFEST)),
            folder,
            files: Mutex::default(),
        })
    }

    /// Adds a file by its path below the output folder. The first of two with one path counts: where
    /// `duplicate-url` is allowed, pages come before what is copied.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let hash = xxh3_64(bytes);
        // What is younger than the list was changed by somebody else.
        let ours =
            || modified(&self.output.join(path)).is_some_and(|at| Some(at) <= self.written_at);
        let keeps = self.before.0.get(path) == Some(&hash) && ours();
        {
            let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            if files.after.0.contains_key(path) {
                return Ok(());
            }
            files.after.0.insert(path.to_owned(), hash);
            if keeps {
                files.kept.push(path.to_owned());
                return Ok(());
            }
            files.changed += 1;
        }
        let to = self.site().join(path);
        match fs::write(&to, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = to.parent().unwrap_or(&to);
                fs::create_dir_all(folder).at(folder)?;
                fs::write(&to, bytes).at(&to)
            }
            result => result.at(&to),
        }
    }

    /// Puts the new site in the place of the old one, if they differ.
    ///
    /// # Errors
    /// If the system refuses; the output folder is then as it was.
    pub fn commit(self) -> Result<Written, WriteError> {
        let site = self.site();
        let files = self
            .files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let gone = |path: &&String| !files.after.0.contains_key(*path);
        let written = Written {
            total: files.after.0.len(),
            changed: files.changed,
            removed: self.before.0.keys().filter(gone).count(),
        };
        if written.changed == 0 && written.removed == 0 && self.before == files.after {
            return Ok(written);
        }
        files
            .kept
            .par_iter()
            .try_for_each(|path| link(&self.output, &site, path))?;
        keep_strangers(&self.output, &site, &self.before)?;
        let manifest = site.join(MANIFEST);
        fs::write(&manifest, files.after.to_text()).at(&manifest)?;
        swap(&site, &self.output).at(&self.output)?;
        Ok(written)
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}

/// When a file was last written; `None` if there is no such file.
fn modified(path: &Path) -> Option<SystemTime> {
    let meta = path.metadata().ok().filter(fs::Metadata::is_file)?;
    meta.modified().ok()
}

/// Takes a file over from the old folder.
fn link(old: &Path, new: &Path, path: &str) -> Result<(), WriteError> {
    let (from, to) = (old.join(path), new.join(path));
    if let Some(folder) = to.parent().filter(|folder| !folder.exists()) {
        fs::create_dir_all(folder).at(folder)?;
    }
    match fs::hard_link(&from, &to) {
        Ok(()) => Ok(()),
        // Some file systems have no hard links.
        Err(_) => fs::copy(&from, &to).map(|_| ()).at(&from),
    }
}

/// Takes over what is in the old folder and no build wrote, such as `.gitignore` or `CNAME`.
fn keep_strangers(old: &Path, new: &Path, manifest: &Manifest) -> Result<(), WriteError> {
    if !old.is_dir() {
        return Ok(());
    }
    let our_folders: HashSet<&Path> = manifest
        .0
        .keys()
        .flat_map(|path| Path::new(path).ancestors().skip(1))
        .collect();
    for entry in WalkDir::new(old).min_depth(1) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(old).to_owned();
            WriteError::reading(&path, error.into())
        })?;
        let Ok(below) = entry.path().strip_prefix(old) else {
            continue;
        };
        let Some(name) = below.to_str().map(|name| name.replace('\\', "/")) else {
            continue;
        };
        let ours = name == MANIFEST || manifest.0.contains_key(&name);
        let to = new.join(below);
        if ours || to.symlink_metadata().is_ok() {
            continue;
        }
        if !entry.file_type().is_dir() {
            link(old, new, &name)?;
        } else if !our_folders.contains(below) {
            // An empty folder can matter: git takes a `.git` without `refs` for no repository.
            fs::create_dir_all(&to).at(&to)?;
        }
    }
    Ok(())
}

/// Puts `new` in the place of `old`, in one step where the system can.
fn swap(new: &Path, old: &Path) -> io::Result<()> {
    match old.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return fs::rename(new, old),
        Err(error) => return Err(error),
        Ok(meta) if meta.is_symlink() => return swap(new, &old.canonicalize()?),
        Ok(_) => {}
    }
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    // Two steps: for a moment there is no folder, but never half of one.
    let aside = new.with_extension("old");
    fs::rename(old, &aside)?;
    fs::rename(new, old).inspect_err(|_| {
        // Put back what was there.
        let _ = fs::rename(&aside, old);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(output: &Path, files: &[(&str, &str)]) -> Written {
        let staging = Staging::begin(output).unwrap();
        for (path, text) in files {
            staging.put(path, text.as_bytes()).unwrap();
        }
        staging.commit().unwrap()
    }

    #[test]
    fn writes_what_differs_and_keeps_what_others_wrote() {
        use std::os::unix::fs::MetadataExt;
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        fs::create_dir(&output).unwrap();
        fs::write(output.join(".gitignore"), "*").unwrap();
        let first = [
            ("index.html", "a"),
            ("x/index.html", "b"),
            ("y/index.html", "c"),
        ];
        assert_eq!(write(&output, &first).changed, 3);
        let inode = |path: &str| fs::metadata(output.join(path)).unwrap().ino();
        let (kept, root) = (inode("index.html"), inode("."));
        assert_eq!(write(&output, &first).changed, 0);
        assert_eq!(inode("."), root, "an unchanged site is left alone");
        let written = write(&output, &[("index.html", "a"), ("x/index.html", "B")]);
        assert_eq!((written.total, written.changed, written.removed), (2, 1, 1));
        assert_eq!(inode("index.html"), kept);
        assert!(!output.join("y").exists());
        assert_eq!(
            fs::read_to_string(output.join("x/index.html")).unwrap(),
            "B"
        );
        assert_eq!(fs::read_to_string(output.join(".gitignore")).unwrap(), "*");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "no staging folder stays behind");
    }

    #[test]
    fn a_file_that_somebody_deleted_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        write(&output, &[("index.html", "a")]);
        fs::remove_file(output.join("index.html")).unwrap();
        assert_eq!(write(&output, &[("index.html", "a")]).changed, 1);
        assert!(output.join("index.html").exists());
    }

    #[test]
    fn a_site_that_is_not_committed_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        write(&output, &[("index.html", "a")]);
        let staging = Staging::begin(&output).unwrap();
        staging.put("index.html", b"b").unwrap();
        drop(staging);
        assert_eq!(fs::read_to_string(output.join("index.html")).unwrap(), "a");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
