//! What the explainer rests on: its sources counted by kind, outlet, year, language or keyword.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use clap::ValueEnum;

use super::Site;
use crate::bibliography::{Source, SourceId};

/// What sources are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Facet {
    /// The entry type: online, report, book.
    Kind,
    /// The journal of an article, otherwise the publisher.
    Outlet,
    /// The year of publication.
    Year,
    /// The language of the source.
    Language,
    /// The keywords; a source counts under each of its own.
    Keyword,
}

impl Facet {
    /// The word for it, as typed and as the key in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Outlet => "outlet",
            Self::Year => "year",
            Self::Language => "language",
            Self::Keyword => "keyword",
        }
    }

    /// The groups that a source is in; none if it does not say.
    fn groups(self, source: &Source) -> Vec<&str> {
        let one = match self {
            Self::Keyword => return source.keywords.iter().map(String::as_str).collect(),
            Self::Kind => Some(source.kind.as_str()),
            Self::Language => source.language.as_deref().map(primary),
            Self::Year => source.date.as_deref().map(year),
            Self::Outlet if source.kind.starts_with("article") => {
                source.container.as_deref().or(source.publisher.as_deref())
            }
            Self::Outlet => source.publisher.as_deref().or(source.container.as_deref()),
        };
        one.into_iter().collect()
    }
}

/// The language of a tag of BCP 47, without its country or script.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The year of an ISO 8601 date, that of its start if it is an interval; years before year 0 keep their sign.
fn year(date: &str) -> &str {
    let mut after_sign = date.char_indices().skip(1);
    let end = after_sign.find(|(_, c)| matches!(c, '-' | '/'));
    end.map_or(date, |(end, _)| &date[..end])
}

/// How much of the explainer rests on a group of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group<'a> {
    /// What its sources have in common; `None` for those that do not say.
    pub name: Option<&'a str>,
    /// Its sources, in the order of the bibliography.
    pub sources: Vec<SourceId>,
    /// How often they are cited.
    pub uses: usize,
}

impl Site {
    /// The sources by a facet, the largest group first; years from the newest. Sources that do not say come last.
    pub(crate) fn mix(&self, facet: Facet) -> Vec<Group<'_>> {
        let mut found: BTreeMap<Option<&str>, Group<'_>> = BTreeMap::new();
        for (id, source) in self.bibliography.iter() {
            let names = facet.groups(source);
            let silent = names.is_empty().then_some(None);
            for name in names.into_iter().map(Some).chain(silent) {
                let group = found.entry(name).or_insert_with(|| Group {
                    name,
                    sources: Vec::new(),
                    uses: 0,
                });
                group.sources.push(id);
                group.uses += self.ledger.uses(id).len();
            }
        }
        let mut groups: Vec<Group<'_>> = found.into_values().collect();
        match facet {
            Facet::Year => groups.reverse(),
            _ => groups.sort_by_key(|group| Reverse((group.sources.len(), group.uses))),
        }
        groups.sort_by_key(|group| group.name.is_none());
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_that_of_the_start() {
        assert_eq!(year("2024"), "2024");
        assert_eq!(year("2024-06-19"), "2024");
        assert_eq!(year("2023/2024-06"), "2023");
        assert_eq!(year("-0044-03-15"), "-0044");
    }
}
