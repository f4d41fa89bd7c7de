//! The circumstances of each item of a page, as hayagriva's driver works them out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::super::{Locator, SourceId};
use super::super::Citation;
use super::sight::Sight;

/// Everything that a style sees of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct State {
    /// What is cited.
    pub source: SourceId,
    /// Where in it.
    pub locator: Option<Locator>,
    /// Whether the page cites it for the first time.
    pub first: bool,
    /// Whether the item before is the same.
    pub ibid: Ibid,
    /// The number of the note that cites it first, if the style sees it.
    pub first_note: Option<u32>,
    /// The citation number, if the style sees it.
    pub number: Option<u32>,
}

/// How an item relates to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ibid {
    /// It is another source, or this item names the whole and that one a place.
    Different,
    /// It is the same source at another place.
    OtherPlace,
    /// It is the same place, or any of the same source if the style does not tell these apart.
    SamePlace,
}

impl State {
    /// The same item while the driver looks for sources that look alike, which it does without locators.
    pub fn without_locator(&self) -> Self {
        Self {
            locator: None,
            ..self.clone()
        }
    }
}

/// The states of all items, citation by citation.
///
/// `order` holds for each citation the order of its items; `numbers` maps sources to citation numbers.
pub(super) fn states(
    citations: &[Citation],
    orders: &[Vec<usize>],
    numbers: &FxHashMap<SourceId, u32>,
    sight: Sight,
    is_note: bool,
) -> Vec<Vec<State>> {
    let mut seen = FxHashSet::default();
    let mut first_notes: FxHashMap<SourceId, u32> = FxHashMap::default();
    let mut last: Option<(SourceId, Option<&Locator>)> = None;
    let mut pages = Vec::with_capacity(citations.len());
    for (citation, order) in citations.iter().zip(orders) {
        let note = citation.note_number.filter(|_| is_note);
        if order.is_empty() {
            last = None; // the driver looks just into the citation before
        }
        let mut states = Vec::with_capacity(order.len());
        for index in order {
            let item = &citation.items[*index];
            let here = (item.source, item.locator.as_ref());
            let ibid = match last {
                Some((source, _)) if source != item.source || !sight.ibid => Ibid::Different,
                Some((_, place)) if place == here.1 => Ibid::SamePlace,
                Some(_) if here.1.is_some() && sight.ibid_with_locator => Ibid::OtherPlace,
                Some(_) if here.1.is_some() => Ibid::SamePlace,
                _ => Ibid::Different,
            };
            states.push(State {
                source: item.source,
                locator: item.locator.clone(),
                first: seen.insert(item.source),
                ibid,
                first_note: note
                    .filter(|_| sight.first_note)
                    .map(|note| first_notes.get(&item.source).copied().unwrap_or(note)),
                number: sight
                    .number
                    .then(|| numbers.get(&item.source).copied().unwrap_or_default()),
            });
            last = Some(here);
        }
        if let Some(note) = note {
            for item in &citation.items {
                first_notes.entry(item.source).or_insert(note);
            }
        }
        pages.push(states);
    }
    pages
}
