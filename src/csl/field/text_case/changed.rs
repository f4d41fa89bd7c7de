//! Text that changes word by word, and letters that become small or large.

use super::super::super::text::Span;
use super::words::Word;

/// What letters of a language become.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Casing {
    /// Title case is for English only.
    pub(crate) english: bool,
    /// Turkish and Azerbaijani: i and ı are different letters.
    pub(crate) dotless: bool,
}

impl Casing {
    pub(super) fn is_lower(self, word: &str) -> bool {
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
pub(super) struct Changed<'t> {
    text: &'t str,
    pub(super) casing: Casing,
    out: String,
    copied: usize,
    /// The ends of words whose length changed, in the old and the new text.
    moves: Vec<(usize, usize)>,
    changed: bool,
}

impl<'t> Changed<'t> {
    pub(super) fn new(text: &'t str, casing: Casing) -> Self {
        Self {
            text,
            casing,
            out: String::with_capacity(text.len()),
            copied: 0,
            moves: Vec::new(),
            changed: false,
        }
    }

    pub(super) fn lower(&mut self, word: &Word) {
        self.change(word, |casing, word, out| {
            word.chars().for_each(|c| casing.push_lower(c, out));
        });
    }

    pub(super) fn upper(&mut self, word: &Word) {
        self.change(word, |casing, word, out| {
            word.chars().for_each(|c| casing.push_upper(c, out));
        });
    }

    pub(super) fn capitalize(&mut self, word: &Word) {
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

    pub(super) fn finish(mut self, spans: &[Span]) -> Option<(String, Vec<Span>)> {
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
