//! Sorting (specification, "Sorting").

mod collation;
mod key;

pub(crate) use collation::Collation;
pub(crate) use key::{Keys, sort_keys};

use super::style::SortKey;

/// Compares two items by their keys; what has no key comes last.
pub(crate) fn compare(
    keys: &[SortKey],
    a: &Keys,
    b: &Keys,
    collation: &Collation,
) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    let order = keys
        .iter()
        .zip(a.iter().zip(b))
        .map(|(key, pair)| match pair {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) => {
                let order = collation.compare(a, b);
                if key.descending {
                    order.reverse()
                } else {
                    order
                }
            }
        });
    order
        .into_iter()
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
