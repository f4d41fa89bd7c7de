//! Figures and dates, and the numbers that are neither: names, page references, numbering.

use std::ops::Range;

use super::lexicon::{
    CURRENCIES, FRACTIONS, LABELS, LARGE, MONTHS, NAMED_BY_YEAR, PICKING, PROGRAM_UNITS, UNITS,
};
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

fn number_at(words: &[Word<'_>], i: usize) -> Option<Number> {
    let word = &words[i];
    if is_large(words, i) {
        return (!counts_parts_of_a_program(words, i)).then_some(Number::Figure);
    }
    if !word.has_digit() || word.text().contains(['@', '#', '_']) || is_size(words, i) {
        return None;
    }
    // "mid-2024" and "1990s" are years, "2024-06-19" a day.
    let lower = word.lower();
    let bare = lower.trim_end_matches("'s").trim_end_matches('s');
    let tail = bare
        .split_once('-')
        .filter(|(head, _)| head.chars().all(char::is_lowercase) && !word.is_capitalised())
        .map_or(bare, |(_, tail)| tail);
    if is_year(tail) || is_day(bare) || year_span(bare) {
        // "Resolution 1718" and "page 2024" are not years, "Part 2 of 2024" is.
        return (!labelled(words, i) && !names_something(words, i)).then_some(Number::Date);
    }
    if let Some(number) = ordinal(bare) {
        let next = words.get(i + 1);
        let dated = next.is_some_and(|next| next.is("century") || next.is_in(MONTHS))
            || month_before(words, i);
        return (dated && number > 0).then_some(Number::Date);
    }
    if !is_quantity(word) || labelled(words, i) || is_model(words, i) || is_enumerator(words, i) {
        return None;
    }
    if is_version(words, i) || is_of_a_program(words, i) || is_bound(words, i) {
        return None;
    }
    let before_month = words.get(i + 1).is_some_and(|next| next.is_in(MONTHS));
    if before_month || month_before(words, i) {
        return Some(Number::Date);
    }
    // "38 North" and "Channel 4" are names.
    let named = words.get(i + 1).is_some_and(|next| {
        next.is_capitalised() && next.follows_space() && !next.text().contains('-')
    }) && word.text().chars().all(|c| c.is_ascii_digit())
        && !is_nationality(words, i + 1);
    (!named).then_some(Number::Figure)
}

/// "World War 2", "the Model 3": after a name a small number is a part of it.
fn is_model(words: &[Word<'_>], i: usize) -> bool {
    let short = words[i].text().len() <= 2 && words[i].follows_space();
    // Every sentence begins with a capital letter; "Approach 3" is none.
    let names = i > 1 || i == 1 && words.len() == 2;
    short && names && words[i - 1].is_capitalised() && !month_before(words, i)
}

/// "0.10.1", "Zola 0.22", "Python 3.4+".
fn is_version(words: &[Word<'_>], i: usize) -> bool {
    let text = words[i].text().trim_end_matches('+');
    let parts = text.split('.').count();
    let plain = text
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let named = i > 0
        && words[i].follows_space()
        && words[i - 1].is_capitalised()
        && !is_first_word(words, i - 1);
    let counts = words
        .get(i + 1)
        .is_some_and(|next| next.is_in(LARGE) || next.is_one_of(&["per", "percent"]));
    let before = |back: usize, word: &str| i.checked_sub(back).is_some_and(|at| words[at].is(word));
    let since = before(1, "of") && before(2, "as") || before(1, "in") && i + 1 == words.len();
    plain && !counts && (parts > 2 || parts == 2 && (named || since))
}

/// Whether a word begins a sentence in running text, where every word has a capital letter.
fn is_first_word(words: &[Word<'_>], i: usize) -> bool {
    let common = |word: &Word<'_>| word.text().len() < 4;
    i == 0 && common(&words[0])
}

/// Sizes and settings: "300 pixels", "32-bit", "a length of 0", "the top 5", "the 404 page".
fn is_of_a_program(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    let lower = word.lower();
    let counted = lower.rsplit(['-', '–']).next().unwrap_or_default();
    let next = words.get(i + 1);
    let small = word.text().len() <= 2;
    let picked = i > 0 && word.gap().trim().is_empty() && words[i - 1].is_in(PICKING);
    let status = word.text().len() == 3
        && next.is_some_and(|next| next.is_one_of(&["page", "pages", "error", "errors"]));
    word.text() == "0"
        || status
        || small && picked
        || word.text() == "100%" && next.is_some_and(|next| !next.is("of") && next.follows_space())
        || word.has_hyphen() && PROGRAM_UNITS.contains(counted)
        || next.is_some_and(|next| next.is_in(PROGRAM_UNITS) && next.gap().trim().is_empty())
}

/// "in the range [0, 1]", "bits [32:63]": the bounds of an interval.
fn is_bound(words: &[Word<'_>], i: usize) -> bool {
    let opens = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| word.gap().trim_end_matches(['-', '−']).ends_with('['))
    };
    let whole = words[i]
        .text()
        .chars()
        .all(|c| c.is_ascii_digit() || ".:,-–".contains(c));
    whole && (opens(i) || i > 0 && opens(i - 1) && words[i].gap().starts_with(','))
}

/// "1920 x 1080 pixels", "150 by 75 pixels", "the 2015 edition".
fn is_size(words: &[Word<'_>], i: usize) -> bool {
    let counted = |at: usize| words.get(at).is_some_and(|word| word.is_in(PROGRAM_UNITS));
    let times = words.get(i + 1);
    counted(i + 1) || counted(i + 3) && times.is_some_and(|it| it.is_one_of(&["x", "×", "by"]))
}

/// "12 Russian officers", "15,000 North Koreans": not every capital letter after a number makes a name.
fn is_nationality(words: &[Word<'_>], i: usize) -> bool {
    const ENDINGS: &[&str] = &[
        "ese", "ish", "ench", "ian", "ean", "can", "utch", "US", "UN", "s",
    ];
    let people = |word: &Word<'_>| {
        word.is_capitalised() && ENDINGS.iter().any(|ending| word.text().ends_with(ending))
    };
    let (number, after) = (&words[i - 1], &words[i..]);
    number.text().len() > 3
        || after.first().is_some_and(people)
        || after
            .get(1)
            .is_some_and(|word| word.follows_space() && people(word))
}

/// Digits with separators, a currency before them, a unit after them; nothing else.
fn is_quantity(word: &Word<'_>) -> bool {
    let lower = word.lower();
    let text = &*lower;
    // "24/7" and "2023/24" say how often and when.
    if text.contains('/') && !text.ends_with("km/h") {
        return false;
    }
    let Some(first) = text.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let (before, amount) = text.split_at(first);
    let in_number = |c: char| c.is_ascii_digit() || ",.:\u{a0}\u{202f}".contains(c);
    let unit = amount.trim_start_matches(in_number);
    is_currency(before) && (is_unit(unit) || counts_a_word(word, unit))
}

/// "$", "us$", "usd", "~", or nothing.
fn is_currency(before: &str) -> bool {
    let letters = before.trim_matches(|c: char| !c.is_alphabetic());
    letters.is_empty()
        || CURRENCIES.contains(letters)
        || (letters.len() <= 3 && before.ends_with(['$', '€', '£', '¥', '₩', '₽']))
}

/// "km", "%", or nothing; of a range ("5-7%", "$11bn-$12bn") that of its end.
fn is_unit(unit: &str) -> bool {
    let parts = unit.split(['-', '–', '−']);
    let mut units = parts.map(|part| {
        part.trim_start_matches(|c: char| c.is_ascii_digit() || "$€£¥₩₽,.".contains(c))
    });
    units.all(|unit| unit.is_empty() || UNITS.contains(unit))
}

/// "10,000-strong", "5-year": a word in lower case after a hyphen is what is counted.
fn counts_a_word(word: &Word<'_>, unit: &str) -> bool {
    let counted = unit.strip_prefix(['-', '–']);
    counted.is_some_and(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'))
        && !word.text().contains(char::is_uppercase)
}

/// "thousands", "twenty-four", "a third of": a figure in words.
fn is_large(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    if !word.is_in(LARGE.or(FRACTIONS)) && !word.has_hyphen() {
        return false;
    }
    let next = words.get(i + 1);
    let of = next.is_some_and(|next| next.is("of"));
    let lower = word.lower();
    match &*lower {
        "half" => of && !is_half_a_time(words, i),
        "third" | "thirds" | "quarter" | "quarters" => {
            let counts = [
                "a", "one", "two", "three", "nearly", "about", "almost", "over",
            ];
            let before = i.checked_sub(1).map(|at| &words[at]);
            of && before.is_some_and(|before| before.is_one_of(&counts))
        }
        "tens" | "percentage" => of || next.is_some_and(|next| next.is("points")),
        _ => {
            let hyphen = || lower.bytes().position(|byte| byte == b'-');
            let tens = || &lower[..hyphen().unwrap_or_default()];
            let counts = word.is_in(LARGE) || tens().ends_with("ty") && LARGE.contains(tens());
            // "Hundred Days", "Thousand Islands": names.
            counts && !(word.is_capitalised() && next.is_some_and(Word::is_capitalised))
        }
    }
}

/// "hundreds of well-maintained packages", "41 million rows": what a program is made of, or reads.
fn counts_parts_of_a_program(words: &[Word<'_>], i: usize) -> bool {
    let after = words.get(i + 1..).unwrap_or_default().iter();
    let mut near = after.take(4).take_while(|word| word.follows_space());
    near.any(|word| word.is_in(PROGRAM_UNITS))
}

/// "half of the year": nobody counted.
fn is_half_a_time(words: &[Word<'_>], i: usize) -> bool {
    let times = [
        "year", "month", "week", "day", "century", "decade", "game", "battle",
    ];
    let near = words.get(i + 2..).unwrap_or_default().iter().take(2);
    near.into_iter().any(|word| word.is_one_of(&times))
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.starts_with('1') || text.starts_with("20"))
}

/// "1953-62", "1995–1997", "2024/25".
fn year_span(text: &str) -> bool {
    text.split_once(['-', '–', '/']).is_some_and(|(from, to)| {
        is_year(from)
            && (is_year(to) || (to.len() == 2 && to.bytes().all(|byte| byte.is_ascii_digit())))
    })
}

/// "2024-06-19", "2024-06".
fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(is_year)
        && parts.clone().count() >= 1
        && parts.all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn ordinal(text: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        // A plural's "s" has been taken off before.
        .or_else(|| text.strip_suffix('t'))?;
    digits.parse().ok()
}

/// "June 19", but not "may 3 times".
fn month_before(words: &[Word<'_>], i: usize) -> bool {
    i > 0
        && words[i].gap().trim().is_empty()
        && words[i - 1].is_capitalised()
        && words[i - 1].is_in(MONTHS)
}

/// Whether the number is what a label before it counts: "page 3", "pp. 3 and 5", "Resolution 1718".
fn labelled(words: &[Word<'_>], i: usize) -> bool {
    let mut at = i;
    while at > 0 {
        let gap = words[at].gap();
        if gap.contains(['(', ')', ';', '“', '”', '"']) {
            return false;
        }
        let before = &words[at - 1];
        let lower = before.lower();
        let is_label = || LABELS.contains(lower.strip_suffix('s').unwrap_or(&lower));
        if before.is_in(LABELS) || is_label() {
            return true;
        }
        let goes_on = matches!(&*lower, "and" | "or" | "to")
            || before
                .text()
                .chars()
                .all(|c| c.is_ascii_digit() || ".-–".contains(c));
        if !goes_on || is_year(before.text()) {
            return false;
        }
        at -= 1;
    }
    false
}

/// Whether a year is part of a name: "the treaty of 1961", "the party congress of February 2026".
fn names_something(words: &[Word<'_>], i: usize) -> bool {
    let at = if month_before(words, i) { i - 1 } else { i };
    let Some([before @ .., noun, of]) = words.get(at.saturating_sub(4)..at) else {
        return false;
    };
    let definite = |word: &Word<'_>| word.is_one_of(&["the", "that", "both"]);
    of.is("of") && noun.is_in(NAMED_BY_YEAR) && before.iter().any(definite)
}

/// "1)", "(2)" and "2-1." number the parts of a sentence.
fn is_enumerator(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts = word.text().split('-');
    let short = digits(word.text()) || i == 0 && parts.clone().count() == 2 && parts.all(digits);
    let after = words.get(i + 1).map_or("", |next| next.gap());
    let closed = after.starts_with(')') || (i == 0 && after.starts_with('.'));
    let gap = word.gap().trim_end();
    let opened = gap.is_empty() || gap.ends_with(['(', ';', ':', ',']);
    short && closed && opened
}

/// The first of the words that belong to the number: "19" of "19 June 2024", "about" of none.
fn leading(words: &[Word<'_>], i: usize, kind: Number) -> usize {
    let mut first = i;
    let joined = |at: usize| at > 0 && words[at].gap().trim().is_empty();
    if kind == Number::Date {
        while joined(first) && (words[first - 1].is_in(MONTHS) && words[first - 1].is_capitalised())
        {
            first -= 1;
        }
    }
    first
}

/// The last of them: "2024" of "19 June 2024", "cent" of "40 per cent".
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
    use super::super::words::words;
    use super::*;

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
