//! The preview's own part of the pages that it serves.

use crate::markdown::escape_text;

/// What connects a page with the preview.
const SCRIPT: &str = "<script type=\"module\" src=\"/_ibid/client.js\"></script>";

/// Puts the preview's script into a page.
///
/// It comes first in the head: scripts of this kind run in order, so it sees the page before the theme's
/// script adds to it.
pub(super) fn inject(html: &str) -> String {
    let at = head_end(html).unwrap_or(0);
    let mut out = String::with_capacity(html.len() + SCRIPT.len());
    out.push_str(&html[..at]);
    out.push_str(SCRIPT);
    out.push_str(&html[at..]);
    out
}

/// The byte after the opening tag of the head, or of what stands in for it.
fn head_end(html: &str) -> Option<usize> {
    let lower = |tag: &str| {
        html.char_indices().find_map(|(at, c)| {
            let rest = (c == '<').then(|| &html.as_bytes()[at..])?;
            let named = rest.get(..tag.len())?.eq_ignore_ascii_case(tag.as_bytes());
            let ends = rest.get(tag.len())?.is_ascii_whitespace() || rest[tag.len()] == b'>';
            (named && ends).then_some(at)
        })
    };
    let tag = lower("<head")
        .or_else(|| lower("<html"))
        .or_else(|| lower("<!doctype"))?;
    html[tag..].find('>').map(|end| tag + end + 1)
}

/// A page for when there is no template to show one with.
pub(super) fn bare_page(title: &str, message: &str) -> String {
    let escaped = |text: &str| {
        let mut out = String::new();
        escape_text(&mut out, text);
        out
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{message}</p>\n</main>\n</body>\n</html>\n",
        title = escaped(title),
        message = escaped(message),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_comes_first_in_the_head() {
        for (html, before) in [
            (
                "<!DOCTYPE html><html><HEAD lang=x><title>",
                "<!DOCTYPE html><html><HEAD lang=x>",
            ),
            ("<html><header>x</header>", "<html>"),
            ("<!doctype html><p>x", "<!doctype html>"),
            ("<p>x", ""),
        ] {
            assert_eq!(
                inject(html),
                format!("{before}{SCRIPT}{}", &html[before.len()..])
            );
        }
    }
}
