//! Titles, numbers and addresses of a source that can be read and are most likely not what was meant.

use rustc_hash::FxHashMap;

use super::super::Source;
use crate::csl::{Date, DateVariable, NameVariable, Variable};
use crate::diagnostics::{Diagnostic, Lint};

/// Reports them.
pub(super) fn check(source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |fields: &[&str], message: String, help: &str| {
        let place = source.place_of(fields);
        diagnostics.push(Diagnostic::new(Lint::SuspiciousField, place, message).help(help));
    };
    capitals(source, &mut report);
    numbers(source, &mut report);
    visit(source, &mut report);
}

/// Notes what is odd: the names that the field may have, what is wrong, and the way out.
type Report<'a> = &'a mut dyn FnMut(&[&str], String, &str);

fn text(source: &Source, variable: Variable) -> Option<&str> {
    source.item.text(variable).map(|text| text.as_str())
}

fn capitals(source: &Source, report: Report<'_>) {
    if text(source, Variable::Title).is_some_and(is_shouted) {
        report(
            &["title"],
            "the title is written in capitals".to_owned(),
            "write it as in a sentence; in BibTeX braces keep capitals: {NATO} and the {UN}",
        );
    }
    let authors = source.item.names(NameVariable::Author);
    let mut authors = authors.iter().flat_map(|names| &names.list);
    if let Some(name) = authors.find(|name| is_capital(&name.family) && is_capital(&name.given)) {
        let name = format!("{}, {}", name.family, name.given);
        report(
            &["author"],
            format!("the name \"{name}\" is written in capitals"),
            "write it as it is read: {Smith, Jane}",
        );
    }
}

/// Addresses, numbers and pages.
fn numbers(source: &Source, report: Report<'_>) {
    let text = |variable| text(source, variable);
    if let Some(url) = text(Variable::Url).filter(|url| url.trim().contains(char::is_whitespace)) {
        report(
            &["url"],
            format!("the address \"{url}\" has a space in it"),
            "copy it again; a space in an address is written %20",
        );
    }
    if let Some(doi) = text(Variable::Doi).filter(|doi| !is_doi(doi)) {
        report(
            &["doi", "DOI"],
            format!("\"{doi}\" is not a DOI"),
            "a DOI begins with 10. and has a slash: 10.1234/abcd; an address belongs into `url`",
        );
    }
    let isbn = text(Variable::Isbn);
    if let Some(isbn) = isbn.filter(|isbn| !isbn.split([',', ';', ' ']).all(is_isbn)) {
        report(
            &["isbn", "ISBN"],
            format!("\"{isbn}\" is not an ISBN"),
            "it has 10 or 13 digits, of which the last may be an X",
        );
    }
    if let Some(pages) = text(Variable::Page).filter(|pages| pages.contains(" to ")) {
        report(
            &["pages", "page"],
            format!("the pages \"{pages}\" are not read as a range"),
            "write 12--15",
        );
    }
}

/// A source that was seen before it was there.
fn visit(source: &Source, report: Report<'_>) {
    let date = |variable| match source.item.date(variable) {
        Some(Date::Known { start, .. }) => Some((start.year, start.month)),
        _ => None,
    };
    let Some((visited, issued)) = date(DateVariable::Accessed).zip(date(DateVariable::Issued))
    else {
        return;
    };
    let months = (1..=12).contains(&visited.1) && (1..=12).contains(&issued.1);
    if visited.0 < issued.0 || visited.0 == issued.0 && months && visited.1 < issued.1 {
        report(
            &["urldate", "urlyear", "accessed"],
            "the day of the visit is before the day of publication".to_owned(),
            "look both up again; `date` is that of publication, `urldate` that of the visit",
        );
    }
}

/// Reports sources with the address and the title of one before them.
pub(super) fn twice(sources: &[Source], diagnostics: &mut Vec<Diagnostic>) {
    let mut known: FxHashMap<(&str, &str), &Source> = FxHashMap::default();
    for source in sources {
        let named = text(source, Variable::Url).zip(text(source, Variable::Title));
        let Some(named) = named else {
            continue;
        };
        let first = *known.entry(named).or_insert(source);
        if first.key != source.key {
            let message = format!("the source \"{}\" is \"{}\" again", source.key, first.key);
            diagnostics.push(
                Diagnostic::new(Lint::SuspiciousField, source.place.clone(), message)
                    .also(first.place.clone(), "with the same address and title")
                    .help(format!(
                        "cite [@{}] in its place, and delete this one",
                        first.key
                    )),
            );
        }
    }
}

/// Whether a title of several words has no small letter.
fn is_shouted(title: &str) -> bool {
    let several = title
        .split_whitespace()
        .filter(|word| word.len() > 3)
        .count()
        > 2;
    several && title.chars().any(char::is_uppercase) && !title.chars().any(char::is_lowercase)
}

/// Whether a name of three letters or more has no small one; initials are capitals.
fn is_capital(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 2
        && letters.clone().all(char::is_uppercase)
        && !name.contains(['.', ' '])
}

fn is_doi(doi: &str) -> bool {
    let path = doi.trim().rsplit("doi.org/").next().unwrap_or_default();
    let path = path
        .trim_start_matches("doi:")
        .trim_start_matches("DOI:")
        .trim();
    // Short ones have no registrant: 10/abcd.
    path.starts_with("10/") || path.starts_with("10.") && path.contains('/')
}

fn is_isbn(text: &str) -> bool {
    let digits = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x'));
    matches!(digits.count(), 0 | 10 | 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_texts_are_told_from_others() {
        assert!(is_shouted("RUSSIA SIGNS A TREATY WITH NORTH KOREA"));
        assert!(!is_shouted("UN") && !is_shouted("NATO AND THE UN") && !is_shouted("日本の鉄道"));
        assert!(
            is_capital("SMITH") && !is_capital("J.") && !is_capital("JD") && !is_capital("Smith")
        );
        assert!(
            is_doi("10.1/a")
                && is_doi("https://doi.org/10.1/a")
                && is_doi("10/ab")
                && !is_doi("example.org")
        );
        assert!(is_isbn("978-0-306-40615-7") && is_isbn("0-306-40615-X") && !is_isbn("12-34"));
    }
}
