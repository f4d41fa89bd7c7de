//! Signs within a line that came through as text, though they were meant as markup.

use super::{Found, Kind};
use crate::bytes;
use crate::markdown::{Block, Document};

/// Names of characters that are often written without their semicolon.
const ENTITIES: &[&str] = &[
    "nbsp", "amp", "mdash", "ndash", "copy", "reg", "hellip", "euro", "lt", "gt", "quot", "laquo",
    "raquo", "times", "rarr", "larr", "deg", "shy", "thinsp",
];

/// A sign of the text of a block that stands as such in the file.
struct Sign<'t> {
    /// Where it stands in the file.
    at: usize,
    before: Option<char>,
    /// The text from it on.
    rest: &'t str,
}

const SIGNS: &str = "*_`´^~${[&<";

/// Whether one of them may begin with a byte. So may a few others.
fn may_begin(byte: u8) -> bool {
    const ACUTE: u8 = "´".as_bytes()[0];
    bytes::is_between(byte, b'$', b'&')
        | bytes::is_between(byte, b'[', b'`')
        | bytes::is_between(byte, b'{', b'~')
        | bytes::is_one_of(byte, &[b'*', b'<', ACUTE])
}

/// The signs of a text, with their places.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += bytes::find(&text.as_bytes()[at..], may_begin)?;
            let c = text[at..].chars().next()?;
            let place = at;
            at += c.len_utf8();
            if SIGNS.contains(c) {
                return Some((place, c));
            }
        }
    })
}

/// Whether the text of a block can hold one: it stands in what the text is made of, or in place of it, as `*` for `&ast;`.
/// Of those that are not of ASCII nobody knows the places.
fn may_hold(block: &Block, document: &Document, text: &str) -> bool {
    let pieces = block.runs.iter().map(|run| run.file.range());
    let mut signs = pieces.flat_map(|piece| document.signs.within(piece));
    signs.any(|at| may_begin(text.as_bytes()[at])) || !block.text.is_ascii()
}

pub(super) fn check(block: &Block, document: &Document, text: &str, found: &mut Found) {
    if !may_hold(block, document, text) {
        return;
    }
    emphasis(block, text, found);
    let signs = signs(&block.text);
    let literals: Vec<_> = block.literals().collect();
    let mut next = literals.iter().peekable();
    for (at, c) in signs {
        while next.next_if(|literal| literal.end <= at).is_some() {}
        let is_literal = next.peek().is_some_and(|literal| literal.start <= at);
        let sign = (!is_literal).then(|| block.place_of(at..at + c.len_utf8()));
        // An escaped sign is one because its author wants it.
        let sign = sign.filter(|span| {
            text[span.range()].starts_with(c) && !text[..span.start as usize].ends_with('\\')
        });
        if let Some(span) = sign {
            let sign = Sign {
                at: span.start as usize,
                before: block.text[..at].chars().next_back(),
                rest: &block.text[at..],
            };
            if let Some((kind, length)) = meant(c, &sign, block, text) {
                // A length of some signs may end inside of a character, as in `x^−2`.
                let end = block.text.ceil_char_boundary(at + length);
                found.add(kind, block.place_of(at..end));
            }
        }
    }
}

