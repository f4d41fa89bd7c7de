//! `subsequent-author-substitute` (specification, "Reference Grouping").

use super::super::output::{Content, Node, Quotes, Role, Writer};
use super::super::style::{BibliographyElement, SubsequentAuthorSubstituteRule as Rule};

/// What an entry begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Person(u64),
    /// The value of a variable that stands in for names.
    Text(String),
}

/// Replaces names that the entry before has as well.
pub(super) struct Substitution<'a> {
    text: &'a str,
    rule: Rule,
    quotes: Quotes<'a>,
    /// The names of the entry before.
    before: Vec<Named>,
}

impl<'a> Substitution<'a> {
    /// The substitution that the style asks for, if it does.
    pub(super) fn of(bibliography: &'a BibliographyElement, quotes: Quotes<'a>) -> Option<Self> {
        let text = bibliography.subsequent_author_substitute.as_deref()?;
        Some(Self {
            text,
            rule: bibliography.subsequent_author_substitute_rule,
            quotes,
            before: Vec::new(),
        })
    }

    /// The names with which an entry begins.
    pub(super) fn opening(&self, nodes: &mut [Node<'a>]) -> Vec<Named> {
        first_names(nodes).map_or_else(Vec::new, |names| self.named(names))
    }

    fn named(&self, names: &mut Node<'a>) -> Vec<Named> {
        let mut persons = Vec::new();
        names.each_mut(&mut |person| {
            if let Role::Name(number) = person.format.role {
                persons.push(Named::Person(number));
            }
        });
        // As in citeproc-js, a variable may stand in for names; what a macro prints is compared with nothing.
        if names.format.role == (Role::StandIn { variable: true }) {
            persons.push(Named::Text(self.plain(names)));
        }
        persons
    }

    /// Passes over an entry that begins with these names, if none of them is replaced.
    pub(super) fn passes(&mut self, opening: &[Named]) -> bool {
        let passes = opening.is_empty() || opening.first() != self.before.first();
        if passes && !opening.is_empty() {
            self.before = opening.to_vec();
        }
        passes
    }

    /// Replaces the names with which an entry begins, as far as they are those of the entry before.
    pub(super) fn apply(&mut self, nodes: &mut [Node<'a>]) {
        let Some(names) = first_names(nodes) else {
            return;
        };
        let persons = self.named(names);
        let is_person = matches!(persons.first(), Some(Named::Person(_)));
        if persons.is_empty() {
            return;
        }
        let common = persons
            .iter()
            .zip(&self.before)
            .take_while(|(now, before)| now == before)
            .count();
        let all = common == persons.len() && common == self.before.len();
        match self.rule {
            _ if all && !is_person => replace_all(names, self.text),
            Rule::CompleteAll if all => replace_all(names, self.text),
            Rule::CompleteEach if all => replace_first(names, self.text, common),
            Rule::PartialEach => replace_first(names, self.text, common),
            Rule::PartialFirst => replace_first(names, self.text, common.min(1)),
            Rule::CompleteAll | Rule::CompleteEach => {}
        }
        self.before = persons;
    }

    fn plain(&self, node: &Node<'_>) -> String {
        let mut writer = Writer::new(self.quotes, false);
        writer.write(node);
        writer.finish().into_text()
    }
}

/// The names of an entry, if it begins with them.
fn first_names<'n, 'a>(nodes: &'n mut [Node<'a>]) -> Option<&'n mut Node<'a>> {
    let first = nodes.iter_mut().find(|node| !node.is_empty())?;
    if matches!(first.format.role, Role::Names | Role::StandIn { .. }) {
        return Some(first);
    }
    first_names(first.children_mut())
}

/// Replaces all names at once, and leaves their label.
fn replace_all<'a>(names: &mut Node<'a>, text: &'a str) {
    let mut replaced = false;
    replace_lists(names, text, &mut replaced);
    names.prune();
    if !replaced {
        names.content = Content::Text(text.into());
    }
}

/// Replaces the lists of persons; the first by the text, others by nothing.
fn replace_lists<'a>(node: &mut Node<'a>, text: &'a str, replaced: &mut bool) {
    let holds_persons = |node: &Node<'_>| {
        let persons = |child: &Node<'_>| matches!(child.format.role, Role::Name(_));
        node.children().iter().any(persons)
    };
    if holds_persons(node) {
        // Lists of other variables are left out.
        let text = if *replaced { "" } else { text };
        node.content = Content::Text(text.into());
        *replaced = true;
        return;
    }
    for child in node.children_mut() {
        replace_lists(child, text, replaced);
    }
}

/// Replaces the first so many persons, each by the text.
fn replace_first<'a>(names: &mut Node<'a>, text: &'a str, count: usize) {
    let mut left = count;
    names.each_mut(&mut |person| {
        if left > 0 && matches!(person.format.role, Role::Name(_)) {
            person.content = Content::Text(text.into());
            left -= 1;
        }
    });
}
