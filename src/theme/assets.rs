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

impl Asset {
    fn new(bytes: Cow<'static, [u8]>) -> Self {
        let hash = xxh3_64(&bytes);
        Self { hash, bytes }
    }
}

/// The name of a file with a hash of its content: `folio.0123456789abcdef.css` of `folio.css`.
pub(crate) fn hashed_name(name: &str, hash: u64) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash:016x}.{extension}"),
        None => format!("{name}.{hash:016x}"),
    }
}

/// The assets by name; one that cannot be read is reported. What style sheets name of the others, they name by its
/// address.
pub(super) fn read(
    files: BTreeMap<String, Bytes>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for (name, bytes) in files {
        match bytes {
            Ok(bytes) => {
                assets.insert(name, Asset::new(bytes));
            }
            Err(error) => diagnostics.push(Diagnostic::nowhere(
                Lint::UnreadableFile,
                format!("cannot read the theme's asset {name}: {error}"),
            )),
        }
    }
    let sheets = assets.keys().filter(|name| name.ends_with(".css"));
    for sheet in sheets.cloned().collect::<Vec<_>>() {
        if let Some(bytes) = addressed(&assets[&sheet].bytes, &assets) {
            assets.insert(sheet, Asset::new(bytes.into()));
        }
    }
    assets
}

/// A style sheet in which `url("NAME")` leads to the asset of this name beside it; `None` if there is none such.
fn addressed(sheet: &[u8], assets: &BTreeMap<String, Asset>) -> Option<Vec<u8>> {
    const BEFORE: &str = "url(\"";
    let text = std::str::from_utf8(sheet).ok()?;
    let mut out = String::with_capacity(text.len() + 64);
    let mut from = 0;
    for (at, _) in text.match_indices(BEFORE) {
        let start = at + BEFORE.len();
        let Some(length) = text[start..].find('"') else {
            break;
        };
        let name = &text[start..start + length];
        // Style sheets that name each other have no order in which their hashes could be found.
        let asset = assets.get(name).filter(|_| !name.ends_with(".css"));
        if let Some(asset) = asset {
            out.push_str(&text[from..start]);
            out.push_str(&hashed_name(name, asset.hash));
            from = start + length;
        }
    }
    if from == 0 {
        return None;
    }
    out.push_str(&text[from..]);
    Some(out.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_lead_to_the_assets_that_they_name() {
        let sheet = "a { src: url(\"x.woff2\"), url(\"gone.png\"), url(\"https://example.org/x\") } b { c: url(\"x.woff2\") }";
        let files = [("s.css", sheet), ("x.woff2", "font"), ("t.css", "a{}")];
        let files = files.map(|(name, text)| (name.to_owned(), Ok(Cow::Borrowed(text.as_bytes()))));
        let assets = read(files.into(), &mut Vec::new());
        let font = hashed_name("x.woff2", assets["x.woff2"].hash);
        let expected = sheet.replace("x.woff2", &font);
        assert_eq!(&*assets["s.css"].bytes, expected.as_bytes());
        assert_eq!(assets["s.css"].hash, xxh3_64(expected.as_bytes()));
        assert_eq!(&*assets["t.css"].bytes, b"a{}");
    }
}
