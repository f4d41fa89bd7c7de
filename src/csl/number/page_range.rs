//! `page-range-format` (specification, appendix V), and the delimiters of other ranges.

use super::super::style::PageRangeFormat;
use super::super::variable::Variable;
use super::roman::is_roman;
use super::shape::leading_number;
use super::value::{Number, Part};

/// What stands between the ends of a range in a locale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Delimiters<'a> {
    pub(crate) page: &'a str,
    pub(crate) year: &'a str,
}

/// Prints the ranges of a number: the delimiter of the locale instead of a hyphen, and pages as the style has
/// them.
pub(crate) fn join_ranges(
    number: &mut Number,
    variable: Variable,
    format: Option<PageRangeFormat>,
    delimiters: Delimiters<'_>,
) {
    if !has_ranges(variable) {
        return;
    }
    for index in 1..number.parts.len() {
        let (before, after) = number.parts.split_at_mut(index);
        let (first, last) = (&mut before[index - 1], &mut after[0]);
        if first.join != "-" {
            continue;
        }
        if !first.countable || first.label != last.label {
            if first.numeric {
                first.join = delimiter(variable, delimiters).unwrap_or("-").to_owned();
            }
            continue;
        }
        // In `1-2-3` only the last two are a range.
        if last.join != "-" && first.particle == last.particle {
            join_pair(first, last, variable, format, delimiters);
        }
    }
}

/// Number variables in whose values two numbers may be a range.
pub(crate) fn has_ranges(variable: Variable) -> bool {
    matches!(
        variable,
        Variable::Page
            | Variable::PageFirst
            | Variable::ChapterNumber
            | Variable::CollectionNumber
            | Variable::Edition
            | Variable::Issue
            | Variable::Number
            | Variable::NumberOfPages
            | Variable::NumberOfVolumes
            | Variable::Volume
            | Variable::Locator
    )
}

/// The delimiter of a numeric range, where it is not a hyphen.
fn delimiter<'a>(variable: Variable, delimiters: Delimiters<'a>) -> Option<&'a str> {
    match variable {
        Variable::Page
        | Variable::PageFirst
        | Variable::Locator
        | Variable::Issue
        | Variable::Volume
        | Variable::Edition
        | Variable::Number => Some(delimiters.page),
        Variable::CollectionNumber => Some(delimiters.year),
        _ => None,
    }
}

fn join_pair(
    first: &mut Part,
    last: &mut Part,
    variable: Variable,
    format: Option<PageRangeFormat>,
    delimiters: Delimiters<'_>,
) {
    let numbers = (leading_number(&first.value), leading_number(&last.value));
    let pages = variable == Variable::Page
        || variable == Variable::PageFirst
        || (variable == Variable::Locator
            && first.label.is_some_and(|label| label.term() == "page"));
    let plain = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit()) || is_roman(value);
    if let (Some(start), Some(end)) = numbers {
        let between = delimiter(variable, delimiters).unwrap_or("-");
        if format.is_none() && start > end {
            first.join = between.to_owned();
            return;
        }
        if pages {
            first.join = delimiters.page.to_owned();
            if let Some(format) = format {
                last.value = shortened(&first.value, &last.value, format);
                if format != PageRangeFormat::Expanded {
                    last.particle.clear();
                }
            }
            return;
        }
    }
    if plain(&first.value) && plain(&last.value) {
        first.join = match variable {
            Variable::CollectionNumber => delimiters.year,
            _ => delimiters.page,
        }
        .to_owned();
    } else if first.numeric && numbers.0.is_some() && numbers.1.is_some() {
        first.join = delimiter(variable, delimiters).unwrap_or("-").to_owned();
    }
}

/// The last page of a range in a format.
fn shortened(first: &str, last: &str, format: PageRangeFormat) -> String {
    let last = expanded(first, last);
    let (Some(start), Some(end)) = (leading_number(first), leading_number(&last)) else {
        return last;
    };
    if start >= end {
        return last;
    }
    match format {
        PageRangeFormat::Expanded => last,
        PageRangeFormat::Minimal => without_common_start(first, &last, 0),
        PageRangeFormat::MinimalTwo => without_common_start(first, &last, 2),
        PageRangeFormat::Chicago15 => match (start, end) {
            _ if start > 100 && !start.is_multiple_of(100) && start / 100 == end / 100 => {
                (end % 100).to_string()
            }
            _ if start >= 10_000 => (end % 1000).to_string(),
            _ => last,
        },
        PageRangeFormat::Chicago16 => {
            let digits = end.to_string().len() as u32;
            let same = |&power: &u32| start / 10u64.pow(power) == end / 10u64.pow(power);
            match (2..digits).find(same) {
                Some(power) if start > 100 && !start.is_multiple_of(100) => {
                    (end % 10u64.pow(power)).to_string()
                }
                _ => last,
            }
        }
    }
}

/// `123-5` is `123-125`.
fn expanded(first: &str, last: &str) -> String {
    let missing = first.len().saturating_sub(last.len());
    match first.get(..missing) {
        Some(start) => format!("{start}{last}"),
        None => last.to_owned(),
    }
}

/// The last page without the digits that it shares with the first, but with at least so many.
fn without_common_start(first: &str, last: &str, at_least: usize) -> String {
    if first.len() != last.len() {
        return last.to_owned();
    }
    let pairs = first.chars().zip(last.chars());
    let common = pairs.take_while(|(a, b)| a == b).count();
    let cut = common.min(last.len().saturating_sub(at_least));
    last.get(cut..).unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        use PageRangeFormat::{Chicago15, Chicago16, Expanded, Minimal, MinimalTwo};
        assert_eq!(shortened("321", "8", Expanded), "328");
        assert_eq!(shortened("321", "328", Minimal), "8");
        assert_eq!(shortened("321", "328", MinimalTwo), "28");
        assert_eq!(shortened("107", "108", Chicago15), "8");
        assert_eq!(shortened("71", "72", Chicago16), "72");
        assert_eq!(shortened("1496", "1504", Chicago16), "504");
        assert_eq!(shortened("1496", "1504", Chicago15), "1504");
    }
}
