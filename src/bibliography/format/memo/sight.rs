//! What a style can see of the circumstances of a citation, read off its tree once.
//!
//! A style that never asks for the note number cannot print differently for it, so citations that differ
//! only in what the style does not see share one rendering.

use hayagriva::citationberg::taxonomy::{
    NumberOrPageVariable, NumberVariable, StandardVariable, Variable,
};
use hayagriva::citationberg::{
    ChooseBranch, IndependentStyle, LayoutRenderingElement, NamesChild, NumberForm, Sort,
    SortDirection, SortKey, TestPosition, TextTarget,
};

/// What a style can see, and what it does to a page as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sight {
    /// Tests `ibid` or `ibid-with-locator`.
    pub ibid: bool,
    /// Tests `ibid-with-locator`; if not, it cannot tell the same place from another of the same source.
    pub ibid_with_locator: bool,
    /// Tests `near-note`.
    pub near_note: bool,
    /// Prints or tests `first-reference-note-number`.
    pub first_note: bool,
    /// Prints or tests `citation-number`.
    pub number: bool,
    /// Prints or tests `citation-label`, which the driver may swap with the number.
    pub label: bool,
    /// Adds names or given names to tell sources apart that look alike.
    pub adds_names: bool,
    /// Has other means to tell such sources apart: a letter behind the year, or branches.
    pub disambiguates: bool,
    /// Prints a locator that is a number in another form than as a number.
    pub transforms_locator: bool,
    /// Joins items of a citation: groups by author, or collapses years or numbers.
    pub joins: bool,
    /// How the items of a citation are sorted.
    pub item_order: ItemOrder,
    /// Replaces an author's name where the reference before has it too.
    pub substitutes_authors: bool,
    /// Sorts the references.
    pub sorts_references: bool,
}

/// How a style sorts the items of a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ItemOrder {
    /// Not at all.
    #[default]
    Written,
    /// By citation number.
    Number,
    /// By what the items themselves are.
    Content,
    /// By number and more, or by what depends on the page.
    Page,
}

impl Sight {
    /// Reads a style's tree.
    pub fn of(style: &IndependentStyle) -> Self {
        let mut sight = Self {
            adds_names: style.citation.disambiguate_add_givenname
                || style.citation.disambiguate_add_names,
            disambiguates: style.citation.disambiguate_add_year_suffix,
            joins: style.citation.cite_group_delimiter.is_some()
                || style.citation.collapse.is_some(),
            ..Self::default()
        };
        sight.look_at(&style.citation.layout.elements);
        for cs_macro in &style.macros {
            sight.look_at(&cs_macro.children);
        }
        if let Some(bibliography) = &style.bibliography {
            sight.look_at(&bibliography.layout.elements);
            sight.substitutes_authors = bibliography.subsequent_author_substitute.is_some();
            sight.sorts_references = bibliography.sort.is_some();
        }
        sight.item_order = style
            .citation
            .sort
            .as_ref()
            .map_or(ItemOrder::Written, |sort| sight.order(sort));
        sight
    }

    fn order(&self, sort: &Sort) -> ItemOrder {
        let number = Variable::Number(NumberVariable::CitationNumber);
        match sort.keys.as_slice() {
            [] => ItemOrder::Written,
            [
                SortKey::Variable {
                    variable,
                    sort_direction: SortDirection::Ascending,
                },
            ] if *variable == number => ItemOrder::Number,
            _ if self.number => ItemOrder::Page,
            keys if keys.iter().any(
                |key| matches!(key, SortKey::Variable { variable, .. } if *variable == number),
            ) =>
            {
                ItemOrder::Page
            }
            _ => ItemOrder::Content,
        }
    }

    fn look_at(&mut self, elements: &[LayoutRenderingElement]) {
        for element in elements {
            match element {
                LayoutRenderingElement::Text(text) => {
                    if let TextTarget::Variable { var, .. } = text.target {
                        self.variable(var);
                    }
                }
                LayoutRenderingElement::Number(number) => {
                    self.number_variable(number.variable);
                    self.transforms_locator |= number.form != NumberForm::Numeric
                        && number.variable == NumberOrPageVariable::Number(NumberVariable::Locator);
                }
                LayoutRenderingElement::Label(label) => self.number_variable(label.variable),
                LayoutRenderingElement::Date(_) => {}
                LayoutRenderingElement::Names(names) => {
                    for child in &names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.look_at(&substitute.children);
                        }
                    }
                }
                LayoutRenderingElement::Group(group) => self.look_at(&group.children),
                LayoutRenderingElement::Choose(choose) => {
                    for branch in choose.branches() {
                        self.branch(branch);
                    }
                    if let Some(otherwise) = &choose.otherwise {
                        self.look_at(&otherwise.children);
                    }
                }
            }
        }
    }

    fn branch(&mut self, branch: &ChooseBranch) {
        self.disambiguates |= branch.disambiguate.is_some();
        for position in branch.position.iter().flatten() {
            match position {
                TestPosition::Ibid => self.ibid = true,
                TestPosition::IbidWithLocator => (self.ibid, self.ibid_with_locator) = (true, true),
                TestPosition::NearNote => self.near_note = true,
                // Every rendering is kept by whether it is the first.
                TestPosition::First | TestPosition::Subsequent => {}
            }
        }
        let tested = branch.variable.iter().chain(&branch.is_numeric).flatten();
        tested.for_each(|variable| self.variable(*variable));
        self.look_at(&branch.children);
    }

    fn number_variable(&mut self, variable: NumberOrPageVariable) {
        if let NumberOrPageVariable::Number(number) = variable {
            self.variable(Variable::Number(number));
        }
    }

    fn variable(&mut self, variable: Variable) {
        match variable {
            Variable::Number(NumberVariable::CitationNumber) => self.number = true,
            Variable::Number(NumberVariable::FirstReferenceNoteNumber) => self.first_note = true,
            Variable::Standard(StandardVariable::CitationLabel) => self.label = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::Style;

    fn sight(name: &str) -> Sight {
        Sight::of(&Style::find(name).unwrap().csl)
    }

    #[test]
    fn styles_see_what_they_ask_for() {
        let ibid = Sight {
            ibid: true,
            ibid_with_locator: true,
            sorts_references: true,
            ..Sight::default()
        };
        assert_eq!(sight("ibid"), ibid);
        let ieee = sight("ieee");
        assert!(
            ieee.number
                && !ieee.joins
                && !ieee.ibid
                && !ieee.disambiguates
                && !ieee.sorts_references
        );
        assert_eq!(ieee.item_order, ItemOrder::Number);
        let apa = sight("apa");
        assert!(apa.disambiguates && apa.joins && !apa.number && apa.sorts_references);
        assert_eq!(apa.item_order, ItemOrder::Content);
    }
}
