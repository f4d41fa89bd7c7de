//! Which scripts a text is written in, as far as CSL asks: names in Chinese, Japanese and Korean come family
//! first and unspaced, and their texts have no italics.

/// Whether a letter is of a script that is written as Latin is: with spaces, initials and italics.
pub(crate) fn is_romanesque_letter(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z'
        | '\u{e01}'..='\u{e5b}'
        | '\u{c0}'..='\u{17f}'
        | '\u{370}'..='\u{3ff}'
        | '\u{400}'..='\u{52f}'
        | '\u{590}'..='\u{5d4}'
        | '\u{5d6}'..='\u{5ff}'
        | '\u{1f00}'..='\u{1fff}'
        | '\u{600}'..='\u{6ff}'
        | '\u{200c}'..='\u{200e}'
        | '\u{218}'..='\u{21b}'
        | '\u{202a}'..='\u{202e}'
        // Latin letters with marks that Vietnamese and others use.
        | '\u{180}'..='\u{217}'
        | '\u{21c}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}'
    )
}

/// Whether there is a letter, digit or hyphen of such a script in the text.
pub(crate) fn is_romanesque(text: &str) -> bool {
    let inside = |c: char| c == '-' || c.is_ascii_digit() || is_romanesque_letter(c);
    text.chars().any(inside)
}

/// Whether the text begins with a letter of such a script, or an ampersand.
pub(crate) fn starts_romanesque(text: &str) -> bool {
    text.starts_with(|c| c == '&' || is_romanesque_letter(c))
}

/// Whether the text ends with a letter of such a script, an ampersand, a full stop or a colon.
pub(crate) fn ends_romanesque(text: &str) -> bool {
    text.ends_with(|c| matches!(c, '.' | ';' | ':' | '&') || is_romanesque_letter(c))
}
