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

use self::texts::{Content, Text};
use crate::config::Config;
use crate::digest::Digest;
use crate::explainer::Explainer;

/// So many excerpts share a file at the most, while there are not thousands of files.
const TOGETHER: usize = 8;

/// With more files than this, more excerpts share one.
const FILES: usize = 2000;

/// All that is searched.
pub(crate) struct Searched {
    texts: Vec<Text>,
    together: usize,
    language: String,
}

impl Searched {
    pub(crate) fn of(explainer: &Explainer) -> Self {
        let together = together(explainer);
        Self {
            texts: texts::texts(explainer, together).collect(),
            together,
            language: explainer.manuscript.config.language.as_str().to_lowercase(),
        }
    }

    /// A digest of it.
    pub(crate) fn digest(&self) -> u128 {
        let start = Digest::default()
            .number(crate::program::digest())
            .number(self.together as u128)
            .text(&self.language);
        let texts = self.texts.iter();
        let digest = texts.fold(start, |digest, text| {
            let digest = digest.text(&text.url);
            match &text.content {
                Content::Page(html) => digest.number(0).text(html),
                Content::Source { title, words } => digest.number(1).text(title).text(words),
            }
        });
        digest.finish()
    }

    /// The files of the folder of the search, by their paths in it, sorted. The same texts have the same files.
    ///
    /// # Errors
    /// What Pagefind says that went wrong.
    #[cfg(feature = "search")]
    pub(crate) fn index(self) -> Result<Vec<(String, Vec<u8>)>, String> {
        let index = index::build(self.texts, self.together, &self.language);
        index.map_err(|error| error.to_string())
    }

    /// There is none: the program is built without the search.
    ///
    /// # Errors
    /// None.
    #[cfg(not(feature = "search"))]
    pub(crate) fn index(self) -> Result<Vec<(String, Vec<u8>)>, String> {
        Ok(Vec::new())
    }
}

/// How many excerpts share a file: a page's, and those of sources, which are short. So readers load little that they did
/// not ask for, and a site has a file for each page instead of one for each source.
fn together(explainer: &Explainer) -> usize {
    let site = &explainer.site;
    let pages = site.tree.pages.len();
    let texts = pages + site.bibliography.len();
    let of_a_page = texts.checked_div(pages).unwrap_or(TOGETHER);
    of_a_page.clamp(1, TOGETHER).max(texts.div_ceil(FILES))
}

/// What to say of an explainer that asks for a search, where the program has none.
pub(crate) fn missing(config: &Config) -> Option<&'static str> {
    let is_missing = config.search == Some(true) && !cfg!(feature = "search");
    is_missing.then_some(
        "note: this program was built without the search (`--no-default-features`), so `[search] enabled = true` in ibid.toml does \
         nothing",
    )
}
