//! What the value of a number variable is made of.
//!
//! The specification says only when a value is numeric: `12`, `12a`, `L2`, `2nd`, `1, 3`, `1-4`, `2 & 3`. Labels
//! within values (`12 n. 5`), escaped hyphens (`1\-2`) and what makes a label plural are as in citeproc-js.

use super::super::variable::Variable;
use super::joins::chunks;
use super::label::Label;
use super::roman::is_roman;
use super::shape::{is_fraction, is_numbered, is_numeric, leading_number, split_particle};

/// The value of a number variable.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Number {
    pub(crate) parts: Vec<Part>,
    /// `is-numeric`
    pub(crate) numeric: bool,
    /// Whether the label is plural.
    pub(crate) plural: bool,
    /// The label that the value itself begins with.
    pub(crate) label: Option<Label>,
}

/// One number, or text that stands for one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Part {
    /// What the number counts, if that can be said with a label.
    pub(crate) label: Option<Label>,
    /// Whether the label is printed with the number.
    pub(crate) labelled: bool,
    /// Whether that label is plural.
    pub(crate) plural: bool,
    /// Letters before the number: the `A` of `A12`.
    pub(crate) particle: String,
    pub(crate) value: String,
    /// What joins it to the next part: a hyphen for a range.
    pub(crate) join: String,
    pub(crate) numeric: bool,
    /// Whether it is a number that forms and ranges apply to.
    pub(crate) countable: bool,
}

/// How values are read in a language.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// The word "and", long, in the language.
    pub(crate) and: &'a str,
    /// What "&" is printed as.
    pub(crate) ampersand: &'a str,
    /// Whether the locale has a term.
    pub(crate) has_term: &'a dyn Fn(&str) -> bool,
}

/// Stands for an escaped hyphen while a value is read.
pub(super) const ESCAPED_HYPHEN: char = '\u{e000}';

impl Number {
    /// Reads a value. `counts` is what the variable or locator counts, if there is a label for it.
    pub(crate) fn read(
        text: &str,
        variable: Variable,
        counts: Option<Label>,
        reading: Reading<'_>,
    ) -> Self {
        let text = text.trim();
        if let Some(plain) = Self::plain(text, variable, counts) {
            return plain;
        }
        let mut number = Self::default();
        let mut label = counts;
        let chunks = chunks(text, variable, reading);
        for (index, (chunk, join)) in chunks.into_iter().enumerate() {
            let explicit = take_label(&chunk).filter(|(label, _)| {
                let own = Some(*label) == counts || index > 0;
                let free = matches!(
                    variable,
                    Variable::Locator | Variable::Number | Variable::Page | Variable::PageFirst
                );
                (free && (reading.has_term)(label.term())) || own
            });
            let rest = match explicit {
                Some((found, rest)) => {
                    label = Some(found);
                    if index == 0 {
                        number.label = Some(found);
                    }
                    rest
                }
                None => chunk.as_str(),
            };
            number.push_chunk(rest, label, join);
            label = number.parts.last().and_then(|part| part.label).or(label);
        }
        number.count(variable, counts, reading);
        number
    }

    /// A value that is nothing but digits.
    pub(crate) fn plain(text: &str, variable: Variable, counts: Option<Label>) -> Option<Self> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let plural = variable.counts_things() && text.parse().unwrap_or(u64::MAX) > 1;
        let part = Part {
            label: counts,
            value: text.to_owned(),
            numeric: true,
            countable: true,
            plural,
            ..Part::default()
        };
        Some(Self {
            parts: vec![part],
            numeric: true,
            plural,
            label: None,
        })
    }

    /// Adds what stands between two joins; `12 n. 5` is two numbers.
    fn push_chunk(&mut self, chunk: &str, label: Option<Label>, join: String) {
        let mut label = label;
        let mut rest = chunk;
        while let Some((before, found, after)) = inner_label(rest) {
            if !is_numbered(before) || !is_numbered(after.split(' ').next().unwrap_or("")) {
                break;
            }
            self.parts.push(Part::new(before, label, " ".to_owned()));
            label = Some(found);
            rest = after;
        }
        self.parts.push(Part::new(rest, label, join));
    }

    /// Finds out which parts are numeric and which labels are plural, for each run of parts that count the same.
    fn count(&mut self, variable: Variable, counts: Option<Label>, reading: Reading<'_>) {
        let written = self.label.is_some();
        let mut start = 0;
        while start < self.parts.len() {
            let label = self.parts[start].label;
            let run = &self.parts[start..];
            let length = run.iter().take_while(|part| part.label == label).count();
            let run = &mut self.parts[start..start + length];
            let first = &run[0];
            let numeric = is_numeric(&first.value);
            let countable =
                first.value.starts_with(|c: char| c.is_ascii_digit()) || is_roman(&first.value);
            let plural = numeric && countable && length > 1;
            for part in run.iter_mut() {
                part.numeric = numeric;
                part.countable = countable;
                part.plural = plural;
            }
            run[0].labelled = match (start, label) {
                (_, None) => false,
                (0, Some(label)) => written && label_is_printed(label, variable, counts, reading),
                _ => true,
            };
            start += length;
        }
        let single = self.parts.len() == 1;
        let Some(first) = self.parts.first_mut() else {
            return;
        };
        // "2012/13" is one number.
        if single && is_fraction(&first.value) {
            first.numeric = true;
            first.countable = false;
        }
        if first.numeric && variable.counts_things() && leading_number(&first.value) > Some(1) {
            first.plural = true;
        }
        self.numeric = first.numeric;
        self.plural = first.plural;
    }
}

