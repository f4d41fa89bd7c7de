//! What an author most likely did who wrote what cannot be read.

use crate::diagnostics::Span;

/// What an author who wrote this most likely did, where the parser only says what it expected.
pub(super) fn slip(text: &str, at: Span, language: &str) -> Option<String> {
    let start = text[..at.range().start.min(text.len())]
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let indentation = line.len() - line.trim_start().len();
    let help = if line.contains(['“', '”', '„', '‟', '«', '»', '‘', '’']) {
        "the quotation marks are curly: write straight ones, \" or '"
    } else if language == "YAML" && line[..indentation].contains('\t') {
        "YAML is indented with spaces: put spaces in place of the tab"
    } else if language == "YAML" && line.matches(": ").count() > 1 {
        "a value with a colon stands between quotation marks: title: \"Wells: a history\""
    } else if language == "TOML" && line.contains(": ") && !line.contains('=') {
        "between +++ stands TOML, `title = \"…\"`; put YAML between --- in its place"
    } else if language == "YAML" && line.contains(" = ") {
        "between --- stands YAML, `title: …`; put TOML between +++ in its place"
    } else if language == "TOML"
        && line
            .split_once('=')
            .is_some_and(|(_, value)| is_like_date(value))
    {
        "write a date as year-month-day, such as 2024-06-19"
    } else if language == "TOML"
        && line
            .split_once('=')
            .is_some_and(|(_, value)| is_bare(value))
    {
        "text stands between quotation marks: title = \"…\""
    } else {
        return None;
    };
    Some(help.to_owned())
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
