//! Words of the interface with places that are filled again and again.

use super::escaped;
use crate::theme::{Piece, Words};

/// A word as HTML, between whose pieces values are put.
pub(super) struct Phrase {
    /// Texts, each with the index of the value that follows it.
    pieces: Vec<(String, Option<usize>)>,
}

impl Phrase {
    /// A word with these `places`; its name, if it has others.
    pub(super) fn new(words: &Words, name: &str, places: &[&str]) -> Self {
        let mut pieces = Vec::new();
        for piece in words.pieces(name) {
            match piece {
                Piece::Text(text) => pieces.push((escaped(text), None)),
                Piece::Place(place) => match places.iter().position(|known| *known == place) {
                    Some(at) => pieces.push((String::new(), Some(at))),
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
