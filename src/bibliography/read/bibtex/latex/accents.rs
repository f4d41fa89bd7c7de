//! Accents, as combining characters.

use unicode_normalization::UnicodeNormalization;

/// The combining character of an accent.
pub(super) fn combining(name: &str) -> Option<char> {
    Some(match name {
        "`" => '\u{300}',
        "'" => '\u{301}',
        "^" => '\u{302}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "u" => '\u{306}',
        "." => '\u{307}',
        "\"" => '\u{308}',
        "h" => '\u{309}',
        "r" => '\u{30A}',
        "H" => '\u{30B}',
        "v" => '\u{30C}',
        "U" => '\u{30D}',
        "G" | "C" => '\u{30F}',
        "f" => '\u{311}',
        "d" => '\u{323}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "b" => '\u{331}',
        "t" => '\u{361}',
        _ => return None,
    })
}

/// Puts `mark` on the first letter that was written after `start`; without one, the accent stands alone.
pub(super) fn combine(out: &mut String, start: usize, mark: char) {
    let written = out.split_off(start);
    let mut chars = written.chars();
    // `\~{}` is a tilde: the way to write it in addresses.
    let Some(letter) = chars.next() else {
        out.push(match mark {
            '\u{303}' => '~',
            '\u{302}' => '^',
            '\u{300}' => '`',
            '\u{301}' => '´',
            '\u{308}' => '¨',
            mark => mark,
        });
        return;
    };
    // An accent above takes the place of the dot.
    let letter = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        letter => letter,
    };
    out.extend([letter, mark].into_iter().nfc());
    out.push_str(chars.as_str());
}
