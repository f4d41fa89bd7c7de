//! The keys of sources, as Pandoc delimits them.

use std::ops::Range;

/// The key that an `@` at byte `at` of `text` begins: the bytes after the `@` (or inside `@{…}`), and the key.
pub(in crate::markdown) fn key_at(text: &str, at: usize) -> Option<(Range<usize>, &str)> {
    let rest = text.get(at..)?.strip_prefix('@')?;
    if let Some(braced) = rest.strip_prefix('{') {
        let end = braced.find(['}', '\n'])?;
        let key = &braced[..end];
        return (braced[end..].starts_with('}') && !key.is_empty())
            .then_some((at + 1..at + end + 3, key));
    }
    let end = length(rest);
    (end > 0).then(|| (at + 1..at + 1 + end, &rest[..end]))
}

/// How many bytes of the key are that `text` begins with.
fn length(text: &str) -> usize {
    let mut end = word(text);
    // Punctuation belongs to a key only between word characters, one at a time.
    let joins = |sign: &u8| b":.#$%&-+?<>~/".contains(sign);
    while end > 0 && text.as_bytes().get(end).is_some_and(joins) {
        match word(&text[end + 1..]) {
            0 => break,
            next => end += 1 + next,
        }
    }
    end
}

/// How many bytes of word characters a text begins with.
fn word(text: &str) -> usize {
    let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let ascii = text.bytes().take_while(|byte| in_word(byte)).count();
    match text.as_bytes().get(ascii) {
        Some(next) if !next.is_ascii() => {
            let others = |c: char| !(c.is_alphanumeric() || c == '_');
            text.find(others).unwrap_or(text.len())
        }
        _ => ascii,
    }
}

/// Whether an `@` at byte `at` can begin a key: neither a word character nor a backslash stands before it.
pub(in crate::markdown) fn may_begin_key(text: &str, at: usize) -> bool {
    match text[..at].chars().next_back() {
        Some(c) => !(c.is_alphanumeric() || matches!(c, '_' | '\\' | '/' | '@' | '.' | '+')),
        None => true,
    }
}

/// The keys that stand in `text`, whatever else does.
pub(crate) fn keys_in(text: &str) -> impl Iterator<Item = &str> {
    at_signs(text).filter_map(|at| key_at(text, at).map(|(_, key)| key))
}

pub(super) fn at_signs(text: &str) -> impl Iterator<Item = usize> + '_ {
    let signs = memchr::memchr_iter(b'@', text.as_bytes());
    signs.filter(|at| may_begin_key(text, *at))
}
