//! `ibid new`: a page with front matter.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::{Failure, Outcome};
use crate::manuscript::Manuscript;
use crate::terminal::say;

/// Makes the page at `path` below `content/` of the explainer in `root`. One whose path ends with a slash is a section.
///
/// # Errors
/// If there is such a page, the path leads out of `content/`, or nothing can be written.
pub(crate) fn new_page(root: &Path, path: &str) -> Outcome {
    Manuscript::look_for(root).map_err(Failure::machine)?;
    let file = file_of(path).ok_or_else(|| {
        let help =
            "write a path below content/, such as history/summits, or history/ for a section";
        Failure::Machine(format!("{path} is not the path of a page\nhelp: {help}"))
    })?;
    let full = root.join("content").join(&file);
    let shown = full.display();
    let failed = |error: std::io::Error| Failure::Machine(format!("cannot write {shown}: {error}"));
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut made = match File::create_new(&full) {
        Ok(made) => made,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::Machine(format!("{shown} is there already")));
        }
        Err(error) => return Err(failed(error)),
    };
    made.write_all(front_matter(&file).as_bytes())
        .map_err(failed)?;
    say(format!("made {shown}"));
    Ok(())
}

/// The file that is meant, relative to `content/`; `None` if it is not below.
fn file_of(path: &str) -> Option<PathBuf> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let path = path.strip_prefix("content/").unwrap_or(path);
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    if path.trim_matches('/').is_empty() || !Path::new(path).components().all(plain) {
        return None;
    }
    Some(PathBuf::from(match path.strip_suffix('/') {
        Some(folder) => format!("{folder}/_index.md"),
        None if path.ends_with(".md") => path.to_owned(),
        None => format!("{path}.md"),
    }))
}

/// What the page begins with: its title is the name of the file in words.
fn front_matter(file: &Path) -> String {
    let name = match file.file_stem() {
        Some(stem) if stem != "_index" => Some(stem),
        _ => file.parent().and_then(Path::file_name),
    };
    let name = name.unwrap_or_default().to_string_lossy();
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let title = first.unwrap_or_default() + letters.as_str();
    let title = title.replace('\\', "\\\\").replace('"', "\\\"");
    format!("+++\ntitle = \"{title}\"\ndescription = \"\"\n+++\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_meant() {
        let file = |path| file_of(path).map(|file| file.to_string_lossy().into_owned());
        for (path, wanted) in [
            ("history/summits", Some("history/summits.md")),
            ("content/history/summits.md", Some("history/summits.md")),
            ("history/", Some("history/_index.md")),
            ("../x", None),
            ("/x", None),
            ("", None),
        ] {
            assert_eq!(file(path).as_deref(), wanted, "{path}");
        }
        assert!(front_matter(Path::new("history/_index.md")).contains("\"History\""));
        assert!(front_matter(Path::new("a/soviet-alliance.md")).contains("\"Soviet alliance\""));
    }
}
