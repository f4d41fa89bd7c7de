//! `cs:names` (specification, "Names").

mod list;
mod options;
mod order;
mod person;
mod substitute;

use super::super::item::Names;
use super::super::output::{Content, Format, Node, Role};
use super::super::style::{
    AnyVariable, Class, LabelPlural, NameForm, NameOptions, NamesElement, NamesLabel,
};
use super::super::variable::{NameVariable, Variable};
use super::group::format;
use super::text::stripped;
use super::{Area, Purpose, Render, Said, formatting_of};
use list::ListStyle;
use options::Options;
use substitute::is_shorthand;

const NO_OPTIONS: &NameOptions = &NameOptions {
    and: None,
    delimiter: None,
    names_delimiter: None,
    delimiter_precedes_et_al: None,
    delimiter_precedes_last: None,
    et_al_min: None,
    et_al_use_first: None,
    et_al_subsequent_min: None,
    et_al_subsequent_use_first: None,
    et_al_use_last: None,
    form: None,
    initialize: None,
    initialize_with: None,
    name_as_sort_order: None,
    sort_separator: None,
};

impl<'a> Render<'_, 'a> {
    pub(super) fn names(
        &mut self,
        names: &'a NamesElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        // In `cs:substitute`, an element that only names other variables looks like what it stands in for.
        let look = match self.standing_in_for {
            Some(outer) if is_shorthand(names) => outer,
            _ => names,
        };
        let own = self.names_of(look, &names.variables, said);
        let node = match own {
            Some(node) => Some(node),
            None => self.substitute(names, said),
        };
        let Some(node) = node else {
            return;
        };
        // What `suppress-author` leaves out is there for what follows.
        let first = !std::mem::replace(&mut self.names_rendered, true);
        if self.cite.suppress_author && first && self.is_printed() && self.leaves_out(&node) {
            return;
        }
        self.push(node, out);
    }

    /// Whether `suppress-author` leaves out what the names print. A note keeps a title that stands in for them.
    fn leaves_out(&self, names: &Node<'_>) -> bool {
        let is_title = || {
            let titles = [Variable::Title, Variable::TitleShort];
            titles.iter().any(|&title| names.variable(title).is_some())
        };
        self.cx.style.class == Class::InText || names.format.role == Role::Names || !is_title()
    }

    /// The names of variables in the look of an element.
    fn names_of(
        &mut self,
        names: &'a NamesElement,
        variables: &'a [NameVariable],
        said: &mut Said,
    ) -> Option<Node<'a>> {
        let mut lists: Vec<(NameVariable, &'a Names)> = Vec::with_capacity(variables.len());
        for &variable in variables {
            let hidden = self.is_substituted(AnyVariable::Name(variable));
            let found = self.item.names(variable).filter(|_| !hidden);
            lists.extend(found.map(|list| (variable, list)));
        }
        said.empty_variable = true;
        if lists.is_empty() {
            return None;
        }
        let style = self.list_style(names);
        let common = common_term(&lists, variables).filter(|term| self.has_label_term(names, term));
        if common.is_some() {
            lists.truncate(1);
        }
        let mut nodes = Vec::with_capacity(lists.len());
        let mut total = 0;
        for (variable, list) in lists {
            let (persons, count) = self.list(list, style);
            total += count;
            if persons.is_empty() {
                continue;
            }
            let term = common.unwrap_or(variable.as_str());
            nodes.push(self.labelled(persons, names.label.as_ref(), term, list.list.len()));
        }
        let content = match style.options.form {
            NameForm::Count if total > 0 => Content::Text(total.to_string().into()),
            _ => Content::List(
                nodes,
                names
                    .delimiter
                    .as_deref()
                    .unwrap_or(style.options.names_delimiter),
            ),
        };
        let node = Node {
            content,
            prefix: &names.affixes.prefix,
            suffix: &names.affixes.suffix,
            format: Format {
                role: Role::Names,
                ..format(names.formatting, names.display)
            },
        };
        if node.is_empty() {
            return None;
        }
        said.variable = true;
        Some(node)
    }

    fn list_style(&self, names: &'a NamesElement) -> ListStyle<'a> {
        let name = names.name.as_ref().map_or(NO_OPTIONS, |name| &name.options);
        ListStyle {
            options: self.options(name, &names.options),
            name: names.name.as_ref(),
            et_al: names.et_al.as_ref(),
        }
    }

    /// The options of names in the part of the style that is rendered.
    fn options(&self, name: &'a NameOptions, names: &'a NameOptions) -> Options<'a> {
        let area = match self.area {
            Area::Citation => &self.cx.style.citation.names,
            Area::Bibliography => match &self.cx.style.bibliography {
                Some(bibliography) => &bibliography.names,
                None => NO_OPTIONS,
            },
        };
        let key = match self.purpose {
            Purpose::SortKey(options) => options,
            _ => NO_OPTIONS,
        };
        let chain = [key, name, names, area, &self.cx.style.names];
        Options::resolve(chain, self.cite.position.map(|position| position.kind))
    }

    /// The names of a variable as the key of a sort.
    pub(crate) fn sort_names(&mut self, variable: NameVariable) -> Vec<Node<'a>> {
        let Some(names) = self.item.names(variable) else {
            return Vec::new();
        };
        let style = ListStyle {
            options: self.options(NO_OPTIONS, NO_OPTIONS),
            name: None,
            et_al: None,
        };
        self.list(names, style).0
    }

    /// The names of a variable in their short form, joined as the style joins names.
    pub(crate) fn short_names(&mut self, variable: NameVariable) -> Vec<Node<'a>> {
        let Some(names) = self.item.names(variable) else {
            return Vec::new();
        };
        let options = self.options(NO_OPTIONS, NO_OPTIONS).in_running_text();
        let style = ListStyle {
            options,
            name: None,
            et_al: None,
        };
        self.list(names, style).0
    }

    /// The names with their label before or after them.
    fn labelled(
        &mut self,
        persons: Vec<Node<'a>>,
        label: Option<&'a NamesLabel>,
        term: &str,
        count: usize,
    ) -> Node<'a> {
        let persons = Node::list(persons, "");
        let Some(label) = label.filter(|_| !self.is_sort_key()) else {
            return persons;
        };
        let plural = match label.plural {
            LabelPlural::Always => true,
            LabelPlural::Never => false,
            LabelPlural::Contextual => count > 1,
        };
        let Some(text) = self.cx.locale.term(term, label.form, plural) else {
            return persons;
        };
        let text = stripped(text, label.strip_periods || self.strip_periods > 0);
        let content = self.words(text, label.text_case);
        let formatting = formatting_of(label.formatting, &content);
        let node = Node::new(content)
            .with_affixes(&label.affixes)
            .with_formatting(formatting);
        let both = match label.before_names {
            true => vec![node, persons],
            false => vec![persons, node],
        };
        Node::list(both, "")
    }

    fn has_label_term(&self, names: &NamesElement, term: &str) -> bool {
        let label = names.label.as_ref();
        label.is_some_and(|label| {
            let term = self.cx.locale.term(term, label.form, false);
            term.is_some_and(|term| !term.is_empty())
        })
    }
}

/// The term for persons that are two things at once, "editortranslator", if the two lists are the same.
fn common_term(
    lists: &[(NameVariable, &Names)],
    variables: &[NameVariable],
) -> Option<&'static str> {
    let ([(_, first), (_, second)], [a, b]) = (lists, variables) else {
        return None;
    };
    use NameVariable::{Editor, Translator};
    let both = matches!((a, b), (Editor, Translator) | (Translator, Editor));
    (both && first.list == second.list).then_some("editortranslator")
}
