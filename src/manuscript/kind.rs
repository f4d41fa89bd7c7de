//! What a file is, by where it stands.

/// What a file of an explainer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FileKind {
    /// `ibid.toml`.
    Config,
    /// A Markdown file below `content/`.
    Page,
    /// Any other file below `content/`: it is published beside the pages.
    Companion,
    /// A file below `static/`: it is published as it is.
    Static,
    /// A file below `data/`.
    Data,
    /// Text and code that pages take in: below `includes/`, or wherever else a page finds it.
    Include,
    /// A template: below `templates/`, or `themes/NAME/templates/`.
    Template,
    /// A theme's asset.
    Asset,
    /// What a theme says: `themes/NAME/theme.toml`, and words, below `words/` or `themes/NAME/words/`.
    Theme,
    /// A bibliography file or a citation style, wherever the configuration says.
    Cited,
}

impl FileKind {
    /// All kinds, in the order of their numbers.
    pub(super) const ALL: [Self; 10] = [
        Self::Config,
        Self::Page,
        Self::Companion,
        Self::Static,
        Self::Data,
        Self::Include,
        Self::Template,
        Self::Asset,
        Self::Theme,
        Self::Cited,
    ];
    /// How many kinds there are.
    pub(super) const COUNT: usize = Self::ALL.len();
}

/// The kind of the file at `path` (relative to the root, with `/`), `None` if it is none of Ibid's business.
///
/// Hidden files belong to systems, and leftovers to editors.
pub(crate) fn kind_of(path: &str, theme: &str) -> Option<FileKind> {
    if path.split('/').any(is_leftover) {
        return None;
    }
    if path == crate::config::CONFIG_FILE {
        return Some(FileKind::Config);
    }
    let (folder, rest) = path.split_once('/')?;
    match folder {
        "content" if rest.ends_with(".md") => Some(FileKind::Page),
        "content" => Some(FileKind::Companion),
        "static" => Some(FileKind::Static),
        "data" => Some(FileKind::Data),
        "includes" => Some(FileKind::Include),
        "templates" => Some(FileKind::Template),
        "words" if rest.ends_with(".toml") => Some(FileKind::Theme),
        "themes" => match rest.strip_prefix(theme)?.strip_prefix('/')? {
            "theme.toml" => Some(FileKind::Theme),
            rest => match rest.split_once('/')? {
                ("templates", _) => Some(FileKind::Template),
                ("assets", _) => Some(FileKind::Asset),
                ("words", file) if file.ends_with(".toml") => Some(FileKind::Theme),
                _ => None,
            },
        },
        _ => None,
    }
}

/// Endings of what editors and merge tools leave beside a file.
const LEFT: &[&str] = &["~", ".bak", ".orig", ".rej", ".swp", ".swo", ".swx"];

/// Whether a name is of a file that nobody wrote: hidden, or left by an editor, a merge or a system.
pub(super) fn is_leftover(name: &str) -> bool {
    let emacs = name.starts_with('#') && name.ends_with('#');
    // Vim writes "4913" to see whether it may write.
    let known = ["Thumbs.db", "desktop.ini", "4913"].contains(&name);
    name.starts_with('.') || emacs || known || LEFT.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_folders() {
        for (path, kind) in [
            ("content/a/b.md", Some(FileKind::Page)),
            ("content/a/map.png", Some(FileKind::Companion)),
            ("content/.a.md.swp", None),
            ("content/a.md~", None),
            ("content/.#a.md", None),
            ("content/#a.md#", None),
            ("content/a.md.bak", None),
            ("content/a.md.orig", None),
            ("content/4913", None),
            ("static/Thumbs.db", None),
            ("content/#1.md", Some(FileKind::Page)),
            ("static/x/y", Some(FileKind::Static)),
            ("includes/x/y.rs", Some(FileKind::Include)),
            ("themes/folio/templates/page.html", Some(FileKind::Template)),
            ("themes/other/templates/page.html", None),
            ("themes/folio/assets/a.css", Some(FileKind::Asset)),
            ("themes/folio/theme.toml", Some(FileKind::Theme)),
            ("themes/folio/words/de.toml", Some(FileKind::Theme)),
            ("words/de.toml", Some(FileKind::Theme)),
            ("themes/folio/notes.md", None),
            ("ibid.toml", Some(FileKind::Config)),
            ("README.md", None),
        ] {
            assert_eq!(kind_of(path, "folio"), kind, "{path}");
        }
    }
}
