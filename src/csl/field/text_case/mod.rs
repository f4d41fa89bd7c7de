//! `text-case` (specification, "Text-case"), where that is silent as citeproc-js has it.

mod changed;
mod words;

use super::super::style::TextCase;
use super::super::text::Span;
pub(crate) use changed::Casing;
use changed::Changed;
use words::{Word, words};

/// Words that title case leaves small, unless they stand at an end or after a colon.
const STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "anenst",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "d'",
    "de",
    "despite",
    "down",
    "during",
    "d’",
    "et",
    "except",
    "for",
    "forenenst",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "thruout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "van",
    "versus",
    "via",
    "vis-à-vis",
    "von",
    "vs",
    "with",
    "within",
    "without",
    "yet",
];

/// The text in the case, and the spans moved along; `None` if nothing changes.
pub(crate) fn apply(
    text: &str,
    spans: &[Span],
    case: TextCase,
    casing: Casing,
) -> Option<(String, Vec<Span>)> {
    if case == TextCase::Title && !casing.english {
        return None;
    }
    let words = words(text, spans);
    let mut out = Changed::new(text, casing);
    match case {
        TextCase::Lowercase => words.iter().for_each(|word| out.lower(word)),
        TextCase::Uppercase => words.iter().for_each(|word| out.upper(word)),
        TextCase::CapitalizeFirst => {
            let first = words.iter().find(|word| !word.text(text).is_empty());
            if let Some(word) = first.filter(|word| casing.is_lower(word.text(text))) {
                out.capitalize(word);
            }
        }
        TextCase::CapitalizeAll => {
            let lower = words.iter().filter(|word| casing.is_lower(word.text(text)));
            lower.for_each(|word| out.capitalize(word));
        }
        TextCase::Sentence => {
            for word in &words {
                if word.first {
                    out.capitalize(word);
                } else {
                    out.lower(word);
                }
            }
        }
        TextCase::Title => title(text, &words, &mut out),
    }
    out.finish(spans)
}

fn title(text: &str, words: &[Word], out: &mut Changed<'_>) {
    let last = words.len().checked_sub(1);
    for (index, word) in words.iter().enumerate() {
        let letters = word.text(text);
        if !out.casing.is_lower(letters) {
            continue;
        }
        let single = letters.chars().nth(1).is_none();
        let at_end = Some(index) == last && !single;
        let exposed = word.first || word.after_break || word.before_hyphen || at_end;
        if exposed || !(single || is_stop_word(letters)) {
            out.capitalize(word);
        }
    }
}

/// Whether a word in small letters is one that titles leave small.
fn is_stop_word(word: &str) -> bool {
    word.len() <= LONGEST_STOP_WORD && STOP_WORDS.binary_search(&word).is_ok()
}

const LONGEST_STOP_WORD: usize = "notwithstanding".len();

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> String {
        let casing = Casing {
            english: true,
            dotless: false,
        };
        let changed = apply(text, &[], TextCase::Title, casing);
        changed.map_or_else(|| text.to_owned(), |(text, _)| text)
    }

    #[test]
    fn titles() {
        assert_eq!(title("the war of the worlds"), "The War of the Worlds");
        assert_eq!(
            title("employee pro-environmental"),
            "Employee Pro-Environmental"
        );
        assert_eq!(title("what it is for"), "What It Is For");
        assert_eq!(title("art: a history"), "Art: A History");
        assert_eq!(title("iPad in use"), "iPad in Use");
    }

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
        let longest = STOP_WORDS.iter().map(|word| word.len()).max();
        assert_eq!(longest, Some(LONGEST_STOP_WORD));
    }
}
