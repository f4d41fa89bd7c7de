//! Positions: first, subsequent, ibid, ibid with locator, near note (specification, "Choose": `position`; "Note Distance").
//!
//! Notes and the running text are two sequences. "Ibid" stands for the source that was cited just before: earlier
//! in the same citation, in the citation before in the same note, or in the note before if that cites this source
//! alone.

use rustc_hash::FxHashMap;

use super::cite::{Citation, CitePosition, Locator, Mode, PositionKind};

/// The positions of all cites. `orders` are the places of the cites of each citation in the order of printing.
pub(crate) fn positions(
    citations: &[Citation<'_>],
    orders: &[Vec<usize>],
    near_note_distance: u32,
) -> Vec<Vec<CitePosition>> {
    let mut notes = Sequence::new(near_note_distance);
    let mut text = Sequence::new(near_note_distance);
    let each = citations.iter().zip(orders);
    each.map(|(citation, order)| match citation.note {
        // What a sentence says is not a citation; the one after it is.
        _ if citation.mode == Mode::Narrative => vec![CitePosition::default(); order.len()],
        Some(_) => notes.citation(citation, order),
        None => text.citation(citation, order),
    })
    .collect()
}

/// What the citations so far say about those that follow.
struct Sequence<'a> {
    near_note_distance: u32,
    /// The notes that cite an item first and last.
    seen: FxHashMap<usize, Seen>,
    before: Option<Before<'a>>,
    /// The number of cites so far in the note of the last citation.
    cites_in_note: usize,
}

#[derive(Clone, Copy)]
struct Seen {
    first: u32,
    last: u32,
}

/// The citation before.
#[derive(Clone, Copy)]
struct Before<'a> {
    note: u32,
    first: Cited<'a>,
    last: Cited<'a>,
    /// Whether its note has no other cite.
    alone: bool,
}

#[derive(Clone, Copy)]
struct Cited<'a> {
    item: usize,
    locator: Option<Locator<'a>>,
}

impl<'a> Sequence<'a> {
    fn new(near_note_distance: u32) -> Self {
        Self {
            near_note_distance,
            seen: FxHashMap::default(),
            before: None,
            cites_in_note: 0,
        }
    }

    fn citation(&mut self, citation: &Citation<'a>, order: &[usize]) -> Vec<CitePosition> {
        let note = citation.note.unwrap_or(0);
        // Notes that start anew at a chapter.
        if self.before.is_some_and(|before| before.note > note) {
            *self = Self::new(self.near_note_distance);
        }
        if self.before.is_none_or(|before| before.note != note) {
            self.cites_in_note = 0;
        }
        let mut positions = vec![CitePosition::default(); citation.cites.len()];
        let mut within: Option<Cited<'a>> = None;
        let mut first = None;
        for &place in order {
            let cite = &citation.cites[place];
            let cited = Cited {
                item: cite.item,
                locator: cite.locator,
            };
            let position = self.cite(cited, within, note);
            positions[place] = cite.position.unwrap_or(position);
            within = Some(cited);
            first = first.or(within);
        }
        self.cites_in_note += order.len();
        if let (Some(first), Some(last)) = (first, within) {
            self.before = Some(Before {
                note,
                first,
                last,
                alone: self.cites_in_note == 1,
            });
        }
        positions
    }

    fn cite(&mut self, cited: Cited<'a>, within: Option<Cited<'a>>, note: u32) -> CitePosition {
        let Some(seen) = self.seen.get_mut(&cited.item) else {
            let first = note;
            self.seen.insert(cited.item, Seen { first, last: note });
            return CitePosition::default();
        };
        let near_note = note == 0 || note.saturating_sub(seen.last) <= self.near_note_distance;
        let first_note = (seen.first != note).then_some(seen.first);
        seen.last = note;
        CitePosition {
            kind: self.kind(cited, within, note),
            near_note,
            first_note,
        }
    }

    /// The position of a source that was cited before.
    fn kind(&self, cited: Cited<'a>, within: Option<Cited<'a>>, note: u32) -> PositionKind {
        let before = match (within, self.before) {
            (Some(within), _) => Some(within).filter(|within| within.item == cited.item),
            (None, Some(before)) if before.note == note => {
                Some(before.first).filter(|_| before.last.item == cited.item)
            }
            (None, Some(before)) => {
                let alone = before.alone || before.note == 0;
                let same = before.first.item == cited.item && before.note + 1 >= note;
                Some(before.first).filter(|_| alone && same)
            }
            (None, None) => None,
        };
        match before.map(|before| (before.locator, cited.locator)) {
            None | Some((Some(_), None)) => PositionKind::Subsequent,
            Some((before, now)) if before == now => PositionKind::Ibid,
            Some(_) => PositionKind::IbidWithLocator,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cite::Cite;
    use super::*;
    use PositionKind::{First, Ibid, IbidWithLocator, Subsequent};

    fn note(number: u32, cites: &[(usize, &'static str)]) -> Citation<'static> {
        let cites = cites.iter().map(|&(item, page)| Cite {
            item,
            locator: (!page.is_empty()).then_some(Locator {
                label: "page",
                value: page,
            }),
            ..Cite::default()
        });
        Citation {
            cites: cites.collect(),
            note: Some(number),
            ..Citation::default()
        }
    }

    fn kinds(citations: &[Citation<'_>]) -> Vec<Vec<PositionKind>> {
        let orders: Vec<_> = citations
            .iter()
            .map(|citation| (0..citation.cites.len()).collect())
            .collect();
        let positions = positions(citations, &orders, 5);
        let kinds = |cites: &Vec<CitePosition>| cites.iter().map(|cite| cite.kind).collect();
        positions.iter().map(kinds).collect()
    }

    #[test]
    fn ibid_stands_for_the_one_source_of_the_note_before() {
        let notes = [
            note(1, &[(0, "")]),
            note(2, &[(0, "3")]),
            note(3, &[(0, "3")]),
            note(4, &[(0, "")]),
            note(5, &[(1, ""), (0, "")]),
            note(6, &[(1, "")]),
        ];
        assert_eq!(
            kinds(&notes),
            [
                vec![First],
                vec![IbidWithLocator],
                vec![Ibid],
                vec![Subsequent],
                vec![First, Subsequent],
                vec![Subsequent],
            ]
        );
    }
}
