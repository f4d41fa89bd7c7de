//! `cs:date` (specification, "Date", "Date-part", "Date Ranges", "AD and BC", "Seasons", "Approximate Dates").

use std::borrow::Cow;

use super::super::item::{Date, DateValue};
use super::super::output::{Content, Format, Node, Role};
use super::super::sort::date_key;
use super::super::style::{
    Affixes, AnyVariable, DateElement, DatePart, DatePartForm, DatePartName, DatePartsShown, Form,
    Formatting, TextCase,
};
use super::super::text::Text;
use super::super::variable::DateVariable;
use super::group::format;
use super::text::stripped;
use super::{Render, Said};

/// A part as it is printed: that of the style, over that of the locale.
#[derive(Clone, Copy)]
struct Part<'a> {
    name: DatePartName,
    form: Option<DatePartForm>,
    range_delimiter: Option<&'a str>,
    affixes: &'a Affixes,
    formatting: Formatting,
    text_case: Option<TextCase>,
    strip_periods: bool,
    /// Whether a year has its era: the first of a range in one era has none, "100–44 BC".
    era: bool,
}

impl<'a> Part<'a> {
    fn of(part: &'a DatePart) -> Self {
        Self {
            name: part.name,
            form: part.form,
            range_delimiter: shown_delimiter(part),
            affixes: &part.affixes,
            formatting: part.formatting,
            text_case: part.text_case,
            strip_periods: part.strip_periods,
            era: true,
        }
    }

    /// The part of a localized date with what the style says about it. Affixes are the locale's.
    fn overridden(self, style: &'a DatePart) -> Self {
        Self {
            form: style.form.or(self.form),
            range_delimiter: shown_delimiter(style).or(self.range_delimiter),
            affixes: if style.affixes == Affixes::default() {
                self.affixes
            } else {
                &style.affixes
            },
            formatting: style.formatting.or(self.formatting),
            text_case: style.text_case.or(self.text_case),
            strip_periods: style.strip_periods || self.strip_periods,
            ..self
        }
    }
}

impl DateValue {
    fn has(self, part: DatePartName) -> bool {
        match part {
            DatePartName::Year => self.year != 0,
            DatePartName::Month => self.month != 0,
            DatePartName::Day => self.day != 0,
        }
    }

    fn part(self, part: DatePartName) -> i32 {
        match part {
            DatePartName::Year => self.year,
            DatePartName::Month => self.month.into(),
            DatePartName::Day => self.day.into(),
        }
    }
}

