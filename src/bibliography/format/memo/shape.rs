//! Long styles, cut down for the shape of a source.
//!
//! A style such as Chicago's asks the same questions of a source again and again, most of them about its
//! type. Which answers it gets is found out once for a source, by letting the driver answer them; sources
//! of the same answers share a style in which they are worked in.

use std::collections::HashSet;
use std::sync::Arc;

use hayagriva::citationberg::taxonomy::{NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, CslMacro, Formatting, IndependentStyle, LayoutRenderingElement,
    NamesChild, Text, TextTarget,
};

use super::super::super::{SourceId, Style};
use super::super::driver::{Cite, Driver, Request};
use super::rewrite::{LOCATOR, Rewrite, Test, each};
use super::table::Table;

/// The forms of a style that runs of the driver use.
pub(super) struct Styles {
    /// Without references.
    pub citations: IndependentStyle,
    /// The same, but without eyes for locators.
    pub blind: IndependentStyle,
    /// With citations that print nothing.
    pub references: IndependentStyle,
}

/// A style's forms for every shape of source.
pub(super) struct Shapes {
    whole: Arc<Styles>,
    tests: Vec<Test>,
    /// A style that prints the numbers of the tests that a source passes.
    asking: IndependentStyle,
    /// Variables that may vanish while the source is printed, since they stood in for another.
    substituted: HashSet<Variable>,
    by_source: Table<SourceId, Arc<Styles>>,
    by_shape: Table<String, Arc<Styles>>,
}

/// A style with fewer tests is fast as it is.
const LONG: usize = 16;

impl Shapes {
    /// The forms of `style`.
    pub fn new(style: &Style) -> Self {
        let csl = &style.csl;
        let tests = tests(csl);
        Self {
            whole: Arc::new(Styles::of(csl, &|_| None)),
            asking: asking(csl, &tests),
            tests,
            substituted: substituted(csl),
            by_source: Table::default(),
            by_shape: Table::default(),
        }
    }

    /// The forms for any source.
    pub fn whole(&self) -> &Styles {
        &self.whole
    }

    /// The forms that print `source` as the whole style does.
    pub fn of(&self, source: SourceId, driver: Driver, style: &Style) -> Arc<Styles> {
        if self.tests.len() < LONG {
            return self.whole.clone();
        }
        if let Some(styles) = self.by_source.get(&source) {
            return styles;
        }
        let cite = Cite::whole(&driver.bibliography.get(source).entry);
        let shape = driver.lines(&Request {
            items: vec![cite],
            note_number: None,
            style: &self.asking,
        });
        let styles = self.by_shape.get(&shape).unwrap_or_else(|| {
            let passed: HashSet<Test> = shape
                .split(' ')
                .filter_map(|number| self.tests.get(number.parse::<usize>().ok()?))
                .copied()
                .collect();
            let known = |test: Test| self.known(test, &passed);
            self.by_shape
                .insert(shape, Arc::new(Styles::of(&style.csl, &known)))
        });
        self.by_source.insert(source, styles)
    }

    /// The answer to a test, unless it may change while the source is printed.
    fn known(&self, test: Test, passed: &HashSet<Test>) -> Option<bool> {
        if !self.tests.contains(&test) {
            return None;
        }
        match test {
            Test::Kind(_) => Some(passed.contains(&test)),
            _ if !passed.contains(&test) => Some(false),
            Test::Variable(variable) | Test::Numeric(variable) => {
                (!self.substituted.contains(&variable)).then_some(true)
            }
            Test::UncertainDate(date) => {
                (!self.substituted.contains(&Variable::Date(date))).then_some(true)
            }
        }
    }
}

impl Styles {
    fn of(csl: &IndependentStyle, known: &dyn Fn(Test) -> Option<bool>) -> Self {
        let seeing = Rewrite {
            known,
            blind_to_locators: false,
        };
        let blind = Rewrite {
            known,
            blind_to_locators: true,
        };
        let citations = IndependentStyle {
            bibliography: None,
            ..csl.clone()
        };
        let mut references = csl.clone();
        references.citation.layout.elements.clear();
        references.citation.sort = None;
        references.citation.collapse = None;
        references.citation.cite_group_delimiter = None;
        references.citation.disambiguate_add_names = false;
        references.citation.disambiguate_add_givenname = false;
        references.citation.disambiguate_add_year_suffix = false;
        Self {
            citations: seeing.style(&citations),
            blind: blind.style(&citations),
            references: seeing.style(&references),
        }
    }
}

fn elements(style: &IndependentStyle) -> impl Iterator<Item = &[LayoutRenderingElement]> {
    let layouts = std::iter::once(&style.citation.layout)
        .chain(style.bibliography.iter().map(|list| &list.layout));
    let layouts = layouts.map(|layout| layout.elements.as_slice());
    layouts.chain(
        style
            .macros
            .iter()
            .map(|cs_macro| cs_macro.children.as_slice()),
    )
}

