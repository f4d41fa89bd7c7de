//! The items of a list of notes.

use super::super::notes::Note;
use super::{Phrase, push};
use crate::site::Anchor;
use crate::theme::Words;

/// Bytes of a note without its text.
const FRAME: usize = 240;

/// Each note with a link back to every place that it was called from; ids begin with `prefix`.
pub(in crate::render) fn note_items(notes: &[Note<'_>], prefix: &str, words: &Words) -> String {
    let texts: usize = notes.iter().map(|note| note.html.len()).sum();
    let mut out = String::with_capacity(texts + FRAME * notes.len());
    let back = Back {
        to_place: Phrase::new(words, "back_to_place", &["n", "place"]),
        to_reference: Phrase::new(words, "back_to_reference", &["n"]),
        prefix,
    };
    for note in notes {
        let mut digits = itoa::Buffer::new();
        let (number, html) = (digits.format(note.number), &*note.html);
        push(&mut out, &["\n<li id=\"", prefix]);
        Anchor::Note(note.number).push(&mut out);
        // Its list numbers it. Were there a `value`, browsers would go through all items after one
        // whose value changes.
        out.push_str("\">");
        match note.block {
            true => push(&mut out, &["<div class=\"note-text\">", html, "</div>"]),
            false => push(&mut out, &["<span class=\"note-text\">", html, "</span>"]),
        }
        if let Some(full) = &note.full_html {
            push(
                &mut out,
                &["<template class=\"note-full\">", full, "</template>"],
            );
        }
        for before in 0..note.markers {
            back.link(note, number, before, &mut out);
        }
        out.push_str("</li>");
    }
    out
}

/// How readers come back from a note.
struct Back<'a> {
    /// To one place of several.
    to_place: Phrase<'a>,
    /// To the only one.
    to_reference: Phrase<'a>,
    prefix: &'a str,
}

impl Back<'_> {
    /// A link to the marker before which there are so many others; of several each has a number.
    fn link(&self, note: &Note<'_>, number: &str, before: u32, out: &mut String) {
        let mut digits = itoa::Buffer::new();
        let (several, place) = (note.markers > 1, digits.format(before + 1));
        push(out, &[" <a class=\"backlink\" href=\"#", self.prefix]);
        Anchor::Marker(note.number, before).push(out);
        out.push_str("\" role=\"doc-backlink\" aria-label=\"");
        match several {
            true => self.to_place.write(&[number, place], out),
            false => self.to_reference.write(&[number], out),
        }
        out.push_str("\">↩&#xFE0E;");
        if several {
            push(out, &["<sup>", place, "</sup>"]);
        }
        out.push_str("</a>");
    }
}
