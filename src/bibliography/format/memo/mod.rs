//! Remembers renderings, so that a page costs look-ups instead of runs of the driver.
//!
//! What a page looks like depends on its sequence of sources, locators and forms. Most of it depends on
//! each item's own [`State`] alone: a minimal run of the driver puts an item in just that state, once.
//! What makes a page more than its items is computed here as the driver does it (positions, citation
//! numbers, order), or it is noticed, and then [`Memo::page`] gives up and the driver does the whole page:
//!
//! - sources that look alike, which the driver may tell apart (`alike`);
//! - several items in one citation of a style that groups or collapses them;
//! - `near-note`, `citation-label`, and sort keys that depend on the page.
//!
//! `page_equals_the_driver` in the tests shows that both ways agree.

mod alike;
mod order;
mod probe;
mod render;
mod rewrite;
mod shape;
mod sight;
mod state;
mod table;

use std::sync::{Arc, OnceLock};

use hayagriva::types::{EntryType, Person};
use hayagriva::{ElemChildren, Entry};
use rustc_hash::{FxHashMap, FxHashSet};

use self::order::Ranks;
use self::shape::Shapes;
use self::sight::{ItemOrder, Sight};
use self::state::{State, states};
use self::table::Table;
use super::super::{Locator, RichText, SourceId, Style};
use super::driver::Driver;
use super::{Citation, Formatted, PageCitations};

/// Renderings by what they depend on. Shared by threads.
pub(super) struct Memo {
    sight: Sight,
    shapes: Shapes,
    /// A source that is none of the bibliography's, to stand between two.
    filler: Entry,
    items: Table<State, Arc<Rendered>>,
    /// How items look without a locator, though they have one.
    blind: Table<State, Arc<Rendered>>,
    texts: Table<CitationKey, RichText>,
    orders: Table<Vec<Place>, Arc<[usize]>>,
    references: Table<(SourceId, Option<u32>), RichText>,
    names: Table<SourceId, RichText>,
    ranks: OnceLock<Ranks>,
}

/// What is cited, and where in it: all that the order of a citation's items can depend on.
type Place = (SourceId, Option<Locator>);

/// An item rendered in one state.
struct Rendered {
    tree: ElemChildren,
    /// How it looks without markup, and the names that it may show: what telling sources apart goes by.
    text: Arc<str>,
    names: Vec<Person>,
}

/// What a citation's text depends on: how it is written, and the state of each item.
#[derive(PartialEq, Eq, Hash)]
struct CitationKey {
    written: Citation,
    states: Vec<State>,
}

impl Memo {
    /// An empty memory for citations in `style`.
    pub fn new(style: &Style) -> Self {
        let csl = &style.csl;
        let mut filler = Entry::new("\u{0}filler", EntryType::Misc);
        filler.set_title("\u{0}filler".to_owned().into());
        Self {
            sight: Sight::of(csl),
            shapes: Shapes::new(style),
            filler,
            items: Table::default(),
            blind: Table::default(),
            texts: Table::default(),
            orders: Table::default(),
            references: Table::default(),
            names: Table::default(),
            ranks: OnceLock::new(),
        }
    }

    /// The page, if it can be put together from its items. `driver` formats with the whole style.
    pub fn page(
        &self,
        citations: &[Citation],
        driver: Driver,
        style: &Style,
    ) -> Option<PageCitations> {
        let sight = self.sight;
        if sight.near_note
            || sight.label
            || (sight.number && (sight.disambiguates || sight.adds_names))
        {
            return None;
        }
        let cited = distinct(
            citations
                .iter()
                .flat_map(|citation| &citation.items)
                .map(|item| item.source),
        );
        let references = self.sorted(&cited, driver);
        let orders = self.item_orders(citations, &references, driver)?;
        let numbers = self.numbers(citations, &orders, &references);
        let states = states(citations, &orders, &numbers, sight, style.is_note());
        if self.tells_apart(&states, driver, style) {
            return None;
        }
        let texts = citations
            .iter()
            .zip(&orders)
            .zip(states)
            .map(|((citation, order), states)| Formatted {
                text: self.text(citation, order, states, driver, style),
                narrative: None,
            });
        Some(PageCitations {
            citations: texts.collect(),
            references: self.references(&references, &numbers, &cited, driver, style),
        })
    }

    /// The name of a source for running text, which `make` makes the first time.
    pub fn name(&self, source: SourceId, make: impl FnOnce() -> RichText) -> RichText {
        self.names
            .get(&source)
            .unwrap_or_else(|| self.names.insert(source, make()))
    }

    /// The sources as the list of references has them.
    fn sorted(&self, cited: &[SourceId], driver: Driver) -> Vec<SourceId> {
        let mut sorted = cited.to_vec();
        if self.sight.sorts_references {
            let ranks = self
                .ranks
                .get_or_init(|| Ranks::new(&self.shapes.whole().references, driver));
            sorted.sort_by_key(|source| ranks.of(*source));
        }
        sorted
    }

    /// For each citation the order of its items; `None` if only the driver can tell.
    fn item_orders(
        &self,
        citations: &[Citation],
        references: &[SourceId],
        driver: Driver,
    ) -> Option<Vec<Vec<usize>>> {
        let place: FxHashMap<SourceId, usize> = match self.sight.item_order {
            ItemOrder::Number => references.iter().copied().zip(0..).collect(),
            _ => FxHashMap::default(),
        };
        let order = |citation: &Citation| {
            let mut written: Vec<usize> = (0..citation.items.len()).collect();
            if written.len() < 2 {
                return Some(written);
            }
            if self.sight.joins {
                return None;
            }
            match self.sight.item_order {
                ItemOrder::Written => Some(written),
                ItemOrder::Number => {
                    written.sort_by_key(|index| place[&citation.items[*index].source]);
                    Some(written)
                }
                ItemOrder::Content => Some(self.content_order(citation, driver)),
                ItemOrder::Page => None,
            }
        };
        citations.iter().map(order).collect()
    }

    /// The citation number of each source, if the style sees it.
    fn numbers(
        &self,
        citations: &[Citation],
        orders: &[Vec<usize>],
        references: &[SourceId],
    ) -> FxHashMap<SourceId, u32> {
        if !self.sight.number {
            return FxHashMap::default();
        }
        if self.sight.sorts_references {
            return references.iter().copied().zip(0..).collect();
        }
        let items = citations.iter().zip(orders);
        let printed = items
            .flat_map(|(citation, order)| order.iter().map(|index| citation.items[*index].source));
        distinct(printed).into_iter().zip(0..).collect()
    }
}

/// Each value once, in the order of first appearance.
fn distinct(sources: impl Iterator<Item = SourceId>) -> Vec<SourceId> {
    let mut seen = FxHashSet::default();
    sources.filter(|source| seen.insert(*source)).collect()
}
