//! Formats citations in one style and language.

use std::sync::Arc;

use hayagriva::citationberg::{Locale, LocaleCode};

use super::super::{Bibliography, RichText, SourceId, Style, locale};
use super::assemble::assemble;
use super::driver::{Cite, Driver, Request};
use super::memo::Memo;
use super::tree::{plain_inlines, source_inlines};
use super::{Citation, Formatted, PageCitations};

/// Formats the citations of pages in one style and language.
///
/// Shared by threads, and kept by the preview as long as style and bibliography stay the same: it
/// remembers what it has formatted.
pub struct Formatter {
    style: Arc<Style>,
    bibliography: Arc<Bibliography>,
    language: LocaleCode,
    locales: Vec<Locale>,
    memo: Memo,
}

impl Formatter {
    /// A formatter. `language` is a BCP 47 tag; British English if it is empty.
    pub fn new(style: Arc<Style>, bibliography: Arc<Bibliography>, language: &str) -> Self {
        let (language, locales) = locale::load(language);
        let memo = Memo::new(&style);
        Self {
            style,
            bibliography,
            language,
            locales,
            memo,
        }
    }

    /// For each source whether it has the same record as in `other`, so that a page which cites such
    /// sources alone looks the same; `None` if style or language differ.
    pub fn same_sources(&self, other: &Self) -> Option<Vec<bool>> {
        let same_look = self.language == other.language && self.style.csl == other.style.csl;
        let (mine, others) = (self.bibliography.iter(), other.bibliography.iter());
        let same = mine
            .zip(others)
            .map(|((_, mine), (_, other))| mine.has_record_of(other));
        same_look.then(|| same.collect())
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
        match self.memo.page(citations, self.driver(), &self.style) {
            Some(mut page) => {
                for (formatted, citation) in page.citations.iter_mut().zip(citations) {
                    formatted.narrative = self.narrative(citation);
                }
                page
            }
            None => self.page_unmemoised(citations),
        }
    }

    /// Whether a page is put together from what is remembered, and not by the driver as a whole.
    #[cfg(test)]
    pub(super) fn remembers(&self, citations: &[Citation]) -> bool {
        self.memo
            .page(citations, self.driver(), &self.style)
            .is_some()
    }

    /// As [`page`](Self::page), by one run of the driver over the whole page.
    pub fn page_unmemoised(&self, citations: &[Citation]) -> PageCitations {
        let requests: Vec<_> = citations
            .iter()
            .map(|citation| self.request(citation))
            .collect();
        let run = self.driver().run(&requests, 0);
        let texts = run.citations.iter().zip(citations);
        let formatted = texts.map(|(pieces, citation)| Formatted {
            text: assemble(pieces, citation, &self.style, &self.bibliography),
            narrative: self.narrative(citation),
        });
        let references = run.references.into_iter();
        let reference = |tree, source| source_inlines(&tree, self.bibliography.get(source)).into();
        PageCitations {
            citations: formatted.collect(),
            references: references
                .map(|(source, tree)| (source, reference(tree, source)))
                .collect(),
        }
    }

    fn request<'a>(&'a self, citation: &'a Citation) -> Request<'a> {
        let items = citation.items.iter().map(|item| {
            let entry = &self.bibliography.get(item.source).entry;
            Cite {
                locator: item.locator.as_ref(),
                ..Cite::whole(entry)
            }
        });
        self.request_of(items.collect(), citation.note_number)
    }

    fn request_of<'a>(&'a self, items: Vec<Cite<'a>>, note_number: Option<u32>) -> Request<'a> {
        Request {
            items,
            note_number,
            style: &self.style.csl,
        }
    }

    /// A source as the list of references prints it; in a style without one, as a first citation does.
    pub fn reference(&self, source: SourceId) -> RichText {
        let cite = Cite::whole(&self.bibliography.get(source).entry);
        let run = self
            .driver()
            .run(&[self.request_of(vec![cite], Some(1))], 0);
        let reference = run.references.into_iter().next().map(|(_, tree)| tree);
        let mut cited = run
            .citations
            .into_iter()
            .flat_map(|pieces| pieces.items)
            .map(|piece| piece.tree);
        let tree = reference.or_else(|| cited.next()).unwrap_or_default();
        source_inlines(&tree, self.bibliography.get(source)).into()
    }

    /// The name of a narrative citation's source, for the sentence.
    fn narrative(&self, citation: &Citation) -> Option<RichText> {
        let item = citation.items.first().filter(|_| citation.narrative)?;
        Some(self.memo.name(item.source, || self.name(item.source)))
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
        let whole = Cite::whole(&source.entry);
        let name = Cite {
            author_only: true,
            ..whole
        };
        let requests = [
            self.request_of(vec![whole], Some(1)),
            self.request_of(vec![name], Some(2)),
        ];
        let run = self.driver().run(&requests, 0);
        let mut named = run
            .citations
            .into_iter()
            .skip(1)
            .flat_map(|pieces| pieces.items);
        named
            .next()
            .map(|piece| plain_inlines(&piece.tree.0))
            .unwrap_or_default()
            .into()
    }

    fn driver(&self) -> Driver<'_> {
        Driver {
            references: &self.style.csl,
            bibliography: &self.bibliography,
            language: &self.language,
            locales: &self.locales,
        }
    }
}
