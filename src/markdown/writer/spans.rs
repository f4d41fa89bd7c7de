//! Words in brackets with attributes: `[words]{.smallcaps}`.
//!
//! Their brackets come in as text. Which of them are spans is found once for a paragraph, so that nothing is
//! looked for twice; where the parser sees code or emphasis across a bracket, the bracket stays text.

use std::collections::HashMap;
use std::ops::Range;

use super::Writer;
use crate::markdown::attributes::attributes_at;

/// The spans of a stretch of text.
#[derive(Default)]
pub(super) struct Spans {
    range: Range<usize>,
    /// Where each closes, by the byte at which it opens.
    closes: HashMap<usize, usize>,
}

/// A span that is open.
pub(super) struct OpenSpan {
    at: usize,
    close: usize,
    /// Where its tag stands, and how long it is.
    tag: Range<usize>,
    /// What was open when it began.
    open: (usize, usize),
    notes: usize,
}

impl Writer<'_> {
    /// Opens the span whose bracket stands at byte `at`, after the text from byte `from`; returns where its words
    /// begin. `None` if the bracket is another.
    pub(super) fn open_span(&mut self, from: usize, at: usize) -> Option<usize> {
        let leaf = self.leaf_range();
        if leaf.start < self.spans.range.start || leaf.end > self.spans.range.end {
            self.spans = Spans {
                closes: spans_in(self.text, &leaf),
                range: leaf,
            };
        }
        let close = *self.spans.closes.get(&at)?;
        let (attributes, _) = attributes_at(self.text, close + 1)?;
        self.write_bytes(from..at);
        self.ensure_leaf(&(at..at + 1));
        let start = self.out.html.len();
        self.push("<span");
        if let Some((id, place)) = &attributes.id {
            let html = self.take_id(id, place.clone());
            self.push(&html);
        }
        let html = self.attributes_html("words", &attributes.classes, attributes.pairs());
        self.push(&html);
        self.push(">");
        self.open_spans.push(OpenSpan {
            at,
            close,
            tag: start..self.out.html.len(),
            open: self.open_inlines(),
            notes: self.notes.len(),
        });
        Some(at + 1)
    }

    /// Closes the span whose bracket stands at byte `at`, after the text from byte `from`; returns where its
    /// attributes end.
    pub(super) fn close_span(&mut self, from: usize, at: usize) -> Option<usize> {
        let is_its = |span: &OpenSpan| span.close == at;
        let span = self.open_spans.last().filter(|span| is_its(span))?;
        if span.open != self.open_inlines() || span.notes != self.notes.len() {
            return None;
        }
        self.write_bytes(from..at);
        self.push("</span>");
        self.open_spans.pop();
        attributes_at(self.text, at + 1).map(|(_, end)| end)
    }

    /// Gives up the spans that something around them ends before they do: their brackets are text.
    pub(super) fn leave_crossed_spans(&mut self) {
        let open = (self.open_inlines(), self.notes.len());
        while let Some(span) = self
            .open_spans
            .pop_if(|span| (span.open, span.notes) == open)
        {
            self.leave_span(span);
        }
    }

    /// Gives up the spans that are open in the innermost note, or outside of notes: that ends.
    pub(super) fn leave_spans(&mut self) {
        let notes = self.notes.len();
        while let Some(span) = self.open_spans.pop_if(|span| span.notes == notes) {
            self.leave_span(span);
        }
    }

    fn leave_span(&mut self, span: OpenSpan) {
        self.out.replace(span.tag, "[");
        self.bracket_in_note(span.at);
    }
}

/// The spans in `range` of `text`: where each closes, by where it opens.
fn spans_in(text: &str, range: &Range<usize>) -> HashMap<usize, usize> {
    let mut spans = HashMap::new();
    let source = &text[range.clone()];
    if !source.contains("]{") {
        return spans;
    }
    let codes = code_spans(source);
    let mut open = Vec::new();
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => at = codes.get(&at).map_or(at, |end| end - 1),
            b'[' => open.push(at),
            b']' => {
                let start = open.pop();
                let opens = |start: &usize| {
                    !matches!(source[..*start].chars().next_back(), Some('^' | '!'))
                };
                if let Some(start) = start.filter(opens)
                    && attributes_at(text, range.start + at + 1).is_some()
                {
                    spans.insert(range.start + start, range.start + at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    spans
}

/// Where code in `source` ends, by where its first backtick stands; a run of backticks that opens none ends itself.
fn code_spans(source: &str) -> HashMap<usize, usize> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in source.match_indices('`') {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end += 1,
            None => runs.push(at..at + 1),
        }
    }
    let mut next: HashMap<usize, usize> = HashMap::new();
    let mut ends = HashMap::new();
    // From the end, so that the next run of the same length is known.
    for run in runs.iter().rev() {
        let end = next.insert(run.len(), run.end);
        ends.insert(run.start, end.unwrap_or(run.end));
    }
    ends
}
