//! What begins the lines of a paragraph.

use super::{Found, Kind};
use crate::bytes;
use crate::diagnostics::Span;
use crate::lints::prose::Prose;
use crate::markdown::Block;

/// Tells by its words what a line was meant as.
type IsLine = fn(&str) -> bool;

/// A line of a paragraph: its words, and where they stand.
struct Line<'t> {
    words: &'t str,
    /// What stands before them: marks of lists and quotations.
    before: &'t str,
    span: Span,
}

pub(super) fn check(block: &Block, text: &str, prose: &Prose, found: &mut Found) {
    let lines = lines(block, text, prose);
    let marker = lines
        .first()
        .map(|line| line.before.trim_start_matches([' ', '>']));
    if marker == Some(":") {
        found.add(Kind::Definition, lines[0].span);
    }
    for (index, line) in lines.iter().enumerate() {
        // Most lines begin with a letter, after which only the letter of an item is looked for.
        let is_words = line.words.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_words && let Some(kind) = begun(line.words, line.before) {
            found.add(kind, line.span);
        }
        // One line that begins so may be a sentence that was broken there.
        let after = index.checked_sub(1).map(|before| lines[before].words);
        let repeated = |is: IsLine| after.is_some_and(|after| is(line.words) && is(after));
        let kinds: [(Kind, IsLine); 4] = [
            (Kind::Item, is_tight_item),
            (Kind::Dash, is_dash),
            (Kind::Letter, is_letter),
            (Kind::Bullet, is_o),
        ];
        for (kind, is) in kinds {
            if repeated(is) {
                found.add(kind, line.span);
            }
        }
        if !is_words && is_no_break_item(line.words) {
            found.add(Kind::Item, line.span);
        }
    }
    if let [line] = &lines[..]
        && is_rule(line.words)
    {
        found.add(Kind::Rule, line.span);
    }
    let several = lines.len() > 1;
    if !several && lines.iter().any(|line| is_tag_or_heading(line.words)) {
        found.add(Kind::Tags, lines[0].span);
    }
    if several && lines.iter().all(|line| is_row(line.words)) {
        found.add(Kind::Table, lines[0].span);
    }
    let columns = |line: &Line<'_>| memchr::memchr_iter(b'\t', line.words.as_bytes()).count();
    if several && columns(&lines[0]) > 0 && lines.iter().all(|it| columns(it) == columns(&lines[0]))
    {
        found.add(Kind::Columns, lines[0].span);
    }
}

fn lines<'t>(block: &Block, text: &'t str, prose: &'t Prose) -> Vec<Line<'t>> {
    let mut at = block.span.start as usize;
    let lines = bytes::lines(&prose.source[block.span.range()]);
    let lines = lines.map(|line| {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let start = at + line.len() - words.len();
        at += line.len();
        let words = words.trim_end();
        Line {
            words,
            before: &text
                [memchr::memrchr(b'\n', &text.as_bytes()[..start]).map_or(0, |end| end + 1)..start],
            span: Span::new(start..start + words.len()),
        }
    });
    lines.filter(|line| !line.words.is_empty()).collect()
}

/// What a line is meant to begin with; `before` stands before its words.
fn begun(words: &str, before: &str) -> Option<Kind> {
    let after_signs = words.trim_start_matches(['#', '＃']);
    let signs = words.len() - after_signs.len();
    let is_heading = signs > 1 && !after_signs.is_empty() && !after_signs.starts_with([' ', '\t']);
    if is_heading && !after_signs.starts_with('+') || words.starts_with('＃') {
        return Some(Kind::Heading);
    }
    if is_tags(words) {
        return Some(Kind::Tags);
    }
    // Word's bullets are characters of its own fonts.
    let bullet = words.strip_prefix([
        '•', '◦', '▪', '●', '‣', '·', '\u{f0b7}', '\u{f0a7}', '\u{f076}',
    ]);
    if bullet.is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return Some(Kind::Bullet);
    }
    let fences = ["‘‘‘", "’’’", "´´´"];
    if fences.iter().any(|marks| words.starts_with(marks)) {
        return Some(Kind::Fence);
    }
    let quoted = before.trim_end().ends_with('>');
    if quoted && (words.starts_with("[!") || is_named_alert(words)) {
        return Some(Kind::Alert);
    }
    let listed = before.trim_end().ends_with(['-', '*', '+']);
    (listed && is_box(words)).then_some(Kind::Task)
}

