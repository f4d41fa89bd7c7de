//! `cs:substitute`: what stands in for names (specification, "Substitute").

use super::super::super::output::{Format, Node, Role};
use super::super::super::style::{Element, NamesElement, TextSource};
use super::super::{Render, Said};

impl<'a> Render<'_, 'a> {
    /// `cs:substitute`: the first of its elements that prints something stands for the names, and its variables
    /// are not printed again.
    pub(super) fn substitute(
        &mut self,
        names: &'a NamesElement,
        said: &mut Said,
    ) -> Option<Node<'a>> {
        if names.substitute.is_empty() {
            return None;
        }
        self.substituting += 1;
        let outer = self.standing_in_for.replace(names);
        let found = self.first_of(&names.substitute);
        self.substituting -= 1;
        self.standing_in_for = outer;
        said.variable |= found.is_some();
        found
    }

    /// What the first element prints that prints something; those of the branch of a condition that holds are
    /// tried like the others.
    fn first_of(&mut self, elements: &'a [Element]) -> Option<Node<'a>> {
        for element in elements {
            let found = match element {
                Element::Choose(choose) => {
                    let branch = self.branch(choose);
                    branch.and_then(|branch| self.first_of(&branch.elements))
                }
                _ => self.stand_in(element),
            };
            if found.is_some() {
                return found;
            }
            // A term stands in also where the language has no word for it.
            if matches!(element, Element::Text(text) if matches!(text.source, TextSource::Term { .. }))
            {
                return None;
            }
        }
        None
    }

    fn stand_in(&mut self, element: &'a Element) -> Option<Node<'a>> {
        let mut nodes = Vec::new();
        let text_before = self.text_before;
        let names_rendered = self.names_rendered;
        let suppressed = std::mem::take(&mut self.cite.suppress_author);
        self.element(element, &mut nodes, &mut Said::default());
        self.cite.suppress_author = suppressed;
        self.names_rendered = names_rendered;
        self.text_before = text_before;
        // Other names are names; all else stands in for some.
        if let [names] = &nodes[..]
            && names.format.role == Role::Names
        {
            return nodes.pop().filter(|names| !names.is_empty());
        }
        let variable = matches!(
            element,
            Element::Text(text) if matches!(text.source, TextSource::Variable(_))
        );
        let node = Node {
            format: Format {
                role: Role::StandIn { variable },
                ..Format::default()
            },
            ..Node::list(nodes, "")
        };
        (!node.is_empty()).then_some(node)
    }
}

/// Whether an element in `cs:substitute` only names other variables, and so looks like what it stands in for.
pub(super) fn is_shorthand(names: &NamesElement) -> bool {
    names.name.is_none()
        && names.label.is_none()
        && names.et_al.is_none()
        && names.substitute.is_empty()
}
