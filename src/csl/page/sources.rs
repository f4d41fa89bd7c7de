//! The sources of a page: their order, their numbers, and what disambiguation adds to them.

use std::borrow::{Borrow, Cow};
use std::sync::OnceLock;

use super::super::cite::{CitePosition, PositionKind};
use super::super::disambiguate::{
    Compare, Compared, Distinction, GivenNames, Levels, Means, Record, expand,
};
use super::super::item::Item;
use super::super::output::{Node, Writer};
use super::super::render::{Area, CiteView, Context, Entry, Purpose, Render};
use super::super::sort::{Collation, Keys, compare, sort_keys};
use super::super::style::{GivennameDisambiguationRule, SortKey};
use super::kept::{Keeper, Kept};
use super::substitute::Named;

/// The sources of a page.
pub(super) struct Sources<'a, 'r> {
    pub(super) cx: Context<'a>,
    pub(super) collation: &'r Collation,
    pub(super) items: &'r [&'a Item],
    keeper: Keeper<'r>,
    /// What tells the items from each other.
    pub(super) distinctions: Vec<Distinction>,
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
        keeper: Keeper<'r>,
    ) -> Self {
        let mut sources = Self {
            cx,
            collation,
            items,
            // Where a style asks for numbers, a source says something else on every page.
            keeper: keeper.filter(|_| !cx.features.asks_for_numbers),
            distinctions: vec![Distinction::default(); items.len()],
            numbers: (1..).take(items.len()).map(Some).collect(),
            order: (0..items.len()).collect(),
        };
        sources.sort();
        sources.disambiguate();
        sources
    }

    /// One source without the others of its page, and without a number.
    pub(super) fn one(
        cx: Context<'a>,
        collation: &'r Collation,
        item: &'r [&'a Item; 1],
        distinction: &Distinction,
    ) -> Self {
        Self {
            cx,
            collation,
            items: item,
            keeper: None,
            distinctions: vec![distinction.clone()],
            numbers: vec![None],
            order: vec![0],
        }
    }

    /// What the page says about an item.
    pub(super) fn entry(&self, item: usize) -> Entry<'_> {
        Entry {
            number: self.numbers[item],
            distinction: &self.distinctions[item],
        }
    }

    /// What is kept of an item as the page tells it from others.
    pub(super) fn kept(&self, item: usize) -> Option<&'r Kept> {
        self.kept_as(item, &self.distinctions[item])
    }

    fn kept_as(&self, item: usize, distinction: &Distinction) -> Option<&'r Kept> {
        self.keeper?(item, distinction)
    }

    /// The names with which the cites of an item begin.
    pub(super) fn names(&self, item: usize) -> Cow<'r, str> {
        let slot = self.kept(item).map(|kept| &kept.names);
        once(slot, || self.own_names(item))
    }

    /// The names with which the reference of an item begins, where the style replaces those of the reference before.
    pub(super) fn opening(&self, item: usize) -> Cow<'r, [Named]> {
        let slot = self.kept(item).map(|kept| &kept.opening);
        once(slot, || super::bibliography::opening(self, item))
    }

    fn own_names(&self, item: usize) -> String {
        let nodes = self.render(item, &self.distinctions[item]).0;
        let mut found = String::new();
        if let Some(names) = nodes.iter().find_map(Node::persons) {
            let mut writer = Writer::new(self.cx.quotes, false);
            writer.write(names);
            found.push_str(writer.finish().as_str());
        }
        found
    }

    pub(super) fn year_suffix(&self, item: usize) -> Option<u32> {
        self.distinctions[item].levels.year_suffix
    }

    /// The keys of an item in a citation.
    pub(super) fn cite_keys(&self, item: usize) -> Cow<'r, Keys> {
        let keys = &self.cx.style.citation.sort;
        let slot = self.kept(item).map(|kept| &kept.cite_keys);
        once(slot, || self.keys(Area::Citation, keys, item))
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
        let of = |item: usize| {
            let slot = self.kept(item).map(|kept| &kept.keys);
            once(slot, || self.keys(Area::Bibliography, keys, item))
        };
        let values: Vec<_> = (0..self.items.len()).map(of).collect();
        self.order.sort_by(|&a, &b| compare(&values[a], &values[b]));
        for (number, &item) in (1..).zip(&self.order) {
            self.numbers[item] = Some(number);
        }
    }

    fn keys(&self, area: Area, keys: &'a [SortKey], item: usize) -> Keys {
        let entry = self.entry(item);
        sort_keys(self.cx, self.collation, area, keys, self.items[item], entry)
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
        let alone = items.map(|item| self.compared(item, &Distinction::default()));
        let mut compared: Vec<_> = alone.collect();
        if given_names {
            let persons = compared.iter().map(|cite| &*cite.names);
            let found = GivenNames::of(self.cx.style, &persons.collect::<Vec<_>>());
            for (item, found) in found.into_iter().enumerate() {
                if !found.is_empty() {
                    self.distinctions[item].given_names = found;
                    compared[item] = self.compared(item, &self.distinctions[item]);
                }
            }
        }
        if compares {
            let levels = expand(&*self, &compared, &self.order, means);
            for (distinction, levels) in self.distinctions.iter_mut().zip(levels) {
                distinction.levels = levels;
            }
        }
    }

    /// The cite of an item with a distinction, as it is compared with others.
    fn compared(&self, item: usize, distinction: &Distinction) -> Cow<'r, Compared> {
        let kept = self.kept_as(item, distinction);
        once(kept.map(|kept| &kept.compared), || {
            let (nodes, record, conditions) = self.render(item, distinction);
            Compared::new(self.written(&nodes), &record, conditions, self.cx.style)
        })
    }

    fn written(&self, nodes: &[Node<'_>]) -> String {
        let mut writer = Writer::new(self.cx.quotes, false);
        nodes.iter().for_each(|node| writer.write(node));
        writer.finish().into_text()
    }

    /// The short cite of an item, what was shown of its names, and how many conditions asked for `disambiguate`.
    fn render(&self, item: usize, distinction: &Distinction) -> (Vec<Node<'a>>, Record<'a>, u32) {
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
            distinction,
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
    fn text(&self, item: usize, levels: &Levels) -> Cow<'_, str> {
        let distinction = Distinction {
            levels: levels.clone(),
            given_names: self.distinctions[item].given_names.clone(),
        };
        match self.compared(item, &distinction) {
            Cow::Borrowed(compared) => Cow::Borrowed(&compared.text),
            Cow::Owned(compared) => Cow::Owned(compared.text),
        }
    }
}

/// What is made once if there is a place to keep it.
fn once<B: ToOwned + ?Sized>(
    slot: Option<&OnceLock<B::Owned>>,
    make: impl FnOnce() -> B::Owned,
) -> Cow<'_, B> {
    match slot {
        Some(slot) => Cow::Borrowed(slot.get_or_init(make).borrow()),
        None => Cow::Owned(make()),
    }
}
