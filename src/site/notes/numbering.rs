//! Numbers the notes of a page in reading order.

use std::collections::HashMap;

use super::{LinkedCitation, Mark, Note, NoteContent, PageNotes};
use crate::bibliography::{Bibliography, BibliographyFiles, Source, SourceId};
use crate::diagnostics::{Diagnostic, Lint, Place, meant};
use crate::markdown::{Citation, CitationForm, CitedSource, Document, Fragment, Hole, Label};

/// A footnote that is referred to in a footnote is read there, on the stack, but no deeper than this.
const DEEPEST: usize = 64;

/// Numbers the notes of `document`. `in_notes` says whether the style makes a note of each citation.
pub(in crate::site) fn number(
    document: &Document,
    in_notes: bool,
    bibliography: &Bibliography,
) -> PageNotes {
    let mut diagnostics = Vec::new();
    let citations = document.citations.iter().map(|citation| {
        let refers = is_reference(citation, bibliography);
        LinkedCitation {
            sources: match refers {
                // A bibliography may come to have such a source.
                true => vec![None; citation.items.len()],
                false => resolve_keys(citation, document, bibliography, &mut diagnostics),
            },
            mark: if refers { Mark::Reference } else { Mark::None },
        }
    });
    let citations = citations.collect();
    let mut numbering = Numbering {
        document,
        in_notes,
        footnotes: footnotes_by_label(document),
        footnote_numbers: HashMap::new(),
        depth: 0,
        waiting: Vec::new(),
        in_text: 0,
        notes: PageNotes {
            citations,
            footnote_marks: vec![None; document.footnote_refs.len()],
            diagnostics,
            ..PageNotes::default()
        },
    };
    numbering.walk(&document.body, None);
    while let Some((footnote, number)) = numbering.waiting.pop() {
        numbering.walk(&document.footnotes[footnote].body, Some(number));
    }
    numbering.notes
}

/// The first definition of each footnote.
fn footnotes_by_label(document: &Document) -> HashMap<String, usize> {
    let mut found = HashMap::new();
    for (i, footnote) in document.footnotes.iter().enumerate() {
        found.entry(footnote.label.to_lowercase()).or_insert(i);
    }
    found
}

/// Whether a citation is a cross reference: its keys have the form of labels, and no source has one of them.
fn is_reference(citation: &Citation, bibliography: &Bibliography) -> bool {
    let is_source = |item: &CitedSource| {
        bibliography.find(&item.key).is_some() || bibliography.is_unread(&item.key)
    };
    citation.labels().is_some() && !citation.items.iter().any(is_source)
}

/// The source of each key of a citation.
fn resolve_keys(
    citation: &Citation,
    document: &Document,
    bibliography: &Bibliography,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<SourceId>> {
    let resolve = |item: &CitedSource| {
        let found = bibliography.find(&item.key);
        // Where a file is missing, only what looks like a known key is a mistake of its own.
        let is_mistake = match bibliography.files() {
            BibliographyFiles::None => false,
            BibliographyFiles::Missing => bibliography.nearest(&item.key).is_some(),
            BibliographyFiles::All => true,
        };
        if found.is_none() && is_mistake && !bibliography.is_unread(&item.key) {
            let place = document.place_in(citation.file.as_ref(), item.span);
            let problem = undefined_source(&item.key, bibliography, place);
            diagnostics.push(match citation.form {
                CitationForm::Narrative => or_text(problem, &item.key),
                _ => problem,
            });
        }
        found
    };
    citation.items.iter().map(resolve).collect()
}

/// What to tell of a key that no source has.
pub(crate) fn undefined_source(key: &str, bibliography: &Bibliography, place: Place) -> Diagnostic {
    let message = format!("no source has the key \"{key}\"");
    let help = match bibliography.is_empty() {
        _ if Label::parse(key).is_some() => {
            "a cross reference has brackets of its own, without sources".to_owned()
        }
        true => "the bibliography is empty: add the source to it".to_owned(),
        false if key == "http" || key == "https" => {
            "cite the source by its key, [@key]: its address stands in the bibliography".to_owned()
        }
        false => by_doi(key, bibliography)
            .map(|meant| format!("write @{meant}"))
            .or_else(|| bibliography.nearest(key).map(meant))
            .unwrap_or_else(|| "add the source to the bibliography".to_owned()),
    };
    Diagnostic::new(Lint::UndefinedSource, place, message).help(help)
}

/// The key of the source whose DOI stands in place of a key.
fn by_doi<'b>(key: &str, bibliography: &'b Bibliography) -> Option<&'b str> {
    let doi = key.strip_prefix("doi:").unwrap_or(key);
    if !doi.contains('/') {
        return None;
    }
    let has_it = |source: &Source| {
        let own = source.doi.as_deref();
        own.is_some_and(|own| own.eq_ignore_ascii_case(doi))
    };
    let mut sources = bibliography.iter().map(|(_, source)| source);
    sources
        .find(|source| has_it(source))
        .map(|source| source.key.as_str())
}

