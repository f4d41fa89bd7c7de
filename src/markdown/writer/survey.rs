//! What must be known of a page before it is written: the ids that its headings have from the author, and where
//! its tables stand, of which captions can come first.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::config::MarkdownSettings;
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::captions;
use crate::markdown::document::Document;
use crate::markdown::events::each_event;
use crate::markdown::ids::{HeadingIds, IdConflict};
use crate::markdown::label::{Label, LabelKind};

/// What a first reading found.
#[derive(Default)]
pub(super) struct Survey {
    /// The tables, in order; only where the page has captions.
    pub tables: Vec<Range<usize>>,
    /// Whether a heading has a label, so that all have numbers.
    pub numbers_headings: bool,
}

impl Survey {
    /// Takes the ids that the author gave to headings, before any is made of a heading's text: a made one gives way.
    pub(super) fn of(
        doc: &Document,
        text: &str,
        body_start: usize,
        ids: &mut HeadingIds<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut survey = Self::default();
        let body = &text[body_start..];
        let mut braces = memchr::memchr_iter(b'{', body.as_bytes());
        let has_ids = braces.any(|at| {
            let rest = &body[at + 1..];
            rest.starts_with('#') || rest.starts_with(" #")
        });
        let has_captions = captions::may_be_in(body);
        if !has_ids && !has_captions {
            return survey;
        }
        let settings = MarkdownSettings {
            smart_punctuation: false,
            math: false,
            ..MarkdownSettings::default()
        };
        each_event(
            text,
            body_start,
            settings,
            &mut |event, range| match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => {
                    let line = &text[range.clone()];
                    let offset = line.rfind(&format!("#{id}")).unwrap_or_default();
                    let start = range.start + offset;
                    let span = Span::new(start..start + "#".len() + id.len());
                    if let Err(conflict) = ids.claim(&id, span) {
                        let lint = Lint::DuplicateHeadingId;
                        diagnostics.push(id_conflict(doc, lint, &id, span, conflict));
                    }
                    let kind = Label::parse(&id).map(|label| label.kind);
                    survey.numbers_headings |= kind == Some(LabelKind::Section);
                }
                Event::Start(Tag::Table(_)) if has_captions => survey.tables.push(range),
                _ => {}
            },
        );
        survey
    }
}

/// What is reported of an id that cannot be had.
pub(super) fn id_conflict(
    doc: &Document,
    lint: Lint,
    id: &str,
    span: Span,
    conflict: IdConflict,
) -> Diagnostic {
    let diagnostic = |message| Diagnostic::new(lint, doc.place(span), message);
    let things = match lint {
        Lint::DuplicateHeadingId => "two headings",
        _ => "two things",
    };
    match conflict {
        IdConflict::Taken(first) => diagnostic(format!("the id `{id}` is given to {things}"))
            .label("given again here")
            .also(doc.place(first), "first given here")
            .help("links can only lead to one of them: choose another id"),
        IdConflict::Reserved => diagnostic(format!("the id `{id}` is one that Ibid uses itself"))
            .help(
                "ids that begin with note-, ref-, source- or cite- are Ibid's own: choose another",
            ),
        IdConflict::Theme => diagnostic(format!(
            "the theme gives the id `{id}` to a part of the page"
        ))
        .help("choose another id"),
    }
}
