//! Names as parts of addresses.

use std::borrow::Cow;
use std::fmt::Write;

use super::made::LEDGER;
use crate::theme::hashed_name;
use xxhash_rust::xxh3::xxh3_64;

/// The longest part of an address that is made of a key.
const LONGEST_SEGMENT: usize = 200;

/// The address of a source's page in the ledger.
pub(super) fn source_url(key: &str) -> String {
    format!("{LEDGER}{}/", key_segment(key))
}

/// A source's key as one part of an address: what is not plain becomes `_` and its hexadecimal bytes, so that
/// no key can leave its folder.
fn key_segment(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for (i, byte) in key.bytes().enumerate() {
        let plain =
            byte.is_ascii_alphanumeric() || b"-_".contains(&byte) || (byte == b'.' && i > 0);
        if plain {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "_{byte:02x}");
        }
    }
    // File systems allow names of 255 bytes; what is cut off still makes a difference.
    if out.len() > LONGEST_SEGMENT {
        out.truncate(LONGEST_SEGMENT - 17);
        let _ = write!(out, "-{:016x}", xxh3_64(key.as_bytes()));
    }
    out
}

/// The address of a redirect: an alias without its leading slash, as a folder or an `.html` file.
pub(crate) fn alias_url(alias: &str) -> Option<String> {
    let path = alias.trim_start_matches('/');
    let clean = !path.is_empty()
        && !path.contains(['?', '#', '\\', '%', ':'])
        && !path.contains(char::is_control)
        && path
            .trim_end_matches('/')
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.starts_with(".ibid-"));
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    clean.then(|| {
        if path.ends_with('/') || is_file {
            path.to_owned()
        } else {
            format!("{path}/")
        }
    })
}

/// The address of a copy of the image at `url`, of this width.
pub(super) fn copy_url(url: &str, width: u32) -> String {
    format!("{url}.{width}.webp")
}

/// The folder of the theme's assets.
pub(super) const ASSETS: &str = "assets/";

/// The address of an asset, with a hash of its content.
pub(super) fn asset_url(name: &str, hash: u64) -> String {
    format!("{ASSETS}{}", hashed_name(name, hash))
}

/// The address of an asset without the hash: `assets/folio.css` of `assets/folio.0123456789abcdef.css`.
pub(super) fn without_hash(url: &str) -> Option<Cow<'_, str>> {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let (rest, extension) = url.rsplit_once('.')?;
    match rest.rsplit_once('.') {
        Some((stem, hash)) if is_hash(hash) => Some(format!("{stem}.{extension}").into()),
        _ => is_hash(extension).then(|| rest.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_in_their_folder() {
        assert_eq!(key_segment("chatham-2024"), "chatham-2024");
        assert_eq!(key_segment(".."), "_2e.");
        assert_eq!(key_segment("doi:10/x"), "doi_3a10_2fx");
        let long = "k".repeat(300);
        assert_eq!(key_segment(&long).len(), LONGEST_SEGMENT);
        assert_ne!(key_segment(&long), key_segment(&format!("{long}k")));
    }

    #[test]
    fn assets_are_found_by_name_whatever_their_content_is() {
        for name in ["folio.css", "icons/a.b.svg", "LICENSE"] {
            let url = asset_url(name, 0xabc);
            let plain = format!("{ASSETS}{name}");
            assert_eq!(without_hash(&url).as_deref(), Some(plain.as_str()));
            assert_eq!(without_hash(&plain), None);
        }
    }

    #[test]
    fn aliases_are_paths_of_this_site() {
        assert_eq!(alias_url("/old/page"), Some("old/page/".into()));
        assert_eq!(alias_url("old.html"), Some("old.html".into()));
        for bad in [
            "",
            "/",
            "../x",
            "/a//b",
            "https://x.org/",
            "/a?b",
            "/a\nb",
            ".ibid-manifest",
        ] {
            assert_eq!(alias_url(bad), None, "{bad}");
        }
    }
}
