//! LaTeX as bibliographies have it, to the markup of CSL-JSON.
//!
//! Not TeX: commands that print something are known by name, every other is passed over and told to the caller.
//! Quotation marks become curly ones, which [`Text::from_markup`] pairs, and braces `nocase`, since they protect
//! the case of what they hold.

mod accents;
mod math;
mod symbols;
mod writer;

use crate::csl::Text;

pub(super) use writer::convert;

/// Deeper than this, commands within arguments of commands are text.
const MAX_DEPTH: usize = 120;
const NO_CASE: &str = "<span class=\"nocase\">";

/// A value, converted.
#[derive(Debug, Default)]
pub(super) struct Converted {
    /// CSL-JSON's markup.
    pub markup: String,
    /// The commands that are not known, without their backslash.
    pub unknown: Vec<String>,
}

/// The text of a value, without its looks.
pub(super) fn plain(source: &str) -> String {
    if !source.contains(['\\', '{', '}', '$', '~', '-', '`', '\'', '"', '<']) {
        return collapse(source);
    }
    Text::from_markup(&convert(source).markup).to_plain()
}

/// An address or another value in which LaTeX has little to say: escapes and braces go, all else stays.
pub(super) fn verbatim(source: &str) -> String {
    let source = source.trim();
    let bare = source
        .strip_prefix("\\url{")
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap_or(source);
    let mut out = String::with_capacity(bare.len());
    let mut rest = bare;
    while let Some(at) = rest.find(['\\', '{', '}']) {
        out.push_str(&rest[..at]);
        let command = &rest[at..];
        let named = [
            ("\\textasciitilde", "~"),
            ("\\~{}", "~"),
            ("\\textunderscore", "_"),
            ("\\textbackslash", "\\"),
            ("\\textless", "<"),
            ("\\textgreater", ">"),
        ];
        if let Some((name, text)) = named.iter().find(|(name, _)| command.starts_with(name)) {
            out.push_str(text);
            rest = &command[name.len()..];
            rest = rest.strip_prefix(' ').unwrap_or(rest);
            continue;
        }
        let escaped = command[1..].starts_with(['_', '%', '&', '#', '$', '{', '}', '~', '^']);
        match command.as_bytes()[0] {
            b'\\' if escaped => {
                out.push_str(&command[1..2]);
                rest = &command[2..];
            }
            b'\\' => {
                out.push('\\');
                rest = &command[1..];
            }
            _ => rest = &command[1..],
        }
    }
    out.push_str(rest);
    out
}

/// The name of the command after whose backslash `rest` begins: letters, or one other character.
fn command_name(rest: &str) -> &str {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic());
    match end.unwrap_or(rest.len()) {
        0 => &rest[..rest.chars().next().map_or(0, char::len_utf8)],
        letters => &rest[..letters],
    }
}

/// One space for white space, none at the ends. A no-break space stays.
fn collapse(text: &str) -> String {
    let is_space = |c: char| c.is_ascii_whitespace();
    if !text.contains([' ', '\n', '\t', '\r']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests;
