//! What becomes of punctuation where two elements meet (specification, "Affixes", "Localized Options").
//!
//! CSL 1.0.2 leaves it to processors; the table is that of citeproc-js.

/// What to do with the first character of what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    Keep,
    /// It goes: the character before says enough.
    DropRight,
    /// It takes the place of the character before.
    ReplaceLeft,
}

/// What becomes of `right` after `left`, across the border between two elements.
pub(super) fn meet(left: char, right: char) -> Meeting {
    match (left, right) {
        ('.' | '!' | '?' | ':' | ',' | ';' | ' ', _) if left == right => Meeting::DropRight,
        ('\u{a0}', ' ') => Meeting::DropRight,
        ('!' | '?', '.' | ':') | (':' | ';', '.') | (';', ':') => Meeting::DropRight,
        (':' | ';', '!' | '?') => Meeting::ReplaceLeft,
        _ => Meeting::Keep,
    }
}

/// Whether [`meet`] keeps a character whatever stands before, and quotation marks leave it where it is.
pub(super) fn meets_nothing(right: char) -> bool {
    !matches!(right, '.' | '!' | '?' | ':' | ',' | ';' | ' ')
}

/// Whether the character moves into quotation marks where the locale says so (`punctuation-in-quote`).
pub(super) fn moves_in(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?')
}

/// Whether the character moves out of quotation marks where the locale does not say `punctuation-in-quote`.
pub(super) fn moves_out(c: char) -> bool {
    matches!(c, ',' | ':' | ';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_punctuation_is_dropped() {
        assert_eq!(meet('.', '.'), Meeting::DropRight);
        assert_eq!(meet('?', '.'), Meeting::DropRight);
        assert_eq!(meet(':', '!'), Meeting::ReplaceLeft);
        assert_eq!(meet('.', ','), Meeting::Keep);
        assert_eq!(meet('a', '.'), Meeting::Keep);
    }

    #[test]
    fn most_characters_meet_nothing() {
        let all = || (0..0x3000_u32).filter_map(char::from_u32);
        for right in all().filter(|&right| meets_nothing(right)) {
            assert!(!moves_in(right));
            let lefts = all().filter(|left| left.is_ascii() || *left == '\u{a0}' || *left == right);
            for left in lefts {
                assert_eq!(meet(left, right), Meeting::Keep, "{left:?} {right:?}");
            }
        }
    }
}
