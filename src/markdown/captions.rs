//! The grammar of captions of tables, in Pandoc's form: `Table: Trade by year`, `: Trade by year`.

use std::ops::Range;

/// Whether captions of tables may be in `body`.
pub(crate) fn may_be_in(body: &str) -> bool {
    let line_begins = |line: &str| marker(line.trim_start_matches(['>', ' ', '\t'])).is_some();
    memchr::memchr(b'|', body.as_bytes()).is_some() && body.lines().any(line_begins)
}

/// The length of what a caption begins with.
pub(crate) fn marker(text: &str) -> Option<usize> {
    let rest = ["Table:", "table:", ":"]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    let content = rest.trim_start_matches([' ', '\t']);
    (content.len() < rest.len() && !content.is_empty()).then_some(text.len() - content.len())
}

/// Where captions touch the last rows of their tables, and what parts the two, byte for byte: an empty line takes the
/// place of the caption's marker and of the end of the row's line.
pub(super) fn parted(body: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut in_table = false;
    for line in body.split_inclusive('\n') {
        let bare = line.trim_start_matches(['>', ' ', '\t']);
        let marks = &line[..line.len() - bare.len()];
        if let Some(marker) = marker(bare).filter(|_| in_table) {
            let row_end = body[..at].trim_end_matches(['\r', '\n']).len();
            let range = row_end..at + marks.len() + marker;
            let quotes = ">".repeat(marks.matches('>').count());
            let parting = format!("\n{quotes}\n{marks}");
            if let Some(spare) = range.len().checked_sub(parting.len()) {
                found.push((range, " ".repeat(spare) + &parting));
            }
        }
        in_table = match bare.trim().is_empty() {
            true => false,
            false => in_table || is_delimiter_row(bare),
        };
        at += line.len();
    }
    found
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
        for (body, masked) in [
            ("| a |\n|---|\n| 1 |\n: C\n", "| a |\n|---|\n| 1 | \n\nC\n"),
            (
                "| a |\n|---|\n| 1\r\n  Table: C\n",
                "| a |\n|---|\n| 1       \n\n  C\n",
            ),
            (
                "> | a |\n> |---|\n> | 1 |\n> : C\n",
                "> | a |\n> |---|\n> | 1 |\n>\n> C\n",
            ),
            (
                "> > |a|\n> > |-|\n> > |1\n> > Table: C\n",
                "> > |a|\n> > |-|\n> > |1    \n>>\n> > C\n",
            ),
        ] {
            let mut shown = body.to_owned();
            for (range, parting) in parted(body) {
                shown.replace_range(range, &parting);
            }
            assert_eq!(shown, masked);
            assert_eq!(shown.len(), body.len());
        }
        for body in [
            "| a |\n|---|\n| 1 |\n\n: C\n",
            "| a |\n: C\n",
            "> > |a|\n> > |-|\n> > : C\n",
        ] {
            assert!(parted(body).is_empty(), "{body}");
        }
    }
}
