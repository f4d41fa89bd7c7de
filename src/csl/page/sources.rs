//! The sources of a page: their order, their numbers, and what disambiguation adds to them.

use std::borrow::Cow;

use super::super::cite::{CitePosition, PositionKind};
use super::super::disambiguate::{Compare, Compared, GivenNames, Levels, Means, expand};
use super::super::item::Item;
use super::super::output::{Node, Writer};
use super::super::render::{Area, CiteView, Context, Entry, Purpose, Render};
use super::super::sort::{Collation, Keys, compare, sort_keys};
use super::super::style::GivennameDisambiguationRule;

/// The keys by which items are sorted in the bibliography, where somebody kept them.
pub(super) type KnownKeys<'k> = Option<&'k dyn Fn(usize) -> &'k Keys>;

/// The sources of a page.
pub(super) struct Sources<'a, 'r> {
    pub(super) cx: Context<'a>,
    pub(super) collation: &'r Collation,
    pub(super) items: &'r [&'a Item],
    levels: Vec<Levels>,
    given_names: Option<GivenNames>,
    /// The citation numbers of the items.
    numbers: Vec<Option<u32>>,
    /// The places of the items in the order of the references.
    pub(super) order: Vec<usize>,
}

impl<'a, 'r> Sources<'a, 'r> {
    /// The sources of a page; `keys` may know those by which an item alone is sorted.
    pub(super) fn new(
        cx: Context<'a>,
        collation: &'r Collation,
        items: &'r [&'a Item],
        keys: KnownKeys<'_>,
    ) -> Self {
        let mut sources = Self::alone(cx, collation, items);
        sources.numbers = (1..).take(items.len()).map(Some).collect();
        sources.sort(keys.filter(|_| !cx.features.asks_for_numbers));
        sources.disambiguate();
        sources
    }

    /// Sources that know nothing of each other and have no numbers.
    pub(super) fn alone(cx: Context<'a>, collation: &'r Collation, items: &'r [&'a Item]) -> Self {
        Self {
            cx,
            collation,
            items,
            levels: vec![Levels::default(); items.len()],
            given_names: None,
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

    /// Whether the page says nothing of an item that its reference would show.
    pub(super) fn is_alone(&self, item: usize) -> bool {
        let told_apart = self.given_names.as_ref();
        !self.cx.features.asks_for_numbers
            && told_apart.is_none_or(GivenNames::is_empty)
            && self.levels[item] == Levels::default()
    }

    /// The names with which the cites of an item begin.
    pub(super) fn names(&self, item: usize) -> String {
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

    /// Sorts the items as the bibliography of the style asks, and numbers them in that order.
    fn sort(&mut self, known: KnownKeys<'_>) {
        let Some(bibliography) = &self.cx.style.bibliography else {
            return;
        };
        let keys = &bibliography.sort;
        if keys.is_empty() || self.items.len() < 2 {
            return;
        }
        let of = |item: usize| match known {
            Some(known) => Cow::Borrowed(known(item)),
            None => Cow::Owned(self.sort_keys(item)),
        };
        let values: Vec<_> = (0..self.items.len()).map(of).collect();
        self.order
            .sort_by(|&a, &b| compare(&values[a], &values[b], self.collation));
        for (number, &item) in (1..).zip(&self.order) {
            self.numbers[item] = Some(number);
        }
    }

    /// The keys of an item in the bibliography.
    pub(super) fn sort_keys(&self, item: usize) -> Keys {
        let bibliography = self.cx.style.bibliography.as_ref();
        let keys = bibliography.map_or(&[][..], |bibliography| &bibliography.sort);
        let entry = self.entry(item);
        sort_keys(self.cx, Area::Bibliography, keys, self.items[item], entry)
    }

    fn disambiguate(&mut self) {
        let citation = &self.cx.style.citation;
        let by_cite = citation.givenname_disambiguation_rule == GivennameDisambiguationRule::ByCite;
        let means = Means {
            names: citation.disambiguate_add_names,
            given_names: citation.disambiguate_add_givenname && by_cite,
            conditions: self.cx.features.has_disambiguate,
            year_suffix: citation.disambiguate_add_year_suffix,
        };
        let given_names = citation.disambiguate_add_givenname;
        let compares = means.any() && self.items.len() > 1;
        if !compares && !given_names {
            return;
        }
        let all = |sources: &Self| -> Vec<Compared<'a>> {
            let none = Levels::default();
            let items = 0..sources.items.len();
            items.map(|item| sources.compare(item, &none)).collect()
        };
        let mut compared = all(self);
        if given_names {
            let names = compared.iter().enumerate().flat_map(|(item, compared)| {
                let names = compared.record.lists.iter().flat_map(|list| &list.names);
                names.map(move |&(place, _, name)| (item, place, name))
            });
            let found = GivenNames::of(self.cx.style, names);
            let changes = !found.is_empty();
            self.given_names = Some(found);
            if changes {
                compared = all(self);
            }
        }
        if compares {
            self.levels = expand(&*self, &compared, &self.order, means);
        }
    }

    fn render(&self, item: usize, levels: &Levels) -> (Vec<Node<'a>>, Compared<'a>) {
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
        let compared = Compared {
            text: String::new(),
            record: std::mem::take(&mut render.record),
            conditions: render.disambiguations,
        };
        (nodes, compared)
    }
}

impl<'a> Compare<'a> for Sources<'a, '_> {
    fn compare(&self, item: usize, levels: &Levels) -> Compared<'a> {
        let (nodes, compared) = self.render(item, levels);
        let mut writer = Writer::new(self.cx.quotes, false);
        nodes.iter().for_each(|node| writer.write(node));
        Compared {
            text: writer.finish().into_text(),
            ..compared
        }
    }
}
