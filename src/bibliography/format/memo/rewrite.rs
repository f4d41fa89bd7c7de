//! Rewrites a style where the answer to a test is known beforehand.
//!
//! A branch that cannot be taken goes; one that must be taken ends the choice. The rewritten style prints
//! the same, since hayagriva prints nothing for a choice without a true branch, and takes a branch without
//! tests for true.

use hayagriva::citationberg::taxonomy::{
    DateVariable, Kind, NumberOrPageVariable, NumberVariable, StandardVariable, Variable,
};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement,
    NamesChild, SortKey, TextTarget,
};

/// A test of a branch that depends on the source alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Test {
    Kind(Kind),
    Variable(Variable),
    Numeric(Variable),
    UncertainDate(DateVariable),
}

/// The locator, as a variable.
pub(super) const LOCATOR: Variable = Variable::Number(NumberVariable::Locator);

/// What is known beforehand.
pub(super) struct Rewrite<'a> {
    /// The answers to tests, where they are known.
    pub known: &'a dyn Fn(Test) -> Option<bool>,
    /// Whether to print and test as if there was no locator.
    pub blind_to_locators: bool,
}

impl Rewrite<'_> {
    /// The style with all that is known worked in, and without macros that nothing uses any more.
    pub fn style(&self, style: &IndependentStyle) -> IndependentStyle {
        let mut style = style.clone();
        self.elements(&mut style.citation.layout.elements);
        if let Some(bibliography) = &mut style.bibliography {
            self.elements(&mut bibliography.layout.elements);
        }
        for cs_macro in &mut style.macros {
            self.elements(&mut cs_macro.children);
        }
        drop_unused_macros(&mut style);
        style
    }

    fn elements(&self, elements: &mut Vec<LayoutRenderingElement>) {
        elements.retain_mut(|element| match element {
            LayoutRenderingElement::Choose(choose) => self.choose(choose),
            LayoutRenderingElement::Group(group) => {
                self.elements(&mut group.children);
                true
            }
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        self.elements(&mut substitute.children);
                    }
                }
                true
            }
            LayoutRenderingElement::Text(text) => {
                if let TextTarget::Variable { var, .. } = &mut text.target
                    && *var == LOCATOR
                    && self.blind_to_locators
                {
                    // hayagriva never has a value for these two.
                    *var = Variable::Standard(StandardVariable::Division);
                }
                true
            }
            LayoutRenderingElement::Number(number) => self.number(&mut number.variable),
            LayoutRenderingElement::Label(label) => self.number(&mut label.variable),
            LayoutRenderingElement::Date(_) => true,
        });
    }

    fn number(&self, variable: &mut NumberOrPageVariable) -> bool {
        if self.blind_to_locators
            && *variable == NumberOrPageVariable::Number(NumberVariable::Locator)
        {
            *variable = NumberOrPageVariable::Number(NumberVariable::Section);
        }
        true
    }

    /// Rewrites a choice; false if no branch can be taken.
    fn choose(&self, choose: &mut Choose) -> bool {
        let branches = std::iter::once(choose.if_.clone()).chain(choose.else_if.drain(..));
        let mut open: Vec<ChooseBranch> = Vec::new();
        let mut otherwise = choose.otherwise.take();
        for mut branch in branches {
            match self.verdict(&mut branch) {
                Some(false) => {}
                Some(true) => {
                    otherwise = Some(ElseBranch {
                        children: branch.children,
                    });
                    break;
                }
                None => {
                    self.elements(&mut branch.children);
                    open.push(branch);
                }
            }
        }
        if let Some(branch) = &mut otherwise {
            self.elements(&mut branch.children);
        }
        let mut open = open.into_iter();
        let first = open
            .next()
            .or_else(|| otherwise.take().map(|branch| always(branch.children)));
        let Some(first) = first else { return false };
        *choose = Choose {
            if_: first,
            else_if: open.collect(),
            otherwise,
        };
        true
    }

    /// Whether a branch is taken, as far as known; tests whose answer makes no difference are removed.
    fn verdict(&self, branch: &mut ChooseBranch) -> Option<bool> {
        let locator =
            |variable: Variable| (variable == LOCATOR && self.blind_to_locators).then_some(false);
        let mut answers = Vec::new();
        let open = [
            ask(&mut branch.type_, &mut answers, |kind| {
                (self.known)(Test::Kind(kind))
            }),
            ask(&mut branch.variable, &mut answers, |it| {
                locator(it).or_else(|| (self.known)(Test::Variable(it)))
            }),
            ask(&mut branch.is_numeric, &mut answers, |it| {
                locator(it).or_else(|| (self.known)(Test::Numeric(it)))
            }),
            ask(&mut branch.is_uncertain_date, &mut answers, |date| {
                (self.known)(Test::UncertainDate(date))
            }),
            ask(&mut branch.locator, &mut answers, |_| {
                self.blind_to_locators.then_some(false)
            }),
            branch.disambiguate.is_some(),
            branch.position.is_some(),
        ]
        .contains(&true);
        let deciding = match branch.match_ {
            ChooseMatch::All => answers.contains(&false).then_some(false),
            ChooseMatch::Any => answers.contains(&true).then_some(true),
            ChooseMatch::None => answers.contains(&true).then_some(false),
        };
        deciding.or_else(|| (!open).then_some(branch.match_ != ChooseMatch::Any))
    }
}

