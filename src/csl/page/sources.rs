//! The sources of a page: their order, their numbers, and what disambiguation adds to them.

use std::borrow::Cow;

use super::super::cite::{CitePosition, PositionKind};
use super::super::disambiguate::{Compare, Compared, GivenNames, Levels, Means, Record, expand};
use super::super::item::Item;
use super::super::output::{Node, Writer};
use super::super::render::{Area, CiteView, Context, Entry, Purpose, Render};
use super::super::sort::{Collation, Keys, compare, sort_keys};
use super::super::style::GivennameDisambiguationRule;
use super::alone::{Alone, Known};

/// The sources of a page.
pub(super) struct Sources<'a, 'r> {
    pub(super) cx: Context<'a>,
    pub(super) collation: &'r Collation,
    pub(super) items: &'r [&'a Item],
    known: Known<'r>,
    levels: Vec<Levels>,
    given_names: Option<GivenNames>,
    /// Whether the given names of an item tell its persons from others of the page.
    told_by_given_names: Vec<bool>,
    /// The citation numbers of the items.
    numbers: Vec<Option<u32>>,
    /// The places of the items in the order of the references.
    pub(super) order: Vec<usize>,
}

impl<'a, 'r> Sources<'a, 'r> {
    /// The sources of a page.
    pub(super) fn new(
        cx: Context<'a>,
        collation: &'r Collation,
        items: &'r [&'a Item],
        known: Known<'r>,
    ) -> Self {
        let mut sources = Self {
            known,
            numbers: (1..).take(items.len()).map(Some).collect(),
            ..Self::alone(cx, collation, items)
        };
        sources.sort();
        sources.disambiguate();
        sources
    }

    /// Sources that know nothing of each other and have no numbers.
    pub(super) fn alone(cx: Context<'a>, collation: &'r Collation, items: &'r [&'a Item]) -> Self {
        Self {
            cx,
            collation,
            items,
            known: None,
            levels: vec![Levels::default(); items.len()],
            given_names: None,
            told_by_given_names: vec![false; items.len()],
            numbers: vec![None; items.len()],
            order: (0..items.len()).collect(),
        }
    }

    /// What the page says about an item.
    pub(super) fn entry(&self, item: usize) -> Entry<'_> {
        Entry {
            number: self.numbers[item],
            levels: &self.levels[item],
            given_names: self.given_names.as_ref(),
        }
    }

    /// Whether the page says nothing of an item that a cite or its reference would show: all that its [`Entry`] has
    /// is what it has where the item stands alone. (Given names that concern others are in it, but are not asked for.)
    pub(super) fn is_alone(&self, item: usize) -> bool {
        !self.cx.features.asks_for_numbers
            && !self.told_by_given_names[item]
            && self.levels[item] == Levels::default()
    }

    /// What is kept of an item of which the page says nothing.
    pub(super) fn alone_of(&self, item: usize) -> Option<&'r Alone> {
        let known = self.known.filter(|_| self.is_alone(item))?;
        Some(known(item))
    }

    /// An item without the others of the page.
    pub(super) fn only(&self, item: usize) -> Sources<'a, 'r> {
        Self::alone(self.cx, self.collation, &self.items[item..=item])
    }

    /// The names with which the cites of an item begin.
    pub(super) fn names(&self, item: usize) -> Cow<'r, str> {
        match self.alone_of(item) {
            Some(alone) => Cow::Borrowed(alone.names(&self.only(item))),
            None => Cow::Owned(self.own_names(item)),
        }
    }

    pub(super) fn own_names(&self, item: usize) -> String {
        let nodes = self.render(item, &self.levels[item]).0;
        let mut found = String::new();
        if let Some(names) = nodes.iter().find_map(Node::persons) {
            let mut writer = Writer::new(self.cx.quotes, false);
            writer.write(names);
            found.push_str(writer.finish().as_str());
        }
        found
    }

    pub(super) fn year_suffix(&self, item: usize) -> Option<u32> {
        self.levels[item].year_suffix
    }

    /// The keys of an item in a citation.
    pub(super) fn cite_keys(&self, item: usize) -> Cow<'r, Keys> {
        match self.alone_of(item) {
            Some(alone) => Cow::Borrowed(alone.cite_keys(&self.only(item))),
            None => Cow::Owned(self.own_cite_keys(item)),
        }
    }

    pub(super) fn own_cite_keys(&self, item: usize) -> Keys {
        let keys = &self.cx.style.citation.sort;
        let entry = self.entry(item);
        let item = self.items[item];
        sort_keys(self.cx, self.collation, Area::Citation, keys, item, entry)
    }

    /// Sorts the items as the bibliography of the style asks, and numbers them in that order.
    fn sort(&mut self) {
        let Some(bibliography) = &self.cx.style.bibliography else {
            return;
        };
        let keys = &bibliography.sort;
        if keys.is_empty() || self.items.len() < 2 {
            return;
        }
        let of = |item: usize| match self.known {
            Some(known) => Cow::Borrowed(&known(item).keys),
            None => Cow::Owned(self.sort_keys(item)),
        };
        let values: Vec<_> = (0..self.items.len()).map(of).collect();
        self.order.sort_by(|&a, &b| compare(&values[a], &values[b]));
        for (number, &item) in (1..).zip(&self.order) {
            self.numbers[item] = Some(number);
        }
    }

    /// The keys of an item in the bibliography.
    pub(super) fn sort_keys(&self, item: usize) -> Keys {
        let bibliography = self.cx.style.bibliography.as_ref();
        let keys = bibliography.map_or(&[][..], |bibliography| &bibliography.sort);
        let entry = self.entry(item);
        let item = self.items[item];
        sort_keys(
            self.cx,
            self.collation,
            Area::Bibliography,
            keys,
            item,
            entry,
        )
    }

    /// What the style allows to be added to cites that look the same.
    fn means(&self) -> Means {
        let citation = &self.cx.style.citation;
        let by_cite = citation.givenname_disambiguation_rule == GivennameDisambiguationRule::ByCite;
        Means {
            names: citation.disambiguate_add_names,
            given_names: citation.disambiguate_add_givenname && by_cite,
            conditions: self.cx.features.has_disambiguate,
            year_suffix: citation.disambiguate_add_year_suffix,
        }
    }

    fn disambiguate(&mut self) {
        let means = self.means();
        let given_names = self.cx.style.citation.disambiguate_add_givenname;
        let compares = means.any() && self.items.len() > 1;
        if !compares && !given_names {
            return;
        }
        let items = 0..self.items.len();
        let compared = items.map(|item| {
            let known = self.known.and_then(|known| known(item).compared.as_ref());
            known.map_or_else(|| Cow::Owned(self.compare(item)), Cow::Borrowed)
        });
        let mut compared: Vec<_> = compared.collect();
        if given_names {
            let persons = compared.iter().enumerate();
            let persons =
                persons.flat_map(|(item, cite)| cite.names.iter().map(move |name| (item, name)));
            let found = GivenNames::of(self.cx.style, persons);
            let concerned = compared.iter().map(|cite| found.concern(&cite.names));
            self.told_by_given_names = concerned.collect();
            self.given_names = Some(found);
            for (item, cite) in compared.iter_mut().enumerate() {
                if self.told_by_given_names[item] {
                    cite.to_mut().text = self.text(item, &Levels::default());
                }
            }
        }
        if compares {
            self.levels = expand(&*self, &compared, &self.order, means);
        }
    }

    /// The cite of an item to which nothing is added, where the style compares cites.
    pub(super) fn compared(&self, item: usize) -> Option<Compared> {
        let compares = self.means().any() || self.cx.style.citation.disambiguate_add_givenname;
        compares.then(|| self.compare(item))
    }

    fn compare(&self, item: usize) -> Compared {
        let (nodes, record, conditions) = self.render(item, &Levels::default());
        Compared::new(self.written(&nodes), &record, conditions, self.cx.style)
    }

    fn written(&self, nodes: &[Node<'_>]) -> String {
        let mut writer = Writer::new(self.cx.quotes, false);
        nodes.iter().for_each(|node| writer.write(node));
        writer.finish().into_text()
    }

    /// The short cite of an item, what was shown of its names, and how many conditions asked for `disambiguate`.
    fn render(&self, item: usize, levels: &Levels) -> (Vec<Node<'a>>, Record<'a>, u32) {
        let position = CitePosition {
            kind: PositionKind::Subsequent,
            near_note: true,
            first_note: None,
        };
        let view = CiteView {
            position: Some(position),
            ..CiteView::default()
        };
        let entry = Entry {
            levels,
            ..self.entry(item)
        };
        let source = self.items[item];
        let mut render = Render::new(
            self.cx,
            Area::Citation,
            Purpose::Compare,
            source,
            view,
            entry,
        );
        let nodes = render.layout(&self.cx.style.citation.layout);
        (nodes, render.record, render.disambiguations)
    }
}

impl Compare for Sources<'_, '_> {
    fn text(&self, item: usize, levels: &Levels) -> String {
        self.written(&self.render(item, levels).0)
    }
}
