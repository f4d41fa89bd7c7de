//! Renders what is not remembered yet, by the smallest run of the driver that does it.

use std::sync::Arc;

use hayagriva::citationberg::IndependentStyle;
use hayagriva::{BufWriteFormat, ElemChild, ElemChildren, Formatting};
use rustc_hash::FxHashMap;

use super::super::super::{Locator, LocatorLabel, RichText, SourceId, Style};
use super::super::Citation;
use super::super::assemble::assemble;
use super::super::driver::{Cite, Driver, Piece, Pieces, Request};
use super::super::tree::source_inlines;
use super::alike::names;
use super::probe::{probe, replace};
use super::shape::Styles;
use super::state::{Ibid, State};
use super::{CitationKey, Memo, Rendered};

impl Memo {
    /// A citation's text.
    pub(super) fn text(
        &self,
        citation: &Citation,
        order: &[usize],
        states: Vec<State>,
        driver: Driver,
        style: &Style,
    ) -> RichText {
        let key = CitationKey {
            written: Citation {
                note_number: None,
                ..citation.clone()
            },
            states,
        };
        if let Some(text) = self.texts.get(&key) {
            return text;
        }
        let trees = key
            .states
            .iter()
            .map(|state| self.tree(state, driver, style));
        let pieces = pieces(trees.collect(), order, style);
        let text = assemble(&pieces, citation, style, driver.bibliography);
        self.texts.insert(key, text)
    }

    /// The text of an item in a state.
    fn tree(&self, state: &State, driver: Driver, style: &Style) -> ElemChildren {
        if !self.sight.transforms_locator
            && let Some((probe, number)) = probe(state)
        {
            let rendered = self.rendered(&probe, driver, style);
            if let Some(tree) = replace(&rendered.tree, &rendered.text, number) {
                return tree;
            }
        }
        self.rendered(state, driver, style).tree.clone()
    }

    /// An item in a state.
    pub(super) fn rendered(&self, state: &State, driver: Driver, style: &Style) -> Arc<Rendered> {
        if let Some(rendered) = self.items.get(state) {
            return rendered;
        }
        let styles = self.shapes.of(state.source, driver, style);
        let rendered = self.run(state, driver, &styles.citations, &styles.references);
        self.items.insert(state.clone(), Arc::new(rendered))
    }

    /// An item in a state that needs a locator, as if it had none.
    pub(super) fn rendered_blind(
        &self,
        state: &State,
        driver: Driver,
        style: &Style,
    ) -> Arc<Rendered> {
        let locator = Some(Locator::new(LocatorLabel::Page, "1"));
        let state = State {
            locator,
            ..state.clone()
        };
        if let Some(rendered) = self.blind.get(&state) {
            return rendered;
        }
        let styles = self.shapes.of(state.source, driver, style);
        let rendered = self.run(&state, driver, &styles.blind, &styles.references);
        self.blind.insert(state, Arc::new(rendered))
    }

    /// Puts an item in `state`: cited before or not, with or without another source in between. What
    /// comes before is in the style `silent`, which prints nothing.
    fn run(
        &self,
        state: &State,
        driver: Driver,
        style: &IndependentStyle,
        silent: &IndependentStyle,
    ) -> Rendered {
        let driver = Driver {
            references: style,
            ..driver
        };
        let whole = Cite::whole(&driver.bibliography.get(state.source).entry);
        let cite = Cite {
            locator: state.locator.as_ref(),
            ..whole
        };
        let before = |cite, note_number| Request {
            items: vec![cite],
            note_number,
            style: silent,
        };
        let now = |note_number| Request {
            items: vec![cite],
            note_number,
            style,
        };
        let note = state.first_note;
        let later = now(note.map(|note| note + 1));
        let requests = match (state.first, state.ibid) {
            (true, _) => vec![now(note)],
            (false, Ibid::Different) => vec![
                before(whole, note),
                before(Cite::whole(&self.filler), None),
                later,
            ],
            (false, Ibid::OtherPlace) => vec![before(whole, note), later],
            (false, Ibid::SamePlace) => vec![before(cite, note), later],
        };
        let run = driver.run(&requests, state.number.unwrap_or_default() as usize);
        let last = run.citations.into_iter().next_back();
        let item = last.and_then(|pieces| pieces.items.into_iter().next());
        let tree = item.map(|piece| piece.tree).unwrap_or_default();
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = tree.write_buf(&mut text, BufWriteFormat::Plain);
        Rendered {
            text: text.into(),
            names: names(&tree),
            tree,
        }
    }

