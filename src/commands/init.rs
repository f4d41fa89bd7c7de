//! `ibid init`: a small explainer that builds and teaches by example.

use std::fs;
use std::path::Path;

use super::{Failure, Outcome};
use crate::bibliography::Style;
use crate::config::CONFIG_FILE;
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

/// What may stand in a folder that an explainer is made in: nothing of it is touched.
fn may_stay(name: &str) -> bool {
    let upper = name.to_uppercase();
    name.starts_with('.') || upper.starts_with("README") || upper.starts_with("LICENSE")
}

/// Makes the example in `dir`, in a citation style other than the usual one if told so.
///
/// # Errors
/// If the folder holds something already, or cannot be written.
pub(crate) fn init(dir: &Path, style: Option<&str>) -> Outcome {
    if let Some(style) = style {
        Style::find(style).map_err(|error| {
            let help = error.help.map(|help| format!("\nhelp: {help}"));
            Failure::Machine(error.message + &help.unwrap_or_default())
        })?;
    }
    let is_taken = |entry: std::io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| !may_stay(&entry.file_name().to_string_lossy()))
    };
    let taken =
        dir.is_file() || fs::read_dir(dir).is_ok_and(|entries| entries.into_iter().any(is_taken));
    if taken {
        return Err(Failure::Machine(format!(
            "{} is there already and not empty\nhelp: choose a new folder; `ibid import` copies a site of another tool",
            dir.display()
        )));
    }
    for (path, text) in FILES {
        let full = dir.join(path);
        let write = || {
            if let Some(folder) = full.parent() {
                fs::create_dir_all(folder)?;
            }
            match (*path, style) {
                (CONFIG_FILE, Some(style)) => fs::write(
                    &full,
                    text.replace("style = \"ibid\"", &format!("style = \"{style}\"")),
                ),
                _ => fs::write(&full, text),
            }
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
