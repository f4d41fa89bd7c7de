//! `cs:choose` (specification, "Choose").

use super::super::output::Node;
use super::super::style::{Branch, Choose};
use super::{Render, Said};

impl<'a> Render<'_, 'a> {
    pub(super) fn choose(&mut self, choose: &'a Choose, out: &mut Vec<Node<'a>>, said: &mut Said) {
        if let Some(branch) = self.branch(choose) {
            self.elements(&branch.elements, out, said);
        }
    }

    /// The first branch whose conditions hold.
    pub(super) fn branch(&mut self, choose: &'a Choose) -> Option<&'a Branch> {
        let mut branches = choose.branches.iter();
        branches.find(|branch| self.holds(branch))
    }
}
