//! The one door to the file system: every file of an explainer is opened here.
//!
//! Paths never leave the root: a symbolic link that leads out of it is refused.

use std::cell::Cell;
use std::fs::Metadata;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::File;
use super::file::Text;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};

/// Reads the text at `path` below `root`, which does not lead out of it ([`refuse_outside`]); a byte order mark is taken off.
///
/// What cannot be read, or is not UTF-8, is a diagnostic; its text is then what can be shown of it.
pub(super) fn read_text(root: &Path, path: &str) -> (File, Vec<Diagnostic>) {
    let read = with_bytes(&root.join(path), |bytes| text_of(path, bytes));
    read.unwrap_or_else(|error| (File::Unreadable, vec![unreadable(path, &error)]))
}

/// Memory for the bytes of a file: at first, and what a thread keeps of it for the next file.
const BUFFER: [usize; 2] = [1 << 16, 1 << 18];

/// Reads a file into memory that the thread has used for the file before: new memory takes longer to come than a file to
/// be read.
fn with_bytes<T>(path: &Path, then: impl FnOnce(&[u8]) -> T) -> io::Result<T> {
    thread_local! {
        static BYTES: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    }
    let [first, kept] = BUFFER;
    let mut bytes = BYTES.take();
    let read = std::fs::File::open(path).and_then(|mut file| {
        let mut length = 0;
        loop {
            if length == bytes.len() {
                bytes.resize(first.max(2 * length), 0);
            }
            match file.read(&mut bytes[length..]) {
                Ok(0) => break Ok(length),
                Ok(more) => length += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        }
    });
    let result = read.map(|length| then(&bytes[..length]));
    bytes.truncate(kept);
    bytes.shrink_to(kept);
    BYTES.set(bytes);
    result
}

/// The file with these bytes, and what is wrong with them.
fn text_of(path: &str, bytes: &[u8]) -> (File, Vec<Diagnostic>) {
    match str::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            (File::Text(Text::new(text)), Vec::new())
        }
        Err(error) => {
            let at = error.valid_up_to();
            let shown = String::from_utf8_lossy(bytes).into_owned();
            let message = match bytes {
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

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
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
