//! The tree that rendering makes of a cite, its nodes with "Affixes", "Formatting" and "Display" of the specification.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::super::style::{Affixes, Display, Formatting};
use super::super::text::Markup;
use super::super::variable::Variable;

/// An element that printed something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) prefix: &'a str,
    pub(crate) suffix: &'a str,
    pub(crate) format: Format,
}

/// What an element printed, without its affixes.
#[derive(Clone, Debug)]
pub(crate) enum Content<'a> {
    /// Text as it is.
    Text(Cow<'a, str>),
    /// The value of a variable with markup in it.
    Marked(Vec<Node<'a>>),
    /// Several elements, with the delimiter between them.
    List(Vec<Node<'a>>, &'a str),
    /// A number that may be printed as part of a range.
    Ranged(Ranged),
}

/// A number that consecutive cites may print as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ranged {
    CitationNumber(u32),
    /// Counted from 0: a, b, … z, aa.
    YearSuffix(u32),
}

/// How an element looks, and what it stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) formatting: Formatting,
    /// Markup of a field, which flips where what surrounds it looks the same (`<i>` in italics is upright).
    pub(crate) markup: Option<Markup>,
    /// `quotes="true"`
    pub(crate) quotes: bool,
    pub(crate) display: Option<Display>,
    /// The variable that is printed.
    pub(crate) variable: Option<Variable>,
    pub(crate) role: Role,
}

/// What an element is to the stages that follow rendering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    #[default]
    Element,
    /// The names of `cs:names` with their labels.
    Names,
    /// What stands in for names.
    StandIn {
        /// Whether it is a variable, and not the text of a macro.
        variable: bool,
    },
    /// One person or institution; equal numbers are equal names.
    Name(u64),
    /// The prefix or suffix of a cite, which its writer wrote.
    Written,
    /// The year of a date.
    Year,
}

impl Format {
    /// Whether the content looks like what surrounds it and stands for nothing.
    pub(crate) fn is_plain(&self) -> bool {
        self.formatting == Formatting::default() && self.markup.is_none() && self.variable.is_none()
    }
}

impl Default for Content<'_> {
    fn default() -> Self {
        Self::Text(Cow::Borrowed(""))
    }
}

impl<'a> Node<'a> {
    /// Text without affixes or formatting.
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Content::Text(text.into()))
    }

    /// Elements side by side.
    pub(crate) fn list(nodes: Vec<Node<'a>>, delimiter: &'a str) -> Self {
        Self::new(Content::List(nodes, delimiter))
    }

    pub(crate) fn new(content: Content<'a>) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }

    pub(crate) fn with_affixes(mut self, affixes: &'a Affixes) -> Self {
        self.prefix = &affixes.prefix;
        self.suffix = &affixes.suffix;
        self
    }

    pub(crate) fn with_formatting(mut self, formatting: Formatting) -> Self {
        self.format.formatting = formatting;
        self
    }

    /// The first names in the node, or what stands in for them.
    pub(crate) fn names(&self) -> Option<&Self> {
        if matches!(self.format.role, Role::Names | Role::StandIn { .. }) {
            return Some(self).filter(|names| !names.is_empty());
        }
        self.children().iter().find_map(Self::names)
    }

    /// The first names of persons and institutions in the node.
    pub(crate) fn persons(&self) -> Option<&Self> {
        if self.format.role == Role::Names {
            return Some(self).filter(|names| !names.is_empty());
        }
        self.children().iter().find_map(Self::persons)
    }

    /// The first node in this one that prints the value of a variable.
    pub(crate) fn variable(&self, variable: Variable) -> Option<&Self> {
        if self.format.variable == Some(variable) {
            return Some(self).filter(|node| !node.is_empty());
        }
        self.children()
            .iter()
            .find_map(|child| child.variable(variable))
    }

    /// The node without its affixes.
    pub(crate) fn bare(&self) -> Self {
        Self {
            prefix: "",
            suffix: "",
            ..self.clone()
        }
    }

    /// Takes away the first names of persons and institutions in the node; whether there were some.
    pub(crate) fn remove_persons(&mut self) -> bool {
        if self.format.role == Role::Names && !self.is_empty() {
            self.content = Content::default();
            return true;
        }
        self.children_mut().iter_mut().any(Self::remove_persons)
    }

    /// Hands all nodes to a function, in order.
    pub(crate) fn each_mut(&mut self, visit: &mut impl FnMut(&mut Self)) {
        visit(self);
        for child in self.children_mut() {
            child.each_mut(visit);
        }
    }

    pub(crate) fn children(&self) -> &[Self] {
        match &self.content {
            Content::List(nodes, _) | Content::Marked(nodes) => nodes,
            _ => &[],
        }
    }

    pub(crate) fn children_mut(&mut self) -> &mut [Self] {
        match &mut self.content {
            Content::List(nodes, _) | Content::Marked(nodes) => nodes,
            _ => &mut [],
        }
    }

    /// The number that is all that the node prints.
    pub(crate) fn only_number(&self) -> Option<Ranged> {
        if let Content::Ranged(number) = self.content {
            return Some(number);
        }
        let mut printed = self.children().iter().filter(|child| !child.is_empty());
        match (printed.next(), printed.next()) {
            (Some(only), None) => only.only_number(),
            _ => None,
        }
    }

    /// Whether it has no content. Trees have no empty nodes in them, so this says whether nothing is printed.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.content {
            Content::Text(text) => text.is_empty(),
            Content::Marked(nodes) | Content::List(nodes, _) => nodes.is_empty(),
            Content::Ranged(_) => false,
        }
    }

    /// Takes away what has become empty.
    pub(crate) fn prune(&mut self) {
        if let Content::Marked(nodes) | Content::List(nodes, _) = &mut self.content {
            nodes.iter_mut().for_each(Self::prune);
            nodes.retain(|node| !node.is_blank());
        }
    }

    /// Whether nothing is printed, also where something was taken away.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.content {
            Content::Text(text) => text.is_empty(),
            Content::Marked(nodes) | Content::List(nodes, _) => nodes.iter().all(Self::is_empty),
            Content::Ranged(_) => false,
        }
    }
}

impl fmt::Display for Ranged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::CitationNumber(number) => write!(f, "{number}"),
            Self::YearSuffix(number) => {
                // Letters as digits of base 26 without a zero: a, b, … z, aa.
                let mut letters = Vec::new();
                let mut rest = number;
                loop {
                    letters.push(b'a' + (rest % 26) as u8);
                    if rest < 26 {
                        break;
                    }
                    rest = rest / 26 - 1;
                }
                letters
                    .iter()
                    .rev()
                    .try_for_each(|&letter| f.write_char(char::from(letter)))
            }
        }
    }
}
