//! What a style makes use of, found out once.

use super::style::{
    AnyVariable, Condition, Element, GivennameDisambiguationRule as Rule, NumberForm, SortBy,
    Style, TextElement, TextSource,
};
use super::variable::Variable;

/// What a style makes use of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// Whether the style says where the year suffix stands; else it stands at the year.
    pub(crate) prints_year_suffix: bool,
    /// Whether a condition asks for `disambiguate`.
    pub(crate) has_disambiguate: bool,
    /// Whether given names that tell persons apart are initials where the style shows none.
    pub(crate) initials_disambiguate: bool,
    /// Whether citations have citation numbers.
    pub(crate) numeric: bool,
    /// Whether anything asks for citation numbers, also in a condition or to sort by them.
    pub(crate) asks_for_numbers: bool,
    /// Whether anything asks for the number of the note that cites a source first.
    pub(crate) asks_for_first_note: bool,
    /// Whether numbers of locators are printed as something else: "third".
    pub(crate) spells_locators: bool,
    /// By macro: whether it prints dates, which are then all that counts in a sort.
    pub(crate) dated_macros: Vec<bool>,
}

impl Features {
    pub(crate) fn of(style: &Style) -> Self {
        let rule = style.citation.givenname_disambiguation_rule;
        let mut features = Self {
            initials_disambiguate: matches!(
                rule,
                Rule::AllNamesWithInitials | Rule::PrimaryNameWithInitials
            ),
            ..Self::default()
        };
        let mut visit = |element: &Element| features.visit(element);
        let bibliography = style.bibliography.as_ref();
        let layouts = [
            Some(&style.citation.layout),
            bibliography.map(|found| &found.layout),
        ];
        for layout in layouts.into_iter().flatten() {
            walk(&layout.elements, &mut visit);
        }
        for found in &style.macros {
            walk(&found.elements, &mut visit);
        }
        for found in &style.macros {
            let mut dated = false;
            walk(&found.elements, &mut |element| {
                dated |= matches!(element, Element::Date(_));
            });
            features.dated_macros.push(dated);
        }
        if let Some(layout) = &style.intext {
            walk(&layout.elements, &mut |element| {
                features.asks_for_numbers |= asks_for(element, Variable::CitationNumber);
            });
        }
        let number = SortBy::Variable(AnyVariable::Text(Variable::CitationNumber));
        let keys = bibliography.into_iter().flat_map(|found| &found.sort);
        let mut keys = keys.chain(&style.citation.sort);
        features.asks_for_numbers |= keys.any(|key| key.by == number);
        features.numeric = style.shows_citation_number();
        features
    }

    fn visit(&mut self, element: &Element) {
        self.asks_for_numbers |= asks_for(element, Variable::CitationNumber);
        self.asks_for_first_note |= asks_for(element, Variable::FirstReferenceNoteNumber);
        match element {
            Element::Number(number) if number.variable == Variable::Locator => {
                self.spells_locators |= number.form != NumberForm::Numeric;
            }
            Element::Text(TextElement {
                source: TextSource::Variable(Variable::YearSuffix | Variable::CitationLabel),
                ..
            }) => self.prints_year_suffix = true,
            Element::Choose(choose) => {
                let mut conditions = choose.branches.iter().flat_map(|branch| &branch.conditions);
                self.has_disambiguate |=
                    conditions.any(|condition| matches!(condition, Condition::Disambiguate(true)));
            }
            _ => {}
        }
    }
}

impl Style {
    /// Whether its citations print citation numbers.
    fn shows_citation_number(&self) -> bool {
        let mut seen = vec![false; self.macros.len()];
        let mut lists = vec![self.citation.layout.elements.as_slice()];
        let mut found = false;
        while let Some(elements) = lists.pop() {
            let mut called = Vec::new();
            walk(elements, &mut |element| match element {
                Element::Text(text) => match text.source {
                    TextSource::Variable(Variable::CitationNumber) => found = true,
                    TextSource::Macro(number) => called.push(number),
                    _ => {}
                },
                Element::Number(number) => found |= number.variable == Variable::CitationNumber,
                _ => {}
            });
            for number in called {
                if let (Some(seen), Some(called)) = (seen.get_mut(number), self.macros.get(number))
                    && !std::mem::replace(seen, true)
                {
                    lists.push(&called.elements);
                }
            }
        }
        found
    }
}

/// Whether an element, without those in it, asks for a variable.
fn asks_for(element: &Element, variable: Variable) -> bool {
    match element {
        Element::Text(text) => {
            matches!(text.source, TextSource::Variable(asked) if asked == variable)
        }
        Element::Number(element) => element.variable == variable,
        Element::Label(element) => element.variable == variable,
        Element::Choose(choose) => choose.branches.iter().any(|branch| {
            let asked = AnyVariable::Text(variable);
            let numeric = Condition::IsNumeric(asked);
            branch.variables.contains(asked) || branch.conditions.contains(&numeric)
        }),
        _ => false,
    }
}

/// Visits elements and those in them, but not the macros that they call.
fn walk<'a>(elements: &'a [Element], visit: &mut impl FnMut(&'a Element)) {
    let mut open: Vec<&[Element]> = vec![elements];
    while let Some(elements) = open.pop() {
        for element in elements {
            visit(element);
            match element {
                Element::Group(group) => open.push(&group.elements),
                Element::Names(names) => open.push(&names.substitute),
                Element::Choose(choose) => {
                    open.extend(
                        choose
                            .branches
                            .iter()
                            .map(|branch| branch.elements.as_slice()),
                    );
                }
                _ => {}
            }
        }
    }
}
