//! Finds foreign syntax that begins a line, or is one.

use super::super::prose::Prose;
use super::Found;
use super::kinds::Kind;
use crate::bytes;
use crate::diagnostics::Span;
use crate::markdown::{BlockKind, Document};

/// What stands on the lines of paragraphs.
pub(super) fn all(document: &Document, prose: &Prose, found: &mut Vec<Found>) {
    let paragraphs = document.blocks.iter();
    for block in paragraphs.filter(|block| block.kind == BlockKind::Paragraph) {
        let range = block.span.range();
        let mut at = range.start;
        let mut before = (at, "");
        for whole in bytes::lines(&prose.source[range]) {
            let line = whole.trim_start_matches([' ', '\t', '>']);
            let start = at + whole.len() - line.len();
            let line = line.trim_end();
            at += whole.len();
            let first = before.1.is_empty().then(|| first_line(line)).flatten();
            let (kind, from) = match first.or_else(|| any_line(line)) {
                Some(kind) => (kind, start),
                None if underlines(before.1, line) => (Kind::Heading, before.0),
                None => {
                    before = (start, line);
                    continue;
                }
            };
            let span = Span::new(from..start + line.len());
            found.push(Found { kind, span });
            before = (start, line);
        }
    }
}

/// What the first line of a paragraph is: on others, a sentence may have been broken there.
fn first_line(line: &str) -> Option<Kind> {
    let words = line.trim_start_matches('=');
    let signs = line.len() - words.len();
    let words = words
        .strip_prefix(' ')
        .map(|words| words.trim_matches(['=', ' ']));
    if (1..=6).contains(&signs)
        && words.is_some_and(|words| words.starts_with(char::is_alphanumeric))
    {
        return Some(Kind::Heading);
    }
    let remark = line.strip_prefix("% ");
    if remark.is_some_and(|words| words.starts_with(char::is_alphabetic)) {
        return Some(Kind::LatexRemark);
    }
    is_field(line).then_some(Kind::Field)
}

/// What a line is by its signs.
fn any_line(line: &str) -> Option<Kind> {
    let textile = line
        .strip_prefix('h')
        .and_then(|rest| rest.split_once(". "));
    if textile.is_some_and(|(level, _)| matches!(level, "1" | "2" | "3" | "4" | "5" | "6")) {
        return Some(Kind::Heading);
    }
    let drawer = line
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'));
    let is_drawer = |name: &str| name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase());
    let keyword = line.strip_prefix("#+");
    if keyword.is_some_and(|word| word.starts_with(char::is_alphabetic))
        || drawer.is_some_and(is_drawer)
    {
        return Some(Kind::OrgKeyword);
    }
    if line.starts_with("{|") {
        return Some(Kind::WikiMarkup);
    }
    let jira = line
        .strip_prefix('{')
        .and_then(|rest| rest.split(['}', ':']).next());
    if jira.is_some_and(|name| ["code", "quote", "noformat", "panel"].contains(&name)) {
        return Some(Kind::Jira);
    }
    let block = line.strip_prefix("/// ");
    if block.is_some_and(|name| name.starts_with(char::is_alphabetic)) {
        return Some(Kind::Fence);
    }
    if is_ruled(line) {
        return Some(Kind::GridTable);
    }
    let broken = line.strip_suffix("\\\\");
    broken
        .is_some_and(|words| !words.is_empty() && !words.ends_with('\\'))
        .then_some(Kind::LatexBreak)
}

/// `+---+===+`
fn is_ruled(line: &str) -> bool {
    line.starts_with('+')
        && line.ends_with('+')
        && line.chars().all(|c| "+-=:".contains(c))
        && (line.contains("--") || line.contains("=="))
}

/// `status:: done`
fn is_field(line: &str) -> bool {
    const LONGEST: usize = 30;
    let near = &line[..line.floor_char_boundary(LONGEST + 2)];
    let Some((name, after)) = near.split_once(':') else {
        return false;
    };
    let in_name = |c: char| c.is_alphanumeric() || "-_ ".contains(c);
    let is_name = name.starts_with(char::is_alphabetic) && name.chars().all(in_name);
    is_name && after.starts_with(": ") && !line[name.len() + 3..].trim().is_empty()
}

/// Whether a line underlines the one `before` as a heading of reStructuredText: as long, of signs that Markdown does not know.
fn underlines(before: &str, line: &str) -> bool {
    let sign = line.chars().next().filter(|c| "^\"'+.~*".contains(*c));
    let ruled = line.len() > 2 && line.chars().all(|c| Some(c) == sign);
    ruled && line.len() + 1 >= before.chars().count() && before.starts_with(char::is_alphanumeric)
}
