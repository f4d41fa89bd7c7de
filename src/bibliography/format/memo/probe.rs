//! Page numbers without number: what differs by a locator's digits alone is rendered once.
//!
//! A locator that is a plain number is printed as it is, and no style can tell one such number from
//! another, unless it prints ordinals. So an item is rendered with a number that nobody writes, and the
//! true number put in its place.

use hayagriva::{ElemChild, ElemChildren};

use super::super::super::Locator;
use super::state::State;

/// A number that stands for any.
const PROBE: &str = "1987650321";

/// The state with a locator that stands for any number, and the number, if its locator is one.
pub(super) fn probe(state: &State) -> Option<(State, &str)> {
    let locator = state.locator.as_ref()?;
    let value = locator.value.as_str();
    let short = (1..PROBE.len()).contains(&value.len());
    if !short || value.starts_with('0') || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let any = Locator::new(locator.label, PROBE);
    Some((
        State {
            locator: Some(any),
            ..state.clone()
        },
        value,
    ))
}

/// The tree with `number` where the probe is; `text` is the text of the tree.
///
/// `None` if the text has the probe more than once, or a digit just before it: the driver does not
/// repeat what the text before ends with, so there the number matters.
pub(super) fn replace(tree: &ElemChildren, text: &str, number: &str) -> Option<ElemChildren> {
    let mut found = text.match_indices(PROBE);
    if let Some((offset, _)) = found.next()
        && (found.next().is_some() || text[..offset].ends_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    let mut tree = tree.clone();
    replace_in(&mut tree, number);
    Some(tree)
}

fn replace_in(tree: &mut ElemChildren, number: &str) {
    for child in &mut tree.0 {
        match child {
            ElemChild::Text(leaf) if leaf.text.contains(PROBE) => {
                leaf.text = leaf.text.replace(PROBE, number)
            }
            ElemChild::Elem(elem) => replace_in(&mut elem.children, number),
            _ => {}
        }
    }
}
