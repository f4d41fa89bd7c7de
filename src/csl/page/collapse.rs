//! Collapsing cites of the same authors, and of consecutive numbers (specification, "Cite Grouping", "Cite
//! Collapsing").

use super::super::locale::Locale;
use super::super::output::{Content, Node, Quotes, Ranged, Role, Writer};
use super::super::style::{Class, Collapse, Form};
use super::sources::Sources;

/// What stands before a cite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before<'a> {
    Delimiter(&'a str),
    /// The cite is not printed: a range says it.
    Hidden,
}

/// A cite as it is collapsed.
pub(super) struct Rendered<'a> {
    pub(super) node: Node<'a>,
    pub(super) item: usize,
    pub(super) has_locator: bool,
    /// Whether a text variable other than the locator was asked for.
    pub(super) text_variable: bool,
    /// Whether the names are left out, since the cite before has the same.
    pub(super) follows_author: bool,
    /// Whether nothing but the year suffix is left.
    pub(super) only_suffix: bool,
}

/// Whether what cites say depends on those before them in the same citation.
pub(super) fn collapses(sources: &Sources<'_, '_>) -> bool {
    let citation = &sources.cx.style.citation;
    citation.collapse.is_some() || citation.cite_group_delimiter.is_some()
}

/// Whether cites of the same authors are printed side by side.
pub(super) fn groups_authors(sources: &Sources<'_, '_>) -> bool {
    let citation = &sources.cx.style.citation;
    let by_year = !matches!(citation.collapse, None | Some(Collapse::CitationNumber));
    !citation.sort.is_empty() && (by_year || citation.cite_group_delimiter.is_some())
}

/// Collapses the cites of a citation, and says what stands before each of them.
pub(super) fn collapse<'a>(
    sources: &Sources<'a, '_>,
    cites: &mut [Rendered<'a>],
) -> Vec<Before<'a>> {
    let citation = &sources.cx.style.citation;
    let layout = citation.layout.delimiter.as_str();
    let mut before = authors(sources, cites);
    if citation.collapse == Some(Collapse::CitationNumber) {
        ranges(
            cites,
            &mut before,
            range_delimiter(sources.cx.locale),
            layout,
        );
    }
    if matches!(
        citation.collapse,
        Some(Collapse::YearSuffix | Collapse::YearSuffixRanged)
    ) {
        years(sources, cites, &mut before);
    }
    cites.iter_mut().for_each(|cite| cite.node.prune());
    before
}

/// Leaves out names that the cite before has as well.
fn authors<'a>(sources: &Sources<'a, '_>, cites: &mut [Rendered<'a>]) -> Vec<Before<'a>> {
    let style = sources.cx.style;
    let citation = &style.citation;
    let mut before = Vec::with_capacity(cites.len());
    let mut last_names: Option<String> = None;
    let mut last_collapsed = citation.collapse.is_some();
    let mut last_locator = false;
    for cite in cites {
        let names = persons(&cite.node, sources.cx.quotes);
        let same = names.is_some() && names == last_names;
        if same && citation.collapse.is_some() {
            cite.node.remove_persons();
        }
        let differs = names.is_some() && !same;
        let collapsed = citation.collapse.is_some() && !differs && !cite.text_variable;
        cite.follows_author = collapsed;
        before.push(Before::Delimiter(
            match &citation.after_collapse_delimiter {
                Some(after)
                    if last_locator
                        || (!collapsed
                            && (last_collapsed
                                || citation.collapse != Some(Collapse::YearSuffix))) =>
                {
                    after
                }
                Some(_) => &citation.layout.delimiter,
                None => match &citation.cite_group_delimiter {
                    Some(delimiter) if same => delimiter,
                    _ if collapsed
                        && style.class == Class::InText
                        && !sources.cx.features.numeric =>
                    {
                        ", "
                    }
                    _ => &citation.layout.delimiter,
                },
            },
        ));
        last_collapsed = collapsed;
        last_locator = cite.has_locator;
        last_names = names.or(last_names);
    }
    before
}

/// The persons of a cite, as they are compared with those of the cite before.
pub(super) fn persons(node: &Node<'_>, quotes: Quotes<'_>) -> Option<String> {
    node.persons().map(|names| text(names, quotes))
}

