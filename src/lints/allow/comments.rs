//! Finds the comments of bibliographies and data files that are addressed to Ibid, and what each stands before.

use std::ops::Range;

use memchr::memmem;

use crate::data::is_directive;
use crate::diagnostics::Span;

/// A comment, without its sign.
pub(super) struct Comment {
    /// Its text.
    pub span: Span,
    /// The entry, row, table or value that follows; empty if none does.
    pub covers: Span,
}

/// What begins on a line: an entry or a table, or a part of one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Begins {
    Whole,
    Part,
}

/// What a line begins.
type Beginning = fn(&str) -> Option<Begins>;

/// What comments begin with in the file at `path`, and what begins on its lines; JSON has no comments.
fn syntax(path: &str) -> Option<(char, Beginning)> {
    match path.rsplit_once('.')?.1 {
        "bib" => Some(('%', |line| {
            line.trim_start().starts_with('@').then_some(Begins::Whole)
        })),
        "yml" | "yaml" => Some(('#', |line| {
            let is_key = line.starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '-');
            is_key.then_some(Begins::Whole)
        })),
        "csv" => Some(('#', |line| {
            (!line.trim().is_empty()).then_some(Begins::Whole)
        })),
        "toml" => Some(('#', |line| match line.trim_start() {
            table if table.starts_with('[') => Some(Begins::Whole),
            comment if comment.starts_with('#') => None,
            value => value.contains('=').then_some(Begins::Part),
        })),
        _ => None,
    }
}

/// The comments of the file at `path`.
pub(super) fn comments(path: &str, text: &str) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    let Some((sign, begins)) =
        syntax(path).filter(|_| memmem::find(text.as_bytes(), b"ibid").is_some())
    else {
        return found;
    };
    // Comments that wait for what follows, and those of the whole and of the part that are open.
    let (mut waiting, mut open) = (0..0, [0..0, 0..0]);
    for (start, line) in lines(text) {
        let body = line.trim_start();
        if let Some(comment) = body.strip_prefix(sign)
            && is_directive(comment)
        {
            let at = start + line.len() - comment.len();
            let comment = comment.trim_end();
            found.push(Comment {
                span: Span::new(at..at + comment.len()),
                covers: Span::at(at + comment.len()),
            });
            waiting.end = found.len();
        } else if let Some(begins) = begins(line) {
            // A new whole ends the part as well.
            for ended in &mut open[begins as usize..] {
                close(&mut found, ended, start);
                *ended = 0..0;
            }
            let own = std::mem::replace(&mut waiting, found.len()..found.len());
            for comment in &mut found[own.clone()] {
                comment.covers = Span::at(start);
            }
            open[begins as usize] = own;
        }
    }
    for open in &open {
        close(&mut found, open, text.len());
    }
    found
}

fn close(found: &mut [Comment], open: &Range<usize>, end: usize) {
    for comment in &mut found[open.clone()] {
        comment.covers.end = end as u32;
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_covers_the_entry_behind_it() {
        let text =
            "% ibid: allow(x) reason=\"y\"\r\n% more\n@online{a,\n}\n\n@online{b,}\n% ibid: last\n";
        let covered: Vec<_> = comments("s.bib", text)
            .iter()
            .map(|comment| (&text[comment.span.range()], &text[comment.covers.range()]))
            .collect();
        assert_eq!(
            covered,
            [
                (" ibid: allow(x) reason=\"y\"", "@online{a,\n}\n\n"),
                (" ibid: last", "")
            ]
        );
        let text = "# ibid: x\na:\n  title: b\nc:\n";
        assert_eq!(comments("s.yml", text)[0].covers, Span::new(10..24));
        assert!(comments("s.json", text).is_empty());
    }

    #[test]
    fn a_comment_in_data_covers_a_row_a_table_or_a_value() {
        let covered = |path, text: &str| {
            let comments = comments(path, text).into_iter();
            let covered = comments.map(|comment| text[comment.covers.range()].to_owned());
            covered.collect::<Vec<_>>()
        };
        let csv = "who,value\n# ibid: allow(x) reason=\"y\"\nSeoul,1\nKyiv,2\n";
        assert_eq!(covered("data/a.csv", csv), ["Seoul,1\n"]);
        let toml = "# ibid: a\n[a]\nvalue = 1\n# ibid: b\nlow = 1\nhigh = 2\n[b]\nvalue = 1\n";
        assert_eq!(
            covered("data/facts.toml", toml),
            [
                "[a]\nvalue = 1\n# ibid: b\nlow = 1\nhigh = 2\n",
                "low = 1\n"
            ]
        );
    }
}
