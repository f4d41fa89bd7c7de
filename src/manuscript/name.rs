//! Names of files, shown to people.

use std::borrow::Cow;

/// Whether a character of a name does not show, or makes others show elsewhere.
pub(super) fn is_hidden(char: char) -> bool {
    let turns_direction = matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') || turns_direction
}

/// A name in one line of text that no terminal obeys: what does not show is written as in Rust.
pub(crate) fn visible(name: &str) -> Cow<'_, str> {
    if !name.contains(is_hidden) {
        return name.into();
    }
    let mut text = String::with_capacity(name.len());
    for char in name.chars() {
        match is_hidden(char) {
            true => text.extend(char.escape_default()),
            false => text.push(char),
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_named() {
        assert_eq!(visible("a \"b\" é"), "a \"b\" é");
        assert_eq!(
            visible("a\nb\u{1b}[31m\u{202e}"),
            "a\\nb\\u{1b}[31m\\u{202e}"
        );
    }
}
