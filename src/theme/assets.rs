//! The assets of a theme, as they are published.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::files::Bytes;
use crate::diagnostics::{Diagnostic, Lint};

/// A file that templates link to: a style sheet, a script, a picture.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    /// A hash of its content (XXH3), for its address.
    pub hash: u64,
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
                let hash = xxh3_64(&bytes);
                assets.insert(name, Asset { hash, bytes });
            }
            Err(error) => diagnostics.push(Diagnostic::nowhere(
                Lint::UnreadableFile,
                format!("cannot read the theme's asset {name}: {error}"),
            )),
        }
    }
    assets
}
