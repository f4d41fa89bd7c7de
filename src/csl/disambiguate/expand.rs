//! Telling cites apart that look the same: by more names, by longer given names, by the conditions that ask for
//! `disambiguate`, and at last by year suffixes (specification, "Disambiguation").

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::super::style::Style;
use super::given_names::Person;
use super::levels::{Levels, Record, Shown};
use super::steps::{Step, base, steps};

/// What a style allows to be added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Means {
    /// `disambiguate-add-names`
    pub(crate) names: bool,
    /// `disambiguate-add-givenname` by cite; the other rules do not look at cites.
    pub(crate) given_names: bool,
    /// Conditions with `disambiguate="true"`.
    pub(crate) conditions: bool,
    /// `disambiguate-add-year-suffix`
    pub(crate) year_suffix: bool,
}

impl Means {
    pub(crate) fn any(self) -> bool {
        self.names || self.given_names || self.conditions || self.year_suffix
    }
}

/// A cite without formatting, as it is compared with others.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    pub(crate) text: String,
    /// Its lists of names.
    lists: Vec<Shown>,
    /// A number that is the same for the same persons in the same lists.
    persons: u64,
    /// The persons, where given names may tell them apart.
    pub(crate) names: Vec<Person>,
    /// How many conditions asked for `disambiguate`.
    conditions: u32,
}

impl Compared {
    /// A cite of which a rendering made this text, this record of names, and so many tests of `disambiguate`.
    pub(crate) fn new(text: String, record: &Record<'_>, conditions: u32, style: &Style) -> Self {
        let names = match style.citation.disambiguate_add_givenname {
            true => record
                .names()
                .map(|name| Person::new(style, name))
                .collect(),
            false => Vec::new(),
        };
        Self {
            text,
            lists: record.lists.iter().map(|list| list.shown).collect(),
            persons: record.persons(),
            names,
            conditions,
        }
    }
}

/// Renders items to be compared.
pub(crate) trait Compare {
    /// The text of the cite of an item with what is added to it.
    fn text(&self, item: usize, levels: &Levels) -> Cow<'_, str>;
}

/// What is added to each of the items, whose cites are given; year suffixes come in this order.
pub(crate) fn expand(
    cites: &impl Compare,
    compared: &[Cow<'_, Compared>],
    order: &[usize],
    means: Means,
) -> Vec<Levels> {
    let mut levels = vec![Levels::default(); compared.len()];
    let mut groups: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for &item in order {
        let text = compared[item].text.as_str();
        groups.entry(text).or_default().push(item);
    }
    let mut ambiguous = Ambiguous {
        cites,
        means,
        persons: compared.iter().map(|cite| cite.persons).collect(),
        // Enough for pages that people write, and an end for those that machines make.
        renderings: 20 * compared.len() + 10_000,
        levels: &mut levels,
    };
    for &item in order {
        let Some(group) = groups.remove(compared[item].text.as_str()) else {
            continue;
        };
        if group.len() > 1 {
            ambiguous.resolve(group, compared);
        }
    }
    levels
}

/// Items whose cites look the same.
struct Ambiguous<'l, C> {
    cites: &'l C,
    means: Means,
    /// A number for each item that is the same for the same persons.
    persons: Vec<u64>,
    /// How many cites may still be rendered to find names that tell them apart.
    renderings: usize,
    levels: &'l mut [Levels],
}

/// Items that are not told apart yet.
struct Cluster {
    items: Vec<usize>,
    /// All that was tried, whether it helped or not.
    tried: Levels,
    /// What helped.
    helped: Levels,
    steps: std::vec::IntoIter<Step>,
}

