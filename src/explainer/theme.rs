//! The theme of an explainer: compiled templates, and assets with their addresses.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Explainer;
use crate::diagnostics::{Diagnostic, Lint};
use crate::manuscript::{Kind, Manuscript, built_in_theme};
use crate::render::Templates;
use crate::value::Spanned;

/// An asset of the theme as it is published.
#[derive(Clone, Debug)]
pub struct PublishedAsset {
    /// Its address, with a hash of the content in it.
    pub url: String,
    /// The content.
    pub bytes: Cow<'static, [u8]>,
}

/// Compiled templates and read assets, and what they depend on.
pub(super) struct Theme {
    inputs: (Spanned<String>, u64, u64),
    pub templates: Arc<Templates>,
    pub assets: Arc<BTreeMap<String, PublishedAsset>>,
    /// Addresses of the assets by name, as templates get them.
    pub asset_urls: BTreeMap<String, String>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Theme {
    /// The theme of a manuscript; that of before if no file of it changed.
    pub fn of(manuscript: &Manuscript, before: Option<&Explainer>) -> Arc<Self> {
        let files = &manuscript.files;
        let inputs = (
            manuscript.config.theme.clone(),
            files.revision(Kind::Template),
            files.revision(Kind::Asset),
        );
        if let Some(old) = before.filter(|old| old.theme.inputs == inputs) {
            return old.theme.clone();
        }
        let mut diagnostics = Vec::new();
        check_theme(manuscript, &mut diagnostics);
        let templates = Templates::compile(manuscript.templates(), &mut diagnostics);
        let assets = publish_assets(manuscript, &mut diagnostics);
        let urls = assets.iter();
        Arc::new(Self {
            inputs,
            templates: Arc::new(templates),
            asset_urls: urls
                .map(|(name, asset)| (name.clone(), asset.url.clone()))
                .collect(),
            assets: Arc::new(assets),
            diagnostics,
        })
    }
}

/// Reports a theme that is neither in the program nor in `themes/`.
fn check_theme(manuscript: &Manuscript, diagnostics: &mut Vec<Diagnostic>) {
    let theme = &manuscript.config.theme;
    if !built_in_theme(&theme.value) && manuscript.templates().is_empty() {
        diagnostics.push(
            Diagnostic::new(
                Lint::UnknownTemplate,
                manuscript.config_place(theme.span),
                format!("there is no theme \"{}\"", theme.value),
            )
            .help(format!(
                "put its templates into themes/{}/templates/, or use the theme \"folio\"",
                theme.value
            )),
        );
    }
}

/// Gives each asset an address with a hash of its content, so that browsers may keep it for ever.
fn publish_assets(
    manuscript: &Manuscript,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, PublishedAsset> {
    let mut published = BTreeMap::new();
    for (name, asset) in manuscript.assets() {
        match asset.bytes() {
            Ok(bytes) => {
                let hash = xxhash_rust::xxh3::xxh3_64(&bytes);
                let url = match name.rsplit_once('.') {
                    Some((stem, extension)) => format!("assets/{stem}.{hash:016x}.{extension}"),
                    None => format!("assets/{name}.{hash:016x}"),
                };
                published.insert(name, PublishedAsset { url, bytes });
            }
            Err(error) => diagnostics.push(Diagnostic::nowhere(
                Lint::MissingAsset,
                format!("cannot read the theme's asset {name}: {error}"),
            )),
        }
    }
    published
}
