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
use super::{CitedSource, Hole};
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
            .filter(|_| link_type == LinkType::ReferenceUnknown);
        let Some(split) = split else {
            self.skip_to = range.end;
            // `[@key][]` is the same as `[@key]`.
            let end = range.start + raw.strip_suffix("[]").unwrap_or(raw).len();
            let range = range.start..end;
            let sources = self.read_cluster(range.clone(), id);
            self.add_citation(sources, range, None);
            return;
        };
        let words = range.start + 1..range.start + split;
        let label_range = range.start + split + 1..range.end;
        if looks_like_citation(&self.text[words.clone()]) {
            self.skip_to = range.end;
            let first = words.start - 1..words.end + 1;
            let sources = self.read_cluster(first.clone(), &self.text[words]);
            self.add_citation(sources, first, None);
            let sources = self.read_cluster(label_range.clone(), id);
            self.add_citation(sources, label_range, None);
            return;
        }
        let sources = self.read_cluster(label_range.clone(), id);
        let items = sources.iter().flatten();
        let keys: Vec<&str> = items.map(|item| item.key.as_str()).collect();
        let mut open = String::from("<span class=\"claim\"");
        attribute(&mut open, "data-sources", &keys.join(" "));
        open.push('>');
        self.push(&open);
        let claim = Closing::Claim(self.spot(), sources, label_range);
        self.closings.push(claim);
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

    /// The sources in the brackets at `range`, of which the parser made the label `parsed`; `None`, with a
    /// diagnostic, if they are not a citation.
    fn read_cluster(&mut self, range: Range<usize>, parsed: &str) -> Option<Vec<CitedSource>> {
        let inner = range.start + 1..range.end - 1;
        // A label over several lines of a quotation is more in the file than what it says.
        let raw = self.text.get(inner.clone());
        let raw = raw.filter(|raw| raw.len() == parsed.len());
        let place = |part: Range<usize>| match raw {
            Some(_) => Span::new(part).shifted(inner.start),
            None => Span::new(range.clone()),
        };
        let label = raw.unwrap_or(parsed);
        match parse_cluster(label, place) {
            Ok(sources) => Some(sources),
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
        let spot = self.spot();
        self.plain(&format!("@{key}"), range.clone(), true);
        let span = Span::new(range);
        let index = self.doc.citations.len();
        self.out().hole(Hole::Citation(index));
        self.doc.citations.push(Citation {
            span,
            items: vec![CitedSource::new(key, span)],
            narrative: true,
            claim: false,
            space_before: false,
            spot,
        });
    }

    /// Whether the key at `at` stands behind a bracket, which then nothing closes: it would be a citation.
    fn opens_a_bracket(&self, at: usize) -> bool {
        let before = self.text[..at].strip_suffix('[');
        before.is_some_and(|before| !before.ends_with('\\'))
    }

    /// `[p. 33]` after `@key`: belongs to the narrative citation just written.
    pub(super) fn narrative_locator(&mut self, id: &str, range: Range<usize>) {
        let last = self.doc.citations.last_mut();
        let cited = last.filter(|last| last.narrative && last.span.end as usize + 1 == range.start);
        let Some(citation) = cited else {
            // What looked like a narrative citation was not one, so this is text.
            self.skip_to = range.end;
            self.write_text(&self.text[range.clone()], range);
            return;
        };
        self.skip_to = range.end;
        citation.span.end = range.end as u32;
        if let [item] = &mut citation.items[..] {
            (item.locator, item.suffix) = parse_tail(id);
        }
        // The space between the key and the bracket goes with the bracket.
        self.out().trim_end();
        if let Some(block) = self.block {
            let text = &mut self.doc.blocks[block].text;
            text.truncate(text.trim_end().len());
        }
    }

    /// Adds the citation of `sources`, if the brackets at `range` hold any, of the words `claim`.
    pub(super) fn add_citation(
        &mut self,
        sources: Option<Vec<CitedSource>>,
        range: Range<usize>,
        claim: Option<Spot>,
    ) {
        let Some(items) = sources else {
            return;
        };
        let space_before = self.out().trim_end();
        if space_before && let Some(block) = self.block {
            let text = &mut self.doc.blocks[block].text;
            text.truncate(text.trim_end().len());
        }
        let spot = claim.unwrap_or_else(|| self.spot());
        let index = self.doc.citations.len();
        self.out().hole(Hole::Citation(index));
        self.doc.citations.push(Citation {
            span: Span::new(range),
            items,
            narrative: false,
            claim: claim.is_some(),
            space_before,
            spot,
        });
    }
}
