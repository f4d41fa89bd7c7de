//! What the lints know of the sources of a bibliography, whoever cites them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::linked_sources::LinkedSources;
use super::sources;
use crate::bibliography::{Bibliography, Source, SourceId};
use crate::csl::NameVariable;
use crate::diagnostics::Diagnostic;

/// Sources by the family name of their first author and their year; none where two share both.
type Authors = BTreeMap<(String, String), Option<SourceId>>;

/// What is known of sources. It holds as long as the bibliography and the day.
pub(crate) struct KnownSources {
    today: Option<Date>,
    /// By their addresses.
    pub(super) linked: LinkedSources,
    authors: Arc<OnceLock<Authors>>,
    /// Those that an editor marked as weak.
    pub(super) weak: BTreeSet<SourceId>,
    /// Those that were retracted.
    pub(super) retracted: BTreeSet<SourceId>,
    /// Those that lack what a reader needs, and what is to be said where they are cited.
    pub(super) incomplete: BTreeMap<SourceId, Diagnostic>,
    /// What is wrong with the dates of some.
    pub(super) future: Vec<Diagnostic>,
}

impl KnownSources {
    /// What is known of a bibliography on a day; what was known `before`, if both are the same.
    pub(crate) fn of(
        bibliography: &Arc<Bibliography>,
        today: Option<Date>,
        before: Option<&Arc<Self>>,
    ) -> Arc<Self> {
        let is_same = |before: &&Arc<Self>| {
            before.today == today && Arc::ptr_eq(before.bibliography(), bibliography)
        };
        if let Some(before) = before.filter(is_same) {
            return before.clone();
        }
        let alike = before.filter(|before| are_named_alike(before.bibliography(), bibliography));
        let marked = |is: fn(&Source) -> bool| {
            let sources = bibliography.iter().filter(|(_, source)| is(source));
            sources.map(|(id, _)| id).collect()
        };
        let all = bibliography.iter();
        let incomplete = all.filter_map(|(id, source)| Some((id, sources::lack(source)?)));
        let dated = bibliography.iter().zip(std::iter::repeat(today));
        let future = dated.filter_map(|((_, source), today)| Some((source, today?)));
        let future = future.flat_map(|(source, today)| sources::future(source, today));
        Arc::new(Self {
            today,
            weak: marked(Source::is_weak),
            retracted: marked(Source::is_retracted),
            incomplete: incomplete.collect(),
            future: future.collect(),
            authors: alike.map_or_else(Arc::default, |before| before.authors.clone()),
            linked: match alike {
                Some(before) => before.linked.of_another(bibliography.clone()),
                None => LinkedSources::new(bibliography.clone()),
            },
        })
    }

    /// Whether lints say the same of a page as with the sources of `before`, if what it cites is the same and none of it
    /// points to a place in the bibliography.
    pub(crate) fn say_the_same_as(&self, before: &Self) -> bool {
        Arc::ptr_eq(&self.authors, &before.authors)
            && self.today == before.today
            && self.weak == before.weak
            && self.retracted == before.retracted
    }

    pub(super) fn bibliography(&self) -> &Arc<Bibliography> {
        self.linked.bibliography()
    }

    /// The key of the source by the family name of its first author and its year; none if two share both.
    pub(super) fn by_author(&self, family: &str, year: &str) -> Option<&str> {
        let bibliography = self.bibliography();
        let authors = self.authors.get_or_init(|| authors(bibliography));
        let id = authors.get(&(family.to_lowercase(), year.to_owned()))?;
        id.map(|id| bibliography.get(id).key.as_str())
    }
}

/// Whether the sources of two bibliographies have the same keys, addresses, authors and years.
fn are_named_alike(one: &Bibliography, other: &Bibliography) -> bool {
    let names = |source: &Source| {
        let year = source.date.as_deref().and_then(|date| date.get(..4));
        let author = first_author(source);
        (year.map(str::to_owned), author.map(str::to_owned))
    };
    let addresses = |source: &Source| {
        let (url, archive) = (source.url.clone(), source.archive_url.clone());
        (url, archive, source.doi.clone())
    };
    let alike = |(one, other): (&Source, &Source)| {
        one.has_same_record(other)
            || one.key == other.key
                && one.aliases == other.aliases
                && names(one) == names(other)
                && addresses(one) == addresses(other)
    };
    let mut both = one.iter().zip(other.iter());
    one.len() == other.len()
        && one.files() == other.files()
        && both.all(|((_, one), (_, other))| alike((one, other)))
}

fn authors(bibliography: &Bibliography) -> Authors {
    let mut found = BTreeMap::new();
    for (id, source) in bibliography.iter() {
        let Some(family) = first_author(source) else {
            continue;
        };
        let year = source.date.as_deref().and_then(|date| date.get(..4));
        let entry = found.entry((family.to_lowercase(), year.unwrap_or_default().to_owned()));
        entry.and_modify(|id| *id = None).or_insert(Some(id));
    }
    found
}

fn first_author(source: &Source) -> Option<&str> {
    let names = source.item.names(NameVariable::Author)?;
    Some(&names.list.first()?.family)
}