/// All tests of a style that depend on the source alone.
fn tests(style: &IndependentStyle) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut add = |test: Test| {
        if !tests.contains(&test) {
            tests.push(test);
        }
    };
    let mut visit = |element: &LayoutRenderingElement| {
        let LayoutRenderingElement::Choose(choose) = element else {
            return;
        };
        for branch in choose.branches() {
            branch
                .type_
                .iter()
                .flatten()
                .for_each(|kind| add(Test::Kind(*kind)));
            let own = |variable: &&Variable| depends_on_source(**variable);
            branch
                .variable
                .iter()
                .flatten()
                .filter(own)
                .for_each(|variable| add(Test::Variable(*variable)));
            branch
                .is_numeric
                .iter()
                .flatten()
                .filter(own)
                .for_each(|variable| add(Test::Numeric(*variable)));
            branch
                .is_uncertain_date
                .iter()
                .flatten()
                .for_each(|date| add(Test::UncertainDate(*date)));
        }
    };
    elements(style).for_each(|elements| each(elements, &mut visit));
    tests
}

/// Whether a variable is the source's own, and not the citation's.
fn depends_on_source(variable: Variable) -> bool {
    let of_the_citation = [
        LOCATOR,
        Variable::Number(NumberVariable::CitationNumber),
        Variable::Number(NumberVariable::FirstReferenceNoteNumber),
        Variable::Standard(StandardVariable::YearSuffix),
        Variable::Standard(StandardVariable::CitationLabel),
    ];
    !of_the_citation.contains(&variable)
}

/// A style that prints the number of each test that a source passes.
fn asking(style: &IndependentStyle, tests: &[Test]) -> IndependentStyle {
    let mut asking = IndependentStyle {
        bibliography: None,
        macros: Vec::new(),
        ..style.clone()
    };
    asking.citation.sort = None;
    let layout = &mut asking.citation.layout;
    (layout.prefix, layout.suffix, layout.delimiter) = (None, None, None);
    let ask = |(number, test): (usize, &Test)| {
        let mut branch = ChooseBranch {
            disambiguate: None,
            is_numeric: None,
            is_uncertain_date: None,
            locator: None,
            position: None,
            type_: None,
            variable: None,
            match_: Default::default(),
            children: vec![LayoutRenderingElement::Text(value(format!("{number} ")))],
        };
        match *test {
            Test::Kind(kind) => branch.type_ = Some(vec![kind]),
            Test::Variable(variable) => branch.variable = Some(vec![variable]),
            Test::Numeric(variable) => branch.is_numeric = Some(vec![variable]),
            Test::UncertainDate(date) => branch.is_uncertain_date = Some(vec![date]),
        }
        LayoutRenderingElement::Choose(Choose {
            if_: branch,
            else_if: Vec::new(),
            otherwise: None,
        })
    };
    layout.elements = tests.iter().enumerate().map(ask).collect();
    asking
}

fn value(val: String) -> Text {
    Text {
        target: TextTarget::Value { val },
        formatting: Formatting::default(),
        affixes: Affixes::default(),
        display: None,
        quotes: false,
        strip_periods: false,
        text_case: None,
    }
}

/// The variables that a style may print in place of missing names; hayagriva then takes them for empty.
fn substituted(style: &IndependentStyle) -> HashSet<Variable> {
    let mut found = HashSet::new();
    let mut visit = |element: &LayoutRenderingElement| {
        let LayoutRenderingElement::Names(names) = element else {
            return;
        };
        for child in &names.children {
            if let NamesChild::Substitute(substitute) = child {
                queried(&substitute.children, &style.macros, &mut found, 0);
            }
        }
    };
    elements(style).for_each(|elements| each(elements, &mut visit));
    found
}

/// Adds the variables that elements may print, macros followed. Their depth is bounded, as a faulty style
/// may have a macro that uses itself.
fn queried(
    elements: &[LayoutRenderingElement],
    macros: &[CslMacro],
    found: &mut HashSet<Variable>,
    depth: usize,
) {
    each(elements, &mut |element| match element {
        LayoutRenderingElement::Text(text) => match &text.target {
            TextTarget::Variable { var, .. } => drop(found.insert(*var)),
            TextTarget::Macro { name } if depth < 20 => {
                if let Some(cs_macro) = macros.iter().find(|cs_macro| cs_macro.name == *name) {
                    queried(&cs_macro.children, macros, found, depth + 1);
                }
            }
            _ => {}
        },
        LayoutRenderingElement::Number(number) => drop(found.insert(number.variable.into())),
        LayoutRenderingElement::Label(label) => drop(found.insert(label.variable.into())),
        LayoutRenderingElement::Date(date) => found.extend(date.variable.map(Variable::Date)),
        LayoutRenderingElement::Names(names) => {
            found.extend(names.variable.iter().copied().map(Variable::Name))
        }
        _ => {}
    });
}
