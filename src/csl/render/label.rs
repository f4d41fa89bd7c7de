//! `cs:label` of number variables and locators (specification, "Label").

use super::super::output::Node;
use super::super::style::{LabelElement, LabelPlural};
use super::super::variable::Variable;
use super::text::stripped;
use super::{Render, Said, formatting_of};

impl<'a> Render<'_, 'a> {
    pub(super) fn label(
        &mut self,
        label: &'a LabelElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        let number = self.number_value(label.variable);
        let plural = match label.plural {
            LabelPlural::Always => true,
            LabelPlural::Never => false,
            LabelPlural::Contextual => number.as_ref().is_some_and(|number| number.plural),
        };
        let own = number.and_then(|number| number.label);
        let term = match label.variable {
            Variable::Locator => own.map_or_else(|| self.locator_term(), |label| label.term()),
            Variable::Page | Variable::Number => {
                own.map_or(label.variable.as_str(), |label| label.term())
            }
            variable => variable.as_str(),
        };
        let Some(text) = self.cx.locale.term(term, label.form, plural) else {
            return;
        };
        if text.is_empty() {
            return;
        }
        said.term = true;
        let text = stripped(text, label.strip_periods || self.strip_periods > 0);
        let content = self.words(text, label.text_case);
        let formatting = formatting_of(label.formatting, &content);
        let node = Node::new(content)
            .with_affixes(&label.affixes)
            .with_formatting(formatting);
        self.push(node, out);
    }

    /// The term for what the locator counts.
    pub(super) fn locator_term(&self) -> &'a str {
        match self.cite.locator.map(|locator| locator.label) {
            None | Some("") => "page",
            Some("sub verbo") => "sub-verbo",
            Some(label) => label,
        }
    }
}
