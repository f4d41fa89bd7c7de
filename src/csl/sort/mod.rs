//! Sorting (specification, "Sorting").

mod collation;
mod key;

pub(crate) use collation::Collation;
pub(crate) use key::{Keys, date_key, sort_keys};

/// Compares two items by their keys; what has no key comes last.
pub(crate) fn compare(a: &Keys, b: &Keys, collation: &Collation) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    let order = a.iter().zip(b).map(|(a, b)| match (&a.value, &b.value) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(value), Some(other)) => {
            let order = collation.compare(value, other);
            if a.descending { order.reverse() } else { order }
        }
    });
    order
        .into_iter()
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
