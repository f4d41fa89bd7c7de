//! `text-case`, as the specification and citeproc-js define it.

use super::super::style::TextCase;
use super::super::text::{Markup, Span};

/// What letters of a language become.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Casing {
    /// Title case is for English only.
    pub(crate) english: bool,
    /// Turkish and Azerbaijani: i and ı are different letters.
    pub(crate) dotless: bool,
}

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

/// A word that a text case looks at.
struct Word {
    start: usize,
    end: usize,
    /// Whether no word stands before it.
    first: bool,
    /// Whether it stands after a colon, a question mark or an exclamation mark.
    after_break: bool,
    /// Whether it ends the first stretch without punctuation, at a hyphen.
    before_hyphen: bool,
    /// Whether markup keeps it as it is.
    kept: bool,
}

impl Word {
    /// The letters that may change.
    fn text<'t>(&self, text: &'t str) -> &'t str {
        if self.kept {
            ""
        } else {
            &text[self.start..self.end]
        }
    }
}

fn words(text: &str, spans: &[Span]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut borders: Vec<usize> = spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .collect();
    borders.sort_unstable();
    let kept = |at: usize| {
        let keeps = |span: &&Span| {
            matches!(
                span.markup,
                Markup::NoCase
                    | Markup::NoDecor
                    | Markup::SmallCaps
                    | Markup::Superscript
                    | Markup::Subscript
            )
        };
        spans
            .iter()
            .filter(keeps)
            .any(|span| span.range.contains(&at))
    };
    let mut start = None;
    let mut after_break = false;
    let mut unbroken = true;
    let mut border = 0;
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        while borders.get(border).is_some_and(|&place| place < at) {
            border += 1;
        }
        let cut = borders.get(border) == Some(&at);
        let next = chars.peek().map(|&(_, next)| next);
        let is_word = is_letter(c) || joins(before, c, next);
        if (cut || !is_word) && start.is_some() {
            push(&mut words, &mut start, at, &mut after_break, &kept);
        }
        if is_word && start.is_none() {
            start = Some(at);
        }
        if !is_word && !c.is_whitespace() {
            if c == '-'
                && unbroken
                && let Some(word) = words.last_mut()
            {
                word.before_hyphen = word.end == at;
            }
            unbroken = false;
            after_break |= matches!(c, '!' | '?' | ':');
            // A mark that opens nothing begins no word that could be capitalized.
            if is_orphan(text, at, c, before)
                && let Some(&(next, letter)) = chars.peek()
                && is_letter(letter)
            {
                skip_word(&mut chars, text, next);
            }
        }
        unbroken &= !cut;
        before = Some(c);
    }
    push(&mut words, &mut start, text.len(), &mut after_break, &kept);
    words
}

fn push(
    words: &mut Vec<Word>,
    start: &mut Option<usize>,
    end: usize,
    after_break: &mut bool,
    kept: &impl Fn(usize) -> bool,
) {
    let Some(start) = start.take() else {
        return;
    };
    words.push(Word {
        start,
        end,
        first: words.is_empty(),
        after_break: std::mem::take(after_break),
        before_hyphen: false,
        kept: kept(start),
    });
}

fn is_letter(c: char) -> bool {
    !c.is_whitespace()
        && c != '\u{200b}'
        && !matches!(
            c,
            '‘' | '’'
                | '“'
                | '”'
                | '"'
                | '\''
                | '-'
                | '–'
                | '—'
                | '/'
                | '.'
                | ','
                | ';'
                | '?'
                | '!'
                | ':'
                | '['
                | ']'
                | '('
                | ')'
        )
}

/// Whether an apostrophe stands inside a word.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    matches!(c, '\'' | '’') && before.is_some_and(is_letter) && after.is_some_and(is_letter)
}

/// Whether a single mark begins a word and no quotation ends after it, as in `rock 'n roll`.
fn is_orphan(text: &str, at: usize, c: char, before: Option<char>) -> bool {
    let begins = before.is_none_or(|c| !is_letter(c));
    let rest = &text[at + c.len_utf8()..];
    match c {
        '\'' => begins && !rest.contains('\''),
        '‘' | '’' => begins && !rest.contains('’'),
        _ => false,
    }
}

fn skip_word(chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>, text: &str, from: usize) {
    let length = text[from..].find(|c| !is_letter(c));
    let end = length.map_or(text.len(), |length| from + length);
    while chars.next_if(|&(at, _)| at < end).is_some() {}
}

impl Casing {
    fn is_lower(self, word: &str) -> bool {
        !word.is_empty() && !word.chars().any(|c| c.is_uppercase() || is_titlecase(c))
    }

    fn push_upper(self, c: char, out: &mut String) {
        match c {
            'i' if self.dotless => out.push('İ'),
            c => out.extend(c.to_uppercase()),
        }
    }

    fn push_lower(self, c: char, out: &mut String) {
        match c {
            'I' if self.dotless => out.push('ı'),
            'İ' if self.dotless => out.push('i'),
            c => out.extend(c.to_lowercase()),
        }
    }
}

fn is_titlecase(c: char) -> bool {
    matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

/// The text as it changes word by word.
struct Changed<'t> {
    text: &'t str,
    casing: Casing,
    out: String,
    copied: usize,
    /// The ends of words whose length changed, in the old and the new text.
    moves: Vec<(usize, usize)>,
    changed: bool,
}

impl<'t> Changed<'t> {
    fn new(text: &'t str, casing: Casing) -> Self {
        Self {
            text,
            casing,
            out: String::with_capacity(text.len()),
            copied: 0,
            moves: Vec::new(),
            changed: false,
        }
    }

    fn lower(&mut self, word: &Word) {
        self.change(word, |casing, word, out| {
            word.chars().for_each(|c| casing.push_lower(c, out));
        });
    }

    fn upper(&mut self, word: &Word) {
        self.change(word, |casing, word, out| {
            word.chars().for_each(|c| casing.push_upper(c, out));
        });
    }

    fn capitalize(&mut self, word: &Word) {
        self.change(word, |casing, word, out| {
            let mut chars = word.chars();
            match chars.next() {
                // A Greek letter alone is a symbol.
                Some(c @ '\u{370}'..='\u{3ff}') if word.len() == c.len_utf8() => out.push(c),
                Some(c) => casing.push_upper(c, out),
                None => {}
            }
            out.push_str(chars.as_str());
        });
    }

    fn change(&mut self, word: &Word, change: impl Fn(Casing, &str, &mut String)) {
        if word.kept {
            return;
        }
        self.out.push_str(&self.text[self.copied..word.start]);
        let start = self.out.len();
        let old = &self.text[word.start..word.end];
        change(self.casing, old, &mut self.out);
        self.copied = word.end;
        self.changed |= self.out[start..] != *old;
        if self.out.len() - start != old.len() {
            self.moves.push((word.end, self.out.len()));
        }
    }

    fn finish(mut self, spans: &[Span]) -> Option<(String, Vec<Span>)> {
        if !self.changed {
            return None;
        }
        self.out.push_str(&self.text[self.copied..]);
        let new = |at: usize| match self.moves.partition_point(|&(end, _)| end <= at) {
            0 => at,
            index => self.moves[index - 1].1 + (at - self.moves[index - 1].0),
        };
        let spans = spans.iter().map(|span| Span {
            range: new(span.range.start)..new(span.range.end),
            markup: span.markup,
        });
        let spans = spans.collect();
        Some((self.out, spans))
    }
}

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
