//! English titles in title case, to sentence case.
//!
//! CSL wants titles in sentence case and makes title case where a style asks for it; BibTeX's habit is the other way
//! round. So, as Pandoc does, words that are capitalised for title case alone are put in lower case, and what
//! braces protect is left. A title that has more words in lower case than title case allows is in sentence case
//! already; its capitals are those of names.

use crate::csl::{Markup, Text};

/// The text in sentence case, if it is in title case.
pub(super) fn from_title_case(text: &Text) -> Text {
    let plain = text.as_str();
    let words = words(text);
    if !is_title_case(&words) {
        return text.clone();
    }
    let mut lower = String::with_capacity(plain.len());
    let mut copied = 0;
    for word in words
        .iter()
        .filter(|word| word.is_capitalised && !word.is_first)
    {
        let letter = plain[word.start..].chars().next().unwrap_or_default();
        // A letter whose lower case has another length would move the spans.
        let small: String = letter.to_lowercase().collect();
        if small.len() == letter.len_utf8() {
            lower.push_str(&plain[copied..word.start]);
            lower.push_str(&small);
            copied = word.start + small.len();
        }
    }
    lower.push_str(&plain[copied..]);
    Text::with_spans(lower, text.spans().to_vec())
}

struct Word {
    start: usize,
    len: usize,
    /// Whether a sentence or a subtitle starts with it.
    is_first: bool,
    /// A capital and then small letters: in title case that says nothing.
    is_capitalised: bool,
    is_lower: bool,
}

/// The words that braces do not protect.
fn words(text: &Text) -> Vec<Word> {
    let plain = text.as_str();
    let mut words = Vec::new();
    let mut is_first = true;
    let mut at = 0;
    while at < plain.len() {
        let rest = &plain[at..];
        let len = rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len());
        if len == 0 {
            let c = rest.chars().next().unwrap_or_default();
            is_first |= matches!(c, '.' | '?' | '!' | ':' | '—' | '“');
            at += c.len_utf8();
            continue;
        }
        let word = &rest[..len];
        let protected = text.spans().iter().any(|span| {
            span.markup == Markup::NoCase && span.range.start < at + len && at < span.range.end
        });
        if !protected {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let mut chars = word.chars();
            let capital = chars.next().is_some_and(char::is_uppercase);
            let small_rest =
                !chars.any(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit());
            // "A" is an article; other single letters are names: "vitamin C".
            words.push(Word {
                start: at,
                len: letters,
                is_first,
                is_capitalised: capital && small_rest && (letters > 1 || word == "A"),
                is_lower: !capital && small_rest,
            });
        }
        is_first = false;
        at += len;
    }
    words
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’')
}

/// Whether the words that title case would capitalise are capitalised: two at least, and twice as many as are not.
fn is_title_case(words: &[Word]) -> bool {
    let long = || words.iter().filter(|word| !word.is_first && word.len > 3);
    let capitalised = long().filter(|word| word.is_capitalised).count();
    let lower = long().filter(|word| word.is_lower).count();
    capitalised >= 2 && capitalised > 2 * lower
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::read::bibtex::latex;

    fn sentence(source: &str) -> String {
        let text = Text::from_markup(&latex::convert(source).markup);
        from_title_case(&text).to_plain()
    }

    #[test]
    fn words_of_title_case_are_lowered() {
        for (title, expected) in [
            (
                "The Structure of {DNA} in {E}scherichia Coli Cells",
                "The structure of DNA in Escherichia coli cells",
            ),
            (
                "Learning Deep Networks with GPUs: A Survey and Vitamin C",
                "Learning deep networks with GPUs: A survey and vitamin C",
            ),
            (
                "Non-Linear Models for the iPhone's Radio",
                "Non-linear models for the iPhone’s radio",
            ),
            (
                "What Is Truth? Some Answers Given by {Kim}",
                "What is truth? Some answers given by Kim",
            ),
            (
                "{{Putin Signs Treaty With Kim}}",
                "Putin Signs Treaty With Kim",
            ),
        ] {
            assert_eq!(sentence(title), expected);
        }
    }

    #[test]
    fn sentence_case_keeps_its_names() {
        for title in [
            "How North Korea evades sanctions in Southeast Asia",
            "Putin signs treaty with Kim in Vladivostok",
            "Democracy in Asia",
            "The origins of the Korean War",
        ] {
            assert_eq!(sentence(title), title);
        }
    }
}
