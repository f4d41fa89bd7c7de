//! The items of a list of notes.

use super::super::context::{NoteView, UseLink};
use super::{push, text};
use crate::theme::Words;

/// Bytes of a note without its text.
const FRAME: usize = 240;

/// Each note with a link back to every place that it was called from.
pub(in crate::render) fn note_items(notes: &[NoteView], words: &Words) -> String {
    let texts: usize = notes.iter().map(|note| note.html.len()).sum();
    let mut out = String::with_capacity(texts + FRAME * notes.len());
    for note in notes {
        let (number, html) = (&*note.number.to_string(), &*note.html);
        push(
            &mut out,
            &["\n<li id=\"", &note.id, "\" value=\"", number, "\">"],
        );
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
        let several = note.backlinks.len() > 1;
        for link in &note.backlinks {
            back_link(number, link, several, words, &mut out);
        }
        out.push_str("</li>");
    }
    out
}

/// A link to a marker; of `several` each has a number.
fn back_link(number: &str, link: &UseLink, several: bool, words: &Words, out: &mut String) {
    text(
        out,
        " <a class=\"backlink\" href=\"",
        &link.href,
        "\" role=\"doc-backlink\" ",
    );
    let label = match several {
        true => words.fill("back_to_place", &[("n", number), ("place", &link.label)]),
        false => words.fill("back_to_reference", &[("n", number)]),
    };
    text(out, "aria-label=\"", &label, "\">↩&#xFE0E;");
    if several {
        push(out, &["<sup>", &link.label, "</sup>"]);
    }
    out.push_str("</a>");
}