/// Whether words are nothing but `#tag #tag`. A number after the sign is one of an issue.
fn is_tags(words: &str) -> bool {
    words.split_whitespace().all(|word| {
        let name = word.strip_prefix('#');
        name.is_some_and(|name| name.starts_with(char::is_alphabetic) && !name.contains('#'))
    })
}

/// `=====`, `~ ~ ~`
fn is_rule(words: &str) -> bool {
    let Some(first) = words.chars().next().filter(|c| "=~•—–·".contains(*c)) else {
        return false;
    };
    let mut signs = words.chars().filter(|c| *c != ' ');
    signs.clone().count() > 2 && signs.all(|c| c == first)
}

/// `#words and more`, a whole paragraph. [`is_tags`] has those of tags alone.
fn is_tag_or_heading(words: &str) -> bool {
    let name = words.strip_prefix('#');
    name.is_some_and(|name| name.starts_with(char::is_alphabetic)) && !is_tags(words)
}

/// `[NOTE]` and nothing after it.
fn is_named_alert(words: &str) -> bool {
    [
        "[NOTE]",
        "[TIP]",
        "[IMPORTANT]",
        "[WARNING]",
        "[CAUTION]",
        "[INFO]",
    ]
    .contains(&words)
}

/// `[]`, `[X ]`, `[ x]`, and a box that its words touch.
fn is_box(words: &str) -> bool {
    let Some((inner, rest)) = words.strip_prefix('[').and_then(|it| it.split_once(']')) else {
        return false;
    };
    let sign = inner.trim();
    let is_mark = sign.is_empty() || sign.eq_ignore_ascii_case("x");
    is_mark && inner.len() < 4 && !rest.starts_with(['(', '[', ':', '{'])
}

/// `-item`, `*item`, `1.item`, `1)item`.
fn is_tight_item(words: &str) -> bool {
    let rest = match words.strip_prefix(['-', '+', '*']) {
        Some(rest) if words.starts_with('*') && rest.contains('*') => return false,
        Some(rest) => rest,
        None => {
            let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
            match rest.strip_prefix(['.', ')']) {
                Some(after) if rest.len() < words.len() => after,
                _ => return false,
            }
        }
    };
    rest.starts_with(char::is_alphabetic)
}

/// `- item` and `1. item` with a space that does not break lines, which Markdown does not take for a space.
fn is_no_break_item(words: &str) -> bool {
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match digits.len() < words.len() {
        true => digits.strip_prefix(['.', ')']),
        false => words.strip_prefix(['-', '*', '+']),
    };
    rest.is_some_and(|rest| rest.starts_with(['\u{a0}', '\u{202f}', '\u{3000}', '\u{2003}']))
}

/// `– item`
fn is_dash(words: &str) -> bool {
    let rest = words.strip_prefix(['–', '—', '−']);
    rest.is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}']))
}

/// `o item`, as the second bullet of Word is copied
fn is_o(words: &str) -> bool {
    words.starts_with("o ") || words.starts_with("o\t")
}

/// `a) item`, `(1) item`, `ii. item`, `#. item`
fn is_letter(words: &str) -> bool {
    let Some((mark, rest)) = words.split_once([' ', '\t']) else {
        return false;
    };
    let bare = mark.strip_prefix('(').unwrap_or(mark);
    let roman = |mark: &str| mark.chars().all(|c| "ivxIVX".contains(c));
    let letter = |mark: &str| mark.len() == 1 && mark.chars().all(|c| c.is_ascii_alphanumeric());
    let closed = bare.strip_suffix(')').filter(|it| letter(it) || roman(it));
    let dotted = mark.strip_suffix('.').filter(|it| {
        it.len() > 1 && roman(it) || *it == "i" || *it == "#" || *it == "a" || *it == "b"
    });
    let is_number = mark.chars().all(|c| c.is_ascii_digit() || c == ')');
    !rest.trim().is_empty() && !is_number && closed.or(dotted).is_some_and(|it| !it.is_empty())
}

/// `| a | b |`
fn is_row(words: &str) -> bool {
    words.len() > 1 && words.starts_with('|') && words.ends_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_sentences() {
        for words in [
            "a) one", "(1) one", "ii. one", "i. one", "#. one", "(iv) one",
        ] {
            assert!(is_letter(words), "{words}");
        }
        for words in [
            "1) one",
            "a one",
            "is one.",
            "e.g. one",
            "(see) one",
            "a)",
            "",
        ] {
            assert!(!is_letter(words), "{words}");
        }
        assert!(is_tags("#politics #history") && is_tags("#politics"));
        assert!(!is_tags("#1") && !is_tags("#a b"));
    }
}
