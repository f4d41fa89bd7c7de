//! `cs:text` (specification, "Text").

use std::borrow::Cow;

use super::super::field::{self, Casing};
use super::super::number::has_ranges;
use super::super::output::{Content, Format, Node, Ranged};
use super::super::style::{
    AnyVariable, Class, Form, NumberForm, TextCase, TextElement, TextSource,
};
use super::super::variable::Variable;
use super::group::format;
use super::number::Printed;
use super::{Area, Purpose, Render, Said, formatting_of};

impl<'a> Render<'_, 'a> {
    pub(super) fn text(&mut self, text: &'a TextElement, out: &mut Vec<Node<'a>>, said: &mut Said) {
        self.strip_periods += usize::from(text.strip_periods);
        match &text.source {
            TextSource::Variable(variable) => self.variable(*variable, text, out, said),
            TextSource::Macro(number) => self.call(*number, text, out, said),
            TextSource::Term { name, plural } => self.term(name, *plural, text, out, said),
            TextSource::Unknown => said.empty_variable = true,
            TextSource::Value(value) => {
                said.term = true;
                let node = self.node(self.words(value.as_str(), text.text_case), text);
                self.push(node, out);
            }
        }
        self.strip_periods -= usize::from(text.strip_periods);
    }

    fn node(&self, content: Content<'a>, text: &'a TextElement) -> Node<'a> {
        let formatting = formatting_of(text.formatting, &content);
        Node {
            content,
            prefix: &text.affixes.prefix,
            suffix: &text.affixes.suffix,
            format: Format {
                quotes: text.quotes,
                ..format(formatting, text.display)
            },
        }
    }

    fn call(
        &mut self,
        number: usize,
        text: &'a TextElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        let Some(called) = self.cx.style.macros.get(number) else {
            return;
        };
        let dated = self.enter_macro(number);
        if let Some(nodes) = self.group_of(&called.elements, said) {
            out.push(self.node(Content::List(nodes, ""), text));
        }
        self.dates_only = dated;
    }

    fn term(
        &mut self,
        name: &str,
        plural: bool,
        text: &'a TextElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        let term = self.cx.locale.term(name, text.form, plural);
        let Some(term) = term.filter(|term| !term.is_empty()) else {
            return;
        };
        said.term = true;
        let in_text = self.area == Area::Citation && self.cx.style.class == Class::InText;
        let mut term = stripped(term, self.strip_periods > 0);
        if !self.text_before && !in_text && !self.is_sort_key() {
            let casing = Casing {
                english: true,
                dotless: false,
            };
            if let Some((first, _)) = field::apply(&term, &[], TextCase::CapitalizeFirst, casing) {
                term = Cow::Owned(first);
            }
        }
        let node = self.node(self.words(term, text.text_case), text);
        self.push(node, out);
    }

    fn variable(
        &mut self,
        variable: Variable,
        text: &'a TextElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        match variable {
            Variable::CitationNumber if !self.is_sort_key() => {
                let Some(number) = self.entry.number else {
                    said.empty_variable = true;
                    return;
                };
                said.variable = true;
                if self.is_printed() {
                    let number = Ranged::CitationNumber(number);
                    let mut node = self.node(Content::Ranged(number), text);
                    node.format.variable = Some(variable);
                    self.push(node, out);
                }
            }
            Variable::YearSuffix => {
                said.variable = true;
                self.year_suffix(|render, suffix| {
                    let node = render.node(Content::Ranged(suffix), text);
                    render.push(node, out);
                });
            }
            Variable::CitationLabel => {
                said.variable = true;
                let label = self.citation_label();
                let node = self.node(self.words(label, text.text_case), text);
                self.push(node, out);
            }
            _ if prints_as_number(variable) => {
                self.text_variable |= variable != Variable::Locator;
                let printed = Printed {
                    form: NumberForm::Numeric,
                    affixes: &text.affixes,
                    formatting: text.formatting,
                    display: text.display,
                    quotes: text.quotes,
                    text_case: text.text_case,
                };
                self.print_number(variable, printed, out, said);
            }
            _ => self.field_variable(variable, text, out, said),
        }
    }

    /// Hands the year suffix of the item to `print`, if it has one.
    pub(super) fn year_suffix(&mut self, print: impl FnOnce(&mut Self, Ranged)) {
        let suffix = self.entry.distinction.levels.year_suffix;
        if let Some(suffix) = suffix.filter(|_| self.is_printed()) {
            self.year_suffix_printed = true;
            print(self, Ranged::YearSuffix(suffix));
        }
    }

    fn field_variable(
        &mut self,
        variable: Variable,
        text: &'a TextElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        let hidden = self.is_substituted(AnyVariable::Text(variable));
        self.text_variable = true;
        let short = match variable {
            _ if text.form != Form::Short => None,
            Variable::Title => self.value(Variable::TitleShort),
            Variable::ContainerTitle => self.value(Variable::ContainerTitleShort),
            _ => None,
        };
        let value = short.or_else(|| self.value(variable)).filter(|_| !hidden);
        let Some(value) = value else {
            said.empty_variable = true;
            return;
        };
        said.variable = true;
        if self.cite.suppress_author
            && self.is_printed()
            && self.substituting > 0
            && !self.names_rendered
        {
            return;
        }
        let content = match variable {
            // An address has no quotation marks to be curled and no full stops of abbreviations.
            Variable::Url | Variable::Doi => Content::Text(Cow::Borrowed(value.as_str())),
            _ => self.field(value, text.text_case),
        };
        let mut node = self.node(content, text);
        node.format.variable = Some(variable);
        if matches!(self.purpose, Purpose::Print) && variable == Variable::Doi {
            link_whole_doi(&mut node);
        }
        self.push(node, out);
    }
}

/// The address of the resolver, which styles write as a prefix, belongs to the link.
fn link_whole_doi(node: &mut Node<'_>) {
    const RESOLVERS: [&str; 4] = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
    ];
    let resolver = RESOLVERS
        .iter()
        .find(|&&resolver| node.prefix.ends_with(resolver));
    if let (Some(resolver), Content::Text(doi)) = (resolver, &node.content) {
        let whole = format!("{resolver}{doi}");
        node.content = Content::Text(Cow::Owned(whole));
        node.prefix = &node.prefix[..node.prefix.len() - resolver.len()];
    }
}

/// Number variables whose values are taken apart when they are printed as text.
fn prints_as_number(variable: Variable) -> bool {
    has_ranges(variable)
        || matches!(
            variable,
            Variable::FirstReferenceNoteNumber | Variable::CitationNumber
        )
}

/// A term without its full stops, if so asked.
pub(super) fn stripped(term: &str, strip: bool) -> Cow<'_, str> {
    if strip && term.contains('.') {
        Cow::Owned(term.replace('.', ""))
    } else {
        Cow::Borrowed(term)
    }
}
