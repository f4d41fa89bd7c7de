//! The sources and the style of an explainer, brought together in a formatter that outlives an edit.

use std::sync::Arc;

use super::Explainer;
use crate::bibliography::{Bibliography, BibliographyFile, Formatter, Style};
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::language::Language;
use crate::manuscript::{Manuscript, NamedText};
use crate::value::Spanned;

/// The formatter of citations, and what it depends on.
#[derive(Clone)]
pub(super) struct Citations {
    inputs: CitationInputs,
    pub bibliography: Arc<Bibliography>,
    pub formatter: Arc<Formatter>,
    pub diagnostics: Vec<Diagnostic>,
}

/// All that the formatter, and what is wrong with its files, is made of.
#[derive(Clone, PartialEq)]
struct CitationInputs {
    language: Language,
    style: Spanned<String>,
    style_text: Option<Arc<str>>,
    files: Vec<NamedText>,
    missing: Vec<Diagnostic>,
}

impl Citations {
    /// The formatter of a manuscript; that of before if it would be made of the same.
    pub fn of(manuscript: &Manuscript, before: Option<&Explainer>) -> Self {
        let config = &manuscript.config;
        let (files, missing) = manuscript.bibliography();
        let style = &config.citations.style;
        let style_text = manuscript.files.find_text(&style.value);
        let inputs = CitationInputs {
            language: config.language.clone(),
            style: style.clone(),
            style_text: style_text.map(|(_, text)| text.clone()),
            files: files.clone(),
            missing: missing.clone(),
        };
        if let Some(old) = before.filter(|old| old.citations.inputs == inputs) {
            return old.citations.clone();
        }
        let mut diagnostics = missing;
        let files: Vec<BibliographyFile> = files
            .into_iter()
            .map(|(path, text)| BibliographyFile { path, text })
            .collect();
        let (bibliography, problems) = Bibliography::load(&files);
        diagnostics.extend(problems);
        let bibliography = Arc::new(bibliography);
        let style = Arc::new(load_style(manuscript, &mut diagnostics));
        let formatter = Formatter::new(style, bibliography.clone(), config.language.as_str());
        Self {
            inputs,
            bibliography,
            formatter: Arc::new(formatter),
            diagnostics,
        }
    }
}

/// The style that the configuration names; the default one, with a diagnostic, if it cannot be had.
fn load_style(manuscript: &Manuscript, diagnostics: &mut Vec<Diagnostic>) -> Style {
    let wanted = &manuscript.config.citations.style;
    let files = &manuscript.files;
    let named = manuscript.config_place(wanted.span);
    let style = if !wanted.value.ends_with(".csl") {
        Style::find(&wanted.value).map_err(|error| {
            Diagnostic::new(Lint::UnknownStyle, named, error.message).maybe_help(error.help)
        })
    } else if let Some((path, text)) = files.find_text(&wanted.value) {
        Style::from_csl(text).map_err(|error| {
            let start = Place::new(path, Span::at(0));
            Diagnostic::new(Lint::InvalidStyle, start, error.message)
                .also(named, "the style is named here")
                .maybe_help(error.help)
        })
    } else if files.get(&wanted.value).is_some() {
        // That it cannot be read has been said.
        return Style::default();
    } else {
        let message = format!("the style file \"{}\" is not there", wanted.value);
        Err(Diagnostic::new(Lint::UnknownStyle, named, message)
            .help("write its path from the explainer's folder, or the name of a bundled style"))
    };
    style.unwrap_or_else(|diagnostic| {
        diagnostics.push(diagnostic);
        Style::default()
    })
}
