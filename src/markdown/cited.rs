//! Citations where they stand: in brackets, with the words of a claim before them, or in the sentence.
//!
//! The grammar of what is inside the brackets is in `citation`; here it is decided what a bracket is, what
//! it stands on, and what is wrong with its place.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::citation::{MalformedCitation, keys_in, looks_like_citation, parse_cluster, parse_tail};
use super::document::{Citation, Spot};
use super::html::attribute;
use super::inline::Closing;
use super::writer::Writer;
use super::{CitedItem, Hole};
use crate::diagnostics::{Lint, Span};

/// How far around a citation a link that it stops is looked for.
const LINK_REACH: usize = 2_000;

impl Writer<'_> {
    /// A link whose label is a citation: the citation alone, words with their source, or two citations.
    pub(super) fn bracketed(&mut self, link_type: LinkType, id: &str, range: Range<usize>) {
        self.ensure_block(&range);
        if self.stops_a_link(&range) {
            self.report(
                Lint::CitationInLink,
                Span::new(range.clone()),
                "a citation cannot stand inside the text of a link or a claim",
            )
            .help = Some("links cannot be nested: put the citation behind the link".to_owned());
        }
        let raw = &self.text[range.clone()];
        let split = raw
            .rfind("][")
            .filter(|_| matches!(link_type, LinkType::ReferenceUnknown | LinkType::Reference));
        let Some(split) = split else {
            self.skip_to = range.end;
            // `[@key][]` is the same as `[@key]`.
            let end = range.start + raw.strip_suffix("[]").unwrap_or(raw).len();
            let label = self.label(range.start + 1..end.saturating_sub(1), id);
            self.cluster(&label, range.start..end, None);
            return;
        };
        let words = range.start + 1..range.start + split;
        let label_range = range.start + split + 1..range.end;
        let label = self.label(label_range.start + 1..label_range.end - 1, id);
        if looks_like_citation(&self.text[words.clone()]) {
            self.skip_to = range.end;
            let first = self.text[words.clone()].to_owned();
            self.cluster(&first, words.start - 1..words.end + 1, None);
            self.cluster(&label, label_range, None);
            return;
        }
        let keys: Vec<String> = parse_cluster(&label)
            .map(|cluster| cluster.items.into_iter().map(|item| item.key).collect())
            .unwrap_or_default();
        let mut open = String::from("<span class=\"claim\"");
        attribute(&mut open, "data-sources", &keys.join(" "));
        open.push('>');
        self.push(&open);
        let spot = self.spot();
        self.closings.push(Closing::Claim(label_range, label, spot));
    }

    /// The text of a label: the author's own bytes, or what the parser made of a label over several lines.
    fn label(&self, inner: Range<usize>, id: &str) -> String {
        match self.text.get(inner) {
            Some(raw) if raw.len() == id.len() => raw.to_owned(),
            _ => id.to_owned(),
        }
    }

    /// Whether the brackets around a citation would have been a link without it.
    fn stops_a_link(&self, range: &Range<usize>) -> bool {
        let reach = self
            .inline_range
            .start
            .max(range.start.saturating_sub(LINK_REACH))
            ..self.inline_range.end.min(range.end + LINK_REACH);
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        let mut close = None;
        let mut at = range.end;
        while at < reach.end {
            match bytes[at] {
                b'\\' => at += 1,
                b'[' => depth += 1,
                b']' if depth == 0 => {
                    close = Some(at);
                    break;
                }
                b']' => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        let Some(close) = close else {
            return false;
        };
        let mut depth = 0_usize;
        let opened = (reach.start..range.start).rev().any(|at| {
            let escaped = at > reach.start && bytes[at - 1] == b'\\';
            match bytes[at] {
                b']' if !escaped => depth += 1,
                b'[' if !escaped && depth == 0 => return true,
                b'[' if !escaped => depth -= 1,
                _ => {}
            }
            false
        });
        let behind = self.text.get(close + 1..).unwrap_or_default();
        opened && (behind.starts_with('(') || behind.starts_with("[@"))
    }

    /// Adds the citation whose label, with its brackets, stands at `range`.
    pub(super) fn cluster(&mut self, label: &str, range: Range<usize>, claim: Option<Spot>) {
        let exact = self.text.get(range.start + 1..range.end - 1) == Some(label);
        let span_of = |part: Range<usize>| {
            if exact {
                Span::new(part).shifted(range.start + 1)
            } else {
                Span::new(range.clone())
            }
        };
        match parse_cluster(label) {
            Ok(cluster) => {
                let key_spans = cluster
                    .items
                    .iter()
                    .map(|item| span_of(item.key_range.clone()));
                let key_spans = key_spans.collect();
                self.add_citation(cluster.items, key_spans, Span::new(range), false, claim);
            }
            Err(MalformedCitation {
                range: part,
                message,
            }) => {
                let span = span_of(part);
                let keys = keys_in(label).map(str::to_owned);
                self.doc.malformed_keys.extend(keys);
                self.report(
                    Lint::MalformedCitation,
                    span,
                    format!("this is not a citation: {message}"),
                )
                .help = Some(
                    "a citation is written [@key, p. 3; @other]; write \\[ for a plain bracket"
                        .to_owned(),
                );
            }
        }
    }

    pub(super) fn narrative(&mut self, key: &str, range: Range<usize>) {
        self.ensure_block(&range);
        if self.stops_a_link(&range) || self.closings.iter().any(|c| matches!(c, Closing::Link(..)))
        {
            self.report(
                Lint::CitationInLink,
                Span::new(range.clone()),
                "a citation cannot stand inside the text of a link",
            )
            .help = Some("put it behind the link, or write \\@ for a plain at sign".to_owned());
        } else if self.opens_a_bracket(range.start) {
            self.report(
                Lint::MalformedCitation,
                Span::new(range.start - 1..range.end),
                "this citation is not closed",
            )
            .help = Some("put `]` behind it, or write \\[ for a plain bracket".to_owned());
        }
        let item = CitedItem {
            key: key.to_owned(),
            key_range: 0..range.len(),
            suppress_author: false,
            prefix: String::new(),
            locator: None,
            suffix: String::new(),
        };
        let spot = self.spot();
        self.plain(&format!("@{key}"), range.clone(), true);
        let span = Span::new(range);
        self.add_citation(vec![item], vec![span], span, true, None);
        if let Some(citation) = self.doc.citations.last_mut() {
            citation.spot = spot;
        }
    }

    /// Whether the key at `at` stands behind a bracket, which then nothing closes: it would be a citation.
    fn opens_a_bracket(&self, at: usize) -> bool {
        let before = self.text[..at].strip_suffix('[');
        before.is_some_and(|before| !before.ends_with('\\'))
    }

    /// `[p. 33]` behind `@key`: belongs to the narrative citation just written.
    pub(super) fn narrative_locator(&mut self, id: &str, range: Range<usize>) {
        self.skip_to = range.end;
        let (locator, suffix) = parse_tail(id);
        // The space between the key and the bracket goes with the bracket.
        self.out().trim_end();
        if let Some(block) = self.block {
            let text = &mut self.doc.blocks[block].text;
            text.truncate(text.trim_end().len());
        }
        if let Some(citation) = self.doc.citations.last_mut()
            && let [item] = &mut citation.items[..]
        {
            item.locator = locator;
            item.suffix = suffix;
            citation.span.end = range.end as u32;
        }
    }

    fn add_citation(
        &mut self,
        items: Vec<CitedItem>,
        key_spans: Vec<Span>,
        span: Span,
        narrative: bool,
        claim: Option<Spot>,
    ) {
        let space_before = !narrative && self.out().trim_end();
        if space_before && let Some(block) = self.block {
            let text = &mut self.doc.blocks[block].text;
            text.truncate(text.trim_end().len());
        }
        let index = self.doc.citations.len();
        let spot = claim.unwrap_or_else(|| self.spot());
        self.out().hole(Hole::Citation(index));
        self.doc.citations.push(Citation {
            span,
            items,
            key_spans,
            narrative,
            claim: claim.is_some(),
            space_before,
            spot,
        });
    }
}
