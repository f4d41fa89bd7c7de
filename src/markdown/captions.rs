//! The grammar of captions of tables, in Pandoc's form: `Table: Trade by year`, `: Trade by year`.

use std::ops::Range;

/// Whether captions of tables may be in `body`.
pub(crate) fn may_be_in(body: &str) -> bool {
    let line_begins = |line: &str| marker(line.trim_start_matches(['>', ' ', '\t'])).is_some();
    body.contains('|') && body.lines().any(line_begins)
}

/// The length of what a caption begins with.
pub(crate) fn marker(text: &str) -> Option<usize> {
    let rest = ["Table:", "table:", ":"]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    let content = rest.trim_start_matches([' ', '\t']);
    (content.len() < rest.len() && !content.is_empty()).then_some(text.len() - content.len())
}

/// Where a table ends with a caption that no empty line parts from its last row: the byte before that line's end,
/// which is not part of a cell. An empty line can take its place.
pub(super) fn touching(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut in_table = false;
    for line in body.split_inclusive('\n') {
        if in_table && marker(line.trim_start_matches([' ', '\t'])).is_some() {
            found.extend(spare_byte(&body[..at]));
        }
        in_table = match line.trim().is_empty() {
            true => false,
            false => in_table || is_delimiter_row(line),
        };
        at += line.len();
    }
    found
}

/// The last byte of a row before its line's end, if it is a bar that closes the row, or a space.
fn spare_byte(before: &str) -> Option<Range<usize>> {
    let row = before.strip_suffix('\n')?;
    let is_spare = row.ends_with(['|', ' ', '\t', '\r']) && !row.ends_with("\\|");
    is_spare.then_some(row.len() - 1..row.len())
}

/// The second line of a table, `|---|:-:|`.
fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.chars().all(|c| "|-: \t".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_touch_their_tables() {
        let spare = |body: &str| touching(body).into_iter().map(|it| it.start).collect();
        let at: Vec<usize> = spare("| a |\n|---|\n| 1 |\n: C\n");
        assert_eq!(at, [16]);
        let at: Vec<usize> = spare("| a |\n|---|\n| 1 |\r\n  Table: C\n");
        assert_eq!(at, [17]);
        for body in [
            "| a |\n|---|\n| 1 |\n\n: C\n",
            "| a |\n: C\n",
            "a | b\n--|--\n1 | 2\n: C\n",
            "| a |\n|---|\n| 1 \\|\n: C\n",
        ] {
            assert!(touching(body).is_empty(), "{body}");
        }
    }
}
