//! The order of references, worked out once for the whole bibliography.
//!
//! The driver sorts a page's references, by a stable sort, from the order of first citation. So it is
//! enough to know for each source its rank among all, sources that compare equal sharing one. Ranks
//! come from sorting all sources twice, the second time from the reverse: those that compare equal swap
//! places. The driver itself takes quadratic time for this, but it sorts a standalone citation alike.

use hayagriva::citationberg::IndependentStyle;
use rustc_hash::FxHashMap;

use super::super::super::{SourceId, Style};
use super::super::driver::{Cite, Driver, Request};

/// Prints the keys of its items, one a line.
const KEYS: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Keys</title><id>keys</id><updated>2026-11-23T00:00:00+00:00</updated></info>
  <citation><layout delimiter="&#10;"><text variable="citation-key"/></layout></citation>
</style>"#;

/// The rank of every source.
#[derive(Debug, Default)]
pub(super) struct Ranks(Vec<u32>);

impl Ranks {
    /// Sorts the whole bibliography as the list of references of `style` is.
    pub fn new(style: &IndependentStyle, driver: Driver) -> Self {
        let Ok(keys) = Style::from_csl(KEYS) else {
            return Self::default();
        };
        let mut sorting = IndependentStyle {
            citation: keys.csl.citation,
            ..style.clone()
        };
        sorting.citation.sort = style
            .bibliography
            .as_ref()
            .and_then(|bibliography| bibliography.sort.clone());
        let sorted = |sources: Vec<SourceId>| -> Vec<SourceId> {
            let entries = sources
                .iter()
                .map(|source| &driver.bibliography.get(*source).entry);
            let request = Request {
                items: entries.map(Cite::whole).collect(),
                note_number: None,
                style: &sorting,
            };
            driver
                .lines(&request)
                .lines()
                .filter_map(|key| driver.bibliography.find(key))
                .collect()
        };
        let forward = sorted(by_name(driver));
        // What is in reverse order but for ties is sorted in next to no time.
        let backward = sorted(forward.iter().rev().copied().collect());
        let places: FxHashMap<SourceId, usize> = backward.into_iter().zip(0..).collect();
        let mut ranks = vec![0; driver.bibliography.len()];
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

/// All sources in the order that most styles come close to, which saves comparisons by the style.
fn by_name(driver: Driver) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = driver.bibliography.iter().map(|(id, _)| id).collect();
    sources.sort_by_cached_key(|id| {
        let source = driver.bibliography.get(*id);
        let author = source
            .entry
            .authors()
            .and_then(|authors| authors.first())
            .map(|author| &author.name);
        let name = author
            .or(source.publisher.as_ref())
            .or(source.title.as_ref());
        (
            name.map(|name| name.to_lowercase()),
            source.title.as_ref().map(|title| title.to_lowercase()),
        )
    });
    sources
}
