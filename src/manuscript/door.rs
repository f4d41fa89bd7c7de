//! The one door to the file system: every file of an explainer is opened here.
//!
//! Paths never leave the root: a symbolic link that leads out of it is refused.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::File;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};

/// Reads the text at `path` below `root`; a byte order mark is taken off.
///
/// What cannot be read, or is not UTF-8, is a diagnostic; its text is then what can be shown of it.
pub fn read_text(root: &Path, path: &str) -> (File, Vec<Diagnostic>) {
    let name: Arc<str> = path.into();
    let full = root.join(path);
    let refused = |message: String, help: &str| {
        let diagnostic = Diagnostic::nowhere(Lint::MissingAsset, message).help(help);
        (File::Unreadable, vec![diagnostic])
    };
    if let Err(outside) = inside(root, &full) {
        return refused(
            format!(
                "{path} leads out of the explainer, to {}",
                outside.display()
            ),
            "copy the file into the explainer's folder",
        );
    }
    let bytes = match std::fs::read(&full) {
        Ok(bytes) => bytes,
        Err(error) => {
            return refused(
                format!("cannot read {path}: {error}"),
                "check its permissions",
            );
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            (File::Text(text.into()), Vec::new())
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            let diagnostic = Diagnostic::new(
                Lint::InvalidUtf8,
                Place::new(
                    &name,
                    Span::new(at..at + char::REPLACEMENT_CHARACTER.len_utf8()),
                ),
                format!("byte {:#04x} is not UTF-8", bytes[at]),
            )
            .help("save the file in the encoding UTF-8");
            (File::NotText(shown.into()), vec![diagnostic])
        }
    }
}

/// Checks that `full` stays below `root` when its symbolic links are followed.
///
/// # Errors
/// Where it leads.
pub fn inside(root: &Path, full: &Path) -> Result<(), PathBuf> {
    let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
    // Resolving is dear; paths without links cannot leave.
    let mut part = full;
    let mut linked = false;
    while part != root {
        linked |= is_link(part);
        match part.parent() {
            Some(parent) => part = parent,
            None => break,
        }
    }
    if !linked {
        return Ok(());
    }
    match (root.canonicalize(), full.canonicalize()) {
        (Ok(root), Ok(target)) if target.starts_with(&root) => Ok(()),
        (_, Ok(target)) => Err(target),
        (_, Err(_)) => Err(full.to_owned()),
    }
}
