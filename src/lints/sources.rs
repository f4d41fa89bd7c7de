//! What is wrong with the sources, seen with their uses.

use std::collections::HashSet;

use super::known_sources::KnownSources;
use crate::bibliography::{BibliographyFiles, Missing, Source, SourceId, WrittenField, incomplete};
use crate::csl::{Date, DateVariable};
use crate::diagnostics::{Diagnostic, Lint, count};
use crate::site::{Page, Site};

/// Reports sources that nobody cites, and cited ones that lack what a reader needs.
pub(super) fn check(site: &Site, known: &KnownSources, diagnostics: &mut Vec<Diagnostic>) {
    without_bibliography(site, diagnostics);
    diagnostics.extend_from_slice(&known.future);
    let cited = |id: &SourceId| !site.ledger.uses(*id).is_empty();
    let incomplete = known.incomplete.iter().filter(|(id, _)| cited(id));
    diagnostics.extend(incomplete.map(|(_, diagnostic)| diagnostic.clone()));
    let mut unused = site.ledger.unused().peekable();
    if unused.peek().is_none() {
        return;
    }
    let meant = meant(site);
    let unused = unused.map(|id| site.bibliography.get(id));
    let unused = unused.filter(|source| !meant.contains(source.key.as_str()));
    diagnostics.extend(unused.map(|source| {
        Diagnostic::new(
            Lint::UnusedSource,
            source.place.clone(),
            format!("the source \"{}\" is cited nowhere", source.key),
        )
        .help("cite it, or take it out of the bibliography")
    }));
}

/// Reports where a page cites sources that were retracted: each is a sentence to fix.
pub(super) fn check_retracted(
    site: &Site,
    page: &Page,
    known: &KnownSources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if known.retracted.is_empty() {
        return;
    }
    let document = &page.document;
    let linked = &site.notes[page.id].citations;
    for (citation, linked) in document.citations.iter().zip(linked) {
        for (item, id) in citation.items.iter().zip(&linked.sources) {
            let Some(id) = id.filter(|id| known.retracted.contains(id)) else {
                continue;
            };
            let source = site.bibliography.get(id);
            diagnostics.push(
                Diagnostic::new(
                    Lint::RetractedSource,
                    document.place_in(citation.file.as_ref(), item.span),
                    format!("the source \"{}\" is marked as retracted", source.key),
                )
                .also(source.place.clone(), "marked here")
                .help("cite another source, or say in the text that it was retracted"),
            );
        }
    }
}

/// Reports the first citation of an explainer that has no bibliography, with the number of all.
fn without_bibliography(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    if site.bibliography.files() != BibliographyFiles::None {
        return;
    }
    let pages = site.tree.pages.iter().map(|page| &page.document);
    let mut items = pages.flat_map(|document| {
        let citations = document.citations.iter();
        // Those that name labels alone are cross references.
        let citations = citations.filter(|citation| citation.labels().is_none());
        let items = citations.flat_map(|citation| &citation.items);
        items.map(move |item| (document, item))
    });
    let Some((document, first)) = items.next() else {
        return;
    };
    let diagnostic = Diagnostic::new(
        Lint::UndefinedSource,
        document.place(first.span),
        format!("no source has the key \"{}\"", first.key),
    )
    .help("there is no bibliography: make sources.bib, or name your file under [citations] in ibid.toml; for a plain at sign write \\@");
    diagnostics.push(match items.count() {
        0 => diagnostic,
        more => diagnostic.label(format!(
            "the first of {} to sources",
            count(more + 1, "reference")
        )),
    });
}

/// The keys that a citation was meant to name which has been reported: misspelt, or in a malformed citation.
fn meant(site: &Site) -> HashSet<&str> {
    let mut meant = HashSet::new();
    // What cannot be read or is not defined has been reported.
    for id in site.sets.misnaming.iter() {
        let (document, notes) = (&site.page(*id).document, &site.notes[*id]);
        meant.extend(document.malformed_keys.iter().map(String::as_str));
        for (citation, linked) in document.citations.iter().zip(&notes.citations) {
            let items = citation.items.iter().zip(&linked.sources);
            let undefined = items.filter(|(_, source)| source.is_none());
            meant.extend(undefined.filter_map(|(item, _)| site.bibliography.nearest(&item.key)));
        }
    }
    meant
}

/// What to say of a source that lacks what a reader needs, where it is cited.
pub(super) fn lack(source: &Source) -> Option<Diagnostic> {
    let mut missing = incomplete(source);
    // A date that cannot be read has been reported as that.
    let dated = |field: &WrittenField| {
        matches!(field.name.as_str(), "date" | "year" | "issued") && !field.value.is_empty()
    };
    if source.fields.iter().any(dated) {
        missing.retain(|what| *what != Missing::Date);
    }
    if missing.is_empty() {
        return None;
    }
    let words: Vec<&str> = missing.iter().map(|what| what.words()).collect();
    let comment = if source.place.file.ends_with(".bib") {
        "% ibid"
    } else {
        "# ibid"
    };
    let excuse = if source.place.file.ends_with(".json") {
        String::new()
    } else {
        format!(
            ", or say before it why it is unknown: {comment}: allow(incomplete-source) reason=\"…\""
        )
    };
    let diagnostic = Diagnostic::new(
        Lint::IncompleteSource,
        source.place.clone(),
        format!(
            "the source \"{}\" lacks {}",
            source.key,
            words.join(" and ")
        ),
    );
    Some(diagnostic.help(format!("add it{excuse}")))
}

/// A source of tomorrow cannot have been read. The year or month that is running may be named.
pub(super) fn future(source: &Source, today: jiff::civil::Date) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (variable, fields) in [
        (DateVariable::Issued, ["date", "year", "issued"]),
        (DateVariable::Accessed, ["urldate", "urlyear", "accessed"]),
    ] {
        let Some(Date::Known { start, .. }) = source.item.date(variable) else {
            continue;
        };
        let written = (start.year, start.month, start.day);
        let now = (
            i32::from(today.year()),
            today.month().unsigned_abs(),
            today.day().unsigned_abs(),
        );
        // A season is as far in the year as its first month can be.
        let month = if start.month > 12 { 1 } else { start.month };
        let later = match written {
            (year, 0, _) => year > now.0,
            (year, _, 0) => (year, month) > (now.0, now.1),
            (year, _, day) => (year, month, day) > now,
        };
        if later {
            diagnostics.push(
                Diagnostic::new(
                    Lint::SuspiciousField,
                    source.place_of(&fields),
                    format!("the date of the source \"{}\" is in the future", source.key),
                )
                .help("look it up again; for what has not appeared yet, write `forthcoming`"),
            );
        }
    }
    diagnostics
}
