//! What of a text makes no claim: the words of links, code, formulas.

use std::ops::Range;

/// Stretches of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mask {
    /// Sorted and apart from each other.
    ranges: Vec<Range<usize>>,
}

impl Mask {
    /// A mask of ranges in any order.
    pub(super) fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges.dedup_by(|next, last| {
            let overlap = next.start < last.end;
            if overlap {
                last.end = last.end.max(next.end);
            }
            overlap
        });
        Self { ranges }
    }

    /// Whether any of it lies in `range`.
    pub(super) fn touches(&self, range: &Range<usize>) -> bool {
        let next = self.ranges.partition_point(|mask| mask.end <= range.start);
        self.ranges
            .get(next)
            .is_some_and(|mask| mask.start < range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touches_what_overlaps() {
        let mask = Mask::new(vec![20..30, 4..6, 5..9, 9..9, 25..26]);
        for (range, touched) in [
            (0..4, false),
            (0..5, true),
            (6..7, true),
            (9..20, false),
            (8..12, true),
            (29..40, true),
            (30..40, false),
        ] {
            assert_eq!(mask.touches(&range), touched, "{range:?}");
        }
    }
}
