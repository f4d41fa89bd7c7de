//! `cs:choose` (specification, "Choose").

use super::super::output::Node;
use super::super::style::Choose;
use super::{Render, Said};

impl<'a> Render<'_, 'a> {
    pub(super) fn choose(&mut self, choose: &'a Choose, out: &mut Vec<Node<'a>>, said: &mut Said) {
        for branch in &choose.branches {
            if branch.conditions.is_empty() || self.holds(branch) {
                return self.elements(&branch.elements, out, said);
            }
        }
    }
}
