//! Figures and dates, and the numbers that are neither.
//!
//! - `quantity`, `date`: how both are written;
//! - `name`, `program`: numbers that look the same and are parts of names, page references, numbering, or settings of a program.

mod date;
mod name;
mod program;
mod quantity;

use std::ops::Range;

use self::date::{is_date, is_year, month_before, ordinal};
use self::name::{begins_name, is_enumerator, is_labelled, is_model, is_year_in_name};
use self::program::{counts_parts, is_bound, is_setting, is_size, is_version};
use self::quantity::{is_in_words, is_quantity};
use super::lexicon::{LARGE, MONTHS};
use super::words::{Word, Words};

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// A quantity.
    Figure,
    /// A year or a day.
    Date,
}

/// The first figure or date among the words, with all the words that belong to it.
pub(super) fn first_number(words: &Words<'_>) -> Option<(Number, Range<usize>)> {
    if !words.may_count() {
        return None;
    }
    let counting = words.iter().enumerate();
    let mut counting = counting.filter(|(_, word)| word.may_count());
    counting.find_map(|(i, _)| {
        let kind = number_at(words, i)?;
        let first = &words[leading(words, i, kind)];
        let last = &words[trailing(words, i, kind)];
        Some((kind, first.range().start..last.range().end))
    })
}

/// What the word at `i` is, if it is a figure or a date.
fn number_at(words: &[Word<'_>], i: usize) -> Option<Number> {
    let word = &words[i];
    if is_in_words(words, i) {
        return (!counts_parts(words, i)).then_some(Number::Figure);
    }
    if !word.has_digit() || word.text().contains(['@', '#', '_']) || is_size(words, i) {
        return None;
    }
    if is_date(word) {
        // "Resolution 1718" and "page 2024" are not years, "Part 2 of 2024" is.
        return (!is_labelled(words, i) && !is_year_in_name(words, i)).then_some(Number::Date);
    }
    let next = words.get(i + 1);
    let beside_month = next.is_some_and(|next| next.is_in(MONTHS)) || month_before(words, i);
    if let Some(number) = ordinal(word) {
        let dated = beside_month || next.is_some_and(|next| next.is("century"));
        return (dated && number > 0).then_some(Number::Date);
    }
    if !is_quantity(word)
        || is_labelled(words, i)
        || is_model(words, i)
        || is_enumerator(words, i)
        || is_version(words, i)
        || is_setting(words, i)
        || is_bound(words, i)
    {
        return None;
    }
    if beside_month {
        return Some(Number::Date);
    }
    (!begins_name(words, i)).then_some(Number::Figure)
}

/// The first of the words that belong to the number at `i`: "June" for the day of "June 19".
fn leading(words: &[Word<'_>], i: usize, kind: Number) -> usize {
    let mut first = i;
    while kind == Number::Date && month_before(words, first) {
        first -= 1;
    }
    first
}

/// The last of them: "2024" for the day of "19 June 2024", "cent" for "40 per cent".
fn trailing(words: &[Word<'_>], i: usize, kind: Number) -> usize {
    let mut last = i;
    while let Some(next) = words.get(last + 1) {
        let near = next.gap().trim().is_empty() || (kind == Number::Date && next.gap() == ", ");
        let belongs = match kind {
            Number::Date => {
                next.is_in(MONTHS) && next.is_capitalised() && next.follows_space()
                    || (last > i || month_before(words, i)) && is_year(next.text())
                    || next.is("century")
            }
            Number::Figure => next.is_in(LARGE) || next.is_one_of(&["per", "cent", "percent"]),
        };
        if !(near && belongs) {
            break;
        }
        last += 1;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::words::words;

    fn number(text: &str) -> Option<&str> {
        first_number(&words(text)).map(|(_, range)| &text[range])
    }

    #[test]
    fn figures_and_dates_are_found_whole() {
        for (text, found) in [
            ("About 12,000 troops came.", "12,000"),
            ("It cost $11bn.", "$11bn"),
            ("It cost US$2.5 billion in all.", "US$2.5 billion"),
            ("Trade fell by 40 per cent.", "40 per cent"),
            ("Up 7.5% on the year.", "7.5%"),
            ("On 19 June 2024 they met.", "19 June 2024"),
            ("On June 19, 2024 they met.", "June 19, 2024"),
            ("In mid-2024 they met.", "mid-2024"),
            ("During the 1990s it fell.", "1990s"),
            ("From 1995–97 it rained.", "1995–97"),
            ("Thousands of soldiers came.", "Thousands"),
            ("Nearly a third of it was lost.", "third"),
            ("Some 15,000 North Koreans came.", "15,000"),
            ("A 10,000-strong force.", "10,000-strong"),
            ("In the 19th century it was so.", "19th century"),
            ("It flew 120 km.", "120"),
            ("They sent 500t of rice.", "500t"),
            ("Some 40 men came.", "40"),
            ("In Kursk 600 men died.", "600"),
            ("Fired 3 times.", "3"),
            ("Twenty-four men.", "Twenty-four"),
            ("The 152-mm shells.", "152-mm"),
            ("Part 2 ended in 1961.", "1961"),
            ("In Russia 1.5 million men served.", "1.5 million"),
            ("The first 3,000 troops came.", "3,000"),
            ("It has 300 soldiers.", "300"),
        ] {
            assert_eq!(number(text), Some(found), "{text}");
        }
    }

    #[test]
    fn names_references_and_numbering_are_none() {
        for text in [
            "See page 3 and section 4.2.",
            "See pp. 3, 5 and 12–14.",
            "Resolution 1718 and Article 4 say so.",
            "The T-62, the KN-23 and the Su-35.",
            "The G7 and MI6 met.",
            "38 North wrote it.",
            "The 38th parallel and the 8th Army.",
            "It does two things: 1) this and 2) that.",
            "(1) first; (2) second.",
            "Open 24/7.",
            "COVID-19 changed it.",
            "One of the two sides, or both.",
            "Version 2.0 of figure 12.",
            "How the treaty of 1961 ended is open.",
            "At the party congress of February 2026 it was so.",
            "This touches views 4 and 5.",
            "So World War 2 ended, and the Model 3 came.",
            "It needs Zola 0.22 or Python 3.4+.",
            "Versions above 0.10.1 are fine.",
            "See Listing 4-5 and Exercise 3.",
            "An image of 300 pixels and 32-bit colour.",
            "The vector has length 0.",
            "It shows the top 5 of them.",
            "The 404 page is shown.",
            "As of 1.0, it is of two minds.",
            "All changes included in 1.9.",
            "Approach 3",
            "It is 1920 x 1080 pixels in size.",
            "The 2015 edition has no such word.",
            "It is 100% free.",
            "2-1. Create a project.",
            "The value is in the range [-100, 500].",
            "The upper bits [32:63] hold it.",
            "There are hundreds of well-maintained packages.",
            "The port 8080 is open, and the code 200 is sent.",
            "It may be so.",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
