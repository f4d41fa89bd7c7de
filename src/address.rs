//! Addresses: those inside the site, and what a browser makes of one that somebody wrote.
//!
//! An address inside the site is a path below its root without a leading slash: `""` is the home page,
//! `history/summits/` a page, `history/map.png` a file. Folders end in a slash.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// Whether RFC 3986 allows a byte in a path; slashes stay as well. All else is percent-encoded.
const IN_PATHS: [bool; 256] = {
    let plain = b"-._~/!$&'()*+,;=:@";
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut i = 0;
    while i < plain.len() {
        table[plain[i] as usize] = true;
        i += 1;
    }
    table
};

/// Schemes that a link may have, in a page or in the record of a source.
const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "geo", "xmpp", "matrix", "irc", "ircs",
    "doi",
];

/// The relative link that leads from the page at `from` to `to`, percent-encoded.
///
/// It works under any path on any host, also from a sub-folder.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let mut link = String::with_capacity(to.len() + 8);
    push_relative(&mut link, from, to);
    link
}

/// Appends the relative link from `from` to `to`.
pub(crate) fn push_relative(link: &mut String, from: &str, to: &str) {
    let mut pairs = from.bytes().zip(to.bytes());
    let common = pairs.position(|(a, b)| a != b);
    let common = common.unwrap_or(from.len().min(to.len()));
    // Only whole folders are common.
    let slash = from.as_bytes()[..common].iter().rposition(is_slash);
    let shared = slash.map_or(0, |slash| slash + 1);
    let folders = from.as_bytes()[shared..].iter();
    let ups = folders.filter(|byte| is_slash(byte)).count();
    let rest = &to[shared..];
    (0..ups).for_each(|_| link.push_str("../"));
    // An empty link means the page itself, and what stands before a colon is read as a scheme.
    let mut first = rest.bytes().take_while(|byte| *byte != b'/');
    if ups == 0 && (rest.is_empty() || first.any(|byte| byte == b':')) {
        link.push_str("./");
    }
    push_encoded(link, rest);
}

fn is_slash(byte: &u8) -> bool {
    *byte == b'/'
}

/// Where links are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Origin<'a> {
    /// In what stands at an address of the site.
    At(&'a str),
    /// In what is shown at any address: links begin with the path of the site's root, or its whole address.
    Anywhere { root: &'a str },
}

impl Origin<'_> {
    /// Whether the links are written in what stands at this address.
    pub(crate) fn is_at(self, url: &str) -> bool {
        matches!(self, Self::At(own) if own == url)
    }

    /// The link that leads to an address of the site, percent-encoded.
    pub(crate) fn link(self, to: &str) -> String {
        match self {
            Self::At(from) => relative(from, to),
            Self::Anywhere { root } => format!("{root}{}", encode_path(to)),
        }
    }
}

/// A path in Unicode's form C, in which links are compared: macOS names files in form D.
pub(crate) fn nfc(path: &str) -> Cow<'_, str> {
    match path.is_ascii() {
        true => path.into(),
        false => path.nfc().collect::<String>().into(),
    }
}

/// `path` with all that is not plain in an address percent-encoded (RFC 3986); slashes stay.
pub(crate) fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len() + path.len() / 8);
    push_encoded(&mut encoded, path);
    encoded
}

fn push_encoded(out: &mut String, path: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let is_plain = |byte: &u8| IN_PATHS[usize::from(*byte)];
    let mut from = 0;
    for (at, byte) in path.bytes().enumerate().filter(|(_, byte)| !is_plain(byte)) {
        // Inside of a character there is nothing between two bytes, and no place to cut a text.
        if from < at {
            out.push_str(&path[from..at]);
        }
        let (high, low) = (
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        );
        out.push('%');
        out.push(high.into());
        out.push(low.into());
        from = at + 1;
    }
    if from < path.len() {
        out.push_str(&path[from..]);
    }
}

/// What is not part of an address (RFC 3986, and the CommonMark specification) in one that somebody wrote.
const NOT_IN_ADDRESSES: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An address as somebody wrote it, with all that cannot be part of one percent-encoded.
pub(crate) fn encode_written(written: &str) -> Cow<'_, str> {
    // The brackets around an address of IPv6 stay.
    let host = written
        .find("://[")
        .and_then(|at| written[at..].find(']').map(|end| at + end + 1));
    match host {
        Some(end) => format!("{}{}", &written[..end], encode_written(&written[end..])).into(),
        None => utf8_percent_encode(written, NOT_IN_ADDRESSES).into(),
    }
}

/// Undoes percent-encoding; what is not UTF-8 then stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text)
        .decode_utf8()
        .unwrap_or(text.into())
}

