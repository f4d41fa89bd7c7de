//! The sources and the style of an explainer, brought together in formatters that outlive an edit.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bibliography::{Bibliography, BibliographyFile, BibliographyFiles, Formatter, Style};
use crate::config::CONFIG_FILE;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::digest::Digest;
use crate::language::Language;
use crate::manuscript::{File, Manuscript, NamedText};
use crate::site::Formatters;
use crate::value::Spanned;

/// All that the formatters, and what is wrong with their files, are made of.
#[derive(PartialEq)]
pub(super) struct CitationInputs {
    language: Language,
    /// The languages of pages that are not in that of the explainer.
    others: BTreeSet<Language>,
    /// The style that the configuration names.
    style: Spanned<String>,
    /// The file at the style's path, if there is one.
    style_file: Option<File>,
    files: Vec<NamedText>,
    /// What is wrong with the list of files.
    missing: Vec<Diagnostic>,
}

impl CitationInputs {
    /// Those of a manuscript whose pages are in `languages`.
    pub(super) fn of(manuscript: &Manuscript, languages: &BTreeSet<Language>) -> Self {
        let config = &manuscript.config;
        let (files, missing) = manuscript.bibliography();
        let style = config.citations.style.clone();
        Self {
            language: config.language.clone(),
            others: languages
                .iter()
                .filter(|language| **language != config.language)
                .cloned()
                .collect(),
            style_file: manuscript.files.get(&style.value).cloned(),
            style,
            files,
            missing,
        }
    }
}

impl CitationInputs {
    fn style_digest(&self) -> u128 {
        let text = self.style_file.as_ref().and_then(File::text);
        let text = text.map_or("", |text| text);
        Digest::default()
            .text(&self.style.value)
            .text(text)
            .finish()
    }
}

/// The formatters of citations with their sources.
pub(super) struct Citations {
    pub bibliography: Arc<Bibliography>,
    pub formatters: Arc<Formatters>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Citations {
    pub(super) fn read(inputs: &CitationInputs) -> Self {
        let mut diagnostics = inputs.missing.clone();
        let files = inputs.files.iter().cloned();
        let files: Vec<BibliographyFile> = files
            .map(|(path, text)| BibliographyFile { path, text })
            .collect();
        let (bibliography, problems) = Bibliography::load(&files);
        diagnostics.extend(problems);
        let which = match (inputs.missing.is_empty(), files.is_empty()) {
            (false, _) => BibliographyFiles::Missing,
            (true, true) => BibliographyFiles::None,
            (true, false) => BibliographyFiles::All,
        };
        let bibliography = Arc::new(bibliography.of_files(which));
        let style = load_style(inputs, &mut diagnostics);
        let formatter = |language: &Language| {
            Formatter::new(style.clone(), bibliography.clone(), language.as_str())
        };
        let others = inputs.others.iter();
        let others = others.map(|language| (language.clone(), formatter(language)));
        let formatters = Formatters::new(
            formatter(&inputs.language),
            others.collect(),
            inputs.style_digest(),
        );
        Self {
            bibliography,
            formatters: Arc::new(formatters),
            diagnostics,
        }
    }
}

/// The style that the configuration names; the default one, with a diagnostic, if it cannot be had.
fn load_style(inputs: &CitationInputs, diagnostics: &mut Vec<Diagnostic>) -> Style {
    let wanted = &inputs.style;
    let named = Place::new(&CONFIG_FILE.into(), wanted.span);
    let style = if !wanted.value.ends_with(".csl") {
        Style::find(&wanted.value).map_err(|error| {
            Diagnostic::new(Lint::UnknownStyle, named, error.message).maybe_help(error.help)
        })
    } else if let Some(file) = &inputs.style_file {
        let Some(text) = file.text() else {
            // That it cannot be read has been said.
            return Style::default();
        };
        Style::from_csl(text).map_err(|error| {
            let span = Span::new(error.range.unwrap_or_default());
            let place = Place::new(&wanted.value.as_str().into(), span);
            Diagnostic::new(Lint::InvalidStyle, place, error.message)
                .also(named, "the style is named here")
                .maybe_help(error.help)
        })
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
