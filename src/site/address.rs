//! Addresses inside the site.
//!
//! An address is a path below the site's root without a leading slash: `""` is the home page,
//! `history/summits/` a page, `history/map.png` a file. Folders end in a slash.

use std::fmt::Write;

use xxhash_rust::xxh3::xxh3_64;

/// The relative link that leads from the page at `from` to `to`, percent-encoded.
///
/// It works under any path on any host, also from a sub-folder.
pub fn relative(from: &str, to: &str) -> String {
    let common = from
        .bytes()
        .zip(to.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    // Only whole folders are common.
    let shared = from[..from.floor_char_boundary(common)]
        .rfind('/')
        .map_or(0, |at| at + 1);
    let ups = from[shared..].matches('/').count();
    let rest = &to[shared..];
    let mut link = "../".repeat(ups);
    if ups == 0
        && (rest.is_empty()
            || rest
                .split('/')
                .next()
                .is_some_and(|part| part.contains(':')))
    {
        link.push_str("./");
    }
    encode_into(&mut link, rest);
    link
}

/// `path` with all that is not plain in an address percent-encoded (RFC 3986); slashes stay.
pub fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    encode_into(&mut out, path);
    out
}

fn encode_into(out: &mut String, path: &str) {
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Undoes percent-encoding; what is not UTF-8 then stays as it is.
pub fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The longest part of an address that is made of a key.
const LONGEST_SEGMENT: usize = 200;

/// A source's key as one part of an address and as part of an id: what is not plain becomes `_` and its
/// hexadecimal bytes, so that no key can leave its folder.
pub fn key_segment(key: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_links_climb_only_as_far_as_needed() {
        for (from, to, link) in [
            ("", "", "./"),
            ("", "history/", "history/"),
            ("history/summits/", "", "../../"),
            ("history/summits/", "history/", "../"),
            ("history/summits/", "history/soviet/", "../soviet/"),
            ("history/", "history-2/", "../history-2/"),
            ("history/summits/", "history/map.png", "../map.png"),
            ("a/", "a/", "./"),
            ("a/", "a/x:y/", "./x:y/"),
            ("ä/", "ö b/", "../%C3%B6%20b/"),
        ] {
            assert_eq!(relative(from, to), link, "{from} -> {to}");
        }
    }

    #[test]
    fn keys_stay_in_their_folder() {
        assert_eq!(key_segment("chatham-2024"), "chatham-2024");
        assert_eq!(key_segment(".."), "_2e.");
        assert_eq!(key_segment("doi:10/x"), "doi_3a10_2fx");
        let long = "k".repeat(300);
        assert_eq!(key_segment(&long).len(), LONGEST_SEGMENT);
        assert_ne!(key_segment(&long), key_segment(&format!("{long}k")));
        assert_eq!(decode("a%20b%C3%A4%zz"), "a bä%zz");
    }
}
