//! mdBook's includes, put in where they stand, also in code: mdBook does the same before it reads Markdown.

use std::ops::Range;

use super::Summary;
use super::rewrite::{PageText, joined};
use super::source::Source;

/// Includes in includes are put in up to this depth.
pub(super) const DEEPEST: usize = 8;

/// At most so many bytes of includes are put into a page. A file that includes itself ten times would otherwise be put in a
/// hundred million times.
pub(super) const MOST: usize = 1 << 20;

pub(super) fn convert(text: &mut PageText<'_>) {
    let (source, from) = (text.rewriter.source, &text.page.from);
    let mut left = MOST;
    text.body = expand_at(source, from, &text.body, text.summary, 0, &mut left);
}

fn expand_at(
    source: &Source,
    from: &str,
    body: &str,
    summary: &mut Summary,
    depth: usize,
    left: &mut usize,
) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find("{{#") {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let Some(end) = tag
            .find("}}")
            .map(|end| end + 2)
            .filter(|_| !before.ends_with('\\'))
        else {
            out.push_str("{{#");
            rest = &tag[3..];
            continue;
        };
        let (name, argument) = tag[3..end - 2]
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((&tag[3..end - 2], ""));
        let included = matches!(
            name,
            "include" | "rustdoc_include" | "playground" | "playpen"
        )
        .then(|| included(source, from, argument.trim(), name == "rustdoc_include"))
        .flatten()
        .filter(|(_, text)| depth < DEEPEST && text.len() < *left);
        if let Some((_, text)) = &included {
            *left -= text.len();
        }
        match (included, name) {
            (Some((path, text)), "include") => {
                out.push_str(&expand_at(source, &path, &text, summary, depth + 1, left));
                summary.did("includes put in");
            }
            (Some((_, text)), _) => {
                out.push_str(&text);
                summary.did("includes put in");
            }
            (None, "title") => {}
            (None, _) => {
                summary.leaves(format!("directive `{name}` of mdBook, left as it is"));
                out.push_str(&tag[..end]);
            }
        }
        rest = &tag[end..];
    }
    out + rest
}

/// The path of an included file, and what is shown of it.
fn included(
    source: &Source,
    from: &str,
    argument: &str,
    rustdoc: bool,
) -> Option<(String, String)> {
    let argument = argument.split([',', ' ']).next()?;
    let (path, part) = argument.split_once(':').unwrap_or((argument, ""));
    let path = joined(from, path)?;
    let text = source.text(&path)?;
    let lines: Vec<&str> = text.lines().collect();
    let range = match part {
        "" => 0..lines.len(),
        part if part.starts_with(|c: char| c.is_ascii_digit() || c == ':') => {
            numbered(part, lines.len())
        }
        anchor => anchored(anchor.split(':').next()?, &lines)?,
    };
    let shown = lines[range]
        .iter()
        .filter(|line| !(line.contains("ANCHOR") || rustdoc && line.starts_with("# ")));
    let shown: Vec<&str> = shown.copied().collect();
    Some((path, shown.join("\n")))
}

/// `3`, `3:9`, `3:`, `:9`; from 1, the last one with it.
fn numbered(part: &str, length: usize) -> Range<usize> {
    let (first, last) = part.split_once(':').unwrap_or((part, part));
    let start = first
        .parse::<usize>()
        .unwrap_or(1)
        .saturating_sub(1)
        .min(length);
    let end = last.parse::<usize>().unwrap_or(length).min(length);
    start..end.max(start)
}

fn anchored(anchor: &str, lines: &[&str]) -> Option<Range<usize>> {
    let marks = |line: &&str, mark: &str| {
        line.split_once(mark)
            .is_some_and(|(_, rest)| rest.trim() == anchor)
    };
    let start = lines.iter().position(|line| marks(line, "ANCHOR:"))? + 1;
    let end = lines.iter().position(|line| marks(line, "ANCHOR_END:"))?;
    Some(start..end.max(start))
}