/// Prints three and more consecutive numbers as a range.
fn ranges<'a>(
    cites: &[Rendered<'a>],
    before: &mut [Before<'a>],
    delimiter: &'a str,
    between: &'a str,
) {
    let number = |cite: &Rendered<'_>| match cite.node.only_number() {
        Some(Ranged::CitationNumber(number)) if !cite.has_locator => Some(number),
        _ => None,
    };
    for_runs(cites, number, |run| {
        hide_middle(run, before, delimiter, between)
    });
}

/// Finds runs of cites whose numbers follow each other.
fn for_runs<'a>(
    cites: &[Rendered<'a>],
    number: impl Fn(&Rendered<'a>) -> Option<u32>,
    mut found: impl FnMut(std::ops::Range<usize>),
) {
    let mut start = 0;
    while start < cites.len() {
        let Some(first) = number(&cites[start]) else {
            start += 1;
            continue;
        };
        let follows = |&(offset, cite): &(u32, &Rendered<'a>)| number(cite) == Some(first + offset);
        let length = (0..).zip(&cites[start..]).take_while(follows).count();
        found(start..start + length);
        start += length;
    }
}

fn hide_middle<'a>(
    run: std::ops::Range<usize>,
    before: &mut [Before<'a>],
    delimiter: &'a str,
    between: &'a str,
) {
    let _ = between;
    if run.len() < 3 {
        return;
    }
    let last = run.end - 1;
    before[run.start + 1..last].fill(Before::Hidden);
    before[last] = Before::Delimiter(delimiter);
}

/// Leaves out years that the cite before has as well, so that only the suffixes differ.
fn years<'a>(sources: &Sources<'a, '_>, cites: &mut [Rendered<'a>], before: &mut [Before<'a>]) {
    let citation = &sources.cx.style.citation;
    let mut last_years: Vec<String> = Vec::new();
    for (index, cite) in cites.iter_mut().enumerate() {
        let quotes = sources.cx.quotes;
        let mut years = Vec::new();
        let follows = cite.follows_author;
        let mut removed = false;
        cite.node.each_mut(&mut |year| {
            if year.format.role != Role::Year {
                return;
            }
            let this = text(year, quotes);
            if follows && last_years.get(years.len()) == Some(&this) {
                year.content = Content::default();
                removed = true;
            }
            years.push(this);
        });
        last_years = years;
        cite.only_suffix =
            removed && matches!(cite.node.only_number(), Some(Ranged::YearSuffix(_)));
        if cite.only_suffix {
            let delimiter = citation.cite_group_delimiter.as_ref();
            let delimiter = citation.year_suffix_delimiter.as_ref().or(delimiter);
            before[index] =
                Before::Delimiter(delimiter.map_or(citation.layout.delimiter.as_str(), |d| d));
        }
    }
    if citation.collapse == Some(Collapse::YearSuffixRanged) {
        suffix_ranges(sources, cites, before);
    }
}

fn suffix_ranges<'a>(sources: &Sources<'a, '_>, cites: &[Rendered<'a>], before: &mut [Before<'a>]) {
    let delimiter = range_delimiter(sources.cx.locale);
    let mut start = 0;
    while start < cites.len() {
        // The first of a run prints its year, those after it their suffixes alone.
        let suffix = |cite: &Rendered<'_>| sources.year_suffix(cite.item);
        let mut end = start + 1;
        while end < cites.len()
            && cites[end].only_suffix
            && !cites[end - 1].has_locator
            && suffix(&cites[end]).is_some()
            && suffix(&cites[end]) == suffix(&cites[end - 1]).map(|suffix| suffix + 1)
        {
            end += 1;
        }
        hide_middle(start..end, before, delimiter, "");
        start = end;
    }
}

fn range_delimiter(locale: &Locale) -> &str {
    let term = locale.term("citation-range-delimiter", Form::Long, false);
    term.unwrap_or("–")
}

fn text(node: &Node<'_>, quotes: Quotes<'_>) -> String {
    let mut writer = Writer::new(quotes, false);
    writer.write(node);
    writer.finish().into_text()
}
