//! `cs:number`, and `cs:text` of number variables (specification, "Number").

use std::borrow::Cow;

use super::super::locale::Gender;
use super::super::number::{
    Delimiters, Label, Number, Part, Reading, is_roman, join_ranges, leading_number, to_roman,
};
use super::super::output::{Content, Format, Node};
use super::super::style::{
    Affixes, AnyVariable, Display, Form, Formatting, NumberElement, NumberForm, TextCase,
};
use super::super::text::Text;
use super::super::variable::Variable;
use super::{Render, Said};

/// How a number is printed.
pub(super) struct Printed<'a> {
    pub(super) form: NumberForm,
    pub(super) affixes: &'a Affixes,
    pub(super) formatting: Formatting,
    pub(super) display: Option<Display>,
    pub(super) quotes: bool,
    pub(super) text_case: Option<TextCase>,
}

impl<'a> Render<'_, 'a> {
    pub(super) fn number(
        &mut self,
        number: &'a NumberElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        let printed = Printed {
            form: number.form,
            affixes: &number.affixes,
            formatting: number.formatting,
            display: number.display,
            quotes: false,
            text_case: number.text_case,
        };
        self.strip_periods += usize::from(number.strip_periods);
        self.print_number(number.variable, printed, out, said);
        self.strip_periods -= usize::from(number.strip_periods);
    }

    /// Prints the value of a number variable.
    pub(super) fn print_number(
        &mut self,
        variable: Variable,
        printed: Printed<'a>,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        let hidden = self.is_substituted(AnyVariable::Text(variable));
        let mut number = match self.number_value(variable) {
            Some(number) if !hidden => number,
            _ => {
                said.empty_variable = true;
                return;
            }
        };
        said.variable = true;
        let quoted = take_quotes(&mut number);
        let content = self.parts(number, variable, &printed);
        let node = Node {
            content,
            prefix: &printed.affixes.prefix,
            suffix: &printed.affixes.suffix,
            format: Format {
                formatting: printed.formatting,
                display: printed.display,
                quotes: printed.quotes || quoted,
                variable: Some(variable),
                ..Format::default()
            },
        };
        self.push(node, out);
    }

    /// The value of a number variable, read.
    pub(super) fn number_value(&self, variable: Variable) -> Option<Number> {
        let counts = match variable {
            Variable::Locator => Label::of_term(self.locator_term()),
            Variable::Page | Variable::PageFirst => Label::of_term("page"),
            _ => Label::of_term(variable.as_str()),
        };
        let text = self.number_text(variable)?;
        if let Some(number) = Number::plain(&text, variable, counts) {
            return Some(number);
        }
        let locale = self.cx.locale;
        let long = locale.term("and", Form::Long, false).unwrap_or("and");
        let symbol = locale.term("and", Form::Symbol, false).unwrap_or("&");
        let reading = Reading {
            and: long,
            ampersand: if symbol == long { "&" } else { symbol },
            has_term: &|term| locale.term(term, Form::Long, false).is_some(),
        };
        Some(Number::read(&text, variable, counts, reading))
    }

    fn number_text(&self, variable: Variable) -> Option<Cow<'a, str>> {
        match variable {
            Variable::Locator => self
                .cite
                .locator
                .map(|locator| Cow::Borrowed(locator.value)),
            Variable::FirstReferenceNoteNumber => {
                self.first_note().map(|note| Cow::Owned(note.to_string()))
            }
            Variable::CitationNumber => {
                let number = self.entry.number?;
                Some(Cow::Owned(number.to_string()))
            }
            Variable::PageFirst => {
                let page = self.value(Variable::Page);
                let first = page.map(|page| Cow::Borrowed(first_page(page.as_str())));
                first.or_else(|| {
                    self.value(variable)
                        .map(|text| Cow::Borrowed(text.as_str()))
                })
            }
            _ => self
                .value(variable)
                .map(|text: &Text| Cow::Borrowed(text.as_str())),
        }
    }

    fn parts(&self, mut number: Number, variable: Variable, printed: &Printed<'a>) -> Content<'a> {
        let locale = self.cx.locale;
        let delimiters = Delimiters {
            page: locale
                .term("page-range-delimiter", Form::Long, false)
                .unwrap_or("–"),
            year: locale
                .term("year-range-delimiter", Form::Long, false)
                .unwrap_or("–"),
        };
        join_ranges(
            &mut number,
            variable,
            self.cx.style.page_range_format,
            delimiters,
        );
        let counted = number.parts.first().and_then(|part| part.label);
        let mut nodes = Vec::with_capacity(2 * number.parts.len());
        for part in number.parts {
            if let Some(label) = part.label.filter(|_| part.labelled) {
                let term = locale.term(label.term(), Form::Short, part.plural);
                let term = term.unwrap_or_else(|| label.as_str());
                nodes.push(Node::text(format!("{term} ")));
            }
            let form = if part.label == counted {
                printed.form
            } else {
                NumberForm::Numeric
            };
            let text = self.in_form(&part, form, variable);
            nodes.push(Node::new(self.words(text, printed.text_case)));
            if !part.join.is_empty() {
                nodes.push(Node::text(part.join));
            }
        }
        Content::List(nodes, "")
    }

    fn ordinal(&self, number: u32, gender: Option<Gender>) -> String {
        format!("{number}{}", self.cx.locale.ordinal_suffix(number, gender))
    }

    fn in_form(&self, part: &Part, form: NumberForm, variable: Variable) -> String {
        let plain = format!("{}{}", part.particle, part.value);
        let Some(number) = leading_number(&part.value).filter(|_| part.countable) else {
            return plain;
        };
        if !part.particle.is_empty() || form == NumberForm::Numeric || is_roman(&part.value) {
            return plain;
        }
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let gender = self.cx.locale.gender(variable.as_str());
        match form {
            NumberForm::Numeric => plain,
            NumberForm::Roman => to_roman(number).unwrap_or(plain),
            NumberForm::Ordinal => self.ordinal(number, gender),
            NumberForm::LongOrdinal => {
                let long = self.cx.locale.long_ordinal(number, gender);
                long.map_or_else(|| self.ordinal(number, gender), str::to_owned)
            }
        }
    }
}

/// Takes away quotation marks around the whole of a value, which the locale's replace.
fn take_quotes(number: &mut Number) -> bool {
    let opens = number
        .parts
        .first()
        .is_some_and(|part| part.value.starts_with('"'));
    let closes = number
        .parts
        .last()
        .is_some_and(|part| part.value.ends_with('"'));
    let length = number
        .parts
        .iter()
        .map(|part| part.value.len())
        .sum::<usize>();
    let quoted = opens && closes && length > 1;
    if quoted {
        if let Some(part) = number.parts.first_mut() {
            part.value.remove(0);
        }
        if let Some(part) = number.parts.last_mut() {
            part.value.pop();
        }
    }
    quoted
}

/// The first of several pages.
fn first_page(pages: &str) -> &str {
    let end = pages
        .char_indices()
        .find(|&(at, c)| matches!(c, '&' | '-' | '–') || pages[at..].starts_with(", "));
    let first = end.map_or(pages, |(at, _)| &pages[..at]);
    if first.ends_with('\\') {
        pages
    } else {
        first.trim_end()
    }
}
