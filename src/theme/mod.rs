//! A theme, whole: what its files say, whichever of three places they come from.
//!
//! ```text
//! the explainer's templates/ ──over──> themes/NAME/ ──over──> folio, in the program
//!   theme.toml ──manifest──> ids that templates use, lists of pages that they show
//!   templates/ ──templates─> compiled templates; faults with their places
//!   assets/    ──assets────> bytes, each file with a hash of them
//!   words/     ──words─────> the words of the interface, by language
//! ```
//!
//! A theme is read before any page is parsed, since it reserves ids. It knows nothing of pages: the contexts
//! that templates are given are made in [`render`](crate::render).

mod assets;
mod faults;
mod files;
mod manifest;
mod templates;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

pub(crate) use assets::Asset;
pub(crate) use manifest::{List, Manifest};
pub(crate) use templates::Templates;
pub(crate) use words::Words;

use self::words::Lexicon;

use crate::diagnostics::{Diagnostic, Lint, Texts};
use crate::language::Language;
use crate::manuscript::{Kind, Manuscript};
use crate::value::Spanned;

/// A theme, ready to render with.
pub struct Theme {
    inputs: Inputs,
    pub(crate) manifest: Manifest,
    pub(crate) templates: Templates,
    /// By file name.
    pub(crate) assets: BTreeMap<String, Asset>,
    lexicon: Lexicon,
    /// What is wrong with its files.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The name of the theme, and the revisions of the files that it is made of.
type Inputs = (Spanned<String>, [u64; 3]);

impl Theme {
    /// The theme of a manuscript; `before` itself if no file of it changed.
    pub(crate) fn of(manuscript: &Manuscript, before: Option<&Arc<Self>>) -> Arc<Self> {
        let revision = |kind| manuscript.files.revision(kind);
        let inputs = (
            manuscript.config.theme.clone(),
            [Kind::Theme, Kind::Template, Kind::Asset].map(revision),
        );
        match before.filter(|old| old.inputs == inputs) {
            Some(old) => old.clone(),
            None => Arc::new(Self::read(manuscript, inputs)),
        }
    }

    fn read(manuscript: &Manuscript, inputs: Inputs) -> Self {
        let mut diagnostics = Vec::new();
        let templates = files::templates(manuscript);
        if templates.is_empty() {
            diagnostics.push(no_theme(manuscript));
        }
        let manifest = match files::manifest(manuscript) {
            Some((path, text)) => Manifest::read(&path, &text, &templates, &mut diagnostics),
            None => Manifest::default(),
        };
        Self {
            inputs,
            manifest,
            templates: Templates::compile(templates, &mut diagnostics),
            assets: assets::read(files::assets(manuscript), &mut diagnostics),
            lexicon: Lexicon::read(
                &files::words(manuscript, &mut diagnostics),
                &mut diagnostics,
            ),
            diagnostics,
        }
    }

    /// The theme in the program, without any file of an explainer.
    pub(crate) fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Theme> = LazyLock::new(|| {
            let mut diagnostics = Vec::new();
            let templates = files::built_in_templates();
            let (path, text) = files::built_in_manifest();
            Theme {
                inputs: (Spanned::built_in(files::BUILT_IN), [0; 3]),
                manifest: Manifest::read(&path, &text, &templates, &mut diagnostics),
                templates: Templates::compile(templates, &mut diagnostics),
                assets: assets::read(files::built_in_assets(), &mut diagnostics),
                lexicon: Lexicon::read(&files::built_in_words(), &mut diagnostics),
                diagnostics,
            }
        });
        &BUILT_IN
    }

    /// Whether it is the theme in the program, perhaps with other files in the place of some of its own.
    pub(crate) fn is_built_in(&self) -> bool {
        self.inputs.0.value == files::BUILT_IN
    }

    /// The words of the interface in a language.
    pub(crate) fn words(&self, language: &Language) -> &Words {
        self.lexicon.of(language)
    }

    /// Whether `template` shows a list of pages: as `theme.toml` says, or else as far as the template tells.
    pub(crate) fn shows(&self, template: &str, list: List) -> bool {
        let said = self.manifest.lists.get(template);
        // The theme speaks of its own templates, not of what an explainer puts in their place.
        match said.filter(|_| !self.templates.is_explainers(template)) {
            Some(lists) => lists.contains(&list),
            None => self.templates.uses(template, list.variable()),
        }
    }
}

/// The theme is neither in the program nor in `themes/`.
fn no_theme(manuscript: &Manuscript) -> Diagnostic {
    let theme = &manuscript.config.theme;
    Diagnostic::new(
        Lint::UnknownTheme,
        manuscript.config_place(theme.span),
        format!("there is no theme \"{}\"", theme.value),
    )
    .help(format!(
        "put its templates into themes/{}/templates/, or use the theme \"{}\"",
        theme.value,
        files::BUILT_IN
    ))
}

impl Texts for Theme {
    fn text(&self, file: &str) -> Option<&str> {
        self.templates.text(file)
    }
}
