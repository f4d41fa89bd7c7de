//! Blocks that became others than was meant.

use super::{Found, Kind};
use crate::bytes;
use crate::diagnostics::Span;
use crate::markdown::{Block, Document};

/// A heading that was a paragraph.
pub(super) fn heading(block: &Block, text: &str, found: &mut Found) {
    if is_underlined(block, text) {
        found.add(Kind::Underline, block.span);
    }
    let line = text[block.span.range()].trim_end();
    if let Some(at) = mistaken_id(line).filter(|_| line.starts_with('#')) {
        let start = block.span.start as usize;
        found.add(Kind::HeadingId, Span::new(start + at..start + line.len()));
    }
}

/// Where the `{id}`, `(#id)` or `[#id]` stands that a heading ends with.
fn mistaken_id(line: &str) -> Option<usize> {
    let close = line.chars().next_back()?;
    let open = match close {
        '}' => '{',
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let at = line.rfind(open)?;
    let inner = &line[at + 1..line.len() - 1];
    let name = match inner.strip_prefix('#') {
        Some(name) if open != '{' => name,
        None if open == '{' => inner,
        _ => return None,
    };
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_:".contains(c));
    (is_name && line[..at].ends_with(' ')).then_some(at)
}

/// Headings without words, prose that is code, and columns of spaces.
pub(super) fn check(document: &Document, text: &str, found: &mut Found) {
    for heading in &document.headings {
        if heading.text.is_empty() && heading.title_html.trim().is_empty() {
            found.add(Kind::EmptyHeading, heading.span);
        }
    }
    for span in &document.code {
        let code = &text[span.range()];
        if !code.trim_start().starts_with(['`', '~']) && is_prose(code) {
            found.add(Kind::Indented, *span);
        }
    }
    columns(document, text, found);
}

/// Whether a heading is a paragraph, by its full stop, that a line of hyphens follows.
fn is_underlined(block: &Block, text: &str) -> bool {
    let is_rule = |line: &str| line.len() > 2 && line.bytes().all(|byte| byte == b'-');
    let source = &text[block.span.start as usize..];
    let mut lines = source.lines().skip(1).map(str::trim);
    !source.starts_with('#')
        && block.text.trim_end().ends_with(['.', '。'])
        && lines
            .find(|line| line.is_empty() || is_rule(line))
            .is_some_and(is_rule)
}

/// Whether indented code reads as sentences: words, and a mark at the end.
fn is_prose(code: &str) -> bool {
    let code = code.trim();
    let words = code.split_whitespace();
    let is_word = |word: &&str| {
        let bare = word.trim_matches(|c: char| ".,;:!?()\"'“”‘’*_".contains(c));
        !bare.is_empty()
            && bare
                .chars()
                .all(|c| c.is_alphabetic() || c == '-' || c == '’' || c == '\'')
    };
    let (all, plain) = (words.clone().count(), words.filter(is_word).count());
    let begins = code.starts_with(|c: char| c.is_uppercase() || "\"“*_".contains(c));
    let ends = code.ends_with(['.', '!', '?', '"', '”', ':']);
    let in_code = ["{", "}", "()", ";\n", "->", "==", "=>"];
    let is_code = in_code.iter().any(|sign| code.contains(sign));
    all > 5 && plain * 10 >= all * 9 && begins && ends && !is_code
}

/// Simple tables of Pandoc: a line of hyphens in columns, which is a rule to Markdown.
fn columns(document: &Document, text: &str, found: &mut Found) {
    let start = document.front.span.end as usize;
    let mut at = start;
    for line in bytes::lines(&text[start..]) {
        let range = at..at + line.trim_end().len();
        at += line.len();
        // Few lines begin so.
        if !line.trim_start().starts_with("---") {
            continue;
        }
        let groups = || line.split_whitespace();
        let is_rule = |group: &str| group.len() > 2 && group.bytes().all(|b| b == b'-');
        let ruled = groups().all(is_rule) && groups().count() > 1;
        if ruled
            && !document
                .code
                .iter()
                .any(|code| code.range().contains(&range.start))
        {
            found.add(Kind::Columns, Span::new(range));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_told_from_code() {
        for prose in [
            "This is prose that was indented by four spaces, as in a letter.",
            "\"We shall see,\" he said, and went away.",
        ] {
            assert!(is_prose(prose), "{prose}");
        }
        for code in [
            "let x = the_value_of(something);",
            "SELECT name FROM people WHERE age IS NULL",
            "Error: the file was not found in /usr/lib.",
            "cargo run",
        ] {
            assert!(!is_prose(code), "{code}");
        }
    }
}
