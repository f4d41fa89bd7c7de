//! Quotations: somebody else's words between quotation marks.

use std::ops::Range;

use crate::bytes;

/// Opening marks, each with those that close it.
const MARKS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('‚', &['‘', '’']),
    ('「', &['」']),
    ('『', &['』']),
    ('«', &['»']),
    ('"', &['"']),
    ('‘', &['’']),
];

/// Fewer words than this between marks are a term or a word held at arm's length.
const FEWEST: usize = 3;

/// Before these even one or two words are a quotation.
const SPEAKING: &[&str] = &[
    "called",
    "calls",
    "call",
    "described",
    "describes",
    "termed",
    "dubbed",
    "labelled",
    "labeled",
    "branded",
    "said",
    "says",
    "wrote",
    "writes",
    "declared",
    "denounced",
    "condemned",
    "hailed",
    "praised",
    "spoke",
    "replied",
    "answered",
    "promised",
    "warned",
];

/// After these, words are mentioned, and nobody's saying: "the word 'could'", "under the heading 'How to cite a claim'".
const MENTIONING: &[&str] = &[
    "word", "words", "term", "terms", "phrase", "label", "labelled", "titled", "entitled",
    "heading", "section", "page", "column", "chapter", "button", "file", "field", "key", "named",
    "title", "marked", "tagged", "message", "option", "argument", "function", "value", "string",
    "menu", "tab", "keyword", "output", "stands",
];

/// Whether a text is long enough to be somebody's saying.
pub(super) fn is_long(text: &str) -> bool {
    text.split_whitespace().nth(FEWEST - 1).is_some()
}

/// The quotations in a text.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Marks that are not closed any more.
    let mut open_to_the_end = Vec::new();
    let mut from = 0;
    while let Some((at, open, closers)) = next_mark(text, from) {
        let inner = at + open.len_utf8();
        let closed = match open_to_the_end.contains(&open) {
            true => None,
            false => closing(&text[inner..], closers),
        };
        let Some(length) = closed else {
            open_to_the_end.push(open);
            from = inner;
            continue;
        };
        let quoted = &text[inner..inner + length];
        let end = inner
            + length
            + text[inner + length..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        if is_quotation(&text[..at], quoted) && !is_named_after(&text[end..]) {
            found.push(at..end);
        }
        from = end;
    }
    found
}

fn next_mark(text: &str, from: usize) -> Option<(usize, char, &'static [char])> {
    let mut at = from;
    loop {
        // The bytes that marks begin with.
        at += bytes::find(&text.as_bytes()[at..], |byte| {
            bytes::is_one_of(byte, &[b'"', 0xc2, 0xe2, 0xe3])
        })?;
        let c = text[at..].chars().next()?;
        let mark = MARKS.iter().find(|(open, _)| *open == c);
        // A mark after a letter closes, or is an apostrophe or an inch; some can only open.
        let opens = matches!(c, '„' | '‚' | '「' | '『')
            || !text[..at].ends_with(|c: char| c.is_alphanumeric());
        if let (Some((_, closers)), true) = (mark, opens) {
            return Some((at, c, *closers));
        }
        at += c.len_utf8();
    }
}

/// Where the closing mark stands; an apostrophe inside a word is none.
fn closing(text: &str, closers: &[char]) -> Option<usize> {
    text.char_indices()
        .find(|(i, c)| {
            closers.contains(c)
                && !(*c == '’' && text[i + c.len_utf8()..].starts_with(char::is_alphanumeric))
        })
        .map(|(i, _)| i)
}

/// Whether what follows the marks says that they hold words of an interface: "the “Set up” heading".
fn is_named_after(after: &str) -> bool {
    const NAMED: [&str; 19] = [
        "heading",
        "button",
        "message",
        "menu",
        "tab",
        "option",
        "field",
        "link",
        "dialog",
        "page",
        "command",
        "column",
        "preferences",
        "setting",
        "settings",
        "value",
        "values",
        "error",
        "errors",
    ];
    let word = after.trim_start_matches(['_', '*', ' ']);
    let word = word.split(|c: char| !c.is_alphabetic()).next();
    after.starts_with([' ', '_', '*']) && word.is_some_and(|word| NAMED.contains(&word))
}

