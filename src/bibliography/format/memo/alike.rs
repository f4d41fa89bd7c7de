//! Notices sources that look alike on a page, since the driver may then print them otherwise.
//!
//! Before it prints, the driver renders every item without its locator and compares the texts. Where two
//! sources have the same it tries more names, then given names, then branches that test for it, then a
//! letter behind the year, as far as the style allows. Even in a style that allows nothing it fixes the
//! first name, if it differs by more than the given name. Items that show the same names, or none, as
//! every "Ibid." does, stay as they are.

use std::sync::Arc;

use hayagriva::types::Person;
use hayagriva::{ElemChild, ElemChildren, ElemMeta};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::super::Style;
use super::super::driver::Driver;
use super::state::{Ibid, State};
use super::{Memo, Rendered};

impl Memo {
    /// Whether only the driver can tell how these items look, since two sources look alike.
    pub(super) fn tells_apart(&self, states: &[Vec<State>], driver: Driver, style: &Style) -> bool {
        let mut looks: FxHashMap<Arc<str>, (&State, Arc<Rendered>)> = FxHashMap::default();
        let mut checked = FxHashSet::default();
        for state in states.iter().flatten() {
            if !checked.insert((state.source, state.first, state.ibid)) {
                continue;
            }
            let rendered = match state.ibid {
                // Without its locator it would be in another state.
                Ibid::OtherPlace => self.rendered_blind(state, driver, style),
                _ => self.rendered(&state.without_locator(), driver, style),
            };
            match looks.get(&rendered.text) {
                Some((other, alike)) if other.source != state.source => {
                    if self.sight.disambiguates || !self.same_names(alike, &rendered) {
                        return true;
                    }
                }
                Some(_) => {}
                None => drop(looks.insert(rendered.text.clone(), (state, rendered))),
            }
        }
        false
    }

    /// Whether no number of names sets two items apart.
    fn same_names(&self, a: &Rendered, b: &Rendered) -> bool {
        if self.sight.adds_names {
            return a.names == b.names;
        }
        let first = |item: &Rendered| {
            let first = item.names.first().cloned();
            first.map(|person| Person {
                given_name: None,
                ..person
            })
        };
        first(a) == first(b)
    }
}

/// All names that an item may show.
pub(super) fn names(tree: &ElemChildren) -> Vec<Person> {
    fn collect(tree: &ElemChildren, all: &mut Vec<Person>) {
        for child in &tree.0 {
            if let ElemChild::Elem(elem) = child {
                if let Some(ElemMeta::Names(names)) = &elem.meta {
                    all.extend(names.iter().flat_map(|(persons, _)| persons).cloned());
                }
                collect(&elem.children, all);
            }
        }
    }
    let mut all = Vec::new();
    collect(tree, &mut all);
    all
}
