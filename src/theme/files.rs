//! The files of a theme: the explainer's own over those in `themes/NAME/` over those in the program.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Inputs;
use super::templates::Sources;
use super::words::WordsFile;
use crate::diagnostics::{Diagnostic, Lint, Place, Span};
use crate::language::{Language, NotALanguage};
use crate::manuscript::{File, NamedText};

include!(concat!(env!("OUT_DIR"), "/folio.rs"));

/// The name of the theme in the program.
pub(super) const BUILT_IN: &str = "folio";

/// Where an asset's bytes are to be had; the error is that of reading its file.
pub(super) type Bytes = std::io::Result<Cow<'static, [u8]>>;

pub(super) fn built_in_manifest() -> NamedText {
    ("themes/folio/theme.toml".into(), MANIFEST.into())
}

pub(super) fn built_in_templates() -> Sources {
    let sources = TEMPLATES.iter().map(|(name, text)| {
        let path = format!("themes/folio/templates/{name}").into();
        ((*name).to_owned(), (path, (*text).into()))
    });
    sources.collect()
}

pub(super) fn built_in_assets() -> BTreeMap<String, Bytes> {
    let assets = ASSETS.iter();
    assets
        .map(|(name, bytes)| ((*name).to_owned(), Ok(Cow::Borrowed(*bytes))))
        .collect()
}

/// `theme.toml`, if the theme has one.
pub(super) fn manifest(inputs: &Inputs) -> Option<NamedText> {
    let path = format!("themes/{}/theme.toml", inputs.name.value);
    let own = inputs.texts.get_key_value(&path);
    own.and_then(|(path, file)| Some((path.clone(), file.text()?.clone())))
        .or_else(|| is_built_in(inputs).then(built_in_manifest))
}

/// The words of folio, by language.
pub(super) fn built_in_words() -> BTreeMap<Language, Vec<WordsFile>> {
    let files = WORDS.iter().filter_map(|(name, text)| {
        let path = format!("themes/folio/words/{name}");
        let language = Language::parse(name.strip_suffix(".toml")?).ok()?;
        Some((language, vec![(path.into(), (*text).into())]))
    });
    files.collect()
}

/// The files of words by language, those that count least first; what names no language is reported.
pub(super) fn words(
    inputs: &Inputs,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Language, Vec<WordsFile>> {
    let mut found = built_in_words();
    for prefix in [folder(inputs, "words"), "words/".to_owned()] {
        for (path, file) in inputs.texts.iter() {
            let name = path.strip_prefix(&*prefix);
            let name = name.and_then(|name| name.strip_suffix(".toml"));
            let (Some(name), Some(text)) = (name, file.text()) else {
                continue;
            };
            match Language::parse(name) {
                Ok(language) => {
                    let files = found.entry(language).or_default();
                    // A copy of what it would go over says nothing new.
                    if files.last().is_none_or(|(_, below)| below != text) {
                        files.push((path.clone(), text.clone()));
                    }
                }
                Err(problem) => diagnostics.push(no_language(path, name, problem)),
            }
        }
    }
    found
}

fn no_language(path: &Arc<str>, name: &str, problem: NotALanguage) -> Diagnostic {
    let help = match problem.proposal {
        Some(tag) => format!("did you mean {tag}.toml?"),
        None => "name the file by a tag of BCP 47, such as ko.toml or pt-BR.toml".to_owned(),
    };
    Diagnostic::new(
        Lint::InvalidLanguage,
        Place::new(path, Span::at(0)),
        format!("\"{name}\" is not the tag of a language"),
    )
    .help(help)
}

/// Templates by name.
pub(super) fn templates(inputs: &Inputs) -> Sources {
    let mut found = match is_built_in(inputs) {
        true => built_in_templates(),
        false => Sources::new(),
    };
    // The explainer's own come last and win.
    for prefix in [folder(inputs, "templates"), "templates/".to_owned()] {
        for (path, file) in inputs.templates.iter() {
            if let (Some(name), Some(text)) = (path.strip_prefix(&*prefix), file.text()) {
                found.insert(name.to_owned(), (path.clone(), text.clone()));
            }
        }
    }
    found
}

/// The bytes of assets by name.
pub(super) fn assets(inputs: &Inputs) -> BTreeMap<String, Bytes> {
    let mut found = match is_built_in(inputs) {
        true => built_in_assets(),
        false => BTreeMap::new(),
    };
    let prefix = folder(inputs, "assets");
    for (path, file) in inputs.assets.iter() {
        if let (Some(name), File::Copied(file)) = (path.strip_prefix(&*prefix), file) {
            found.insert(
                name.to_owned(),
                std::fs::read(&file.on_disk).map(Cow::Owned),
            );
        }
    }
    found
}

fn is_built_in(inputs: &Inputs) -> bool {
    inputs.name.value == BUILT_IN
}

/// Where the theme's `folder` is in the explainer.
fn folder(inputs: &Inputs, folder: &str) -> String {
    format!("themes/{}/{folder}/", inputs.name.value)
}
