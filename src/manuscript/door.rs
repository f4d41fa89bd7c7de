//! The one door to the file system: every file of an explainer is opened here.
//!
//! Paths never leave the root: a symbolic link that leads out of it is refused.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::File;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};

/// Reads the text at `path` below `root`, which does not lead out of it ([`refuse_outside`]); a byte order mark is taken off.
///
/// What cannot be read, or is not UTF-8, is a diagnostic; its text is then what can be shown of it.
pub(super) fn read_text(root: &Path, path: &str) -> (File, Vec<Diagnostic>) {
    let bytes = match std::fs::read(root.join(path)) {
        Ok(bytes) => bytes,
        Err(error) => {
            return (File::Unreadable, vec![unreadable(path, &error)]);
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
            let message = match bytes.as_slice() {
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this file is UTF-16, not UTF-8".to_owned(),
                bytes => format!("byte {:#04x} is not UTF-8", bytes[at]),
            };
            let diagnostic = Diagnostic::new(
                Lint::InvalidUtf8,
                Place::new(
                    &path.into(),
                    Span::new(at..at + char::REPLACEMENT_CHARACTER.len_utf8()),
                ),
                message,
            )
            .help("save the file in the encoding UTF-8");
            (File::NotText(shown.into()), vec![diagnostic])
        }
    }
}

/// Opens a file that will be copied, to see that it can be read; what the system says of it.
///
/// # Errors
/// What to tell the author if it cannot.
pub(super) fn open(root: &Path, path: &str) -> Result<Metadata, Box<Diagnostic>> {
    let file = std::fs::File::open(root.join(path));
    let opened = file.and_then(|file| file.metadata());
    opened.map_err(|error| Box::new(unreadable(path, &error)))
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    unread(path, format!("cannot read {path}: {error}")).help("check its permissions")
}

/// A file, or a folder, that is not read, and why.
pub(super) fn unread(path: &str, message: String) -> Diagnostic {
    let place = Place::new(&path.into(), Span::at(0));
    Diagnostic::new(Lint::UnreadableFile, place, message)
}

/// Checks that `path` stays below `root` when its symbolic links are followed.
///
/// # Errors
/// What to tell the author if it does not.
pub(super) fn refuse_outside(root: &Path, path: &str) -> Result<(), Box<Diagnostic>> {
    inside(root, &root.join(path)).map_err(|outside| {
        let outside = outside.display();
        let message = format!("{path} leads out of the explainer, to {outside}");
        Box::new(unread(path, message).help("copy what is there into the explainer's folder"))
    })
}

/// Where `full` leads if it does not stay below `root`.
fn inside(root: &Path, full: &Path) -> Result<(), PathBuf> {
    let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
    // Resolving is expensive; paths without links cannot leave.
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