impl<'a> Render<'_, 'a> {
    pub(super) fn date(&mut self, date: &'a DateElement, out: &mut Vec<Node<'a>>, said: &mut Said) {
        let hidden = self.is_substituted(AnyVariable::Date(date.variable));
        let (parts, delimiter) = self.date_parts(date);
        let value = self.item.date(date.variable).filter(|_| !hidden);
        let Some(value) = value.filter(|value| shows(value, &parts)) else {
            said.empty_variable = true;
            return;
        };
        said.variable = true;
        if self.is_sort_key() {
            if let Some(key) = date_key(value, |name| prints(&parts, name)) {
                let mut node = Node::text(key);
                node.format.role = Role::Year;
                self.push(node, out);
            }
            return;
        }
        // The day on which a source was looked at tells no sources apart.
        if !self.is_printed() && date.variable == DateVariable::Accessed {
            return;
        }
        let nodes = match value {
            Date::Literal(words) => self.literal(words, date, &parts),
            Date::Known { start, end, .. } => {
                let range = end.map(|end| end.unwrap_or_default());
                self.known(*start, range, &parts, delimiter)
            }
        };
        let node = Node {
            content: Content::List(nodes, delimiter),
            prefix: &date.affixes.prefix,
            suffix: &date.affixes.suffix,
            format: format(date.formatting, date.display),
        };
        self.push(node, out);
    }

    /// The parts of a date and the delimiter between them.
    fn date_parts(&self, date: &'a DateElement) -> (Vec<Part<'a>>, &'a str) {
        let Some(localized) = date.form.map(|form| self.cx.locale.date(form)) else {
            return (date.parts.iter().map(Part::of).collect(), &date.delimiter);
        };
        let shown = |name| match date.parts_shown {
            DatePartsShown::YearMonthDay => true,
            DatePartsShown::YearMonth => name != DatePartName::Day,
            DatePartsShown::Year => name == DatePartName::Year,
        };
        let parts = localized.parts.iter().filter(|part| shown(part.name));
        let parts = parts.map(|part| {
            let style = date.parts.iter().find(|own| own.name == part.name);
            match style {
                Some(own) => Part::of(part).overridden(own),
                None => Part::of(part),
            }
        });
        let delimiter = if date.delimiter.is_empty() {
            &localized.delimiter
        } else {
            &date.delimiter
        };
        (parts.collect(), delimiter)
    }

    /// Words that stand for a date are printed in the place of the year. The affixes of a locale's year are for
    /// numbers: "2024年".
    fn literal(
        &mut self,
        words: &'a Text,
        date: &'a DateElement,
        parts: &[Part<'a>],
    ) -> Vec<Node<'a>> {
        static NONE: Affixes = Affixes {
            prefix: String::new(),
            suffix: String::new(),
        };
        let Some(part) = parts.iter().find(|part| part.name == DatePartName::Year) else {
            return Vec::new();
        };
        let own = date.parts.iter().find(|own| own.name == part.name);
        let part = Part {
            affixes: match date.form {
                Some(_) => own.map_or(&NONE, |own| &own.affixes),
                None => part.affixes,
            },
            ..*part
        };
        let mut nodes = vec![self.part_node(self.words_of(words), &part)];
        self.append_year_suffix(&mut nodes);
        nodes
    }

    fn known(
        &mut self,
        start: DateValue,
        end: Option<DateValue>,
        parts: &[Part<'a>],
        delimiter: &'a str,
    ) -> Vec<Node<'a>> {
        let differing = end.map_or_else(Vec::new, |end| differing(start, end, parts));
        let Some(end) = end.filter(|_| !differing.is_empty()) else {
            return self.single(start, parts);
        };
        // The parts that differ are printed for both ends; those around them once.
        let place = |part: &Part<'_>| differing.contains(&part.name);
        let first = parts.iter().position(place).unwrap_or(0);
        let last = parts.iter().rposition(place).unwrap_or(0);
        let mut before = self.single(start, &parts[..first]);
        let one_era = era(start.year) == era(end.year);
        let without_era = parts[first..=last].iter().map(|part| Part {
            era: !one_era,
            ..*part
        });
        let mut from = self.single(start, &without_era.collect::<Vec<_>>());
        if let Some(node) = from.last_mut() {
            node.suffix = "";
        }
        let mut to = self.end_of_range(end, &parts[first..=last]);
        if let Some(node) = to.first_mut() {
            node.prefix = "";
        }
        let dash = parts[last].range_delimiter.or_else(|| {
            let locale = self.cx.locale;
            locale.term("year-range-delimiter", Form::Long, false)
        });
        let range = vec![
            Node::list(from, delimiter),
            Node::text(dash.unwrap_or("–")),
            Node::list(to, delimiter),
        ];
        let after = self.single(start, &parts[last + 1..]);
        before.push(Node::list(range, ""));
        before.extend(after);
        before
    }

    fn end_of_range(&mut self, end: DateValue, parts: &[Part<'a>]) -> Vec<Node<'a>> {
        let parts = parts.iter().filter(|part| end.has(part.name));
        parts.filter_map(|part| self.part(end, part)).collect()
    }

    fn single(&mut self, date: DateValue, parts: &[Part<'a>]) -> Vec<Node<'a>> {
        let mut nodes = Vec::with_capacity(parts.len());
        for part in parts.iter().filter(|part| date.has(part.name)) {
            let Some(node) = self.part(date, part) else {
                continue;
            };
            nodes.push(node);
            if part.name == DatePartName::Year {
                self.append_year_suffix(&mut nodes);
            }
        }
        nodes
    }

    /// Where the style does not say where the year suffix stands, it stands at the year.
    fn append_year_suffix(&mut self, nodes: &mut Vec<Node<'a>>) {
        if self.cx.features.prints_year_suffix || self.year_suffix_printed || self.is_sort_key() {
            return;
        }
        let Some(mut year) = nodes.pop() else {
            return;
        };
        self.year_suffix(|_, suffix| {
            // The suffix stands before what follows the year.
            let after = std::mem::take(&mut year.suffix);
            let suffix = Node::new(Content::Ranged(suffix));
            let inner = vec![std::mem::take(&mut year), suffix];
            year = Node {
                suffix: after,
                ..Node::list(inner, "")
            };
        });
        nodes.push(year);
    }

    fn part(&self, date: DateValue, part: &Part<'a>) -> Option<Node<'a>> {
        let value = date.part(part.name);
        let text = match part.name {
            DatePartName::Year => Cow::Owned(self.year(value, part)),
            DatePartName::Month => self.month(date.month, part)?,
            DatePartName::Day => Cow::Owned(self.day(value, date.month, part)),
        };
        let text = match text {
            Cow::Borrowed(text) => stripped(text, part.strip_periods || self.strip_periods > 0),
            owned => owned,
        };
        Some(self.part_node(text, part))
    }

    fn part_node(&self, text: impl Into<Cow<'a, str>>, part: &Part<'a>) -> Node<'a> {
        Node {
            content: self.words(text, part.text_case),
            prefix: &part.affixes.prefix,
            suffix: &part.affixes.suffix,
            format: Format {
                formatting: part.formatting,
                role: match part.name {
                    DatePartName::Year => Role::Year,
                    _ => Role::Element,
                },
                ..Format::default()
            },
        }
    }

    fn year(&self, year: i32, part: &Part<'_>) -> String {
        let term = era(year).filter(|_| part.era);
        let era = term.and_then(|term| self.cx.locale.term(term, Form::Long, false));
        let era = era.unwrap_or("");
        match part.form {
            Some(DatePartForm::Short) if (1000..10_000).contains(&year) => {
                format!("{:02}", year % 100)
            }
            _ => format!("{}{era}", year.unsigned_abs()),
        }
    }

    fn month(&self, month: u8, part: &Part<'_>) -> Option<Cow<'a, str>> {
        let form = match part.form {
            Some(DatePartForm::Short) => Form::Short,
            Some(DatePartForm::Numeric) => return (month <= 12).then(|| month.to_string().into()),
            Some(DatePartForm::NumericLeadingZeros) => {
                return (month <= 12).then(|| format!("{month:02}").into());
            }
            _ => Form::Long,
        };
        self.cx.locale.month(month, form).map(Cow::Borrowed)
    }

    fn day(&self, day: i32, month: u8, part: &Part<'_>) -> String {
        let locale = self.cx.locale;
        match part.form {
            Some(DatePartForm::NumericLeadingZeros) => format!("{day:02}"),
            Some(DatePartForm::Ordinal) if day == 1 || !locale.limit_day_ordinals_to_day_1() => {
                let day = day.unsigned_abs();
                let suffix = locale.ordinal_suffix(day, locale.month_gender(month));
                format!("{day}{suffix}")
            }
            _ => day.to_string(),
        }
    }
}

/// The term of a year's era, where it is printed.
fn era(year: i32) -> Option<&'static str> {
    match year {
        ..0 => Some("bc"),
        0..500 => Some("ad"),
        _ => None,
    }
}

/// The delimiter of a range, unless it is empty: the ends of a range are never written in one.
fn shown_delimiter(part: &DatePart) -> Option<&str> {
    let delimiter = part.range_delimiter.as_deref();
    delimiter.filter(|delimiter| !delimiter.is_empty())
}

/// Whether one of the parts has this name.
fn prints(parts: &[Part<'_>], name: DatePartName) -> bool {
    parts.iter().any(|part| part.name == name)
}

/// Whether the parts print anything of the date.
fn shows(date: &Date, parts: &[Part<'_>]) -> bool {
    match date {
        Date::Literal(_) => prints(parts, DatePartName::Year),
        Date::Known { start, .. } => parts.iter().any(|part| start.has(part.name)),
    }
}

/// The parts of a range that are printed for both ends: the largest that differs, and all that are smaller.
fn differing(start: DateValue, end: DateValue, parts: &[Part<'_>]) -> Vec<DatePartName> {
    use DatePartName::{Day, Month, Year};
    let printed =
        |name: &DatePartName| prints(parts, *name) && (end.has(*name) || start.has(*name));
    let printed: Vec<_> = [Year, Month, Day].into_iter().filter(printed).collect();
    let differs = |name: &DatePartName| start.part(*name) != end.part(*name);
    match printed.iter().position(differs) {
        Some(index) => printed[index..].to_vec(),
        None => Vec::new(),
    }
}
