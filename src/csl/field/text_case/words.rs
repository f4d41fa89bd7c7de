//! The words that a text case looks at.

use super::super::super::text::{Markup, Span};

/// A word that a text case looks at.
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether no word stands before it.
    pub(super) first: bool,
    /// Whether it stands after a colon, a question mark or an exclamation mark.
    pub(super) after_break: bool,
    /// Whether it ends the first stretch without punctuation, at a hyphen.
    pub(super) before_hyphen: bool,
    /// Whether markup keeps it as it is.
    pub(super) kept: bool,
}

impl Word {
    /// The letters that may change.
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        if self.kept {
            ""
        } else {
            &text[self.start..self.end]
        }
    }
}

pub(super) fn words(text: &str, spans: &[Span]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut borders: Vec<usize> = spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .collect();
    borders.sort_unstable();
    let kept = |at: usize| {
        let mut spans = spans.iter();
        spans.any(|span| keeps_case(span.markup) && span.range.contains(&at))
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

fn keeps_case(markup: Markup) -> bool {
    use Markup::{NoCase, NoDecor, SmallCaps, Subscript, Superscript};
    matches!(
        markup,
        NoCase | NoDecor | SmallCaps | Superscript | Subscript
    )
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
