//! What can be read and is most likely not what was meant, seen in the record alone.

use crate::csl::{Date, DateValue, DateVariable, Name, NameVariable, Variable};
use crate::diagnostics::{Diagnostic, Lint, Place};

use super::super::Source;

/// Reports what is odd about the names, dates and addresses of a source.
pub(super) fn check(source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |lint: Lint, place: Place, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(lint, place, message).help(help));
    };
    for (variable, names) in source.item.all_names() {
        for name in &names.list {
            if let Some((message, help)) = odd_name(name) {
                report(
                    Lint::SuspiciousField,
                    place_of_names(source, variable),
                    message,
                    help,
                );
            }
        }
    }
    for (variable, date) in source.item.dates() {
        let place = || place_of_date(source, variable);
        match date {
            Date::Literal(words) if !is_known(words.as_str()) => report(
                Lint::SuspiciousField,
                place(),
                format!("\"{words}\" is not a date; it is printed as it is"),
                "write 2024, 2024-06 or 2024-06-19; a range is 2024-06-18/2024-06-19, about 1850 is 1850~",
            ),
            Date::Known { start, end, .. } => {
                let ends = [Some(*start), end.flatten()];
                for value in ends.into_iter().flatten().filter(|value| !value.exists()) {
                    let DateValue { year, month, day } = value;
                    report(
                        Lint::InvalidDate,
                        place(),
                        format!(
                            "this is not a date: {year:04}-{month:02}-{day:02} is not in the calendar"
                        ),
                        "look it up again; where the day is not known, write the month alone: 2024-06",
                    );
                }
            }
            Date::Literal(_) => {}
        }
    }
    if let Some(url) = source.item.text(Variable::Url)
        && !has_scheme(url.as_str())
    {
        let place = source.place_of(&["url"]);
        let message = format!("the address \"{}\" has no scheme", url.as_str());
        report(
            Lint::SuspiciousField,
            place,
            message,
            "write it from the beginning: `https://…`",
        );
    }
}

fn place_of_names(source: &Source, variable: NameVariable) -> Place {
    match variable {
        NameVariable::ContainerAuthor => source.place_of(&["bookauthor", "container-author"]),
        variable => {
            source.place_of(&[variable.as_str(), "editor", "editora", "editorb", "editorc"])
        }
    }
}

fn place_of_date(source: &Source, variable: DateVariable) -> Place {
    source.place_of(match variable {
        DateVariable::Issued => &["date", "year", "issued", "pubstate"],
        DateVariable::Accessed => &["urldate", "urlyear", "accessed", "url"],
        DateVariable::EventDate => &["eventdate", "eventyear", "event-date"],
        DateVariable::OriginalDate => &["origdate", "origyear", "original-date"],
        DateVariable::AvailableDate => &["available-date"],
        DateVariable::Submitted => &["submitted"],
    })
}

/// What is odd about a name, and the way out.
fn odd_name(name: &Name) -> Option<(String, &'static str)> {
    const ONE_BY_ONE: &str = "in BibTeX `and` joins persons: {Smith, Ada and Roe, Bo}; braces make one name of all that they hold";
    let written = [
        &name.literal,
        &name.family,
        &name.given,
        &name.dropping_particle,
    ];
    let says = |words: &str| {
        written.iter().any(|part| {
            part.to_lowercase()
                .split([' ', ','])
                .any(|word| word == words)
        })
    };
    if says("al.") || (says("et") && says("al")) {
        return Some((
            "\"et al.\" is printed as a part of the name".to_owned(),
            "leave it to the style: end the list with `and others`",
        ));
    }
    if written.iter().any(|part| part.contains(';')) {
        return Some((
            format!("\"{}\" looks like several names", whole(name)),
            ONE_BY_ONE,
        ));
    }
    // "John Smith, Jane Doe, Kim Lee" is a family, a suffix and a given name; suffixes are one word: Jr., III.
    let joined = [&name.family, &name.given]
        .iter()
        .any(|part| part.split(' ').any(|word| word == "&"));
    if joined || name.suffix.contains(' ') {
        return Some((
            format!("\"{}\" looks like several names", whole(name)),
            ONE_BY_ONE,
        ));
    }
    let commas = name.literal.matches(',').count();
    let persons = name.literal.contains(" and ") && commas >= 2 && each_is_inverted(&name.literal);
    if commas >= 3 && all_short(&name.literal) || persons || name.given.matches(',').count() >= 2 {
        return Some((
            format!("\"{}\" looks like several names", whole(name)),
            ONE_BY_ONE,
        ));
    }
    None
}