fn is_quotation(before: &str, quoted: &str) -> bool {
    const DISTANCING: &str = "so-called";
    let tail = before.trim_end();
    let tail = tail
        .len()
        .checked_sub(DISTANCING.len())
        .and_then(|at| tail.get(at..));
    if tail.is_some_and(|tail| tail.eq_ignore_ascii_case(DISTANCING)) {
        return false;
    }
    // Four words are looked at; where there are only marks, none would be found up to the start.
    const NEAR: usize = 200;
    let near = before.floor_char_boundary(before.len().saturating_sub(NEAR));
    let words = before[near..].rsplit(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let named: Vec<&str> = words.take(4).collect();
    let last: Vec<String> = named.iter().map(|word| word.to_lowercase()).collect();
    if is_naming(&named) {
        return false;
    }
    let spoken = last.iter().any(|word| SPEAKING.contains(&word.as_str()));
    if spoken && last.first().is_none_or(|word| word != "labelled") {
        return !quoted.trim().is_empty();
    }
    let mentioned = last
        .iter()
        .take(2)
        .any(|word| MENTIONING.contains(&word.as_str()));
    // "e.g." is two words here.
    let is_set = matches!(&last[..], [to, set, ..] if to == "to" && set == "set")
        || matches!(&last[..], [is, default, ..] if is == "is" && default == "default");
    let mentioned = mentioned || is_set || matches!(&last[..], [g, e, ..] if g == "g" && e == "e");
    !mentioned && is_long(quoted) && !is_title(quoted)
}

/// "is called", "an operation called", "known as": what something is named, where "what Putin called" and "he called" judge. The
/// words before the mark, the nearest first.
fn is_naming(last: &[&str]) -> bool {
    let rest = match last {
        ["called" | "termed" | "dubbed", rest @ ..] => rest,
        [
            "a" | "an" | "the",
            "called" | "termed" | "dubbed",
            rest @ ..,
        ] => rest,
        ["as", "known", rest @ ..] | ["the" | "a", "as", "known", rest @ ..] => rest,
        _ => return false,
    };
    let skipped = ["has", "have", "had", "also", "once", "later", "then"];
    let by_whom = rest.iter().find(|word| !skipped.contains(word));
    by_whom.is_none_or(|word| {
        let pronoun = ["he", "she", "they", "who", "He", "She", "They"].contains(word);
        !pronoun && !word.starts_with(char::is_uppercase)
    })
}

/// "The Cold War in Asia": most words of a title begin with a capital letter.
fn is_title(quoted: &str) -> bool {
    let ends = quoted.ends_with(['.', ',', '!', '?', '…']);
    let long = |word: &&str| word.chars().count() > 3;
    let mut words = quoted.split_whitespace().filter(long).peekable();
    !ends && words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        quotations(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn quotations_are_sayings() {
        assert_eq!(
            quoted("It was “a new stage of history”, they held."),
            ["“a new stage of history”"]
        );
        assert_eq!(quoted("Kim called it \"fiery\"."), ["\"fiery\""]);
        assert_eq!(
            quoted("What Putin has called “a rehearsal”"),
            ["“a rehearsal”"]
        );
        assert_eq!(
            quoted("The officials called it “a rehearsal of war”."),
            ["“a rehearsal of war”"]
        );
        assert_eq!(
            quoted("They want ‘peace, but not at Kim’s price’ now."),
            ["‘peace, but not at Kim’s price’"]
        );
    }

    #[test]
    fn terms_titles_and_apostrophes_are_none() {
        for text in [
            "A so-called “shadow fleet” exists.",
            "The word “could not be” is kept.",
            "This is called “train model” here.",
            "This is called a “by value” call, known as the “style reference document”.",
            "The step is sometimes called “last observation carried forward”.",
            "An error with the message “no such file or directory” comes.",
            "See the section “How to cite a claim” below.",
            "In “The Two Koreas Revisited” it is told.",
            "The soldiers’ pay and the officers’ pay rose.",
            "A 5\" pipe and a 6\" pipe.",
            "It is “open and not closed",
        ] {
            assert_eq!(quoted(text), Vec::<&str>::new(), "{text}");
        }
    }
}
