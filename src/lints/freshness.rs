//! Pages whose day of review is past, and pages whose sources are old.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::LintOptions;
use crate::diagnostics::{Diagnostic, Level, Lint};
use crate::site::{LinkedCitation, Page, Site};

/// Reports what `today` makes stale of a page.
pub(super) fn check(
    site: &Site,
    page: &Page,
    options: &LintOptions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(today) = options.today else {
        return;
    };
    let oldest = (options.levels.of(Lint::StaleSource) > Level::Allow)
        .then(|| today.checked_sub(options.stale_source_months.months()).ok())
        .flatten();
    review(page, today, diagnostics);
    if let Some(oldest) = oldest {
        sources(site, page, oldest, options.stale_source_months, diagnostics);
    }
}

fn review(page: &Page, today: Date, diagnostics: &mut Vec<Diagnostic>) {
    let document = &page.document;
    let Some(day) = document.front.review_by.filter(|day| *day < today) else {
        return;
    };
    let late = day
        .until((Unit::Day, today))
        .map_or(0, |span| span.get_days());
    let ago = match late {
        1 => "yesterday".to_owned(),
        days if days < 60 => format!("{days} days ago"),
        days => format!("{} months ago", days / 30),
    };
    diagnostics.push(
        Diagnostic::new(
            Lint::StalePage,
            document.place(document.front.review_by_span),
            format!("this page was to be reviewed by {day}"),
        )
        .label(format!("that was {ago}"))
        .help("check that its evidence still holds, then set `as_of` and a new `review_by`"),
    );
}

fn sources(site: &Site, page: &Page, oldest: Date, months: i64, diagnostics: &mut Vec<Diagnostic>) {
    let cited = site.notes[page.id]
        .citations
        .iter()
        .flat_map(LinkedCitation::known_sources);
    let newest = cited
        .map(|id| site.bibliography.get(id))
        .filter_map(|source| Some((latest_day(source.date.as_deref()?)?, source)))
        .max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.key.cmp(&a.1.key)));
    let Some((day, source)) = newest.filter(|(day, _)| *day < oldest) else {
        return;
    };
    let document = &page.document;
    diagnostics.push(
        Diagnostic::new(
            Lint::StaleSource,
            document.place(document.front.first_line()),
            format!("no source of this page is younger than {months} months"),
        )
        .also(
            source.place.clone(),
            format!("its newest, of {}", source.date.as_deref().unwrap_or_default()),
        )
        .help(format!(
            "look for what has been published since {day}, or set `months` of stale-source in [lints]"
        )),
    );
}

/// The last day that an ISO date as a source has it can mean: "2024-06" may be the 30th.
fn latest_day(iso: &str) -> Option<Date> {
    let end = iso.rsplit('/').next().filter(|end| *end != "..")?;
    let mut parts = end.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().and_then(|month| month.parse().ok());
    let day: Option<i8> = parts.next().and_then(|day| day.parse().ok());
    let first = Date::new(year, month.unwrap_or(12), day.unwrap_or(1)).ok()?;
    Some(if day.is_some() {
        first
    } else {
        first.last_of_month()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_means_its_last_day() {
        let day = |text: &str| latest_day(text).map(|day| day.to_string());
        assert_eq!(day("2024").as_deref(), Some("2024-12-31"));
        assert_eq!(day("2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(day("2024-06-18/2024-06-19").as_deref(), Some("2024-06-19"));
        assert_eq!(day("2024-06/.."), None);
        assert_eq!(day("undated"), None);
    }
}