fn whole(name: &Name) -> String {
    match name.literal.as_str() {
        "" if name.suffix.is_empty() => format!("{}, {}", name.family, name.given),
        "" => format!("{}, {}, {}", name.family, name.suffix, name.given),
        literal => literal.to_owned(),
    }
}

/// Whether what stands between the commas is short enough for names of persons: "Smith, Ada, Roe, Bo".
fn all_short(literal: &str) -> bool {
    let is_short = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        (1..=3).contains(&words.len())
            && words
                .iter()
                .all(|word| !word.starts_with(char::is_lowercase))
    };
    literal.split(',').count().is_multiple_of(2) && literal.split(',').all(is_short)
}

/// Whether on both sides of each "and" stands a name with its comma: "Smith, Ada and Roe, Bo".
fn each_is_inverted(literal: &str) -> bool {
    literal
        .split(" and ")
        .all(|name| name.matches(',').count() == 1)
}

fn has_scheme(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
            // `example.org:8080/x` has a port and no scheme.
            && !scheme.contains('.')
    })
}

/// Whether words are a usual way to say that there is no date yet, or none at all.
fn is_known(text: &str) -> bool {
    const WORDS: &str = "
        forthcoming; in press; inpress; in preparation; in prep; submitted; accepted; to appear;
        unpublished; in review; under review; in print; ongoing; present; n.d.; n. d.; nd; nodate;
        no date; undated; s.d.; s. d.; s.a.; s. a.; o.j.; o. j.; o.d.; o. d.; im druck; im erscheinen;
        in vorbereitung; eingereicht; à paraître; sous presse; en prensa; en preparación;
        in corso di stampa; no prelo; в печати; б. г.; ter perse";
    let lower = text.trim_matches(['(', ')', '[', ']', '.']).to_lowercase();
    let mut words = WORDS.split(';').map(str::trim);
    words.any(|word| word.trim_end_matches('.') == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_several_are_odd() {
        let literal = |literal: &str| Name {
            literal: literal.to_owned(),
            ..Name::default()
        };
        for odd in [
            "Smith, Ada, Roe, Bo",
            "Smith, Ada and Roe, Bo",
            "Smith; Roe",
            "Smith et al.",
            "A. Smith et al",
        ] {
            assert!(odd_name(&literal(odd)).is_some(), "{odd}");
        }
        for fine in [
            "Google, Inc.",
            "Ministry of Food, Agriculture, and Fisheries",
            "Department of State, Office of the Historian, United States",
            "Etal Institute",
        ] {
            assert_eq!(odd_name(&literal(fine)), None, "{fine}");
        }
        let given = Name {
            family: "Smith".to_owned(),
            given: "Ada, Roe, Bo".to_owned(),
            ..Name::default()
        };
        assert!(odd_name(&given).is_some());
        let person = |family: &str, suffix: &str, given: &str| Name {
            family: family.to_owned(),
            given: given.to_owned(),
            suffix: suffix.to_owned(),
            ..Name::default()
        };
        for odd in [
            person("John Smith", "Jane Doe", "Kim Lee"),
            person("Doe", "", "John Smith & Jane"),
        ] {
            assert!(odd_name(&odd).is_some(), "{odd:?}");
        }
        assert_eq!(odd_name(&person("King", "Jr.", "Martin Luther")), None);
    }

    #[test]
    fn addresses_start_with_a_scheme() {
        assert!(
            has_scheme("https://x.org") && has_scheme("urn:isbn:1") && has_scheme("doi:10.1/x")
        );
        assert!(
            !has_scheme("www.x.org")
                && !has_scheme("x.org:80/a")
                && !has_scheme("//x.org")
                && !has_scheme("x.org/a:b")
        );
    }
}