/// What a sign `c` was meant as, and the bytes of the text to point at.
fn meant(c: char, sign: &Sign<'_>, block: &Block, text: &str) -> Option<(Kind, usize)> {
    let Sign { before, rest, .. } = sign;
    let inner = &rest[c.len_utf8()..];
    let opens = before.is_none_or(|c| c.is_whitespace() || "([\"“‘—–".contains(c));
    match c {
        '_' if before.is_some_and(|c| c.is_ascii_uppercase()) => {
            is_subscript(inner).then_some((Kind::Script, 2))
        }
        '~' => {
            let words = inner.strip_prefix('~');
            let words = words.is_some_and(|words| words.starts_with(char::is_alphanumeric));
            (opens && words && *before != Some('~')).then_some((Kind::Strike, 2))
        }
        '*' | '_' if is_uneven(c, sign, text) => Some((Kind::Uneven, 1)),
        '*' | '_' => opens_nothing(c, sign, opens).then_some((Kind::Star, 1)),
        '`' => {
            let single = *before != Some(c) && !inner.starts_with(c);
            single.then_some((Kind::Backtick, 1))
        }
        '´' => (opens && inner.contains('´')).then_some((Kind::Backtick, 2)),
        '^' if inner.starts_with(" [") => Some((Kind::Note, 3)),
        '^' => {
            let number = before.is_some_and(|c| c.is_ascii_alphanumeric());
            let digits = inner.trim_start_matches(['-', '−']);
            let is_power = number && digits.starts_with(|c: char| c.is_ascii_digit());
            is_power.then_some((Kind::Script, 2))
        }
        '$' => dollar(sign, inner, opens).map(|length| (Kind::Formula, length)),
        '[' => {
            let words = inner.strip_prefix('^')?;
            let words = &words[..words.find(']')?];
            let is_note = words.contains(' ') && !words.contains(['[', '@']);
            is_note.then(|| (Kind::Note, words.len() + 3))
        }
        '{' => attributes(rest).map(|length| (Kind::Attributes, length)),
        '&' => {
            let end = inner
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(inner.len());
            let closed = inner[end..].starts_with(';') && end > 1;
            (ENTITIES.contains(&&inner[..end]) || closed).then_some((Kind::Entity, 1 + end))
        }
        '<' => angle(sign, inner, block),
        _ => None,
    }
}

/// The signs that were to open a formula.
fn dollar(sign: &Sign<'_>, inner: &str, opens: bool) -> Option<usize> {
    if let Some(rest) = inner.strip_prefix('$') {
        let opens = sign.before != Some('$') && !rest.contains("$$");
        return opens.then_some(2);
    }
    if opens && begins_formula(inner) {
        return Some(1);
    }
    let end = inner.find(" $")?;
    let formula = inner.starts_with(' ') && inner[..end].contains(['=', '+', '^', '\\', '_']);
    formula.then_some(1)
}

/// What a `<` was to open.
fn angle(sign: &Sign<'_>, inner: &str, block: &Block) -> Option<(Kind, usize)> {
    let schemes = ["http://", "https://", "www.", "mailto:"];
    if schemes.iter().any(|scheme| inner.starts_with(scheme)) {
        return Some((Kind::Address, 1));
    }
    let comment = ["!-", "!–", "!—", "! -", "! –", "! —"]
        .iter()
        .any(|open| inner.starts_with(open));
    let arrow = block.text.starts_with("<–") && block.text.ends_with('>');
    (comment || arrow && sign.before.is_none()).then_some((Kind::Comment, 3))
}

/// The digit of `CO_2`.
fn is_subscript(inner: &str) -> bool {
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    inner.len() - rest.len() == 1 && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Whether a single star or underscore was meant to begin emphasis. Names of files and of functions begin with an
/// underscore as well.
fn opens_nothing(c: char, sign: &Sign<'_>, opens: bool) -> bool {
    let inner = &sign.rest[1..];
    let single = sign.before != Some(c) && !inner.starts_with(c);
    let spaced = inner.starts_with(' ') && is_spaced_pair(inner, c);
    let opened = inner.starts_with(char::is_alphabetic)
        && (c == '*' || inner.contains(" _") || closes_word(inner, c));
    single && opens && (spaced || opened)
}

/// Whether a sign stands at the end of a word of `inner`.
fn closes_word(inner: &str, sign: char) -> bool {
    inner.match_indices(sign).any(|(at, _)| {
        inner[..at].ends_with(char::is_alphanumeric)
            && !inner[at + 1..].starts_with(char::is_alphanumeric)
    })
}

/// Whether the same sign stands beside this one and is markup: more of them are on one side of the words than on the other.
fn is_uneven(c: char, sign: &Sign<'_>, text: &str) -> bool {
    let before = text[..sign.at].chars().next_back();
    let after = text[sign.at + 1..].chars().next();
    let opens = after == Some(c) && !sign.rest[1..].starts_with(c);
    let closes = before == Some(c) && sign.before != Some(c);
    opens != closes
}

/// Whether a word begins that is a formula by its signs.
fn begins_formula(inner: &str) -> bool {
    let word = inner.split_whitespace().next().unwrap_or_default();
    let command = word.split('\\').nth(1);
    let command = command.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let begins = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '\\');
    begins && !word.contains('$') && (command || word.contains('^') || word.contains("_{"))
}