impl<C: Compare> Ambiguous<'_, C> {
    fn resolve(&mut self, items: Vec<usize>, compared: &[Cow<'_, Compared>]) {
        let lists = items.iter().map(|&item| &*compared[item].lists);
        let lists: Vec<&[Shown]> = lists.collect();
        let base = base(&lists);
        let steps = steps(&lists, self.means);
        let conditions = items.iter().map(|&item| compared[item].conditions).max();
        let mut clusters = vec![Cluster {
            items,
            tried: base.clone(),
            helped: base,
            steps: steps.into_iter(),
        }];
        let mut left = Vec::new();
        while let Some(mut cluster) = clusters.pop() {
            let step = match cluster.steps.next() {
                Some(step) if self.has_other_persons(&cluster.items) && self.renderings > 0 => step,
                _ => {
                    left.push(cluster);
                    continue;
                }
            };
            step.apply(&mut cluster.tried);
            let parts = self.parts_by_persons(&cluster.items, &cluster.tried);
            if parts.len() > 1 {
                step.apply(&mut cluster.helped);
                let (Step::Names { list, .. } | Step::Given { list, .. }) = step;
                let count = cluster.tried.names.get(list).copied().unwrap_or(0);
                Step::Names { list, count }.apply(&mut cluster.helped);
            }
            for items in parts {
                if let [item] = items[..] {
                    self.levels[item] = cluster.helped.clone();
                } else {
                    clusters.push(Cluster {
                        items,
                        tried: cluster.tried.clone(),
                        helped: cluster.helped.clone(),
                        steps: cluster.steps.clone(),
                    });
                }
            }
        }
        for cluster in left {
            self.finish(cluster, conditions.unwrap_or(0));
        }
    }

    fn has_other_persons(&self, items: &[usize]) -> bool {
        let first = items.first().map(|&item| self.persons[item]);
        items.iter().any(|&item| Some(self.persons[item]) != first)
    }

    /// The items by what their cites look like with more of their names: those of the same persons stay together.
    fn parts_by_persons(&mut self, items: &[usize], levels: &Levels) -> Vec<Vec<usize>> {
        let cites = self.cites;
        let mut texts: FxHashMap<u64, Cow<'_, str>> = FxHashMap::default();
        for &item in items {
            texts.entry(self.persons[item]).or_insert_with(|| {
                self.renderings = self.renderings.saturating_sub(1);
                cites.text(item, levels)
            });
        }
        parts(items, |item| &texts[&self.persons[item]])
    }

    /// Cites that names do not tell apart get year suffixes, or what the style has for them.
    fn finish(&mut self, cluster: Cluster, conditions: u32) {
        if self.means.year_suffix {
            for (suffix, &item) in (0..).zip(&cluster.items) {
                self.levels[item] = Levels {
                    year_suffix: Some(suffix),
                    ..cluster.helped.clone()
                };
            }
            return;
        }
        for &item in &cluster.items {
            self.levels[item] = cluster.helped.clone();
        }
        if !self.means.conditions {
            return;
        }
        let mut unresolved = vec![cluster.items];
        for condition in 1..=conditions.min(MAX_CONDITIONS) {
            let mut next = Vec::new();
            for items in unresolved {
                let levels = Levels {
                    conditions: condition,
                    ..cluster.helped.clone()
                };
                let cites = items.iter().map(|&item| self.cites.text(item, &levels));
                let texts: FxHashMap<usize, Cow<'_, str>> =
                    items.iter().copied().zip(cites).collect();
                let parts = parts(&items, |item| &texts[&item]);
                if parts.len() > 1 || condition == 1 {
                    items
                        .iter()
                        .for_each(|&item| self.levels[item] = levels.clone());
                }
                next.extend(parts.into_iter().filter(|part| part.len() > 1));
            }
            unresolved = next;
        }
    }
}

/// Items by the texts of their cites, each part and the parts in order.
fn parts<'t>(items: &[usize], text: impl Fn(usize) -> &'t str) -> Vec<Vec<usize>> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for &item in items {
        let place = *places.entry(text(item)).or_insert_with(|| {
            parts.push(Vec::new());
            parts.len() - 1
        });
        parts[place].push(item);
    }
    parts
}

/// Styles have one or two such conditions; a style with thousands is not rendered a thousand times.
const MAX_CONDITIONS: u32 = 16;
