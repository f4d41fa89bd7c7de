//! The order of references, worked out once for the whole bibliography.
//!
//! The driver sorts a page's references, by a stable sort, from the order of first citation. So it is
//! enough to know for each source its rank among all, sources that compare equal sharing one. Ranks
//! come from two runs over all sources, one in reverse: sources that compare equal swap places.

use rustc_hash::FxHashMap;

use super::super::super::SourceId;
use super::super::driver::{Cite, Driver};

/// The rank of every source.
#[derive(Debug, Default)]
pub(super) struct Ranks(Vec<u32>);

impl Ranks {
    /// Sorts the whole bibliography; `driver` prints nothing and sorts as the style does.
    pub fn new(driver: Driver) -> Self {
        let cites: Vec<_> = driver
            .bibliography
            .iter()
            .map(|(_, source)| Cite::whole(&source.entry))
            .collect();
        let sorted = |cites: Vec<Cite>| -> Vec<SourceId> {
            // One citation for all, since the driver compares every citation with every other.
            driver
                .run(&[(cites, None)], 0)
                .references
                .into_iter()
                .map(|(source, _)| source)
                .collect()
        };
        let forward = sorted(cites.clone());
        let backward = sorted(cites.into_iter().rev().collect());
        let places: FxHashMap<SourceId, usize> = backward.into_iter().zip(0..).collect();
        let mut ranks = vec![0; forward.len()];
        let mut rank = 0;
        for (index, source) in forward.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| places[&forward[before]]);
            if before.is_some_and(|before| before < places[source]) {
                rank += 1;
            }
            ranks[source.0 as usize] = rank;
        }
        Self(ranks)
    }

    /// The rank of a source.
    pub fn of(&self, source: SourceId) -> u32 {
        self.0.get(source.0 as usize).copied().unwrap_or_default()
    }
}
