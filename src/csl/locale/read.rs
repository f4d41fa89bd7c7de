//! `cs:locale`, of a locale file or of a style (specification, "Locale", "Localized Date Formats", "Localized Options").

use super::super::style::{date_part, form, term_name};
use super::super::xml::Node;
use super::data::{Gender, LocaleData, LocaleDate, OrdinalMatch, Term};

/// What a `cs:locale` says. Terms without a name and what is unknown are passed over.
pub(crate) fn locale_data(node: &Node<'_>) -> LocaleData {
    let options = |name| {
        let mut found = node.children_named("style-options");
        found.find_map(|options| options.flag(name))
    };
    let date = |form| {
        let mut dates = node.children_named("date");
        dates
            .find(|date| date.get("form") == Some(form))
            .map(locale_date)
    };
    LocaleData {
        language: node
            .get("xml:lang")
            .filter(|language| !language.is_empty())
            .map(str::to_owned),
        limit_day_ordinals_to_day_1: options("limit-day-ordinals-to-day-1"),
        punctuation_in_quote: options("punctuation-in-quote"),
        terms: node
            .children_named("terms")
            .flat_map(|terms| terms.children_named("term"))
            .filter_map(term)
            .collect(),
        date_text: date("text"),
        date_numeric: date("numeric"),
    }
}

fn term(node: &Node<'_>) -> Option<Term> {
    let inner = |name| node.child(name).map(words);
    let single = inner("single").unwrap_or_else(|| words(node));
    Some(Term {
        name: term_name(node.get("name")?),
        form: form(node),
        multiple: inner("multiple").unwrap_or_else(|| single.clone()),
        single,
        gender_form: node.get("gender-form").and_then(gender),
        gender: node.get("gender").and_then(gender),
        matching: match node.get("match") {
            Some("last-digit") => Some(OrdinalMatch::LastDigit),
            Some("last-two-digits") => Some(OrdinalMatch::LastTwoDigits),
            Some("whole-number") => Some(OrdinalMatch::WholeNumber),
            _ => None,
        },
    })
}

/// The text of a term; empty if it is only the white space between tags.
fn words(node: &Node<'_>) -> String {
    let blank = node.text.chars().all(|c| c.is_ascii_whitespace());
    if blank {
        String::new()
    } else {
        node.text.clone()
    }
}

fn gender(word: &str) -> Option<Gender> {
    match word {
        "masculine" => Some(Gender::Masculine),
        "feminine" => Some(Gender::Feminine),
        _ => None,
    }
}

fn locale_date(node: &Node<'_>) -> LocaleDate {
    LocaleDate {
        delimiter: node.string("delimiter"),
        parts: node
            .children_named("date-part")
            .filter_map(date_part)
            .collect(),
    }
}
