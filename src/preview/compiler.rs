//! Keeps the explainer compiled while its files change.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::config::CONFIG_FILE;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::explainer::{Explainer, Options};
use crate::internal_error::{InternalError, catch};
use crate::manuscript::{LoadError, Manuscript};

/// Keeps a compiled explainer, and compiles it anew when files change. What has not changed is not read,
/// parsed or linked again, yet the result is what a cold build of the same files would give.
pub(super) struct Compiler {
    options: Options,
    explainer: Arc<Explainer>,
    /// Why `ibid.toml` cannot be read at the moment; what it said before holds on.
    config_fault: Option<Diagnostic>,
}

impl Compiler {
    /// Reads and compiles the explainer in `root`. After a fault of Ibid it is one without files, and everything is
    /// to be read again.
    ///
    /// # Errors
    /// Where there is no explainer to compile.
    pub(super) fn open(
        root: &Path,
        options: Options,
    ) -> Result<(Self, Option<InternalError>), String> {
        let manuscript = Manuscript::load(root).map_err(|error| error.to_string())?;
        let compile = |manuscript| Explainer::compile(manuscript, &options, None);
        let (explainer, fault) = first(manuscript, compile).map_err(|fault| fault.to_string())?;
        let compiler = Self {
            explainer: Arc::new(explainer),
            options,
            config_fault: None,
        };
        Ok((compiler, fault))
    }

    /// The explainer as it is now.
    pub(super) fn explainer(&self) -> &Arc<Explainer> {
        &self.explainer
    }

    /// Why `ibid.toml` cannot be read at the moment.
    pub(super) fn config_fault(&self) -> Option<&Diagnostic> {
        self.config_fault.as_ref()
    }

    /// Compiles what changed at `paths`, relative to the root, files or folders. The files that are new, gone or
    /// different; `None` if all is as it was.
    pub(super) fn update(&mut self, paths: &BTreeSet<String>) -> Option<BTreeSet<Arc<str>>> {
        let mut manuscript = self.explainer.manuscript.clone();
        let (mut changed, config) = manuscript.refresh(paths);
        let fault = match config {
            Ok(()) if paths.contains(CONFIG_FILE) => None,
            Ok(()) => self.config_fault.clone(),
            Err(error) => Some(config_fault(&error)),
        };
        if fault != self.config_fault {
            changed.insert(CONFIG_FILE.into());
            self.config_fault = fault;
        }
        self.take(manuscript, changed)
    }

    /// Reads everything again, as when changes were missed.
    pub(super) fn update_all(&mut self) -> Option<BTreeSet<Arc<str>>> {
        self.update(&self.explainer.manuscript.places())
    }

    fn take(
        &mut self,
        manuscript: Manuscript,
        changed: BTreeSet<Arc<str>>,
    ) -> Option<BTreeSet<Arc<str>>> {
        if changed.is_empty() {
            return None;
        }
        let new = Explainer::compile(manuscript, &self.options, Some(&self.explainer));
        self.explainer = Arc::new(new);
        Some(changed)
    }
}

/// Compiles a manuscript, or one without files if that is a fault of Ibid.
///
/// # Errors
/// If that, too, is one.
fn first<T>(
    manuscript: Manuscript,
    compile: impl Fn(Manuscript) -> T,
) -> Result<(T, Option<InternalError>), InternalError> {
    let bare = manuscript.without_files();
    match catch(|| compile(manuscript)) {
        Ok(compiled) => Ok((compiled, None)),
        Err(fault) => Ok((catch(|| compile(bare))?, Some(fault))),
    }
}

fn config_fault(error: &LoadError) -> Diagnostic {
    let message = match error {
        LoadError::NoConfig(_) => "ibid.toml is not there any more".to_owned(),
        LoadError::Io(_, error) => format!("cannot read ibid.toml: {error}"),
        LoadError::Unreadable(reason) => reason.clone(),
    };
    let place = Place::new(&CONFIG_FILE.into(), Span::at(0));
    Diagnostic::new(Lint::UnreadableFile, place, message)
        .help("put it back; until then the preview goes on with what it said")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_the_first_compilation_leaves_a_preview_that_follows_changes() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| std::fs::write(root.path().join(path), text).unwrap();
        write("ibid.toml", "title = \"T\"\n");
        std::fs::create_dir(root.path().join("content")).unwrap();
        write("content/bad.md", "+++\ntitle = \"Bad\"\n+++\n");
        let manuscript = Manuscript::load(root.path()).unwrap();
        let compile = |manuscript: Manuscript| {
            assert_eq!(manuscript.pages().count(), 0, "a bad page");
            Explainer::compile(manuscript, &Options::default(), None)
        };
        let (explainer, fault) = first(manuscript, compile).unwrap();
        assert!(fault.unwrap().to_string().contains("a bad page"));
        assert_eq!(explainer.site.tree.pages.len(), 0);
        let mut compiler = Compiler {
            explainer: Arc::new(explainer),
            options: Options::default(),
            config_fault: None,
        };
        assert!(compiler.update_all().unwrap().contains("content/bad.md"));
        assert_eq!(compiler.explainer().site.tree.pages.len(), 1);
        // Where not even that can be compiled, there is nothing to show.
        let manuscript = Manuscript::load(root.path()).unwrap();
        let never = |_| -> u8 { panic!("never") };
        assert!(first(manuscript, never).is_err());
    }
}
