//! What the notes of a page say, in the style of the explainer.
//!
//! Formatting citations is a good part of the work of a build, and what comes of it a good part of its memory. So it
//! is done when a page is shown: `check`, and a build that keeps a page of the last one, do without.

use rustc_hash::FxHashMap;

use super::{Mark, PageNotes};
use crate::bibliography::{
    Formatted, Formatter, ResolvedCitation, ResolvedSource, RichText, SourceId,
};
use crate::markdown::{CitationForm, Document};

/// The citations and references of a page in the style, as text with links.
#[derive(Debug, Default)]
pub(crate) struct FormattedNotes {
    /// For each citation of the document its words; none where it has no mark.
    pub citations: Vec<Formatted>,
    /// The sources cited, in the order of the style.
    pub references: Vec<Reference>,
}

/// A source in the list of references.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    pub source: SourceId,
    pub text: RichText,
    /// The citations that use it, in reading order.
    pub citations: Vec<usize>,
}

impl PageNotes {
    /// Formats the citations of the page, which is `document`.
    pub(in crate::site) fn format(
        &self,
        document: &Document,
        formatter: &Formatter,
    ) -> FormattedNotes {
        let in_notes = formatter.style().is_note();
        let order = self.order.iter();
        let cited: Vec<_> = order
            .map(|i| self.resolved(document, *i, in_notes))
            .collect();
        let page = formatter.page(&cited);
        let mut citations = vec![Formatted::default(); self.citations.len()];
        for (i, formatted) in self.order.iter().zip(page.citations) {
            citations[*i] = formatted;
        }
        let mut uses = self.uses();
        let references = page.references.into_iter();
        let references = references.map(|(source, text)| Reference {
            source,
            text,
            citations: uses.remove(&source).unwrap_or_default(),
        });
        FormattedNotes {
            citations,
            references: references.collect(),
        }
    }

    /// The citations that use each source, in reading order.
    fn uses(&self) -> FxHashMap<SourceId, Vec<usize>> {
        let mut uses: FxHashMap<SourceId, Vec<usize>> = FxHashMap::default();
        for i in &self.order {
            for source in self.citations[*i].known_sources() {
                let list = uses.entry(source).or_default();
                if list.last() != Some(i) {
                    list.push(*i);
                }
            }
        }
        uses
    }

    /// A citation as the formatter takes it, without the keys that are not defined.
    fn resolved(&self, document: &Document, i: usize, in_notes: bool) -> ResolvedCitation {
        let citation = &document.citations[i];
        let linked = &self.citations[i];
        let items = citation.items.iter().zip(&linked.sources);
        ResolvedCitation {
            items: items
                .filter_map(|(item, source)| {
                    Some(ResolvedSource {
                        source: (*source)?,
                        locator: item.locator.clone(),
                        prefix: item.prefix.clone(),
                        suffix: item.suffix.clone(),
                        suppress_author: item.suppress_author,
                    })
                })
                .collect(),
            note_number: match linked.mark {
                Mark::Note(n) | Mark::InNote(n) if in_notes => Some(n),
                _ => None,
            },
            narrative: citation.form == CitationForm::Narrative,
            within_note: matches!(linked.mark, Mark::InNote(_)),
        }
    }
}
