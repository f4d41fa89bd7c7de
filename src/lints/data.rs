//! Facts in `data/facts.toml` whose day of review is past, and sources of facts that are not there.

use jiff::Unit;

use super::LintOptions;
use crate::bibliography::{Bibliography, BibliographyFiles};
use crate::data::{Data, Fact};
use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::keys_in;

/// Reports what is wrong with the facts, used or not.
pub(crate) fn data(
    data: &Data,
    bibliography: &Bibliography,
    options: &LintOptions<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for fact in data.facts().into_iter().flat_map(|facts| facts.iter()) {
        stale(fact, options, &mut found);
        sources(fact, bibliography, &mut found);
    }
    found
}

fn stale(fact: &Fact, options: &LintOptions<'_>, found: &mut Vec<Diagnostic>) {
    let Some((day, place)) = &fact.review_by else {
        return;
    };
    let Some(today) = options.today.filter(|today| day < today) else {
        return;
    };
    let late = day.until((Unit::Day, today));
    let late = late.map_or(0, |span| span.get_days());
    let message = format!("the fact `{}` was to be reviewed by {day}", fact.id.value);
    let ago = match late {
        1 => "that was yesterday".to_owned(),
        days => format!("that was {days} days ago"),
    };
    let help = "check that it still holds, then set `as_of` and a new `review_by`";
    let problem = Diagnostic::new(Lint::StaleFact, place.clone(), message);
    found.push(problem.label(ago).help(help));
}

/// A page that shows the fact reports its sources; one that nobody shows is looked at here.
fn sources(fact: &Fact, bibliography: &Bibliography, found: &mut Vec<Diagnostic>) {
    if bibliography.files() != BibliographyFiles::All {
        return;
    }
    let signed = fact.source.with_at_signs();
    for key in keys_in(&signed.text) {
        if bibliography.find(key).is_none() && !bibliography.is_unread(key) {
            let at = signed.text.find(&format!("@{key}")).unwrap_or_default();
            let place = crate::diagnostics::Place::new(
                &signed.file,
                signed.span_of(at..at + 1 + key.len()),
            );
            found.push(crate::site::undefined_source(key, bibliography, place));
        }
    }
}
