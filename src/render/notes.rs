//! The notes of a page.

use std::borrow::Cow;

use super::content::ContentWriter;
use super::context::{NoteView, UseLink};
use crate::diagnostics::Diagnostic;
use crate::site::{Anchor, NoteContent};

/// A numbered note.
pub(super) struct Note<'a> {
    /// From 1.
    pub number: u32,
    /// Text; one or more paragraphs where `block` is true, else inline.
    pub html: Cow<'a, str>,
    pub block: bool,
    /// Of a note that is shortened because its sources were cited before, its text in full.
    pub full_html: Option<Cow<'a, str>>,
    /// How many markers lead to it.
    pub markers: u32,
}

impl ContentWriter<'_> {
    /// The notes of the page.
    ///
    /// # Errors
    /// The fault of a template of a shortcode inside a footnote.
    pub(super) fn notes(&self) -> Result<Vec<Note<'_>>, Box<Diagnostic>> {
        let document = &self.page.document;
        let notes = self.numbered().notes.iter().zip(1..);
        let written = notes.map(|(note, number)| {
            let (html, block, full_html) = match note.content {
                NoteContent::Citation(i) => {
                    let (text, full) = self.citation_html(i);
                    (text, false, full)
                }
                NoteContent::Footnote(i) => {
                    let html = self.html(&document.footnotes[i].body)?;
                    (html.into(), true, None)
                }
            };
            Ok(Note {
                number,
                html,
                block,
                full_html,
                markers: note.markers,
            })
        });
        written.collect()
    }

    /// The note as templates have it that go through the notes.
    pub(super) fn note_view(&self, note: &Note<'_>) -> NoteView {
        let backlinks = (0..note.markers).map(|before| UseLink {
            href: format!("#{}{}", self.prefix, Anchor::Marker(note.number, before)),
            label: (before + 1).to_string(),
        });
        NoteView {
            number: note.number,
            id: format!("{}{}", self.prefix, Anchor::Note(note.number)),
            html: note.html.clone().into_owned(),
            block: note.block,
            full_html: note.full_html.clone().map(Cow::into_owned),
            backlinks: backlinks.collect(),
        }
    }
}
