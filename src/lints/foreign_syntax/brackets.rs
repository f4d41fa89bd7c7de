//! What opens with a square bracket and is another tool's.

use super::super::prose::Prose;
use super::kinds::Kind;
use super::scan::line;
use super::until;

/// What begins with the bracket at `at`, after which `rest` follows, and its length.
pub(super) fn at(prose: &Prose, at: usize, rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("[[") {
        let in_word = prose.line_before(at).ends_with(char::is_alphanumeric);
        return wikilink(rest).filter(|_| !in_word);
    }
    let line = line(rest);
    let length = memchr::memchr(b']', line.as_bytes())? + 1;
    let (inner, after) = (&line[1..length - 1], &line[length..]);
    let contents = matches!(inner, "TOC" | "toc") && after.trim_end().is_empty();
    if contents && prose.begins_line(at) {
        return Some((Kind::Contents, 5));
    }
    if inner.starts_with("fn:") {
        return Some((Kind::OrgNote, length));
    }
    if inner.starts_with("cite:") || inner.starts_with("cite/") {
        return Some((Kind::OrgCitation, length));
    }
    let name = inner.split(['=', ' ']).next().unwrap_or_default();
    let tags = [
        "b", "i", "u", "s", "url", "img", "quote", "code", "color", "size",
    ];
    if tags.iter().any(|tag| name.eq_ignore_ascii_case(tag)) {
        let close = rest.find(&format!("[/{name}]"))?;
        return Some((Kind::BbCode, close + name.len() + 3));
    }
    let plain = !after.starts_with(['(', '[', ':', '{']);
    let is_address = |text: &str| text.starts_with("http://") || text.starts_with("https://");
    let linked = is_address(inner) && inner.contains(' ')
        || inner.split_once('|').is_some_and(|(_, to)| is_address(to));
    (linked && plain).then_some((Kind::WikiLink, length))
}

/// `[[page]]`, `[[toc]]`, `[[address][words]]`
fn wikilink(rest: &str) -> Option<(Kind, usize)> {
    if let Some(length) = double(rest) {
        let inner = rest[2..length - 2].trim_matches('_');
        let kind = match inner {
            _ if inner.eq_ignore_ascii_case("toc") => Kind::Contents,
            _ if inner.starts_with("cite:") => Kind::OrgCitation,
            _ => Kind::Wikilink,
        };
        return Some((kind, length));
    }
    let length = until(line(rest), "]]")?;
    let (address, words) = rest[2..length - 2].split_once("][")?;
    let plain = |text: &str| !text.is_empty() && !text.contains(['[', ']', '@']);
    (plain(address) && plain(words)).then_some((Kind::OrgLink, length))
}

/// The length of `[[…]]` if it holds words, and no link follows that has it for its text.
pub(super) fn double(rest: &str) -> Option<usize> {
    let line = line(rest);
    let length = 2 + until(line.get(2..)?, "]]")?;
    let inner = &line[2..length - 2];
    let plain = !inner.trim().is_empty() && !inner.contains(['[', ']', '@']);
    (plain && !line[length..].starts_with(['(', '['])).then_some(length)
}
