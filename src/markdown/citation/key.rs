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
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        if in_word(c) {
            end = i + c.len_utf8();
        } else if i == 0
            || !":.#$%&-+?<>~/".contains(c)
            || !chars.peek().is_some_and(|n| in_word(n.1))
        {
            // Punctuation belongs to a key only between word characters, one at a time.
            break;
        }
    }
    (end > 0).then(|| (at + 1..at + 1 + end, &rest[..end]))
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
    text.match_indices('@')
        .map(|(at, _)| at)
        .filter(|at| may_begin_key(text, *at))
}
