//! The shortcodes of Ibid: charts, timelines, boxes of facts and diagrams, drawn from data; images with their sources.
//!
//! ```text
//! call ──arguments──> what is wanted ─┐
//! data file ──────────────────────────┴──> rows with their sources ──> HTML with SVG, notes, the table of data
//! ```
//!
//! Words are HTML, so that they wrap, are read aloud and carry notes; lines and marks are SVG whose places along the
//! width are percentages. Nothing needs a script or a style of its own.

mod arguments;
mod chart;
mod diagram;
mod facts;
mod figure;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod timeline;

use self::arguments::Arguments;
use super::Writer;
use crate::diagnostics::Span;
use crate::markdown::Hole;
use crate::markdown::document::Phrase;
use crate::markdown::shortcode::Call;

/// The names of these shortcodes.
pub(crate) const PICTURES: &[&str] = &["chart", "diagram", "fact", "facts", "figure", "timeline"];

/// A shortcode of Ibid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    Chart,
    Diagram,
    Fact,
    Facts,
    Figure,
    Timeline,
}

/// Whether the shortcode of this name is part of a sentence; all others stand alone.
pub(super) fn is_for_running_text(name: &str) -> bool {
    name == "fact"
}

impl Writer<'_> {
    /// The shortcode of Ibid that is called, if no template has its name.
    pub(super) fn picture(&self, call: &Call) -> Option<Picture> {
        if self.around.options.replaced.contains(&call.name) {
            return None;
        }
        Some(match &*call.name {
            "chart" => Picture::Chart,
            "diagram" => Picture::Diagram,
            "fact" => Picture::Fact,
            "facts" => Picture::Facts,
            "figure" => Picture::Figure,
            "timeline" => Picture::Timeline,
            _ => return None,
        })
    }

    /// Writes what a call shows.
    pub(super) fn write_picture(&mut self, picture: Picture, call: &Call, span: Span) {
        let arguments = Arguments::of(call, span);
        match picture {
            Picture::Chart => self.chart(arguments, span),
            Picture::Fact => self.fact(arguments, span),
            Picture::Facts => self.facts(arguments, span),
            Picture::Figure => self.figure(arguments, span),
            Picture::Diagram => self.diagram(arguments, span),
            Picture::Timeline => self.timeline(arguments, span),
        }
    }

    /// Opens a hole for a word of the interface.
    fn word(&mut self, name: &'static str) {
        self.out.hole(Hole::Word(name));
    }

    /// Opens a hole for a word of the interface with its places filled.
    fn phrase(&mut self, word: &'static str, places: Vec<(&'static str, String)>) {
        self.out.hole(Hole::Phrase(self.doc.phrases.len()));
        self.doc.phrases.push(Phrase { word, places });
    }
}
