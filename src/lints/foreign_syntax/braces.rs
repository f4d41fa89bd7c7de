//! What opens with a brace and is another tool's, and roles, which name code.

use super::super::inline_shortcodes::is_call;
use super::super::prose::Prose;
use super::kinds::Kind;
use super::scan::line;
use super::until;

/// What opens with a brace.
pub(super) fn at(prose: &Prose, text: &str, at: usize, rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("{{<") {
        return Some((Kind::HugoShortcode, until(rest, ">}}")?));
    }
    if rest.starts_with("{{%") {
        return Some((Kind::HugoShortcode, until(rest, "%}}")?));
    }
    if rest.starts_with("{{#") {
        return Some((Kind::MdBook, until(rest, "}}")?));
    }
    if let Some(after) = rest.strip_prefix("{{") {
        let (inner, _) = after.split_once("}}")?;
        return (!is_call(inner) && !inner.is_empty()).then_some((Kind::Variable, inner.len() + 4));
    }
    if let Some(after) = rest.strip_prefix("{%") {
        // `{%}` is not a tag: nothing stands between two signs.
        let (inner, _) = after.split_once("%}").filter(|_| !after.starts_with('}'))?;
        return (!is_call(inner)).then_some((Kind::LiquidTag, inner.len() + 4));
    }
    if rest.starts_with("{:")
        && (prose.begins_line(at) || rest.starts_with("{: ") || rest.starts_with("{:."))
    {
        return Some((Kind::Kramdown, until(line(rest), "}")?));
    }
    for (open, close) in [
        ("{++", "++}"),
        ("{--", "--}"),
        ("{>>", "<<}"),
        ("{~~", "~~}"),
        ("{==", "==}"),
    ] {
        if rest.starts_with(open) {
            return Some((Kind::Change, until(rest, close)?));
        }
    }
    let groups = ["{\\em ", "{\\it ", "{\\bf ", "{\\tt ", "{\\sc "];
    if groups.iter().any(|group| rest.starts_with(group)) {
        return Some((Kind::LatexCommand, until(rest, "}")?));
    }
    // `{cite}` before code, which is blank here.
    let length = until(line(rest), "}")?;
    let name = &rest[1..length - 1];
    let role = is_name(name) && text[at + length..].starts_with('`');
    role.then(|| (Kind::Role, length + code_length(&text[at + length..])))
}

/// The bytes of the code that `text` begins with.
fn code_length(text: &str) -> usize {
    let end = text[1..].find('`').map(|end| end + 2);
    end.unwrap_or(1)
}

pub(super) fn is_name(name: &str) -> bool {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(in_name)
}

/// `` :cite:`key` ``; the code is blank in `rest`.
pub(super) fn colon_role(text: &str, at: usize, rest: &str) -> Option<(Kind, usize)> {
    let length = 1 + until(&line(rest)[1..], ":")?;
    let role = is_name(&rest[1..length - 1]) && text[at + length..].starts_with('`');
    role.then(|| (Kind::Role, length + code_length(&text[at + length..])))
}
