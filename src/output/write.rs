//! Writes a site: what differs, and all at once.
//!
//! The new folder is made beside the old one, out of hard links to the files that stay and new files for
//! those that differ, and takes its place in one step (an atomic exchange where the system has it). A reader
//! of the folder sees the old site or the new one, whole, and a build that fails leaves the old one alone.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64;

use super::files::{Content, OutputFile};
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
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot write {}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for WriteError {}

trait At<T> {
    fn at(self, path: &Path) -> Result<T, WriteError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, WriteError> {
        self.map_err(|error| WriteError {
            path: path.to_owned(),
            error,
        })
    }
}

/// Makes `output` hold `files`, and whatever else others put there.
///
/// # Errors
/// If the system refuses; `output` is then as it was.
pub fn write(files: &[OutputFile], output: &Path) -> Result<Written, WriteError> {
    let before = Manifest::read(output);
    let hashes: Vec<u64> = files
        .par_iter()
        .map(|file| match &file.content {
            Content::Bytes(bytes) => Ok(xxh3_64(bytes)),
            Content::Copy(path) => fs::read(path).map(|bytes| xxh3_64(&bytes)).at(path),
        })
        .collect::<Result<_, _>>()?;
    let after = Manifest(
        files
            .iter()
            .map(|file| file.path.clone())
            .zip(hashes.iter().copied())
            .collect(),
    );
    let written_at = modified(&output.join(MANIFEST));
    let keeps = |file: &OutputFile, hash: &u64| {
        // What is younger than the list was changed by somebody else.
        let ours = || modified(&output.join(&file.path)).is_some_and(|at| Some(at) <= written_at);
        before.0.get(&file.path) == Some(hash) && ours()
    };
    let kept: Vec<bool> = files
        .par_iter()
        .zip(&hashes)
        .map(|(file, hash)| keeps(file, hash))
        .collect();
    let removed = before
        .0
        .keys()
        .filter(|path| !after.0.contains_key(*path))
        .count();
    let written = Written {
        total: files.len(),
        changed: kept.iter().filter(|kept| !**kept).count(),
        removed,
    };
    if written.changed == 0 && removed == 0 && before == after {
        return Ok(written);
    }
    let parent = output
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    fs::create_dir_all(parent).at(parent)?;
    // Removed by itself if anything below fails.
    let staging = tempfile::Builder::new()
        .prefix(".ibid-build-")
        .tempdir_in(parent)
        .at(parent)?;
    let new = staging.path().join("site");
    make_folders(files, &new)?;
    files
        .par_iter()
        .zip(&kept)
        .try_for_each(|(file, kept)| place(file, *kept, output, &new))?;
    keep_strangers(output, &new, &before)?;
    let manifest = new.join(MANIFEST);
    fs::write(&manifest, after.to_text()).at(&manifest)?;
    swap(&new, output).at(output)?;
    Ok(written)
}

/// When a file was last written; `None` if there is no such file.
fn modified(path: &Path) -> Option<SystemTime> {
    let meta = path.metadata().ok().filter(fs::Metadata::is_file)?;
    meta.modified().ok()
}

fn make_folders(files: &[OutputFile], new: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(new).at(new)?;
    let folders: BTreeSet<&Path> = files
        .iter()
        .filter_map(|file| Path::new(&file.path).parent())
        .collect();
    for folder in folders {
        let full = new.join(folder);
        fs::create_dir_all(&full).at(&full)?;
    }
    Ok(())
}

fn place(file: &OutputFile, kept: bool, old: &Path, new: &Path) -> Result<(), WriteError> {
    let to = new.join(&file.path);
    if kept && fs::hard_link(old.join(&file.path), &to).is_ok() {
        return Ok(());
    }
    match &file.content {
        Content::Bytes(bytes) => fs::write(&to, bytes).at(&to),
        Content::Copy(from) => fs::read(from)
            .at(from)
            .and_then(|bytes| fs::write(&to, bytes).at(&to)),
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
        let entry = entry.map_err(|error| WriteError {
            path: error.path().unwrap_or(old).to_owned(),
            error: error.into(),
        })?;
        let Ok(below) = entry.path().strip_prefix(old) else {
            continue;
        };
        let name = below.to_str().map(|name| name.replace('\\', "/"));
        let ours = name.is_some_and(|name| name == MANIFEST || manifest.0.contains_key(&name));
        let to = new.join(below);
        if ours || to.symlink_metadata().is_ok() {
            continue;
        }
        if entry.file_type().is_dir() {
            // An empty folder can matter: git takes a `.git` without `refs` for no repository.
            if !our_folders.contains(below) {
                fs::create_dir_all(&to).at(&to)?;
            }
            continue;
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).at(folder)?;
        }
        if fs::hard_link(entry.path(), &to).is_err() {
            fs::copy(entry.path(), &to).at(entry.path())?;
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

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile {
            path: path.to_owned(),
            content: Content::Bytes(text.as_bytes().to_vec()),
        }
    }

    #[test]
    fn writes_what_differs_and_keeps_what_others_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        fs::create_dir(&output).unwrap();
        fs::write(output.join(".gitignore"), "*").unwrap();
        let first = [
            file("index.html", "a"),
            file("x/index.html", "b"),
            file("y/index.html", "c"),
        ];
        let written = write(&first, &output).unwrap();
        assert_eq!((written.changed, written.removed), (3, 0));
        let inode = |path: &str| {
            use std::os::unix::fs::MetadataExt;
            fs::metadata(output.join(path)).unwrap().ino()
        };
        let kept = inode("index.html");
        assert_eq!(write(&first, &output).unwrap().changed, 0);
        let second = [file("index.html", "a"), file("x/index.html", "B")];
        let written = write(&second, &output).unwrap();
        assert_eq!((written.changed, written.removed), (1, 1));
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
        write(&[file("index.html", "a")], &output).unwrap();
        fs::remove_file(output.join("index.html")).unwrap();
        assert_eq!(
            write(&[file("index.html", "a")], &output).unwrap().changed,
            1
        );
        assert!(output.join("index.html").exists());
    }

    #[test]
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn the_folder_is_never_gone() {
        use std::sync::atomic::{AtomicBool, Ordering};
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        write(&[file("a", "0")], &output).unwrap();
        let done = AtomicBool::new(false);
        let (done, path) = (&done, &output.join("a"));
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..2)
                .map(|_| {
                    scope.spawn(move || {
                        while !done.load(Ordering::Relaxed) {
                            fs::metadata(path).unwrap();
                        }
                    })
                })
                .collect();
            let written = (1..=300)
                .try_for_each(|n| write(&[file("a", &n.to_string())], &output).map(|_| ()));
            done.store(true, Ordering::Relaxed);
            written.unwrap();
            for reader in readers {
                reader.join().unwrap();
            }
        });
    }

    #[test]
    fn a_failed_write_leaves_the_old_site() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        write(&[file("index.html", "a")], &output).unwrap();
        let missing = OutputFile {
            path: "b".to_owned(),
            content: Content::Copy(folder.path().join("nowhere")),
        };
        assert!(write(&[file("index.html", "b"), missing], &output).is_err());
        assert_eq!(fs::read_to_string(output.join("index.html")).unwrap(), "a");
    }
}
