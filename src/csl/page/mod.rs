//! A page: its sources numbered, told apart and sorted, its citations and references rendered.

mod assemble;
mod bibliography;
mod citation;
mod collapse;
mod kept;
mod narrative;
mod sources;
mod substitute;

use super::cite::{Citation, Cite, CitePosition};
use super::disambiguate::Distinction;
use super::item::Item;
use super::output::Formatted;
use super::processor::Processor;
pub(crate) use kept::{Keeper, Kept};
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
    /// The references in the order of the style, with the places of their items. Some may be empty.
    pub(crate) references: Vec<(usize, Said)>,
    /// What tells the items from each other.
    pub(crate) distinctions: Vec<Distinction>,
}

/// What a citation or a reference says.
pub(crate) enum Said {
    /// What it says on this page; empty where the style prints nothing.
    Here(Formatted),
    /// What it says wherever its item, which has this place, has the same [`Distinction`].
    Kept(usize, Sole),
}

/// What is said of one source: [`Processor::sole`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sole {
    /// By a bare citation: without locator, prefix and suffix. It stands nowhere but where the position says, in
    /// particular not in a sentence of a note.
    Citation(CitePosition),
    /// By a narrative one: its name.
    Name,
    Reference,
}

impl Processor {
    /// The reference of a source that stands alone, as in a list of all sources.
    pub fn reference(&self, item: &Item) -> Formatted {
        self.sole(item, &Distinction::default(), Sole::Reference)
    }

    /// What is said of a source wherever it is told from others like this.
    pub(crate) fn sole(&self, item: &Item, distinction: &Distinction, sole: Sole) -> Formatted {
        let items = [item];
        let sources = Sources::one(self.context(), self.collation(), &items, distinction);
        match sole {
            Sole::Name => narrative::name(&sources, 0),
            Sole::Reference => bibliography::own(&sources),
            Sole::Citation(position) => {
                let citation = Citation {
                    cites: vec![Cite::default()],
                    ..Citation::default()
                };
                assemble::citation(&sources, &citation, &[0], &[position])
            }
        }
    }

    /// Formats a page. Items are numbered in the order of the list, unless the style sorts its references.
    pub fn page(&self, items: &[&Item], citations: &[Citation<'_>]) -> Page {
        let page = self.parts(items, citations, None);
        let text = |said| match said {
            Said::Here(text) => text,
            Said::Kept(item, sole) => self.sole(items[item], &page.distinctions[item], sole),
        };
        let references = page.references.into_iter();
        let references = references.map(|(item, reference)| (item, text(reference)));
        Page {
            citations: page.citations.into_iter().map(text).collect(),
            references: references
                .filter(|(_, reference)| !reference.is_empty())
                .collect(),
        }
    }

    /// Formats a page for those who keep things: by items and what tells them from others, [`Kept`], and what is said
    /// of them by [`Self::sole`]. What is kept is not made again.
    pub(crate) fn parts<'k>(
        &'k self,
        items: &'k [&'k Item],
        citations: &'k [Citation<'k>],
        keeper: Keeper<'k>,
    ) -> OwnParts {
        let sources = Sources::new(self.context(), self.collation(), items, keeper);
        OwnParts {
            citations: citation::citations(&sources, citations),
            references: bibliography::references(&sources),
            distinctions: sources.distinctions,
        }
    }
}
