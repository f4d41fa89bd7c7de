//! Finds the comments of a bibliography that are addressed to Ibid, and the entry that each stands before.

use std::ops::Range;

use crate::diagnostics::Span;

/// A comment, without its sign.
pub(super) struct Comment {
    /// Its text.
    pub span: Span,
    /// The entry that follows; empty if none does.
    pub covers: Span,
}

/// The comments of the file at `path`; JSON has none.
pub(super) fn comments(path: &str, text: &str) -> Vec<Comment> {
    let (sign, opens): (char, fn(&str) -> bool) = match path.rsplit_once('.').map(|(_, end)| end) {
        Some("bib") => ('%', |line| line.trim_start().starts_with('@')),
        Some("yml" | "yaml") => ('#', |line| {
            line.starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '-')
        }),
        _ => return Vec::new(),
    };
    let mut found: Vec<Comment> = Vec::new();
    if !text.contains("ibid") {
        return found;
    }
    // Comments that wait for their entry, and those whose entry is open.
    let (mut waiting, mut open) = (0..0, 0..0);
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
        } else if opens(line) {
            close(&mut found, &open, start);
            open = std::mem::replace(&mut waiting, found.len()..found.len());
            for comment in &mut found[open.clone()] {
                comment.covers = Span::at(start);
            }
        }
    }
    close(&mut found, &open, text.len());
    found
}

fn close(found: &mut [Comment], open: &Range<usize>, end: usize) {
    for comment in &mut found[open.clone()] {
        comment.covers.end = end as u32;
    }
}

fn is_directive(comment: &str) -> bool {
    let after = comment.trim_start().strip_prefix("ibid");
    after.is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '.')
    })
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
}