/// Whether a label at the start of a value is printed with it: where the label element would print another one.
fn label_is_printed(
    label: Label,
    variable: Variable,
    counts: Option<Label>,
    reading: Reading<'_>,
) -> bool {
    match variable {
        Variable::Page | Variable::PageFirst => label.term() != "page",
        Variable::Locator | Variable::Number => !(reading.has_term)(label.term()),
        _ => Some(label) != counts,
    }
}

impl Part {
    fn new(text: &str, label: Option<Label>, join: String) -> Self {
        let text = text.replace(ESCAPED_HYPHEN, "-");
        let text = text.trim();
        let (particle, value) = split_particle(text);
        Self {
            label,
            particle: particle.to_owned(),
            value: value.to_owned(),
            join,
            ..Self::default()
        }
    }
}

impl Variable {
    /// Whether its value is an amount: "number-of-pages".
    pub(crate) fn counts_things(self) -> bool {
        matches!(self, Self::NumberOfPages | Self::NumberOfVolumes)
    }
}

/// The label with which a text begins, and what follows it.
fn take_label(text: &str) -> Option<(Label, &str)> {
    let text = text.trim_start();
    let (word, rest) = text.split_once(' ')?;
    Some((Label::of_abbreviation(word)?, rest.trim_start()))
}

/// A label in the midst of a text, with what stands before and after it.
fn inner_label(text: &str) -> Option<(&str, Label, &str)> {
    let mut from = 0;
    while let Some(space) = text[from..].find(' ') {
        let at = from + space;
        if let Some((label, after)) = take_label(&text[at..])
            && at > 0
        {
            return Some((&text[..at], label, after));
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, variable: Variable, counts: Option<&str>) -> Number {
        let reading = Reading {
            and: "and",
            ampersand: "&",
            has_term: &|_| true,
        };
        Number::read(text, variable, counts.and_then(Label::of_term), reading)
    }

    fn values(number: &Number) -> Vec<(&str, &str, &str)> {
        let parts = number.parts.iter();
        parts
            .map(|part| {
                (
                    part.particle.as_str(),
                    part.value.as_str(),
                    part.join.as_str(),
                )
            })
            .collect()
    }

    #[test]
    fn numbers_and_what_joins_them() {
        let pages = read("12–14, 16", Variable::Page, Some("page"));
        assert_eq!(
            values(&pages),
            [("", "12", "-"), ("", "14", ", "), ("", "16", "")]
        );
        assert!(pages.numeric && pages.plural);
        let letters = read("A12a & A13", Variable::Volume, Some("volume"));
        assert_eq!(values(&letters), [("A", "12a", " & "), ("A", "13", "")]);
        assert_eq!(
            values(&read("12a-c", Variable::Locator, Some("section"))),
            [("", "12a-c", "")]
        );
    }

    #[test]
    fn numeric_values() {
        for text in ["2nd", "L2", "1, 3", "2 & 3", "xii-xiv", "2012/13"] {
            assert!(read(text, Variable::Edition, None).numeric, "{text}");
        }
        for text in ["second", "Third edition", "12 et seq."] {
            assert!(!read(text, Variable::Edition, None).numeric, "{text}");
        }
    }

    #[test]
    fn labels_in_values() {
        let locator = read("12 n. 5", Variable::Locator, Some("page"));
        assert_eq!(values(&locator), [("", "12", " "), ("", "5", "")]);
        assert!(!locator.parts[0].labelled && locator.parts[1].labelled);
        let chapter = read("ch. 3", Variable::Locator, Some("page"));
        assert_eq!(chapter.label.map(Label::term), Some("chapter"));
    }
}