/// Takes the tests with a known answer out of a list. True if some are left.
fn ask<T: Copy>(
    tests: &mut Option<Vec<T>>,
    answers: &mut Vec<bool>,
    known: impl Fn(T) -> Option<bool>,
) -> bool {
    let Some(list) = tests else { return false };
    list.retain(|test| match known(*test) {
        Some(answer) => {
            answers.push(answer);
            false
        }
        None => true,
    });
    if list.is_empty() {
        *tests = None;
    }
    tests.is_some()
}

/// A branch that is always taken.
fn always(children: Vec<LayoutRenderingElement>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children,
    }
}

fn drop_unused_macros(style: &mut IndependentStyle) {
    let mut used: Vec<String> = Vec::new();
    let bibliography = style.bibliography.as_ref();
    let sorts = style
        .citation
        .sort
        .iter()
        .chain(bibliography.and_then(|bibliography| bibliography.sort.as_ref()));
    for key in sorts.flat_map(|sort| &sort.keys) {
        if let SortKey::MacroName { name, .. } = key {
            used.push(name.clone());
        }
    }
    let names = |element: &LayoutRenderingElement, used: &mut Vec<String>| {
        if let LayoutRenderingElement::Text(text) = element
            && let TextTarget::Macro { name } = &text.target
            && !used.contains(name)
        {
            used.push(name.clone());
        }
    };
    each(&style.citation.layout.elements, &mut |element| {
        names(element, &mut used)
    });
    if let Some(bibliography) = bibliography {
        each(&bibliography.layout.elements, &mut |element| {
            names(element, &mut used)
        });
    }
    let mut next = 0;
    while let Some(name) = used.get(next) {
        let cs_macro = style.macros.iter().find(|cs_macro| cs_macro.name == *name);
        if let Some(cs_macro) = cs_macro {
            each(&cs_macro.children, &mut |element| names(element, &mut used));
        }
        next += 1;
    }
    style
        .macros
        .retain(|cs_macro| used.contains(&cs_macro.name));
}

/// Visits elements and all below them, macros not followed.
pub(super) fn each(
    elements: &[LayoutRenderingElement],
    visit: &mut dyn FnMut(&LayoutRenderingElement),
) {
    for element in elements {
        visit(element);
        match element {
            LayoutRenderingElement::Group(group) => each(&group.children, visit),
            LayoutRenderingElement::Choose(choose) => {
                choose
                    .branches()
                    .for_each(|branch| each(&branch.children, visit));
                choose
                    .otherwise
                    .iter()
                    .for_each(|branch| each(&branch.children, visit));
            }
            LayoutRenderingElement::Names(names) => {
                for child in &names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        each(&substitute.children, visit);
                    }
                }
            }
            _ => {}
        }
    }
}
