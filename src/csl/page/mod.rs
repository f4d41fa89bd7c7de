//! A page: its sources numbered, told apart and sorted, its citations and references rendered.

mod assemble;
mod bibliography;
mod citation;
mod collapse;
mod narrative;
mod sources;
mod substitute;

use super::cite::{Citation, Cite, CitePosition, Locator};
use super::item::Item;
use super::output::Formatted;
use super::processor::Processor;
pub(crate) use sources::Alone;
use sources::{Known, Sources};

/// The citations and references of a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What each citation says; empty where the style prints nothing.
    pub citations: Vec<Formatted>,
    /// The references in the order of the style, with the places of their items. Empty ones are left out.
    pub references: Vec<(usize, Formatted)>,
}

/// What is said of sources on a page alone.
pub(crate) struct OwnParts {
    /// As in a [`Page`].
    pub(crate) citations: Vec<Formatted>,
    /// The references in the order of the style, with the places of their items; `None` for what the source alone
    /// has for its reference, which may be nothing.
    pub(crate) references: Vec<(usize, Option<Formatted>)>,
}

impl Processor {
    /// The reference of a source that stands alone, as in a list of all sources.
    pub fn reference(&self, item: &Item) -> Formatted {
        let items = [item];
        let sources = Sources::alone(self.context(), self.collation(), &items);
        bibliography::alone(&sources)
    }

    /// What a citation says of a source that is cited for the first time, wherever it is cited.
    pub fn first_citation(&self, item: &Item, locator: Option<Locator<'_>>) -> Formatted {
        let items = [item];
        let sources = Sources::alone(self.context(), self.collation(), &items);
        let cite = Cite {
            locator,
            position: Some(CitePosition::default()),
            ..Cite::default()
        };
        let citation = Citation {
            cites: vec![cite],
            note: self.is_note_style().then_some(1),
            ..Citation::default()
        };
        let mut citations = citation::citations(&sources, &[citation]);
        citations.pop().unwrap_or_default()
    }

    /// The name of a source in running text: "Curie", where a style would cite "(Curie, 1910)".
    pub fn name(&self, item: &Item) -> Formatted {
        let items = [item];
        let sources = Sources::alone(self.context(), self.collation(), &items);
        narrative::name(&sources, 0)
    }

    /// What of an item is the same on every page.
    pub(crate) fn alone(&self, item: &Item) -> Alone {
        let items = [item];
        Sources::alone(self.context(), self.collation(), &items).known()
    }

    /// Formats a page. Items are numbered in the order of the list, unless the style sorts its references.
    pub fn page(&self, items: &[&Item], citations: &[Citation<'_>]) -> Page {
        let page = self.parts(items, citations, None);
        let references = page.references.into_iter().map(|(item, reference)| {
            let reference = reference.unwrap_or_else(|| self.reference(items[item]));
            (item, reference)
        });
        Page {
            citations: page.citations,
            references: references
                .filter(|(_, reference)| !reference.is_empty())
                .collect(),
        }
    }

    /// Formats a page for those who keep what is [`Self::alone`] and the [`Self::reference`] of each item: what is the same
    /// on the page is not made again.
    pub(crate) fn page_knowing<'k>(
        &self,
        items: &[&Item],
        citations: &[Citation<'_>],
        known: &'k dyn Fn(usize) -> &'k Alone,
    ) -> OwnParts {
        self.parts(items, citations, Some(known))
    }

    fn parts(&self, items: &[&Item], citations: &[Citation<'_>], known: Known<'_>) -> OwnParts {
        // Where a style asks for numbers, a source says something else on every page.
        let known = known.filter(|_| !self.context().features.asks_for_numbers);
        let sources = Sources::new(self.context(), self.collation(), items, known);
        OwnParts {
            citations: citation::citations(&sources, citations),
            references: bibliography::references(&sources, known),
        }
    }
}
