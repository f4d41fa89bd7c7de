//! Numbers as a language writes them.

use super::Language;

/// What stands between groups of three digits, and before the first decimal.
fn signs(language: &Language) -> (&'static str, &'static str) {
    let mut subtags = language.as_str().split('-');
    let primary = subtags.next().unwrap_or_default();
    match primary {
        "de" if subtags.any(|subtag| subtag == "CH") => ("’", "."),
        "de" | "es" | "it" | "nl" | "pt" | "id" | "tr" | "da" | "el" | "vi" | "ro" | "hr"
        | "sr" | "sl" => (".", ","),
        "fr" => ("\u{202f}", ","),
        "ru" | "uk" | "pl" | "cs" | "sk" | "sv" | "fi" | "nb" | "nn" | "no" | "hu" | "bg"
        | "be" | "et" | "lt" | "lv" => ("\u{a0}", ","),
        _ => (",", "."),
    }
}

/// `value` with so many digits after the point.
pub(super) fn written(language: &Language, value: f64, decimals: usize) -> String {
    let (group, point) = signs(language);
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() + 8);
    if value < 0.0 && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        text.push('−');
    }
    // Spanish writes 4000, and 40.000.
    let apart = whole.len() > 4 || whole.len() == 4 && !language.as_str().starts_with("es");
    for (i, digit) in whole.char_indices() {
        if apart && i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push_str(point);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_the_language() {
        for (tag, value, decimals, text) in [
            ("en-GB", 1_234_567.0, 0, "1,234,567"),
            ("en", -0.25, 2, "−0.25"),
            ("en", -0.001, 1, "0.0"),
            ("de", 12_000.5, 1, "12.000,5"),
            ("de-CH", 12_000.0, 0, "12’000"),
            ("es", 4_000.0, 0, "4000"),
            ("es", 40_000.0, 0, "40.000"),
            ("ru", 4_000.0, 0, "4\u{a0}000"),
            ("ko", 999.0, 0, "999"),
        ] {
            let language = Language::parse(tag).unwrap();
            assert_eq!(written(&language, value, decimals), text, "{tag}");
        }
    }
}
