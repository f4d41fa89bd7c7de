//! English titles in title case, to sentence case.
//!
//! CSL wants titles in sentence case and makes title case where a style asks for it; BibTeX's habit is the other way
//! round. So, as Pandoc does, words that are capitalised for title case alone are put in lower case, and what
//! braces protect is left. A title that has more words in lower case than title case allows is in sentence case
//! already; its capitals are those of names.

use crate::csl::{Markup, Text};

/// The text in sentence case, with a capital after a colon. `protects` says that other titles have braces around names,
/// so that one capital is enough to tell title case.
pub(super) fn from_title_case(text: &Text, protects: bool) -> Text {
    let words = words(text);
    let lower = protects_names(text) || is_title_case(&words, protects);
    let mut plain = text.as_str().to_owned();
    for word in words {
        if lower && word.is_capitalised && !word.is_first {
            recase(&mut plain, word.start, |letter| {
                letter.to_lowercase().collect()
            });
        }
        if word.is_lower && plain[..word.start].ends_with(": ") {
            recase(&mut plain, word.start, |letter| {
                letter.to_uppercase().collect()
            });
        }
    }
    Text::with_spans(plain, text.spans().to_vec())
}

/// Changes the case of one letter. One whose other case has another length stays, since it would move the spans.
fn recase(plain: &mut String, at: usize, map: impl Fn(char) -> String) {
    let letter = plain[at..].chars().next().unwrap_or_default();
    let mapped = map(letter);
    if mapped.len() == letter.len_utf8() {
        plain.replace_range(at..at + mapped.len(), &mapped);
    }
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
        // A title in the title starts with a capital.
        is_first |= text
            .spans()
            .iter()
            .any(|span| span.markup == Markup::Italic && span.range.start == at);
        let protected = text.spans().iter().any(|span| {
            // A quotation keeps the case of what it quotes.
            matches!(
                span.markup,
                Markup::NoCase | Markup::Quoted | Markup::QuotedSingle
            ) && span.range.start < at + len
                && at < span.range.end
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
                is_lower: !capital && small_rest && !SMALL_WORDS.contains(&word),
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

/// Whether braces protect a word that is capitalised as all words of title case are, or the first letter of one.
fn protects_names(text: &Text) -> bool {
    let plain = text.as_str();
    text.spans().iter().any(|span| {
        let mut after = plain[span.range.start..].chars();
        let name = after.next().is_some_and(char::is_uppercase)
            && after.next().is_some_and(char::is_lowercase);
        span.markup == Markup::NoCase && name && span.range != (0..plain.len())
    })
}

/// Prepositions and conjunctions that title case leaves in lower case, though they are long.
const SMALL_WORDS: [&str; 22] = [
    "about", "above", "across", "after", "against", "along", "among", "around", "before",
    "between", "during", "from", "into", "over", "than", "that", "through", "toward", "towards",
    "under", "upon", "with",
];

/// Whether the words that title case would capitalise are capitalised: twice as many as are not.
fn is_title_case(words: &[Word], protects: bool) -> bool {
    let long = || words.iter().filter(|word| !word.is_first && word.len > 3);
    let capitalised = long().filter(|word| word.is_capitalised).count();
    let lower = long().filter(|word| word.is_lower).count();
    // "Democracy in Asia" may be either.
    let least = if protects { 1 } else { 2 };
    capitalised >= least && capitalised > 2 * lower
}

/// Whether braces protect a name in a title as it is written: `in {Mexico City}`, `{E}scherichia`.
pub(super) fn has_protected_name(title: &str) -> bool {
    title.match_indices('{').any(|(at, _)| {
        let mut after = title[at + 1..].chars();
        let capital = after.next().is_some_and(char::is_uppercase);
        let second = after.next();
        at > 0 && capital && second.is_some_and(|c| c.is_lowercase() || c == '}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::read::bibtex::latex;

    fn sentence(source: &str) -> String {
        let text = Text::from_markup(&latex::convert(source).markup);
        from_title_case(&text, false).to_plain()
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
                r"A Review of \emph{The Impossible State}",
                "A review of The impossible state",
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
    fn a_subtitle_starts_with_a_capital() {
        assert_eq!(
            sentence("Memory: conscious and not"),
            "Memory: Conscious and not"
        );
        assert_eq!(
            sentence("Use of {iOS}: the iPad: {e}Bay"),
            "Use of iOS: The iPad: eBay"
        );
    }

    #[test]
    fn one_capital_is_enough_where_names_are_protected() {
        let title = Text::plain("Border Controls");
        assert_eq!(from_title_case(&title, false).as_str(), "Border Controls");
        assert_eq!(from_title_case(&title, true).as_str(), "Border controls");
        assert!(has_protected_name("Crime in {Mexico}") && has_protected_name("On {E}. coli"));
        assert!(!has_protected_name("{Crime in Mexico}") && !has_protected_name("The {DNA} of it"));
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
