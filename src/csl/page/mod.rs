//! A page: its sources numbered, told apart and sorted, its citations and references rendered.

mod alone;
mod assemble;
mod bibliography;
mod citation;
mod collapse;
mod narrative;
mod sources;
mod substitute;

use super::cite::{Citation, Cite, CitePosition};
use super::item::Item;
use super::output::Formatted;
use super::processor::Processor;
pub(crate) use alone::Alone;
use sources::Sources;

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
    /// What each citation says.
    pub(crate) citations: Vec<Said>,
    /// The references in the order of the style, with the places of their items; `None` for what the source alone
    /// has for its reference, which may be nothing.
    pub(crate) references: Vec<(usize, Option<Formatted>)>,
}

/// What a citation says.
pub(crate) enum Said {
    /// What it says on this page; empty where the style prints nothing.
    Here(Formatted),
    /// What it says wherever it stands, by the place of its item.
    Alone(usize, Sole),
}

/// A citation of one source that the page says nothing of: [`Processor::sole`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sole {
    /// A bare one: without locator, prefix and suffix. It stands nowhere but where the position says, in particular not
    /// in a sentence of a note.
    Citation(CitePosition),
    /// The name in a narrative one.
    Name,
}

impl Processor {
    /// The reference of a source that stands alone, as in a list of all sources.
    pub fn reference(&self, item: &Item) -> Formatted {
        let items = [item];
        let sources = Sources::alone(self.context(), self.collation(), &items);
        bibliography::alone(&sources)
    }

    /// What a citation of a source says wherever it stands.
    pub(crate) fn sole(&self, item: &Item, sole: Sole) -> Formatted {
        let items = [item];
        let sources = Sources::alone(self.context(), self.collation(), &items);
        match sole {
            Sole::Name => narrative::name(&sources, 0),
            Sole::Citation(position) => {
                let citation = Citation {
                    cites: vec![Cite::default()],
                    ..Citation::default()
                };
                assemble::citation(&sources, &citation, &[0], &[position])
            }
        }
    }

    /// What of an item is the same on every page.
    pub(crate) fn alone(&self, item: &Item) -> Alone {
        let items = [item];
        Alone::of(&Sources::alone(self.context(), self.collation(), &items))
    }

    /// Formats a page. Items are numbered in the order of the list, unless the style sorts its references.
    pub fn page(&self, items: &[&Item], citations: &[Citation<'_>]) -> Page {
        let page = self.parts(items, citations, None);
        let citations = page.citations.into_iter().map(|said| match said {
            Said::Here(text) => text,
            Said::Alone(item, sole) => self.sole(items[item], sole),
        });
        let references = page.references.into_iter().map(|(item, reference)| {
            let reference = reference.unwrap_or_else(|| self.reference(items[item]));
            (item, reference)
        });
        Page {
            citations: citations.collect(),
            references: references
                .filter(|(_, reference)| !reference.is_empty())
                .collect(),
        }
    }

    /// Formats a page for those who keep what is [`Self::alone`] and the [`Self::reference`] of each item, and what
    /// is said of it by [`Self::sole`]: what is the same on the page is not made again.
    pub(crate) fn parts<'k>(
        &'k self,
        items: &'k [&'k Item],
        citations: &'k [Citation<'k>],
        known: Option<&'k dyn Fn(usize) -> &'k Alone>,
    ) -> OwnParts {
        // Where a style asks for numbers, a source says something else on every page.
        let known = known.filter(|_| !self.context().features.asks_for_numbers);
        let sources = Sources::new(self.context(), self.collation(), items, known);
        OwnParts {
            citations: citation::citations(&sources, citations),
            references: bibliography::references(&sources),
        }
    }
}
