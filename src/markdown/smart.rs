//! Smart punctuation in plain text, such as titles: the same marks as in Markdown, without its markup.

use crate::language::Quotes;

/// `text` with curly quotation marks, dashes and ellipses; `marks` are those of the language, or else English ones.
pub(super) fn smart(text: &str, marks: Option<&Quotes>) -> String {
    if !text.contains(['"', '\'']) && !text.contains("--") && !text.contains("...") {
        return text.to_owned();
    }
    let [open, close, open_inner, close_inner] = match marks {
        Some(marks) => [
            &*marks.open,
            &*marks.close,
            &*marks.open_inner,
            &*marks.close_inner,
        ],
        None => ["“", "”", "‘", "’"],
    };
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut inner = 0_usize;
    while let Some(c) = rest.chars().next() {
        // A mark opens where a word begins.
        let begins = out
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || "([{—–/“‘„«".contains(before));
        let after = &rest[c.len_utf8()..];
        let ends = !after.starts_with(char::is_alphanumeric);
        let (taken, written) = match c {
            '"' if begins && !ends => (1, open),
            '"' => (1, close),
            '\'' if begins && !ends && closes_later(after) => {
                inner += 1;
                (1, open_inner)
            }
            '\'' if ends && !begins && inner > 0 => {
                inner -= 1;
                (1, close_inner)
            }
            '\'' => (1, "’"),
            '-' if rest.starts_with("---") => (3, "—"),
            '-' if rest.starts_with("--") => (2, "–"),
            '.' if rest.starts_with("...") => (3, "…"),
            _ => (c.len_utf8(), &rest[..c.len_utf8()]),
        };
        out.push_str(written);
        rest = &rest[taken..];
    }
    out
}

/// Whether a single mark further on stands at the end of a word: an apostrophe at the beginning of one has none.
fn closes_later(text: &str) -> bool {
    text.match_indices('\'').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_some_and(|c| !c.is_whitespace())
            && !text[at + 1..].starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_open_and_close_by_where_words_begin_and_end() {
        for (written, shown) in [
            ("Kim's \"new\" course", "Kim’s “new” course"),
            ("\"He said 'no'\": a claim", "“He said ‘no’”: a claim"),
            ("The '90s and after", "The ’90s and after"),
            ("1945--1991 --- and on...", "1945–1991 — and on…"),
            ("(\"a\") 5\"", "(“a”) 5”"),
            ("plain", "plain"),
        ] {
            assert_eq!(smart(written, None), shown);
        }
        let marks = |text: &str| {
            let mut marks = text.split(' ').map(str::to_owned);
            let mut next = || marks.next().unwrap();
            Quotes {
                open: next(),
                close: next(),
                open_inner: next(),
                close_inner: next(),
            }
        };
        let german = marks("„ “ ‚ ‘");
        assert_eq!(
            smart("\"Das 'Wunder'\" war's", Some(&german)),
            "„Das ‚Wunder‘“ war’s"
        );
    }
}
