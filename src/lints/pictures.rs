//! Pictures that shortcodes show without a text for those who cannot see them.

use crate::diagnostics::{Diagnostic, Lint};
use crate::markdown::{Document, Shortcode};

/// Endings of the names of picture files.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Reports shortcodes with the `src` of a picture and no `alt`. Those written as `![](…)` are found by the parser.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for shortcode in &document.shortcodes {
        let shows = argument(shortcode, "src").is_some_and(is_picture);
        let described = argument(shortcode, "alt").is_some_and(|alt| !alt.trim().is_empty());
        if shows && !described {
            diagnostics.push(
                Diagnostic::new(
                    Lint::MissingAlt,
                    document.place(shortcode.span),
                    "the picture has no description",
                )
                .help("say what it shows: alt=\"…\""),
            );
        }
    }
}

fn argument<'a>(shortcode: &'a Shortcode, wanted: &str) -> Option<&'a str> {
    let mut args = shortcode.args.iter();
    args.find(|(name, ..)| name == wanted)
        .and_then(|(_, value, _)| value.as_str())
}

fn is_picture(src: &str) -> bool {
    let path = src.split(['?', '#']).next().unwrap_or_default();
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}
