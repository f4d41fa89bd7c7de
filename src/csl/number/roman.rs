//! Roman numerals.

const NUMERALS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// The number in roman numerals, from 1 to 5999.
pub(crate) fn to_roman(number: u32) -> Option<String> {
    if !(1..6000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, letters) in NUMERALS {
        while rest >= value {
            roman.push_str(letters);
            rest -= value;
        }
    }
    Some(roman)
}

/// Whether a word is made of the letters of roman numerals.
pub(crate) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.bytes().all(|byte| {
            matches!(
                byte.to_ascii_lowercase(),
                b'i' | b'v' | b'x' | b'l' | b'c' | b'm'
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        assert_eq!(to_roman(1994).as_deref(), Some("mcmxciv"));
        assert_eq!(to_roman(0), None);
        assert!(is_roman("xii") && !is_roman("d2"));
    }
}
