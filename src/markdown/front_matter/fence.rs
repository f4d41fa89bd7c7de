//! Where front matter begins and ends.

use std::ops::Range;

use crate::value::{SyntaxError, Table, parse_toml, parse_yaml};

/// Where the Markdown of a file begins.
pub(in crate::markdown) fn body_start(text: &str) -> usize {
    let end = Fence::of(text).and_then(|(fence, start)| {
        let first_line = start + text[start..].find('\n')? + 1;
        Some(fence.split(text, first_line)?.1)
    });
    end.unwrap_or_default()
}

/// The lines around front matter, and the language inside.
pub(super) struct Fence {
    pub marker: &'static str,
    pub language: &'static str,
    /// How a title is written.
    pub title_help: &'static str,
    pub parse: fn(&str) -> (Table, Vec<SyntaxError>),
}

impl Fence {
    /// The fence that a file begins with, after empty lines, and where it stands.
    pub(super) fn of(text: &str) -> Option<(Self, usize)> {
        let bare = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let start = text.len() - bare.len();
        // Four spaces make code of a line.
        let indented = text[..start]
            .rsplit('\n')
            .next()
            .is_some_and(|line| line.len() > 3);
        let fence = Self::named(bare.lines().next()?.trim_end()).filter(|_| !indented)?;
        Some((fence, start))
    }

    fn named(marker: &str) -> Option<Self> {
        match marker {
            "+++" => Some(Self {
                marker: "+++",
                language: "TOML",
                title_help: "add `title = \"…\"`",
                parse: parse_toml,
            }),
            "---" => Some(Self {
                marker: "---",
                language: "YAML",
                title_help: "add `title: …`",
                parse: |text| match parse_yaml(text) {
                    Ok(table) => (table, Vec::new()),
                    Err(error) => (Table::default(), vec![error]),
                },
            }),
            _ => None,
        }
    }

    /// The bytes between the fences and the offset after the closing one.
    pub(super) fn split(&self, text: &str, first_line: usize) -> Option<(Range<usize>, usize)> {
        let mut at = first_line;
        for line in text[first_line..].split_inclusive('\n') {
            let marker = line.trim_end();
            if marker == self.marker || (self.marker == "---" && marker == "...") {
                return Some((first_line..at, at + line.len()));
            }
            at += line.len();
        }
        None
    }
}
