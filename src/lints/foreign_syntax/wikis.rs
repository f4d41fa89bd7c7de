//! Marks of wikis, Org, Textile and AsciiDoc within a line.

use super::super::prose::Prose;
use super::scan::{between, line};
use super::until;

/// `//words//`
pub(super) fn slanted(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    if !rest.starts_with("//") {
        return slanted_once(prose, at, rest);
    }
    let length = between(prose, at, rest, "//")?;
    let ends = |c: char| c.is_alphabetic();
    let words = &rest[2..length - 2];
    (words.starts_with(ends) && words.ends_with(ends) && !prose.line_before(at).ends_with(':'))
        .then_some(length)
}

/// `/several words/`; a single one is a path, or says how something is spoken.
fn slanted_once(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let words = &line(rest)[1..];
    let words = &words[..words.find('/')?];
    let before = prose.line_before(at);
    let opens = before.is_empty() || before.ends_with([' ', '(', '"']);
    let after = rest[words.len() + 2..].chars().next();
    let ends = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)\"".contains(c));
    let mut each = words.split(' ');
    let plain = words.contains(' ')
        && each.all(|word| {
            word.chars().any(char::is_alphabetic) && !word.contains(['.', '_', '=', '<'])
        });
    (opens && ends && plain).then_some(words.len() + 2)
}

/// `'''words'''` and `''words''`
pub(super) fn wiki_quotes(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    if !rest.starts_with("''") || prose.line_before(at).ends_with(char::is_alphanumeric) {
        return None;
    }
    let inner = rest.trim_start_matches('\'');
    let signs = rest.len() - inner.len();
    let end = line(inner).find(&rest[..signs])?;
    inner
        .starts_with(char::is_alphanumeric)
        .then_some(signs + end + signs)
}

/// `"words":https://example.org`
pub(super) fn textile_link(rest: &str) -> Option<usize> {
    let words = until(&line(rest)[1..], "\"")?;
    let address = line(rest)[1 + words..].strip_prefix(':')?;
    let address = address.split(char::is_whitespace).next()?;
    let address = address.trim_end_matches(['.', ',', ';', ')']);
    address
        .starts_with("http")
        .then_some(2 + words + address.len())
}

/// `link:address[words]`, `image::file[words]`, `https://example.org[words]`
pub(super) fn asciidoc(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let target = line(rest).split(char::is_whitespace).next()?;
    let open = target.find('[')?;
    let macros = [
        "link:",
        "image:",
        "xref:",
        "include::",
        "http://",
        "https://",
    ];
    let address = &target[..open];
    let known = !address.contains(['(', ')', '^', '<', '>'])
        && macros.iter().any(|name| rest.starts_with(name));
    let length = open + until(&line(rest)[open..], "]")?;
    let begins = !prose
        .line_before(at)
        .ends_with(|c: char| c.is_alphanumeric() || c == '[');
    let plain = !line(rest)[length..].starts_with(['(', '[']);
    (known && begins && plain).then_some(length)
}

/// `cite:key`, `citep:key` of org-ref
pub(super) fn org_citation(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let word = line(rest).split(char::is_whitespace).next()?;
    let (name, keys) = word.split_once(':')?;
    let keys = keys.trim_end_matches(['.', ',', ';', ')', ']']);
    let begins = !prose
        .line_before(at)
        .ends_with(|c: char| c.is_alphanumeric() || c == '[');
    let known = ["cite", "citep", "citet", "citeauthor", "citeyear"].contains(&name);
    let is_key = keys.starts_with(|c: char| c.is_alphabetic() || c == '&');
    (begins && known && is_key).then_some(name.len() + 1 + keys.len())
}

/// `=words=`
pub(super) fn org_code(prose: &Prose, at: usize, rest: &str) -> Option<usize> {
    let before = prose.line_before(at);
    let opens = before.is_empty() || before.ends_with([' ', '(']);
    let inner = rest.strip_prefix('=').filter(|_| opens)?;
    let end = line(inner).find('=').filter(|end| *end > 0)?;
    let words = &inner[..end];
    let after = &inner[end + 1..];
    let plain = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || "=>\"'".contains(c));
    (plain && ends).then_some(end + 2)
}
