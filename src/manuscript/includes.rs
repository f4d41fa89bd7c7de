//! Files that pages include from other folders than `includes/`: they are read because a page names them.

use std::collections::BTreeSet;
use std::path::{Component, Path};
use std::sync::Arc;

use memchr::memmem;

use super::door;
use super::file::File;
use super::files::Files;
use super::kind::{FileKind, is_leftover};
use super::walk::{Entry, INCLUDES};

/// Whether a file is among the files for being included alone.
pub(super) fn is_elsewhere(kind: FileKind, path: &str) -> bool {
    kind == FileKind::Include && path.split('/').next() != Some(INCLUDES)
}

impl Files {
    /// The files that are read because a page includes them.
    pub(super) fn included_elsewhere(&self) -> impl Iterator<Item = &str> {
        let included = self.of(FileKind::Include).keys();
        let included = included.map(|path| &**path);
        included.filter(|path| is_elsewhere(FileKind::Include, path))
    }

    /// Reads what pages include by now, wherever it is below `root`; the files that are new, gone or different.
    pub(super) fn follow_includes(&mut self, root: &Path) -> BTreeSet<Arc<str>> {
        let mut changed = BTreeSet::new();
        let mut wanted = BTreeSet::new();
        let own = self.including();
        let own = own.filter(|(kind, path, _)| !is_elsewhere(*kind, path));
        let texts = own.filter_map(|(.., file)| file.text());
        let mut texts: Vec<Arc<str>> = texts.cloned().collect();
        // What is included may include more.
        while let Some(text) = texts.pop() {
            for path in included_paths(&text) {
                if self.has_text(&path) || !may_be_read(&path) || wanted.contains(&*path) {
                    continue;
                }
                let path: Arc<str> = path.into();
                if let Some(text) = self.read_included(root, &path, &mut changed) {
                    texts.extend(path.ends_with(".md").then_some(text));
                    wanted.insert(path);
                }
            }
        }
        let gone = self
            .included_elsewhere()
            .filter(|path| !wanted.contains(*path));
        let gone: Vec<Arc<str>> = gone.map(Into::into).collect();
        for path in gone {
            self.take_out(FileKind::Include, &path);
            changed.insert(path);
        }
        changed
    }

    /// Whether the text of a file is read for another reason.
    fn has_text(&self, path: &str) -> bool {
        let read = FileKind::ALL.into_iter();
        read.filter(|kind| !is_elsewhere(*kind, path)).any(|kind| {
            self.of(kind)
                .get(path)
                .is_some_and(|file| file.text().is_some())
        })
    }

    fn read_included(
        &mut self,
        root: &Path,
        path: &Arc<str>,
        changed: &mut BTreeSet<Arc<str>>,
    ) -> Option<Arc<str>> {
        if !root.join(&**path).is_file() {
            return None;
        }
        let (file, problems) = match door::refuse_outside(root, path) {
            Ok(()) => door::read_text(root, path),
            Err(problem) => (File::Unreadable, vec![*problem]),
        };
        let text = file.text().cloned();
        if self.of(FileKind::Include).get(path) != Some(&file) {
            self.put_problems(path, problems);
            self.put(Entry::new(FileKind::Include, path.clone(), file));
            changed.insert(path.clone());
        }
        Some(text.unwrap_or_default())
    }
}

/// How tags begin that include files.
const TAG: &str = "include(";

/// Whether the text of a file may include others.
pub(super) fn may_include(kind: FileKind, file: &File) -> bool {
    let text = file
        .text()
        .filter(|_| matches!(kind, FileKind::Page | FileKind::Include));
    text.is_some_and(|text| memmem::find(text.as_bytes(), TAG.as_bytes()).is_some())
}

/// The paths in the tags of a text that include files. What only looks like a tag, since it stands in code, is found as well: a file
/// is read in vain then.
fn included_paths(text: &str) -> impl Iterator<Item = String> + '_ {
    let tags = memmem::find_iter(text.as_bytes(), TAG);
    tags.filter_map(|at| {
        let line = text[at + TAG.len()..].lines().next()?;
        let value = line[line.find("path")?..].strip_prefix("path")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| "\"'`".contains(*c))?;
        let path = value[1..].split(quote).next()?;
        Some(path.to_owned())
    })
}

/// Whether a path stays below the root, and names what authors write.
fn may_be_read(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    let inside = parts.all(|part| matches!(part, Component::Normal(_)));
    inside && !path.contains('\\') && !path.split('/').any(is_leftover)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stand_in_tags() {
        let text = "a\n{{ include(path=\"src/a.rs\", lines=\"3\") }}\n{{ include(lines='1', path = 'b.md') }}\ninclude(x)";
        let paths: Vec<_> = included_paths(text).collect();
        assert_eq!(paths, ["src/a.rs", "b.md"]);
        for path in ["../a", "/a", ".git/config", "a/../../b", "a~", "a\\b"] {
            assert!(!may_be_read(path), "{path}");
        }
        assert!(may_be_read("code/a.rs"));
    }
}