/// The same of a key in running text, which may be meant as text.
fn or_text(mut problem: Diagnostic, key: &str) -> Diagnostic {
    let help = problem.help.take().unwrap_or_default();
    let end = if help.ends_with('?') { "" } else { "." };
    problem.help(format!(
        "{help}{end} If this is not a citation, write \\@{key}"
    ))
}

struct Numbering<'a> {
    document: &'a Document,
    in_notes: bool,
    footnotes: HashMap<String, usize>,
    /// Numbers of the footnotes met so far.
    footnote_numbers: HashMap<usize, u32>,
    /// How many footnotes the one being read is referred to through.
    depth: usize,
    /// Footnotes with their numbers that are read when the others are done.
    waiting: Vec<(usize, u32)>,
    in_text: u32,
    notes: PageNotes,
}

impl Numbering<'_> {
    /// Goes through the holes of a fragment in reading order; `note` is the footnote being read.
    fn walk(&mut self, fragment: &Fragment, note: Option<u32>) {
        let document = self.document;
        for hole in fragment.holes() {
            match hole {
                Hole::Citation(i) => self.citation(i, note),
                Hole::FootnoteRef(i) => self.footnote_ref(i),
                Hole::Shortcode(i) => {
                    if let Some(body) = &document.shortcodes[i].body {
                        self.walk(body, note);
                    }
                }
                _ => {}
            }
        }
    }

    fn citation(&mut self, i: usize, note: Option<u32>) {
        if self.notes.citations[i].known_sources().next().is_none() {
            return;
        }
        self.notes.order.push(i);
        self.notes.citations[i].mark = match note {
            Some(number) => Mark::InNote(number),
            None if self.in_notes => Mark::Note(self.next_note(NoteContent::Citation(i))),
            None => {
                self.in_text += 1;
                Mark::InText(self.in_text)
            }
        };
    }

    fn footnote_ref(&mut self, i: usize) {
        let label = self.document.footnote_refs[i].label.to_lowercase();
        let Some(footnote) = self.footnotes.get(&label).copied() else {
            return;
        };
        if let Some(number) = self.footnote_numbers.get(&footnote).copied() {
            // A note referred to again keeps its number.
            let note = &mut self.notes.notes[number as usize - 1];
            self.notes.footnote_marks[i] = Some((number, note.markers));
            note.markers += 1;
            return;
        }
        let number = self.next_note(NoteContent::Footnote(footnote));
        self.footnote_numbers.insert(footnote, number);
        self.notes.footnote_marks[i] = Some((number, 0));
        if self.depth == DEEPEST {
            self.waiting.push((footnote, number));
            return;
        }
        self.depth += 1;
        let document = self.document;
        self.walk(&document.footnotes[footnote].body, Some(number));
        self.depth -= 1;
    }

    fn next_note(&mut self, content: NoteContent) -> u32 {
        self.notes.notes.push(Note {
            content,
            markers: 1,
        });
        self.notes.notes.len() as u32
    }
}
