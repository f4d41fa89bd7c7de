//! The buttons by which readers of a timeline choose a section.

use std::fmt::Write;
use std::sync::Arc;

use super::content::ContentWriter;
use crate::markdown::{SectionFilter, escape_attribute, escape_text};
use crate::site::Tree;

impl ContentWriter<'_> {
    /// Style sheets look at which button is pressed, so no script is needed.
    pub(super) fn section_filter(&self, filter: &SectionFilter, out: &mut String) {
        out.push_str("<form class=\"timeline-filter\"><fieldset><legend>");
        escape_text(out, self.words().text("show"));
        out.push_str("</legend>\n");
        // In a form of its own, buttons are no part of a group of the same name elsewhere.
        let mut button = |class: &str, checked: &str, name: &str| {
            out.push_str("<label><input type=\"radio\" name=\"");
            escape_attribute(out, &filter.group);
            let _ = write!(out, "\" class=\"{class}\"{checked}> ");
            escape_text(out, name);
            out.push_str("</label>\n");
        };
        button("show-all", " checked", self.words().text("everything"));
        for (number, path) in in_order(&self.renderer.site.tree, filter) {
            button(&format!("show-{number}"), "", &self.title_of(path));
        }
        out.push_str("</fieldset></form>\n");
    }
}

/// The sections in the order of the site, each with the number that its events have.
pub(super) fn in_order<'f>(tree: &Tree, filter: &'f SectionFilter) -> Vec<(usize, &'f Arc<str>)> {
    let mut sections: Vec<_> = (1..).zip(&filter.sections).collect();
    sections.sort_by_key(|(number, path)| (tree.by_path(path).map(|page| page.id), *number));
    sections
}
