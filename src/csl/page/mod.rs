//! A page: its sources numbered, told apart and sorted, its citations and references rendered.

mod assemble;
mod bibliography;
mod citation;
mod collapse;
mod sources;
mod substitute;

use super::cite::Citation;
use super::item::Item;
use super::output::Formatted;
use super::processor::Processor;
use sources::Sources;

/// The citations and references of a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What each citation says; empty where the style prints nothing.
    pub citations: Vec<Formatted>,
    /// The references in the order of the style, with the places of their items. Empty ones are left out.
    pub references: Vec<(usize, Formatted)>,
}

impl Processor {
    /// Formats a page. Items are numbered in the order of the list, unless the style sorts its references.
    pub fn page(&self, items: &[&Item], citations: &[Citation<'_>]) -> Page {
        let sources = Sources::new(self.context(), self.collation(), items);
        Page {
            citations: citation::citations(&sources, citations),
            references: bibliography::references(&sources),
        }
    }
}
