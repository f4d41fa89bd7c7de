//! Formatted text: from the tree that rendering makes, through punctuation and quotation marks, to [`Formatted`].
//!
//! ```text
//! Node (tree) ──Writer──> Formatted (text and marks) ──> HTML, or what a caller makes of the events
//! ```

mod buffer;
mod formatted;
mod html;
mod looks;
mod node;
mod piece;
mod punctuation;
mod writer;

pub(crate) use formatted::{Event, Formatted, Tag};
pub(crate) use node::{Content, Format, Node, Ranged, Role};
pub(crate) use piece::{Piece, SAMPLE_NUMBER};
pub(crate) use writer::{Quotes, Writer};
