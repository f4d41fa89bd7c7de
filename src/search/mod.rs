//! The search of the published site: what is searched, and the index of it.
//!
//! ```text
//! pages, sources ──texts──> small HTML, one for each ──digest──> whether the index of the last build holds
//!                                                    ──index───> the files of `search/`, by Pagefind
//! ```
//!
//! Pagefind is given the words of pages and not the pages as they are rendered, so the index need not wait for them and
//! changes only where words do. What is looked for in the browser, the theme decides (`search.js` of folio).

#[cfg(feature = "search")]
mod index;
mod texts;

use crate::digest::Digest;
use crate::explainer::Explainer;

/// A digest of all that is searched.
pub(crate) fn digest(explainer: &Explainer) -> u128 {
    let language = explainer.manuscript.config.language.as_str();
    let start = Digest::default()
        .number(crate::digest::program())
        .text(language);
    let texts = texts::texts(explainer);
    let digest = texts.fold(start, |digest, text| {
        digest.text(&text.url).text(&text.html)
    });
    digest.finish()
}

/// The files of the folder of the search, by their paths in it, sorted. The same texts have the same files.
///
/// # Errors
/// What Pagefind says that went wrong.
#[cfg(feature = "search")]
pub(crate) fn index(explainer: &Explainer) -> Result<Vec<(String, Vec<u8>)>, String> {
    let language = explainer.manuscript.config.language.as_str();
    index::build(texts::texts(explainer), &language.to_lowercase())
        .map_err(|error| error.to_string())
}

/// There is none: the program is built without the search.
///
/// # Errors
/// None.
#[cfg(not(feature = "search"))]
pub(crate) fn index(_: &Explainer) -> Result<Vec<(String, Vec<u8>)>, String> {
    Ok(Vec::new())
}
