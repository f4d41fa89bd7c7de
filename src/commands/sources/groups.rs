//! Sources counted by kind, outlet, year, language or keyword.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::ValueEnum;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::DataFormat;
use crate::bibliography::Source;
use crate::explainer::Explainer;
use crate::terminal::to_stdout;

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
            Self::Language => source.language.as_deref(),
            Self::Year => source.date.as_deref().map(year),
            Self::Outlet if source.kind.starts_with("article") => {
                source.container.as_deref().or(source.publisher.as_deref())
            }
            Self::Outlet => source.publisher.as_deref().or(source.container.as_deref()),
        };
        one.into_iter().collect()
    }
}

/// The year of an ISO 8601 date, that of its start if it is an interval; years before year 0 keep their sign.
fn year(date: &str) -> &str {
    let mut after_sign = date.char_indices().skip(1);
    let end = after_sign.find(|(_, c)| matches!(c, '-' | '/'));
    end.map_or(date, |(end, _)| &date[..end])
}

/// How much of the explainer rests on a group of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group<'a> {
    /// What its sources have in common; `None` for those that do not say.
    pub name: Option<&'a str>,
    /// How many sources.
    pub sources: usize,
    /// How often they are cited.
    pub uses: usize,
}

/// The groups, largest first; years from the newest. Sources that do not say come last.
pub(super) fn groups(explainer: &Explainer, facet: Facet) -> Vec<Group<'_>> {
    let mut counted: BTreeMap<Option<&str>, (usize, usize)> = BTreeMap::new();
    for (id, source) in explainer.site.bibliography.iter() {
        let names = facet.groups(source);
        let names = if names.is_empty() {
            vec![None]
        } else {
            names.into_iter().map(Some).collect()
        };
        for name in names {
            let (sources, uses) = counted.entry(name).or_default();
            *sources += 1;
            *uses += explainer.site.ledger.uses(id).len();
        }
    }
    let group = |(name, (sources, uses))| Group {
        name,
        sources,
        uses,
    };
    let mut groups: Vec<Group<'_>> = counted.into_iter().map(group).collect();
    match facet {
        Facet::Year => groups.reverse(),
        _ => groups.sort_by_key(|group| Reverse((group.sources, group.uses))),
    }
    groups.sort_by_key(|group| group.name.is_none());
    groups
}

pub(super) fn print(explainer: &Explainer, facet: Facet, format: DataFormat) -> io::Result<()> {
    let groups = groups(explainer, facet);
    to_stdout(|out| match format {
        DataFormat::Human => write(facet, &groups, groups.len(), out),
        DataFormat::Json => groups.iter().try_for_each(|group| {
            let line =
                json!({ facet.name(): group.name, "sources": group.sources, "uses": group.uses });
            writeln!(out, "{line}")
        }),
    })
}

/// Writes a table of the first `most` groups and says how many are left out.
pub(super) fn write(
    facet: Facet,
    groups: &[Group<'_>],
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = &groups[..most.min(groups.len())];
    let none = format!("no {}", facet.name());
    let name = |group: &Group<'_>| group.name.unwrap_or(&none).to_owned();
    let widths = shown.iter().map(|group| name(group).width());
    let width = widths.max().unwrap_or_default().clamp(12, 48);
    let bold = anstyle::Style::new().bold();
    let title = format!("By {}", facet.name());
    let gap = " ".repeat((width + 2).saturating_sub(title.len()));
    writeln!(out, "{bold}{title}{bold:#}{gap}  sources   uses")?;
    for group in shown {
        let name = name(group);
        let gap = " ".repeat(width.saturating_sub(name.width()));
        writeln!(out, "  {name}{gap}  {:>7}{:>7}", group.sources, group.uses)?;
    }
    if groups.len() > most {
        let left = groups.len() - most;
        writeln!(out, "  … {left} more: ibid sources --by {}", facet.name())?;
    }
    Ok(())
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
