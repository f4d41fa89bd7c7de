//! Formats citations in one style and language.

use std::sync::Arc;

use hayagriva::citationberg::{Locale, LocaleCode};

use super::super::{Bibliography, RichText, SourceId, Style, StyleError, locale};
use super::assemble::assemble;
use super::driver::{Cite, Driver};
use super::tree::source_inlines;
use super::{Citation, Formatted, PageCitations};

/// Formats the citations of pages in one style and language.
///
/// Shared by threads, and kept by the preview as long as style and bibliography stay the same.
pub struct Formatter {
    style: Arc<Style>,
    bibliography: Arc<Bibliography>,
    language: LocaleCode,
    locales: Vec<Locale>,
}

impl Formatter {
    /// A formatter. `language` is a BCP 47 tag; British English if it is empty.
    pub fn new(
        style: Arc<Style>,
        bibliography: Arc<Bibliography>,
        language: &str,
    ) -> Result<Self, StyleError> {
        let (language, locales) = locale::load(language);
        Ok(Self {
            style,
            bibliography,
            language,
            locales,
        })
    }

    /// The style.
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// The sources.
    pub fn bibliography(&self) -> &Bibliography {
        &self.bibliography
    }

    /// Formats the citations of one page, given in reading order, and its references.
    pub fn page(&self, citations: &[Citation]) -> PageCitations {
        self.page_unmemoised(citations)
    }

    /// As [`page`](Self::page), by one run of the driver over the whole page and without any memory.
    pub fn page_unmemoised(&self, citations: &[Citation]) -> PageCitations {
        let run = self
            .driver()
            .run(&citations.iter().map(cites).collect::<Vec<_>>(), 0);
        let texts = run.citations.iter().zip(citations);
        let formatted = texts.map(|(pieces, citation)| Formatted {
            text: assemble(pieces, citation, &self.style, &self.bibliography),
            narrative: self.narrative(citation),
        });
        let references = run.references.into_iter();
        PageCitations {
            citations: formatted.collect(),
            references: references
                .map(|(source, tree)| {
                    (
                        source,
                        source_inlines(&tree, self.bibliography.get(source)).into(),
                    )
                })
                .collect(),
        }
    }

    /// A source as the list of references prints it; in a style without one, as a first citation does.
    pub fn reference(&self, source: SourceId) -> RichText {
        let cite = Cite {
            source,
            locator: None,
            author_only: false,
        };
        let run = self.driver().run(&[(vec![cite], Some(1))], 0);
        let reference = run.references.into_iter().next().map(|(_, tree)| tree);
        let tree = reference.or_else(|| {
            Some(
                run.citations
                    .into_iter()
                    .next()?
                    .items
                    .into_iter()
                    .next()?
                    .tree,
            )
        });
        tree.map(|tree| source_inlines(&tree, self.bibliography.get(source)).into())
            .unwrap_or_default()
    }

    /// The name of a narrative citation's source, for the sentence.
    fn narrative(&self, citation: &Citation) -> Option<RichText> {
        let item = citation.items.first().filter(|_| citation.narrative)?;
        Some(self.name(item.source))
    }

    fn name(&self, id: SourceId) -> RichText {
        let source = self.bibliography.get(id);
        if source.authors.is_empty() && source.editors.is_empty() {
            let name = source
                .publisher
                .as_ref()
                .or(source.title.as_ref())
                .unwrap_or(&source.key);
            return RichText::plain(name.clone());
        }
        // As a later citation, since note styles shorten names from the second on.
        let whole = Cite {
            source: id,
            locator: None,
            author_only: false,
        };
        let name = Cite {
            author_only: true,
            ..whole
        };
        let run = self
            .driver()
            .run(&[(vec![whole], Some(1)), (vec![name], Some(2))], 0);
        let tree = run
            .citations
            .into_iter()
            .nth(1)
            .and_then(|pieces| pieces.items.into_iter().next());
        let inlines = tree
            .map(|piece| super::tree::plain_inlines(&piece.tree.0))
            .unwrap_or_default();
        inlines.into()
    }

    fn driver(&self) -> Driver<'_> {
        Driver {
            style: &self.style,
            bibliography: &self.bibliography,
            language: &self.language,
            locales: &self.locales,
        }
    }
}

fn cites(citation: &Citation) -> (Vec<Cite<'_>>, Option<u32>) {
    let items = citation.items.iter();
    let cites = items.map(|item| Cite {
        source: item.source,
        locator: item.locator.as_ref(),
        author_only: false,
    });
    (cites.collect(), citation.note_number)
}
