//! Citations where they stand: in brackets, with the words of a claim before them, or in the sentence.
//!
//! The grammar of what is inside the brackets is in `markdown::citation`; here it is decided what a bracket is,
//! what it stands on, and what is wrong with its place.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Writer;
use super::inlines::{Claim, Inline};
use crate::diagnostics::{Lint, Span};
use crate::markdown::citation::{
    MalformedCitation, keys_in, looks_like_citation, nested_citation_end, parse_cluster,
    parse_narrative_tail,
};
use crate::markdown::document::{Citation, CitationForm, Spot};
use crate::markdown::html::attribute;
use crate::markdown::{CitedSource, Hole};

/// How far around a citation a link that it stops is looked for.
const LINK_REACH: usize = 2_000;

impl Writer<'_> {
    /// A link whose label is a citation: the citation alone, words with their source, or two citations.
    pub(super) fn bracketed(&mut self, link_type: LinkType, label: &str, range: Range<usize>) {
        self.ensure_leaf(&range);
        if self.stops_a_link(&range) {
            let message = "a citation cannot stand inside the text of a link or a claim";
            self.report(Lint::CitationInLink, Span::new(range.clone()), message)
                .help = Some("links cannot be nested: put the citation after the link".to_owned());
        }
        let raw = &self.text[range.clone()];
        let split = match link_type {
            LinkType::ReferenceUnknown => raw.rfind("]["),
            _ => None,
        };
        let Some(split) = split else {
            self.skip_to = range.end;
            if link_type == LinkType::ShortcutUnknown && self.narrative_before(&range).is_some() {
                return self.narrative_tail(label, range);
            }
            // `[@key][]` is the same as `[@key]`.
            let length = raw.strip_suffix("[]").unwrap_or(raw).len();
            self.cite(label, range.start..range.start + length);
            return;
        };
        let first = range.start..range.start + split + 1;
        let words = &self.text[first.start + 1..first.end - 1];
        let second = first.end..range.end;
        if looks_like_citation(words) {
            self.skip_to = range.end;
            self.cite(words, first);
            self.cite(label, second);
        } else {
            self.start_claim(label, second);
        }
    }

    /// `[words]` before the `label`, whose brackets stand at `range`.
    fn start_claim(&mut self, label: &str, range: Range<usize>) {
        let sources = self.read_cluster(label, &range);
        let keys = sources.iter().flatten().map(|source| source.key.as_str());
        let keys = keys.collect::<Vec<_>>().join(" ");
        self.push("<span class=\"claim\"");
        attribute(&mut self.out.html, "data-sources", &keys);
        self.push(">");
        self.inlines.push(Inline::Claim(Claim {
            start: self.spot(),
            sources,
            label: range,
        }));
    }

    /// Adds the citation of the `label` whose brackets stand at `range`.
    fn cite(&mut self, label: &str, range: Range<usize>) {
        let sources = self.read_cluster(label, &range);
        self.add_citation(sources, range, None);
    }

    /// The citation, if there is one, that opens with the bracket at byte `at` of running text, after the text from
    /// byte `from`, and has brackets inside; returns its end.
    pub(super) fn nested_citation_at(&mut self, from: usize, at: usize) -> Option<usize> {
        let end = self.leaf_range().end.min(at + LINK_REACH);
        let close = nested_citation_end(self.text, at, end)?;
        self.write_bytes(from..at);
        self.cite(&self.text[at + 1..close - 1], at..close);
        Some(close)
    }

    /// The sources of a label as the parser gives it, whose brackets stand at `range`; `None`, with a diagnostic,
    /// if they are malformed.
    fn read_cluster(&mut self, label: &str, range: &Range<usize>) -> Option<Vec<CitedSource>> {
        let locale = self.locale.clone();
        let labels = locale.locator_labels();
        self.read_label(label, range, |label, place| {
            parse_cluster(label, labels, place)
        })
    }

    /// What `read` makes of a label and of the places of its bytes in the file; `None`, with a diagnostic, if it is
    /// malformed.
    fn read_label<T>(
        &mut self,
        label: &str,
        range: &Range<usize>,
        read: impl FnOnce(&str, &dyn Fn(Range<usize>) -> Span) -> Result<T, MalformedCitation>,
    ) -> Option<T> {
        let inner = range.start + 1..range.end - 1;
        // A label over several lines of a quotation is longer in the file: there its parts have no place.
        let raw = self.text.get(inner.clone());
        let raw = raw.filter(|raw| raw.len() == label.len());
        let place = |part: Range<usize>| match raw {
            Some(_) => Span::new(part).shifted(inner.start),
            None => Span::new(range.clone()),
        };
        let label = raw.unwrap_or(label);
        match read(label, &place) {
            Ok(found) => Some(found),
            Err(MalformedCitation { span, message }) => {
                let keys = keys_in(label).map(str::to_owned);
                self.doc.malformed_keys.extend(keys);
                let message = format!("this is not a citation: {message}");
                self.report(Lint::MalformedCitation, span, message).help = Some(
                    "a citation is written [@key, p. 3; @other]; write \\[ for a plain bracket"
                        .to_owned(),
                );
                None
            }
        }
    }

    /// Adds the citation of `sources`, whose brackets stand at `range`, for the words `claim` if it marks any.
    pub(super) fn add_citation(
        &mut self,
        sources: Option<Vec<CitedSource>>,
        range: Range<usize>,
        claim: Option<Spot>,
    ) {
        let Some(items) = sources else {
            return;
        };
        let space_before = self.swallow_space();
        self.out.hole(Hole::Citation(self.doc.citations.len()));
        self.doc.citations.push(Citation {
            span: Span::new(range),
            items,
            form: match claim {
                Some(_) => CitationForm::Claim,
                None => CitationForm::Bracketed,
            },
            space_before,
            spot: claim.unwrap_or_else(|| self.spot()),
            file: None,
        });
    }

    /// `@key` in running text.
    pub(super) fn narrative(&mut self, key: &str, range: Range<usize>) {
        self.ensure_leaf(&range);
        let span = Span::new(range.clone());
        let is_link = |inline: &Inline| matches!(inline, Inline::Link(..));
        if self.inlines.iter().any(is_link) || self.stops_a_link(&range) {
            let message = "a citation cannot stand inside the text of a link";
            self.report(Lint::CitationInLink, span, message).help =
                Some("put it after the link, or write \\@ for a plain at sign".to_owned());
        } else if opens_a_bracket(self.text, range.start) {
            self.loose_bracket(&range);
        }
        let spot = self.spot();
        self.plain(&format!("@{key}"), range, true);
        self.out.hole(Hole::Citation(self.doc.citations.len()));
        self.doc.citations.push(Citation {
            span,
            items: vec![CitedSource::new(key, span)],
            form: CitationForm::Narrative,
            space_before: false,
            spot,
            file: None,
        });
    }

    /// Reports the bracket before the narrative citation at `range`: it was meant to open a citation.
    fn loose_bracket(&mut self, range: &Range<usize>) {
        let open = range.start - 1;
        let leaf = self.leaf_range();
        match closing_bracket(self.text, range.end..leaf.end) {
            Some(close) => {
                let span = Span::new(open..close + 1);
                let message = "these brackets are not a citation: not every part names a source";
                self.report(Lint::CitationInBrackets, span, message).help = Some(
                    "write a locator after a comma: [@key, sec. 5]; write \\[ for a plain bracket"
                        .to_owned(),
                );
            }
            None => {
                let message = "this citation is not closed";
                self.report(Lint::MalformedCitation, Span::new(open..range.end), message)
                    .help = Some("put `]` after it, or write \\[ for a plain bracket".to_owned());
            }
        }
    }

    /// `[p. 33]` after `@key`: belongs to the narrative citation just written.
    pub(super) fn narrative_locator(&mut self, label: &str, range: Range<usize>) {
        self.skip_to = range.end;
        if self.narrative_before(&range).is_some() {
            self.narrative_tail(label, range);
        } else {
            // What looked like a narrative citation is something else, so this is text.
            self.write_text(&self.text[range.clone()], range);
        }
    }

    /// The narrative citation just written, if the brackets at `range` belong to it.
    fn narrative_before(&mut self, range: &Range<usize>) -> Option<&mut Citation> {
        let last = self.doc.citations.last_mut();
        let gap = |last: &Citation| range.start.checked_sub(last.span.end as usize);
        last.filter(|last| {
            last.form == CitationForm::Narrative && gap(last).is_some_and(|gap| gap <= 1)
        })
    }

    /// Adds what the brackets at `range` say to the narrative citation before them.
    fn narrative_tail(&mut self, label: &str, range: Range<usize>) {
        let locale = self.locale.clone();
        let tail = self.read_label(label, &range, |label, place| {
            parse_narrative_tail(label, locale.locator_labels(), place)
        });
        let Some(citation) = self.narrative_before(&range) else {
            return;
        };
        citation.span.end = range.end as u32;
        if let (Some(tail), [item, ..]) = (tail, &mut citation.items[..]) {
            (item.locator, item.suffix) = (tail.locator, tail.suffix);
            citation.items.extend(tail.others);
        }
        // The space between the key and the bracket goes with the bracket.
        self.swallow_space();
    }

    /// Whether the brackets around a citation would have been a link without it.
    fn stops_a_link(&self, range: &Range<usize>) -> bool {
        let leaf = self.leaf_range();
        let from = leaf.start.max(range.start.saturating_sub(LINK_REACH));
        let to = leaf.end.min(range.end + LINK_REACH);
        let Some(close) = closing_bracket(self.text, range.end..to) else {
            return false;
        };
        let after = &self.text[close + 1..];
        (after.starts_with('(') || after.starts_with("[@"))
            && opens_before(self.text, from..range.start)
    }
}

/// Where in `range` of `text` a bracket closes that opens before it.
fn closing_bracket(text: &str, range: Range<usize>) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = range.start;
    while at < range.end {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(at),
            b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether the bracket of a link opens in `range` of `text` that does not close in it. Images may hold links.
fn opens_before(text: &str, range: Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    for at in range.clone().rev() {
        let escaped = at > range.start && bytes[at - 1] == b'\\';
        match bytes[at] {
            b']' if !escaped => depth += 1,
            b'[' if !escaped && depth == 0 => return at == 0 || bytes[at - 1] != b'!',
            b'[' if !escaped => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Whether the key at byte `at` stands after a bracket that nothing closes: else it would be in a cluster.
fn opens_a_bracket(text: &str, at: usize) -> bool {
    let before = text[..at].strip_suffix('[');
    before.is_some_and(|before| !before.ends_with(['\\', '^']))
}
