//! Templates and assets: the explainer's own over its theme's over the theme in the program.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::{File, Kind, Manuscript};

/// Where an asset's bytes are.
#[derive(Clone, Debug, PartialEq)]
pub enum Asset {
    /// In the program.
    Embedded(&'static [u8]),
    /// In the explainer.
    File(PathBuf),
}

impl Asset {
    /// The asset's bytes.
    ///
    /// # Errors
    /// If its file cannot be read.
    pub fn bytes(&self) -> std::io::Result<std::borrow::Cow<'static, [u8]>> {
        match self {
            Self::Embedded(bytes) => Ok((*bytes).into()),
            Self::File(path) => Ok(std::fs::read(path)?.into()),
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/folio.rs"));

/// Whether `name` is the theme that the program carries.
pub fn built_in_theme(name: &str) -> bool {
    name == "folio"
}

/// Where the theme's `folder` (`templates` or `assets`) is in the explainer.
fn theme_prefix(manuscript: &Manuscript, folder: &str) -> String {
    format!("themes/{}/{folder}/", manuscript.config.theme.value)
}

/// Templates by name, each with the path to quote in messages and its text.
pub(super) fn templates(manuscript: &Manuscript) -> BTreeMap<String, (Arc<str>, Arc<str>)> {
    let mut found = BTreeMap::new();
    if built_in_theme(&manuscript.config.theme.value) {
        for (name, text) in TEMPLATES {
            let path: Arc<str> = format!("themes/folio/templates/{name}").into();
            found.insert((*name).to_owned(), (path, Arc::from(*text)));
        }
    }
    // The explainer's own come last and win.
    for prefix in [&theme_prefix(manuscript, "templates"), "templates/"] {
        for (path, text) in manuscript.files.texts_of(Kind::Template) {
            if let Some(name) = path.strip_prefix(prefix) {
                found.insert(name.to_owned(), (path.clone(), text.clone()));
            }
        }
    }
    found
}

/// Assets by name below `assets/`.
pub(super) fn assets(manuscript: &Manuscript) -> BTreeMap<String, Asset> {
    let mut found = BTreeMap::new();
    if built_in_theme(&manuscript.config.theme.value) {
        for (name, bytes) in ASSETS {
            found.insert((*name).to_owned(), Asset::Embedded(bytes));
        }
    }
    let prefix = theme_prefix(manuscript, "assets");
    for (path, file) in manuscript.files.of(Kind::Asset) {
        if let (Some(name), File::Copied(full)) = (path.strip_prefix(&prefix), file) {
            found.insert(name.to_owned(), Asset::File(full.clone()));
        }
    }
    found
}