/// A scheme with its colon has no more characters.
const LONGEST_SCHEME: usize = 64;

/// The scheme of an address, in lower case, as a browser would read it.
pub(crate) fn scheme(written: &str) -> Option<Cow<'_, str>> {
    let in_scheme = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "+-.".contains(c);
    let (plain, _) = written.split_once(':')?;
    // Nearly all addresses begin so, and are many.
    if plain.len() < LONGEST_SCHEME
        && plain.starts_with(|c: char| c.is_ascii_lowercase())
        && plain.chars().all(in_scheme)
    {
        return Some(plain.into());
    }
    // Browsers ignore these inside a scheme, so "java\nscript:" must not slip through.
    let clean: String = written
        .chars()
        .filter(|c| !c.is_ascii_control() && !c.is_whitespace())
        .take(LONGEST_SCHEME)
        .collect();
    let (scheme, _) = clean.split_once(':')?;
    let mut chars = scheme.chars();
    let valid = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| in_scheme(c.to_ascii_lowercase()));
    valid.then(|| scheme.to_ascii_lowercase().into())
}

/// Whether a browser asks another host for what is at an address, or may do so.
pub(crate) fn is_elsewhere(written: &str) -> bool {
    let clean = written.trim_matches(|c: char| c.is_ascii_control() || c == ' ');
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    let mut chars = clean.chars();
    matches!(
        scheme(clean).as_deref(),
        Some("http" | "https" | "ftp" | "ftps")
    ) || (slash(chars.next()) && slash(chars.next()))
}

/// Schemes that run code, show what is on the reader's machine, or start programs there.
const DANGEROUS: &[&str] = &[
    "javascript",
    "vbscript",
    "livescript",
    "mocha",
    "jscript",
    "data",
    "blob",
    "file",
    "filesystem",
    "about",
    "view-source",
    "jar",
    "res",
    "mk",
    "resource",
    "chrome",
    "edge",
    "opera",
    "search",
    "search-ms",
    "shell",
    "cmd",
    "powershell",
    "intent",
    "android-app",
];

/// Whether a link that shows its address may have this scheme: any that is not known to do harm.
pub(crate) fn is_harmless(scheme: &str) -> bool {
    is_allowed(scheme) || !(DANGEROUS.contains(&scheme) || scheme.starts_with("ms-"))
}

/// Whether a link may have this scheme.
pub(crate) fn is_allowed(scheme: &str) -> bool {
    SCHEMES.contains(&scheme)
}

/// An address as somebody wrote it, but one that a browser can follow without harm: a scheme that is not
/// allowed is kept for the reader and is not one any more.
pub(crate) fn made_safe(written: &str) -> Cow<'_, str> {
    match scheme(written) {
        Some(scheme) if !is_allowed(&scheme) => format!("unsafe:{written}").into(),
        _ => written.into(),
    }
}

/// The media type of a file by its name, for HTTP.
pub(crate) fn media_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    with_charset(guess.essence_str())
}

/// A media type, and that it is UTF-8 where it is text.
pub(crate) fn with_charset(essence: &str) -> String {
    let (kind, format) = essence.split_once('/').unwrap_or((essence, ""));
    let format = format.rsplit('+').next().unwrap_or_default();
    match kind == "text" || matches!(format, "javascript" | "json" | "xml") {
        true => format!("{essence}; charset=utf-8"),
        false => essence.to_owned(),
    }
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
    fn decoding_undoes_what_was_encoded_and_leaves_the_rest() {
        assert_eq!(decode("a%20b%C3%A4%zz"), "a bä%zz");
        assert_eq!(decode("%ff"), "%ff");
        let path = "a b/ä?#[]%^|\"<>";
        assert_eq!(decode(&encode_path(path)), path);
    }

    #[test]
    fn a_scheme_is_what_a_browser_takes_for_one() {
        for (written, read) in [
            ("HTTPS://x.org", Some("https")),
            (" java\nscript:x", Some("javascript")),
            ("10:30", None),
            ("a/b:c", None),
            ("//x.org", None),
            ("", None),
        ] {
            assert_eq!(scheme(written).as_deref(), read, "{written:?}");
        }
    }

    #[test]
    fn what_cannot_be_followed_safely_is_shown_and_not_followed() {
        for (written, safe) in [
            ("javascript:alert(1)", "unsafe:javascript:alert(1)"),
            ("\tjava\nscript:x", "unsafe:\tjava\nscript:x"),
            ("data:text/html,x", "unsafe:data:text/html,x"),
            ("nowhere.md#x", "nowhere.md#x"),
            ("https://x.org", "https://x.org"),
        ] {
            assert_eq!(made_safe(written), safe);
        }
    }
}
