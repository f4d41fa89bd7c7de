//! `ibid init`: a small explainer that builds and teaches by example.

use std::fs;
use std::path::Path;

use super::{Failure, Outcome};
use crate::terminal::say;

/// The files of the example, by path.
const FILES: &[(&str, &str)] = &[
    ("ibid.toml", include_str!("example/ibid.toml")),
    ("sources.bib", include_str!("example/sources.bib")),
    (
        "content/_index.md",
        include_str!("example/content/_index.md"),
    ),
    (
        "content/basics/_index.md",
        include_str!("example/content/basics/_index.md"),
    ),
    (
        "content/basics/citations.md",
        include_str!("example/content/basics/citations.md"),
    ),
    (
        "content/basics/links.md",
        include_str!("example/content/basics/links.md"),
    ),
    ("public/.gitignore", "*\n!.gitignore\n"),
];

/// Makes the example in `dir`.
///
/// # Errors
/// If the folder holds something already, or cannot be written.
pub(crate) fn init(dir: &Path) -> Outcome {
    let taken =
        dir.is_file() || fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        return Err(Failure::Machine(format!(
            "{} is there already and not empty\nhelp: choose a new folder",
            dir.display()
        )));
    }
    for (path, text) in FILES {
        let full = dir.join(path);
        let write = || {
            if let Some(folder) = full.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&full, text)
        };
        write().map_err(|error| {
            Failure::Machine(format!("cannot write {}: {error}", full.display()))
        })?;
    }
    let typed = shell_word(&dir.to_string_lossy());
    let dir = dir.display();
    say(format!(
        "made an explainer in {dir}\n\nnext:  ibid build --root {typed}"
    ));
    Ok(())
}

/// A path as it can be typed in a shell.
fn shell_word(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./~:\\".contains(c);
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}
