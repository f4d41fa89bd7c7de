//! Which folder is the root of the explainer that is meant.

use std::path::{Path, PathBuf};

use crate::config::CONFIG_FILE;

/// The root that was typed, or else the nearest folder with an `ibid.toml`: the current one, or one above it.
pub(super) fn find(typed: Option<PathBuf>) -> PathBuf {
    match typed {
        Some(typed) => folder_of(typed),
        None => above().unwrap_or_else(|| PathBuf::from(".")),
    }
}

/// Whoever names `ibid.toml` means its folder.
fn folder_of(typed: PathBuf) -> PathBuf {
    let is_config = typed.file_name().is_some_and(|name| name == CONFIG_FILE) && !typed.is_dir();
    match typed.parent() {
        Some(folder) if is_config && folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) if is_config => folder.to_owned(),
        _ => typed,
    }
}

fn above() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let has_config = |folder: &Path| folder.join(CONFIG_FILE).is_file();
    let up = current.ancestors().position(has_config)?;
    let dots = vec![".."; up];
    Some(match up {
        0 => PathBuf::from("."),
        _ => dots.iter().collect(),
    })
}