/// Whether a word and a second sign with spaces around follow, as in `* words *`.
fn is_spaced_pair(inner: &str, sign: char) -> bool {
    let Some((words, _)) = inner.trim_start().split_once(sign) else {
        return false;
    };
    let ends = |word: Option<&str>| {
        word.is_some_and(|word| word.len() > 1 && word.chars().all(char::is_alphabetic))
    };
    let mut list = words.split_whitespace();
    words.ends_with(' ')
        && ends(list.next())
        && list.all(|word| word.chars().any(char::is_alphabetic))
}

/// The length of `{#id}`, `{.class}`, `{width=50%}` or `{-}` that `rest` begins with.
fn attributes(rest: &str) -> Option<usize> {
    let length = rest.find('}')? + 1;
    let inner = rest[1..length - 1].trim();
    let name = inner.strip_prefix(['#', '.']);
    let is_word = |c: char| c.is_alphanumeric() || "-_:.".contains(c);
    let named = name.is_some_and(|name| {
        let end = name.find(|c| !is_word(c)).unwrap_or(name.len());
        name.starts_with(char::is_alphabetic) && (end == name.len() || name[end..].starts_with(' '))
    });
    let paired = inner.split_once('=').is_some_and(|(key, value)| {
        ["width", "height", "lang", "class", "id", "style"].contains(&key) && !value.is_empty()
    });
    (named || paired || inner == "-" || inner == "=html").then_some(length)
}

/// Pairs of asterisks or underscores that came through as text.
fn emphasis(block: &Block, text: &str, found: &mut Found) {
    for sign in ["**", "__"] {
        for at in memchr::memmem::find_iter(block.text.as_bytes(), sign) {
            let span = block.place_of(at..at + sign.len());
            let range = span.range();
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            let own = sign.chars().next();
            // Stars after a number say how sure it is; signs inside a word belong to it.
            let in_word = before.is_some_and(|c| c.is_ascii_digit())
                || [before, after]
                    .iter()
                    .all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
            let plain = text[range] != *sign || before == Some('\\') || in_word;
            let longer = before == own || after == own;
            let literal = block.literals().any(|code| code.contains(&at));
            if !(plain || longer || literal) {
                found.add(Kind::Emphasis, span);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn places_are_those_of_the_file_and_end_where_characters_do() {
        for (source, marked) in [
            ("So x^−2 is small.", "^−"),
            ("<!– hidden –>", "<!–"),
            ("<! — hidden>", "<! "),
            ("So { class=\"a\"}—é", "{ class=\"a\"}"),
            ("So [^\"a\" and b]–é", "[^\"a\" and b]"),
        ] {
            let text = format!("+++\ntitle = \"T\"\n+++\n{source}\n");
            let (path, options) = ("content/a.md".into(), Default::default());
            let (document, _) = parse(&path, &text, &options, &Default::default());
            let mut found = Found::default();
            for block in &document.blocks {
                check(block, &document, &text, &mut found);
            }
            let spans = found.0.values().map(|(span, _)| text.get(span.range()));
            assert_eq!(spans.collect::<Vec<_>>(), [Some(marked)], "{source}");
        }
    }

    #[test]
    fn attributes_are_told_from_braces() {
        for written in [
            "{#here}",
            "{.lead}",
            "{#fig:rail .wide}",
            "{width=50%}",
            "{-}",
            "{ .a }",
        ] {
            assert_eq!(attributes(written), Some(written.len()), "{written}");
        }
        for written in [
            "{}",
            "{a, b}",
            "{1}",
            "{#}",
            "{.1}",
            "{x=1}",
            "{.a",
            "{#[derive]}",
        ] {
            assert_eq!(attributes(written), None, "{written}");
        }
    }
}
