//! The sources and the style of an explainer, brought together in formatters that outlive an edit.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bibliography::{Bibliography, BibliographyFile, BibliographyFiles, Formatter, Style};
use crate::config::CONFIG_FILE;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::digest::Digest;
use crate::incremental::Cached;
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
    style: StyleInputs,
    files: Vec<NamedText>,
    /// What is wrong with the list of files.
    missing: Vec<Diagnostic>,
}

impl CitationInputs {
    /// Those of a manuscript whose pages are in `languages`.
    pub(super) fn of(manuscript: &Manuscript, languages: &BTreeSet<Language>) -> Self {
        let config = &manuscript.config;
        let (files, missing) = manuscript.bibliography();
        let wanted = config.citations.style.clone();
        Self {
            language: config.language.clone(),
            others: languages
                .iter()
                .filter(|language| **language != config.language)
                .cloned()
                .collect(),
            style: StyleInputs {
                file: manuscript.files.get(&wanted.value).cloned(),
                wanted,
            },
            files,
            missing,
        }
    }
}

/// What a style is read from.
#[derive(Clone, PartialEq)]
struct StyleInputs {
    /// The name or the path in the configuration.
    wanted: Spanned<String>,
    /// The file at the path, if there is one.
    file: Option<File>,
}

impl StyleInputs {
    fn digest(&self) -> u128 {
        let text = self.file.as_ref().and_then(File::text);
        let text = text.map_or("", |text| text);
        Digest::default()
            .text(&self.wanted.value)
            .text(text)
            .finish()
    }
}

/// A style, or the default one with what is wrong with that which was wanted.
struct LoadedStyle {
    style: Style,
    problem: Option<Diagnostic>,
}

/// The formatters of citations with their sources.
pub(super) struct Citations {
    pub bibliography: Arc<Bibliography>,
    pub formatters: Arc<Formatters>,
    pub diagnostics: Vec<Diagnostic>,
    style: Cached<StyleInputs, LoadedStyle>,
}

impl Citations {
    /// Reads the sources and the style; what is as it was `before` is kept.
    pub(super) fn read(inputs: &CitationInputs, before: Option<&Self>) -> Self {
        let mut diagnostics = inputs.missing.clone();
        let files = inputs.files.iter().cloned();
        let files: Vec<BibliographyFile> = files
            .map(|(path, text)| BibliographyFile { path, text })
            .collect();
        let known = before.map(|before| &*before.bibliography);
        let (bibliography, problems) = Bibliography::load_after(&files, known);
        diagnostics.extend(problems);
        let which = match (inputs.missing.is_empty(), files.is_empty()) {
            (false, _) => BibliographyFiles::Missing,
            (true, true) => BibliographyFiles::None,
            (true, false) => BibliographyFiles::All,
        };
        let bibliography = Arc::new(bibliography.of_files(which));
        let before = before.map(|before| &before.style);
        let style = Cached::of(inputs.style.clone(), before, load_style);
        diagnostics.extend(style.problem.clone());
        let formatter = |language: &Language| {
            Formatter::new(style.style.clone(), bibliography.clone(), language.as_str())
        };
        let others = inputs.others.iter();
        let others = others.map(|language| (language.clone(), formatter(language)));
        let formatters = Formatters::new(
            formatter(&inputs.language),
            others.collect(),
            inputs.style.digest(),
        );
        Self {
            bibliography,
            formatters: Arc::new(formatters),
            diagnostics,
            style,
        }
    }
}

/// The style that the configuration names; the default one, with a diagnostic, if it cannot be had.
fn load_style(inputs: &StyleInputs) -> LoadedStyle {
    let wanted = &inputs.wanted;
    let named = Place::new(&CONFIG_FILE.into(), wanted.span);
    let style = if !wanted.value.ends_with(".csl") {
        Style::find(&wanted.value).map_err(|error| {
            Diagnostic::new(Lint::UnknownStyle, named, error.message).maybe_help(error.help)
        })
    } else if let Some(file) = &inputs.file {
        let Some(text) = file.text() else {
            // That it cannot be read has been said.
            return LoadedStyle {
                style: Style::default(),
                problem: None,
            };
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
    match style {
        Ok(style) => LoadedStyle {
            style,
            problem: None,
        },
        Err(problem) => LoadedStyle {
            style: Style::default(),
            problem: Some(problem),
        },
    }
}