    /// The order that the style gives the items of a citation by what they are.
    pub(super) fn content_order(&self, citation: &Citation, driver: Driver) -> Vec<usize> {
        let key = citation
            .items
            .iter()
            .map(|item| (item.source, item.locator.clone()))
            .collect();
        if let Some(order) = self.orders.get(&key) {
            return order.to_vec();
        }
        let styles = self.shapes.whole();
        let driver = Driver {
            references: &styles.citations,
            ..driver
        };
        let items = citation.items.iter().map(|item| {
            let entry = &driver.bibliography.get(item.source).entry;
            Cite {
                locator: item.locator.as_ref(),
                ..Cite::whole(entry)
            }
        });
        let request = Request {
            items: items.collect(),
            note_number: None,
            style: &styles.citations,
        };
        let run = driver.run(&[request], 0);
        let order = run
            .citations
            .iter()
            .flat_map(|pieces| &pieces.items)
            .map(|piece| piece.index);
        self.orders.insert(key, order.collect()).to_vec()
    }

    /// The list of references. Where a name depends on the entry before, the driver makes the whole list.
    pub(super) fn references(
        &self,
        sorted: &[SourceId],
        numbers: &FxHashMap<SourceId, u32>,
        cited: &[SourceId],
        driver: Driver,
        style: &Style,
    ) -> Vec<(SourceId, RichText)> {
        if !style.has_bibliography() {
            return Vec::new();
        }
        let text = |source: SourceId, tree: ElemChildren| -> RichText {
            source_inlines(&tree, driver.bibliography.get(source)).into()
        };
        let run = |sources: &[SourceId], styles: &Styles, offset: usize| {
            let request = |source: &SourceId| {
                let cite = Cite::whole(&driver.bibliography.get(*source).entry);
                Request {
                    items: vec![cite],
                    note_number: None,
                    style: &styles.references,
                }
            };
            let driver = Driver {
                references: &styles.references,
                ..driver
            };
            driver
                .run(&sources.iter().map(request).collect::<Vec<_>>(), offset)
                .references
        };
        if self.sight.substitutes_authors || self.sight.first_note {
            let references = run(cited, self.shapes.whole(), 0).into_iter();
            return references
                .map(|(source, tree)| (source, text(source, tree)))
                .collect();
        }
        let reference = |source: SourceId| {
            let number = numbers.get(&source).copied();
            let key = (source, number);
            let known = self.references.get(&key);
            known.unwrap_or_else(|| {
                let styles = self.shapes.of(source, driver, style);
                let references = run(&[source], &styles, number.unwrap_or_default() as usize);
                let tree = references
                    .into_iter()
                    .next()
                    .map(|(_, tree)| tree)
                    .unwrap_or_default();
                self.references.insert(key, text(source, tree))
            })
        };
        sorted
            .iter()
            .map(|source| (*source, reference(*source)))
            .collect()
    }
}

/// The citation that the driver would make of its items.
fn pieces(trees: Vec<ElemChildren>, order: &[usize], style: &Style) -> Pieces {
    let layout = &style.csl.citation.layout;
    let formatting = Formatting {
        font_style: layout.font_style.unwrap_or_default(),
        font_variant: layout.font_variant.unwrap_or_default(),
        font_weight: layout.font_weight.unwrap_or_default(),
        text_decoration: layout.text_decoration.unwrap_or_default(),
        vertical_align: layout.vertical_align.unwrap_or_default(),
    };
    let leaf = |text: &Option<String>| -> Vec<ElemChild> {
        let leaf = |text: &String| {
            ElemChild::Text(hayagriva::Formatted {
                text: text.clone(),
                formatting,
            })
        };
        text.as_ref().map(leaf).into_iter().collect()
    };
    let ending = layout.suffix.as_deref().unwrap_or_default();
    let ends_so = trees
        .last()
        .and_then(|tree| last_text(&tree.0))
        .is_some_and(|text| text.ends_with(ending));
    let items = trees
        .into_iter()
        .zip(order)
        .enumerate()
        .map(|(place, (tree, index))| Piece {
            delimiter: if place == 0 {
                Vec::new()
            } else {
                leaf(&layout.delimiter)
            },
            index: *index,
            tree,
        });
    Pieces {
        prefix: leaf(&layout.prefix),
        items: items.collect(),
        suffix: if ends_so {
            Vec::new()
        } else {
            leaf(&layout.suffix)
        },
    }
}

/// The last stretch of text, if nothing else comes last.
fn last_text(children: &[ElemChild]) -> Option<&str> {
    match children.last()? {
        ElemChild::Text(leaf) => Some(&leaf.text),
        ElemChild::Elem(elem) => last_text(&elem.children.0),
        _ => None,
    }
}
