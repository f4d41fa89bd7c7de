//! `cs:group`, and macros, which are groups to what surrounds them (specification, "Group").

use super::super::output::{Content, Format, Node};
use super::super::style::{Display, Element, Formatting, GroupElement};
use super::{Render, Said};

impl<'a> Render<'_, 'a> {
    pub(super) fn group(
        &mut self,
        group: &'a GroupElement,
        out: &mut Vec<Node<'a>>,
        said: &mut Said,
    ) {
        if let Some(nodes) = self.group_of(&group.elements, said) {
            out.push(Node {
                content: Content::List(nodes, &group.delimiter),
                prefix: &group.affixes.prefix,
                suffix: &group.affixes.suffix,
                format: format(group.formatting, group.display),
            });
        }
    }

    /// What the elements print; nothing if they call variables and all of these are empty.
    pub(super) fn group_of(
        &mut self,
        elements: &'a [Element],
        said: &mut Said,
    ) -> Option<Vec<Node<'a>>> {
        let text_before = self.text_before;
        let mut inner = Said::default();
        let mut nodes = Vec::new();
        self.elements(elements, &mut nodes, &mut inner);
        if inner.variable || (inner.term && !inner.empty_variable) {
            said.variable = true;
            return (!nodes.is_empty()).then_some(nodes);
        }
        said.empty_variable |= inner.empty_variable;
        self.text_before = text_before;
        None
    }
}

pub(super) fn format(formatting: Formatting, display: Option<Display>) -> Format {
    Format {
        formatting,
        display,
        ..Format::default()
    }
}
