//! What single numbers look like.

/// `A12` as `A` and `12`.
pub(super) fn split_particle(text: &str) -> (&str, &str) {
    let head = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let letters = head.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if letters.len() == head.len() {
        return ("", text);
    }
    let zeros = letters.trim_start_matches('0');
    let at = text.len()
        - if zeros.starts_with(|c: char| c.is_ascii_digit()) {
            zeros.len()
        } else {
            letters.len()
        };
    let (particle, value) = text.split_at(at);
    if is_numbered(value) && !value.contains([';', ':']) {
        (particle, value)
    } else {
        ("", text)
    }
}

/// Digits with letters, hyphens and commas after them.
pub(super) fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len()
        && rest
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | ',' | ';' | ':'))
}

/// Whether a value is a number by itself: digits or `i`, `v`, `x`, with letters after.
pub(super) fn is_numeric(value: &str) -> bool {
    let tail = |rest: &str| {
        rest.chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | ',' | ':'))
            || rest
                .strip_prefix('-')
                .is_some_and(|rest| rest.chars().all(|c| c == '-' || c.is_ascii_digit()))
    };
    let digits = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let roman = value.trim_start_matches(['i', 'v', 'x']);
    (digits.len() < value.len() && tail(digits)) || (roman.len() < value.len() && tail(roman))
}

/// `2012/13`
pub(super) fn is_fraction(value: &str) -> bool {
    let mut pieces = value.split('/');
    let digits = |piece: &str| !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit());
    value.contains('/') && pieces.all(digits)
}

/// The number with which a value begins.
pub(crate) fn leading_number(value: &str) -> Option<u64> {
    let rest = value.trim_start_matches(|c: char| c.is_ascii_digit());
    value[..value.len() - rest.len()].parse().ok()
}
