//! Words of the interface with places that are filled again and again.

use std::borrow::Cow;

use super::escaped;
use crate::theme::{Piece, Words};

/// A word as HTML, between whose pieces values are put.
pub(super) struct Phrase<'w> {
    /// Texts, each with the index of the value that follows it.
    pieces: Vec<(Cow<'w, str>, Option<usize>)>,
}

impl<'w> Phrase<'w> {
    /// A word with these `places`; its name, if it has others.
    pub(super) fn new(words: &'w Words, name: &'w str, places: &[&str]) -> Self {
        let mut pieces = Vec::with_capacity(4);
        for piece in words.pieces(name) {
            match piece {
                Piece::Text(text) => pieces.push((escaped(text), None)),
                Piece::Place(place) => match places.iter().position(|known| *known == place) {
                    Some(at) => pieces.push((Cow::default(), Some(at))),
                    None => {
                        let pieces = vec![(escaped(name), None)];
                        return Self { pieces };
                    }
                },
            }
        }
        Self { pieces }
    }

    /// Writes it with `values`, which are HTML, in the order of the places.
    pub(super) fn write(&self, values: &[&str], out: &mut String) {
        for (text, place) in &self.pieces {
            out.push_str(text);
            if let Some(place) = place {
                out.push_str(values[*place]);
            }
        }
    }
}
