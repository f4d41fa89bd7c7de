//! What an author most likely did who wrote a line of TOML or YAML that cannot be read.

/// Curly quotation marks.
pub(crate) fn marks_slip(line: &str) -> Option<&'static str> {
    let curly = line.contains(['“', '”', '„', '‟', '«', '»', '‘', '’']);
    curly.then_some("the quotation marks are curly: write straight ones, \" or '")
}

/// Values of TOML: dates of other forms, text without quotation marks, or with one.
pub(crate) fn toml_slip(line: &str) -> Option<&'static str> {
    let (_, value) = line.split_once('=')?;
    if is_like_date(value) {
        Some("write a date as year-month-day, such as 2024-06-19")
    } else if is_bare(value) {
        Some("text stands between quotation marks: title = \"…\"")
    } else if value.matches('"').count() == 1 {
        Some("the quotation mark is not closed: title = \"…\"")
    } else {
        None
    }
}

/// Whether a value is three numbers with other marks between them than a date of TOML has.
fn is_like_date(value: &str) -> bool {
    let parts = value.trim().split(['/', '.', '-']);
    parts.clone().count() == 3 && parts.into_iter().all(|part| part.parse::<u16>().is_ok())
}

/// Whether a value of TOML is text without quotation marks.
fn is_bare(value: &str) -> bool {
    let value = value.trim();
    value.starts_with(char::is_alphabetic) && !["true", "false", "inf", "nan"].contains(&value)
}
