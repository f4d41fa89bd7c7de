//! The sources on one screen: how many, which are unused, most cited, and their mix.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::groups;
use super::listing;
use crate::bibliography::{Source, SourceId};
use crate::diagnostics::count;
use crate::explainer::Explainer;
use crate::site::{Facet, LinkedCitation, PageNotes};

/// How many of the most cited sources are shown.
const MOST_CITED: usize = 5;
/// How many groups of a facet are shown.
const GROUPS: usize = 8;
/// How many unused sources are named.
const UNUSED: usize = 5;

pub(super) fn write(explainer: &Explainer, out: &mut dyn Write) -> io::Result<()> {
    let site = &explainer.site;
    let bibliography = &site.bibliography;
    let uses = |id: SourceId| site.ledger.uses(id).len();
    let (cited, unused): (Vec<SourceId>, Vec<SourceId>) = bibliography
        .iter()
        .map(|(id, _)| id)
        .partition(|id| uses(*id) > 0);
    writeln!(
        out,
        "{}, {} of them cited, {} on {}",
        count(bibliography.len(), "source"),
        cited.len(),
        count(cited.iter().map(|id| uses(*id)).sum(), "use"),
        count(citing_pages(explainer), "page"),
    )?;
    if bibliography.is_empty() {
        return Ok(());
    }
    write_unused(explainer, &unused, out)?;
    write_marked("weak", explainer, Source::is_weak, out)?;
    write_marked("retracted", explainer, Source::is_retracted, out)?;

    let mut most = cited;
    most.sort_by_key(|id| (Reverse(uses(*id)), &bibliography.get(*id).key));
    most.truncate(MOST_CITED);
    if !most.is_empty() {
        let bold = anstyle::Style::new().bold();
        writeln!(out, "\n{bold}Most cited{bold:#}")?;
        listing::write(explainer, &most, out)?;
    }
    for facet in [Facet::Kind, Facet::Keyword, Facet::Outlet, Facet::Year] {
        let groups = site.mix(facet);
        if groups.iter().any(|group| group.name.is_some()) {
            writeln!(out)?;
            groups::write(facet, &groups, GROUPS, out)?;
        }
    }
    Ok(())
}

fn citing_pages(explainer: &Explainer) -> usize {
    let site = &explainer.site;
    let cites = |notes: &PageNotes| {
        let mut cited = notes
            .citations
            .iter()
            .flat_map(LinkedCitation::known_sources);
        cited.next().is_some()
    };
    site.notes.iter().filter(|notes| cites(notes)).count()
}

fn write_unused(explainer: &Explainer, unused: &[SourceId], out: &mut dyn Write) -> io::Result<()> {
    if unused.is_empty() {
        return Ok(());
    }
    let key = |id: &SourceId| explainer.site.bibliography.get(*id).key.as_str();
    let named: Vec<&str> = unused.iter().take(UNUSED).map(key).collect();
    let rest = if unused.len() > UNUSED {
        ", …: ibid sources --unused"
    } else {
        ""
    };
    writeln!(out, "{} unused: {}{rest}", unused.len(), named.join(", "))
}

fn write_marked(
    word: &str,
    explainer: &Explainer,
    is_marked: fn(&Source) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let marked: Vec<SourceId> = explainer
        .site
        .bibliography
        .iter()
        .filter(|(_, source)| is_marked(source))
        .map(|(id, _)| id)
        .collect();
    let uses = marked
        .iter()
        .map(|id| explainer.site.ledger.uses(*id).len());
    match marked.len() {
        0 => Ok(()),
        n => writeln!(out, "{n} marked {word}, with {}", count(uses.sum(), "use")),
    }
}
