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
mod fields;
mod files;
mod includes;
mod limited;
mod manifest;
mod parts;
mod templates;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

pub(crate) use assets::{Asset, hashed_name};
pub(crate) use fields::Fields;
pub(crate) use limited::Made;
pub(crate) use manifest::{List, Manifest, NavLimits};
pub(crate) use templates::Templates;
pub(crate) use words::{Piece, Words};

use self::words::Lexicon;

use crate::config::CONFIG_FILE;
use crate::diagnostics::{Diagnostic, Lint, Place, Texts};
use crate::digest::Digest;
use crate::language::Language;
use crate::manuscript::{FileKind, FilesOfKind, Manuscript};
use crate::value::Spanned;

/// What a theme is made of.
#[derive(PartialEq)]
pub(crate) struct Inputs {
    /// Its name, and where the configuration says it.
    name: Spanned<String>,
    /// `theme.toml` and the words.
    texts: Arc<FilesOfKind>,
    templates: Arc<FilesOfKind>,
    assets: Arc<FilesOfKind>,
}

impl Inputs {
    pub(crate) fn of(manuscript: &Manuscript) -> Self {
        let files = &manuscript.files;
        Self {
            name: manuscript.config.theme.clone(),
            texts: files.of(FileKind::Theme).clone(),
            templates: files.of(FileKind::Template).clone(),
            assets: files.of(FileKind::Asset).clone(),
        }
    }
}

impl Inputs {
    /// A digest of the texts. Of assets, templates see the addresses alone.
    fn digest(&self) -> u128 {
        let texts = self.texts.iter().chain(self.templates.iter());
        let start = Digest::default().text(&self.name.value);
        let digest = texts.fold(start, |digest, (path, file)| {
            digest.text(path).text(file.text().map_or("", |text| text))
        });
        digest.finish()
    }
}

/// A theme, ready to render with.
pub(crate) struct Theme {
    name: String,
    pub(crate) manifest: Manifest,
    pub(crate) templates: Templates,
    /// By file name.
    pub(crate) assets: BTreeMap<String, Asset>,
    lexicon: Lexicon,
    /// A digest of its texts that are not in the program.
    pub(crate) digest: u128,
    /// What is wrong with its files.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Theme {
    pub(crate) fn read(inputs: &Inputs) -> Self {
        let mut diagnostics = Vec::new();
        let templates = files::templates(inputs);
        if templates.is_empty() {
            diagnostics.push(no_theme(&inputs.name));
        }
        let manifest = match files::manifest(inputs) {
            Some((path, text)) => Manifest::read(&path, &text, &templates, &mut diagnostics),
            None => Manifest::default(),
        };
        Self {
            name: inputs.name.value.clone(),
            digest: inputs.digest(),
            manifest,
            templates: Templates::compile(templates, &mut diagnostics),
            assets: assets::read(files::assets(inputs), &mut diagnostics),
            lexicon: Lexicon::read(&files::words(inputs, &mut diagnostics), &mut diagnostics),
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
                name: files::BUILT_IN.to_owned(),
                digest: 0,
                manifest: Manifest::read(&path, &text, &templates, &mut diagnostics),
                templates: Templates::compile(templates, &mut diagnostics),
                assets: assets::read(files::built_in_assets(), &mut diagnostics),
                lexicon: Lexicon::read(&files::built_in_words(), &mut diagnostics),
                diagnostics,
            }
        });
        &BUILT_IN
    }

    /// Its icon, from which those of other sizes are made: the asset `favicon.svg`.
    pub(crate) fn icon(&self) -> Option<&str> {
        let svg = std::str::from_utf8(&self.assets.get("favicon.svg")?.bytes).ok()?;
        Some(&svg[svg.find("<svg")?..])
    }

    /// Whether its pages forbid what comes from other hosts.
    pub(crate) fn has_policy(&self) -> bool {
        self.templates.contain("Content-Security-Policy")
    }

    /// Whether it is the theme in the program, perhaps with other files in the place of some of its own.
    pub(crate) fn is_built_in(&self) -> bool {
        self.name == files::BUILT_IN
    }

    /// The words of the interface in a language.
    pub(crate) fn words(&self, language: &Language) -> &Words {
        self.lexicon.of(language)
    }

    /// How much of the navigation is shown. The theme does not know what an explainer's own templates show.
    pub(crate) fn nav(&self) -> NavLimits {
        match self.templates.explainers_show_nav() {
            true => NavLimits::default(),
            false => self.manifest.nav,
        }
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
fn no_theme(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        Lint::UnknownTheme,
        Place::new(&CONFIG_FILE.into(), name.span),
        format!("there is no theme \"{}\"", name.value),
    )
    .help(format!(
        "put its templates into themes/{}/templates/, or use the theme \"{}\"",
        name.value,
        files::BUILT_IN
    ))
}

impl Texts for Theme {
    fn text(&self, file: &str) -> Option<&str> {
        self.templates.text(file)
    }
}
