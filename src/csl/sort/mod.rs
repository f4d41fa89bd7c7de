//! Sorting (specification, "Sorting").

mod collation;
mod key;

pub(crate) use collation::Collation;
pub(crate) use key::{Keys, date_key, sort_keys};

/// Compares two items by their keys; what has no key comes last.
pub(crate) fn compare(a: &Keys, b: &Keys) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    let order = a.iter().zip(b).map(|(a, b)| match (&a.value, &b.value) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(value), Some(other)) => match a.descending {
            true => other.cmp(value),
            false => value.cmp(other),
        },
    });
    order
        .into_iter()
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
