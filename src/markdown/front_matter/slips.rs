//! What an author most likely did who wrote what cannot be read.

use crate::diagnostics::Span;

/// What an author who wrote this most likely did, where the parser only says what it expected.
pub(super) fn slip(text: &str, at: Span, language: &str) -> Option<String> {
    let start = text[..at.range().start.min(text.len())]
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let indentation = line.len() - line.trim_start().len();
    let help = if let Some(help) = crate::value::marks_slip(line) {
        help
    } else if language == "YAML" && line[..indentation].contains('\t') {
        "YAML is indented with spaces: put spaces in place of the tab"
    } else if language == "YAML" && line.matches(": ").count() > 1 {
        "a value with a colon stands between quotation marks: title: \"Wells: a history\""
    } else if language == "TOML" && line.contains(": ") && !line.contains('=') {
        "between +++ stands TOML, `title = \"…\"`; put YAML between --- in its place"
    } else if language == "YAML" && line.contains(" = ") {
        "between --- stands YAML, `title: …`; put TOML between +++ in its place"
    } else if language == "TOML"
        && let Some(help) = crate::value::toml_slip(line)
    {
        help
    } else {
        return None;
    };
    Some(help.to_owned())
}
