//! A fixture of the suite: sections of text between markers.

use std::fs;
use std::path::Path;

pub(super) struct Fixture {
    /// The file's name without `.txt`.
    pub name: String,
    sections: Vec<(String, String)>,
}

/// All fixtures of a folder, by name.
pub(super) fn all(folder: &Path) -> Vec<Fixture> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut fixtures: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            Fixture::new(name, &fs::read_to_string(&path).unwrap())
        })
        .collect();
    fixtures.sort_by(|a, b| a.name.cmp(&b.name));
    fixtures
}

impl Fixture {
    fn new(name: String, text: &str) -> Self {
        let mut sections = Vec::new();
        let mut open: Option<(String, String)> = None;
        for line in text.trim_start_matches('\u{feff}').lines() {
            match (&mut open, marker(line)) {
                (None, Some(('>', name))) => open = Some((name.to_owned(), String::new())),
                (Some(_), Some(('<', _))) => sections.extend(open.take()),
                (Some((_, text)), _) => {
                    text.push_str(line);
                    text.push('\n');
                }
                (None, _) => {}
            }
        }
        Self { name, sections }
    }

    /// The text of a section.
    pub(super) fn section(&self, name: &str) -> Option<&str> {
        let mut sections = self.sections.iter();
        let found = sections.find(|(section, _)| section == name);
        found.map(|(_, text)| text.trim())
    }

    pub(super) fn is_bibliography(&self) -> bool {
        self.section("MODE") == Some("bibliography")
    }

    /// The result. Of several citations each line begins with `[0]`; that some of them have changed since the
    /// last, which the suite tells with other marks, is nothing that one answer for a whole page can say.
    pub(super) fn expected(&self) -> String {
        let result = self.section("RESULT").unwrap_or_default();
        let lines = result.lines().map(|line| {
            let unmarked = line
                .strip_prefix(">>[")
                .or_else(|| line.strip_prefix("..["));
            unmarked.map_or_else(|| line.to_owned(), |rest| format!("[{rest}"))
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// `>>===== NAME =====>>` and `<<===== NAME =====<<`, with any number of signs.
fn marker(line: &str) -> Option<(char, &str)> {
    let sign = line.chars().next().filter(|c| matches!(c, '>' | '<'))?;
    let double = [sign, sign].iter().collect::<String>();
    let inner = line
        .trim_end()
        .strip_prefix(&double)?
        .strip_suffix(&double)?;
    let name = inner.strip_prefix("==")?.strip_suffix("==")?;
    Some((sign, name.trim_matches('=').trim()))
}
