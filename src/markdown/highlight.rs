//! Code, highlighted with classes by syntect; the theme's stylesheet gives the colours.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Classes begin with this, so that they meet no other.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Bytes of code that are highlighted on a page; highlighting a million takes seconds.
const MAX_CODE: usize = 256 << 10;
/// Bytes of a line. Grammars look at the rest of a line at every word of it, and longer ones are for machines.
const MAX_LINE: usize = 8 << 10;

/// Why code is not highlighted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong(String);

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much more code of a page is highlighted.
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(MAX_CODE)
    }
}

impl Budget {
    /// Takes `code` from what is left.
    fn take(&mut self, code: &str) -> Result<(), TooLong> {
        if code.lines().any(|line| line.len() > MAX_LINE) {
            let limit = MAX_LINE >> 10;
            return Err(TooLong(format!("it has a line of more than {limit} KiB")));
        }
        match self.0.checked_sub(code.len()) {
            Some(left) => self.0 = left,
            None => {
                let limit = MAX_CODE >> 10;
                let message = format!("the page has more than {limit} KiB of code up to its end");
                return Err(TooLong(message));
            }
        }
        Ok(())
    }
}

/// The grammars, unpacked when the first page with code asks for them.
fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// `code` as HTML with classed spans; `None` if the language is not known.
///
/// # Errors
/// If the code is too long.
pub(super) fn highlight(
    code: &str,
    language: &str,
    budget: &mut Budget,
) -> Result<Option<String>, TooLong> {
    if language.is_empty() {
        return Ok(None);
    }
    let syntaxes = syntaxes();
    let Some(syntax) = syntaxes.find_syntax_by_token(language) else {
        return Ok(None);
    };
    budget.take(code)?;
    Ok(marked(code, syntaxes, syntax))
}

/// `code` as HTML; `None` if the grammar gives up.
fn marked(code: &str, syntaxes: &SyntaxSet, syntax: &SyntaxReference) -> Option<String> {
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, STYLE);
    for line in LinesWithEndings::from(code) {
        generator
            .parse_html_for_line_which_includes_newline(line)
            .ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(code: &str, language: &str) -> Result<Option<String>, TooLong> {
        highlight(code, language, &mut Budget::default())
    }

    #[test]
    fn marks_words_and_escapes() {
        let html = one("let x = \"<a>\";\n", "rust").unwrap().unwrap();
        assert!(html.contains("hl-storage"), "{html}");
        assert!(html.contains("&lt;a&gt;"));
        assert_eq!(one("x", "no-such-language"), Ok(None));
        assert_eq!(one("x", ""), Ok(None));
    }

    #[test]
    fn long_code_is_refused() {
        let line = "x".repeat(MAX_LINE + 1);
        let error = one(&line, "rust").unwrap_err();
        assert_eq!(error.to_string(), "it has a line of more than 8 KiB");
        let code = "// x\n".repeat(MAX_CODE / 10);
        let mut budget = Budget::default();
        assert!(highlight(&code, "rust", &mut budget).is_ok());
        assert!(highlight(&code, "rust", &mut budget).is_ok());
        assert!(highlight(&code, "rust", &mut budget).is_err());
        assert!(highlight(&code, "no-such-language", &mut budget).is_ok());
    }
}
