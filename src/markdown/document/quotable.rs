//! What of the plain text is quoted once the problems of a page are found.

use std::ops::Range;

use super::{BlockKind, Document, Spot};

/// A stretch of a block that is kept, and where it stands among what is kept.
struct Piece {
    from: Range<usize>,
    to: usize,
}

impl Document {
    /// Forgets the plain text but for what others quote: tables, and the sentences around citations and links. Claims and
    /// the lints of a page need all of it, and so does a search.
    pub(super) fn keep_quotable(&mut self) {
        let mut kept = vec![Vec::new(); self.blocks.len()];
        for spot in self.quoted() {
            if let Some(ranges) = kept.get_mut(spot.block) {
                ranges.push(reach(spot));
            }
        }
        let mut moves = Vec::with_capacity(self.blocks.len());
        for (block, ranges) in self.blocks.iter_mut().zip(kept) {
            let is_row = matches!(block.kind, BlockKind::TableHead | BlockKind::TableCell(_));
            moves.push(match is_row {
                true => Vec::new(),
                false => keep(&mut block.text, ranges),
            });
        }
        for spot in self.quoted() {
            if let Some(pieces) = moves.get(spot.block) {
                follow(spot, pieces);
            }
        }
        // Only claims ask where in the text a footnote is referred to.
        for note in &mut self.footnote_refs {
            note.spot = Spot {
                block: note.spot.block,
                ..Spot::default()
            };
        }
    }

    fn quoted(&mut self) -> impl Iterator<Item = &mut Spot> {
        let citations = self.citations.iter_mut().map(|citation| &mut citation.spot);
        citations.chain(self.links.iter_mut().map(|link| &mut link.spot))
    }
}

/// A spot with its sentence.
fn reach(spot: &Spot) -> Range<usize> {
    let (start, end) = (spot.sentence.0 as usize, spot.sentence.1 as usize);
    start.min(spot.start)..end.max(spot.end)
}

/// Keeps some stretches of a text, with a space after each, so that those which did not touch still do not.
fn keep(text: &mut String, mut ranges: Vec<Range<usize>>) -> Vec<Piece> {
    ranges.sort_unstable_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        last.end = last.end.max(if touches { next.end } else { 0 });
        touches
    });
    let length = ranges.iter().map(|range| range.len() + 1).sum();
    let mut kept = String::with_capacity(length);
    let pieces = ranges.into_iter().map(|from| {
        let to = kept.len();
        let end = from.end.min(text.len());
        kept.push_str(&text[from.start.min(end)..end]);
        kept.push(' ');
        Piece { from, to }
    });
    let pieces = pieces.collect();
    *text = kept;
    pieces
}

/// Moves a spot with the piece in which it stands.
fn follow(spot: &mut Spot, pieces: &[Piece]) {
    let after = pieces.partition_point(|piece| piece.from.start <= spot.start);
    let Some(piece) = after.checked_sub(1).map(|at| &pieces[at]) else {
        return;
    };
    let moved = |at: usize| at - piece.from.start + piece.to;
    let (start, end) = spot.sentence;
    *spot = Spot {
        block: spot.block,
        start: moved(spot.start),
        end: moved(spot.end),
        sentence: (moved(start as usize) as u32, moved(end as usize) as u32),
    };
}

#[cfg(test)]
mod tests {
    use crate::markdown::parse;

    #[test]
    fn what_is_quoted_stays_and_says_the_same() {
        let text = "+++\ntitle = \"T\"\n+++\nLong. One [two][@a] três. Not this. It is [b](c.md), [@d].[@e] Nor this.\n\n[@f]\n\n\
            |a|b|\n|-|-|\n|c [@g]|d|\n\n- [@h] [@i]\n\nWell.[^n]\n\n[^n]: So [@j]. No.\n";
        let (mut document, _) = parse(
            &"content/a.md".into(),
            text,
            &Default::default(),
            &Default::default(),
        );
        let quoted = |document: &super::Document| {
            let spots = document.citations.iter().map(|citation| citation.spot);
            let spots: Vec<_> = spots
                .chain(document.links.iter().map(|link| link.spot))
                .collect();
            let sentences = spots.iter().map(|spot| document.sentence(spot));
            let sentences: Vec<_> = sentences
                .map(|it| (it.text.to_owned(), it.marked))
                .collect();
            // Which of them overlap and touch is asked as well.
            let orders = spots.iter().flat_map(|a| {
                let same = spots.iter().filter(|b| b.block == a.block);
                same.map(|b| {
                    let (x, y) = (document.sentence_range(a), document.sentence_range(b));
                    (x == y, x.start < y.end, a.start < b.end)
                })
            });
            (sentences, orders.collect::<Vec<_>>())
        };
        let before = quoted(&document);
        let length = |document: &super::Document| {
            let texts = document.blocks.iter().map(|block| block.text.len());
            texts.sum::<usize>()
        };
        let all = length(&document);
        document.keep_quotable();
        assert_eq!(quoted(&document), before);
        assert!(length(&document) < all * 3 / 4);
        let mut citations = document.citations.iter();
        let in_cell = citations.find(|citation| citation.items[0].key == "g");
        let row = document.row(in_cell.unwrap().spot.block).unwrap();
        let cells = document.blocks[row].iter().map(|cell| cell.text.trim());
        assert_eq!(cells.collect::<Vec<_>>(), ["c", "d"]);
    }
}
