//! The assets of a theme, as they are published.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::files::Bytes;
use crate::diagnostics::{Diagnostic, Lint};

/// A file that templates link to: a style sheet, a script, a picture.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    /// Its address below the site's root. A hash of the content is part of it, so that browsers may keep the
    /// file for ever.
    pub url: String,
    pub bytes: Cow<'static, [u8]>,
}

/// The assets by name; one that cannot be read is reported.
pub(super) fn read(
    files: BTreeMap<String, Bytes>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for (name, bytes) in files {
        match bytes {
            Ok(bytes) => {
                let url = url(&name, &bytes);
                assets.insert(name, Asset { url, bytes });
            }
            Err(error) => diagnostics.push(Diagnostic::nowhere(
                Lint::UnreadableFile,
                format!("cannot read the theme's asset {name}: {error}"),
            )),
        }
    }
    assets
}

fn url(name: &str, bytes: &[u8]) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(bytes);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{hash:016x}.{extension}"),
        None => format!("assets/{name}.{hash:016x}"),
    }
}
