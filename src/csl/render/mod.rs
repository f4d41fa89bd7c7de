//! Rendering elements: from an element of the style and an item to a tree of text.
//!
//! One file an element, in the words of the specification ("Rendering Elements").

mod choose;
mod citation_label;
mod condition;
mod content;
mod date;
mod group;
mod initials;
mod label;
mod names;
mod number;
mod text;

use super::cite::{CitePosition, Locator};
use super::disambiguate::{Distinction, Record};
use super::features::Features;
use super::item::Item;
use super::locale::Locale;
use super::output::{Node, Quotes, Role};
use super::sets::Variables;
use super::style::{AnyVariable, Element, Layout, NameOptions, NamesElement, Style};
use super::text::Text;
use super::variable::Variable;
pub(crate) use citation_label::citation_label;
use content::formatting_of;
pub(crate) use initials::Initials;

/// What does not change while a page is rendered.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) style: &'a Style,
    pub(crate) locale: &'a Locale,
    /// The language of the locale: "en-US".
    pub(crate) language: &'a str,
    pub(crate) quotes: Quotes<'a>,
    pub(crate) features: &'a Features,
}

/// The part of a style that is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    Citation,
    Bibliography,
}

/// What a rendering is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose<'a> {
    /// To be read.
    Print,
    /// To be compared with other cites.
    Compare,
    /// To sort by, with the name options of the key.
    SortKey(&'a NameOptions),
}

/// The cite that is rendered; in a bibliography, that of no place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CiteView<'a> {
    pub(crate) locator: Option<Locator<'a>>,
    /// `None` in a bibliography, where no test of a position holds.
    pub(crate) position: Option<CitePosition>,
    pub(crate) suppress_author: bool,
}

/// What the page says about the item.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'r> {
    /// `citation-number`; a source that stands in no list has none.
    pub(crate) number: Option<u32>,
    pub(crate) distinction: &'r Distinction,
}

/// What the elements of a group said, as its implicit condition asks (specification, "Group").
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    /// A variable that has a value.
    variable: bool,
    /// A variable that has none.
    empty_variable: bool,
    /// A term or text of the style.
    term: bool,
}

/// Renders one cite or reference.
pub(crate) struct Render<'r, 'a> {
    cx: Context<'a>,
    area: Area,
    purpose: Purpose<'a>,
    item: &'a Item,
    has: Variables,
    cite: CiteView<'a>,
    entry: Entry<'r>,
    /// Whether text stands before, in this cite or those before it: a term that begins a note is capitalized.
    pub(crate) text_before: bool,
    /// Whether names or a title were rendered, so that `suppress-author` leaves the names that follow alone.
    names_rendered: bool,
    /// How many `cs:substitute` are being tried.
    substituting: usize,
    /// The `cs:names` for which substitutes are being tried.
    standing_in_for: Option<&'a NamesElement>,
    /// Variables that stood in for names and are not printed again.
    substituted: Variables,
    /// How many lists of names were rendered.
    name_lists: usize,
    /// What was rendered of names.
    pub(crate) record: Record<'a>,
    strip_periods: usize,
    /// How many tests of `disambiguate` have held.
    disambiguated: u32,
    /// How many tests of `disambiguate` there were.
    pub(crate) disambiguations: u32,
    year_suffix_printed: bool,
    /// Whether a text variable other than the locator was asked for, which keeps cites from being collapsed.
    pub(crate) text_variable: bool,
    /// Whether only dates count: in a macro with dates, as the key of a sort.
    dates_only: bool,
}

impl<'r, 'a> Render<'r, 'a> {
    pub(crate) fn new(
        cx: Context<'a>,
        area: Area,
        purpose: Purpose<'a>,
        item: &'a Item,
        cite: CiteView<'a>,
        entry: Entry<'r>,
    ) -> Self {
        let mut has = Variables::of(item);
        if cite.locator.is_some() {
            has.insert(AnyVariable::Text(Variable::Locator));
        }
        if cite
            .position
            .is_some_and(|position| position.first_note.is_some())
        {
            has.insert(AnyVariable::Text(Variable::FirstReferenceNoteNumber));
        }
        Self {
            cx,
            area,
            purpose,
            item,
            has,
            cite,
            entry,
            text_before: false,
            names_rendered: false,
            substituting: 0,
            standing_in_for: None,
            substituted: Variables::default(),
            name_lists: 0,
            record: Record::default(),
            strip_periods: 0,
            disambiguated: 0,
            disambiguations: 0,
            year_suffix_printed: false,
            text_variable: false,
            dates_only: false,
        }
    }

    /// What a layout prints for the item, without the layout's own affixes.
    pub(crate) fn layout(&mut self, layout: &'a Layout) -> Vec<Node<'a>> {
        let mut nodes = Vec::new();
        self.elements(&layout.elements, &mut nodes, &mut Said::default());
        nodes
    }

    /// What a macro prints, as the key of a sort.
    pub(crate) fn macro_(&mut self, number: usize) -> Vec<Node<'a>> {
        let mut nodes = Vec::new();
        let elements = self.cx.style.macros.get(number);
        let elements = elements.map_or(&[][..], |found| &found.elements);
        let dated = self.enter_macro(number);
        self.elements(elements, &mut nodes, &mut Said::default());
        self.dates_only = dated;
        nodes
    }

    /// In the key of a sort, nothing but dates and names counts in a macro with dates.
    fn enter_macro(&mut self, number: usize) -> bool {
        let before = self.dates_only;
        let dated = self.cx.features.dated_macros.get(number);
        self.dates_only |= self.is_sort_key() && dated.is_some_and(|dated| *dated);
        before
    }

    fn elements(&mut self, elements: &'a [Element], out: &mut Vec<Node<'a>>, said: &mut Said) {
        for element in elements {
            self.element(element, out, said);
        }
    }

    fn element(&mut self, element: &'a Element, out: &mut Vec<Node<'a>>, said: &mut Said) {
        match element {
            Element::Text(text) => self.text(text, out, said),
            Element::Number(number) => self.number(number, out, said),
            Element::Date(date) => self.date(date, out, said),
            Element::Names(names) => self.names(names, out, said),
            Element::Label(label) => self.label(label, out, said),
            Element::Group(group) => self.group(group, out, said),
            Element::Choose(choose) => self.choose(choose, out, said),
        }
    }

    /// Adds text that is printed.
    fn push(&mut self, node: Node<'a>, out: &mut Vec<Node<'a>>) {
        let counts = !self.dates_only
            || matches!(
                node.format.role,
                Role::Names | Role::StandIn { .. } | Role::Year
            );
        if !node.is_empty() && counts {
            self.text_before = true;
            out.push(node);
        }
    }

    fn is_sort_key(&self) -> bool {
        matches!(self.purpose, Purpose::SortKey(_))
    }

    fn is_printed(&self) -> bool {
        matches!(self.purpose, Purpose::Print)
    }

    /// Whether a variable was printed as a substitute, which hides it from then on. While a substitute is rendered, what
    /// it asks for is one.
    fn is_substituted(&mut self, variable: AnyVariable) -> bool {
        let hidden = self.substituted.contains(variable);
        if self.substituting > 0 {
            self.substituted.insert(variable);
        }
        hidden
    }

    /// The value of a text variable.
    fn value(&self, variable: Variable) -> Option<&'a Text> {
        self.item.text(variable)
    }
}
