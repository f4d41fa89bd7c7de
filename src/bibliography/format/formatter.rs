//! Formats citations in one style and language.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::rich_text::{Foreign, Parts};
use super::super::{Bibliography, RichText, SourceId, Style};
use super::links::{links, printed};
use super::{Formatted, PageCitations, ResolvedCitation, ResolvedSource, affix};
use crate::csl;

/// Formats the citations of pages in one style and language. Threads share it.
pub(crate) struct Formatter {
    style: Style,
    bibliography: Arc<Bibliography>,
    language: String,
    processor: csl::Processor,
    /// What each source is on pages, by what tells it from others there.
    kept: Vec<csl::Memo<csl::Distinction, Kept>>,
}

/// What is made of a source that pages tell from others in the same way, when somebody asks first. It goes with the
/// formatter: what an edit of the bibliography changes, it makes anew.
#[derive(Default)]
struct Kept {
    texts: csl::Memo<csl::Sole, RichText>,
    parts: csl::Kept,
}

/// What becomes of what is the same on many pages.
enum Memory {
    Kept,
    #[cfg(test)]
    Unused,
}

impl Formatter {
    /// A formatter. `language` is a BCP 47 tag.
    pub(crate) fn new(style: Style, bibliography: Arc<Bibliography>, language: &str) -> Self {
        let none = bibliography.iter().map(|_| csl::Memo::default());
        Self {
            processor: style.processor(language),
            kept: none.collect(),
            style,
            bibliography,
            language: language.to_owned(),
        }
    }

    /// For each source whether it has the same record as in `other`, so that a page which cites such
    /// sources alone looks the same; `None` if style or language differ.
    pub(crate) fn same_sources(&self, other: &Self) -> Option<Vec<bool>> {
        let same_look = self.language == other.language && self.style == other.style;
        let (mine, others) = (self.bibliography.iter(), other.bibliography.iter());
        let same = mine
            .zip(others)
            .map(|((_, mine), (_, other))| mine.has_record_of(other));
        same_look.then(|| same.collect())
    }

    pub(crate) fn style(&self) -> &Style {
        &self.style
    }

    #[cfg(test)]
    pub(crate) fn bibliography(&self) -> &Bibliography {
        &self.bibliography
    }

    /// Formats the citations of one page, given in reading order, and its references.
    pub(crate) fn page(&self, citations: &[ResolvedCitation]) -> PageCitations {
        self.page_with(citations, Memory::Kept)
    }

    /// As [`Self::page`], but without what is kept of pages before.
    #[cfg(test)]
    pub(crate) fn page_anew(&self, citations: &[ResolvedCitation]) -> PageCitations {
        self.page_with(citations, Memory::Unused)
    }

    fn page_with(&self, citations: &[ResolvedCitation], memory: Memory) -> PageCitations {
        let request = Request::new(citations, self.style.is_note());
        let items: Vec<&csl::Item> = request.sources.iter().map(|id| self.item(*id)).collect();
        let keeper = |place: usize, distinction: &csl::Distinction| {
            let kept = self.kept(request.sources[place], distinction)?;
            Some(&kept.parts)
        };
        let page = match memory {
            Memory::Kept => self
                .processor
                .parts(&items, &request.citations, Some(&keeper)),
            #[cfg(test)]
            Memory::Unused => self.processor.parts(&items, &request.citations, None),
        };
        let mut said = page.citations;
        let full = said.split_off(said.len() - request.repeated.len());
        let mut full = request.repeated.iter().copied().zip(full).peekable();
        let mut said = said.into_iter();
        let mut next = || said.next().unwrap_or(csl::Said::Here(Default::default()));
        let formatted = citations.iter().zip(&request.foreign).enumerate();
        let formatted = formatted.map(|(i, (citation, foreign))| {
            let cited = Cited {
                items: &request.sources,
                distinctions: &page.distinctions,
                sources: citation.items.iter().map(|item| item.source).collect(),
                foreign,
            };
            // A narrative citation was asked for in two parts. The name in a sentence leads nowhere.
            let narrative = citation.narrative.then(|| self.name(next(), &cited));
            let text = self.citation(next(), &cited, citation.narrative);
            let full = full.next_if(|(repeated, _)| *repeated == i);
            let full = full.map(|(_, said)| self.citation(said, &cited, true));
            Formatted {
                full: full.filter(|full| *full != text),
                text,
                narrative,
            }
        });
        let citations = formatted.collect();
        let references = page.references.into_iter().map(|(place, said)| {
            let source = request.sources[place];
            let text = match said {
                csl::Said::Kept(_, sole) => self.sole(source, &page.distinctions[place], sole),
                csl::Said::Here(text) => self.rich_text(text, &[source], Vec::new()),
            };
            (source, text)
        });
        PageCitations {
            citations,
            references: references.filter(|(_, text)| !text.is_empty()).collect(),
        }
    }

    /// A source as the list of references prints it. In a style without one, or where that prints nothing, as a
    /// first citation does; at the very least its title.
    pub(crate) fn reference(&self, id: SourceId) -> RichText {
        let alone = csl::Distinction::default();
        let own = self.sole(id, &alone, csl::Sole::Reference);
        if !own.is_empty() {
            return own;
        }
        let first = csl::Sole::Citation(csl::CitePosition::default());
        self.sole(id, &alone, first)
    }

    /// What a citation says; `empty`, whether that may be nothing.
    fn citation(&self, said: csl::Said, cited: &Cited<'_>, empty: bool) -> RichText {
        match said {
            csl::Said::Kept(item, sole) => {
                self.sole(cited.items[item], &cited.distinctions[item], sole)
            }
            csl::Said::Here(text) => {
                let text = match cited.sources.first().filter(|_| !empty) {
                    Some(first) => self.or_title(text, *first),
                    None => text,
                };
                self.rich_text(text, &cited.sources, cited.foreign.clone())
            }
        }
    }

    /// The name in a narrative citation.
    fn name(&self, said: csl::Said, cited: &Cited<'_>) -> RichText {
        match said {
            csl::Said::Kept(item, sole) => {
                self.sole(cited.items[item], &cited.distinctions[item], sole)
            }
            csl::Said::Here(text) => self.rich_text(text, &[], Vec::new()),
        }
    }

    /// What is said of a source wherever it is told from others like this.
    fn sole(&self, id: SourceId, distinction: &csl::Distinction, sole: csl::Sole) -> RichText {
        let make = || {
            let text = self.processor.sole(self.item(id), distinction, sole);
            match sole {
                csl::Sole::Citation(_) => {
                    self.rich_text(self.or_title(text, id), &[id], Vec::new())
                }
                csl::Sole::Reference => self.rich_text(text, &[id], Vec::new()),
                csl::Sole::Name => self.rich_text(text, &[], Vec::new()),
            }
        };
        let kept = self.kept(id, distinction);
        let kept = kept.and_then(|kept| kept.texts.get_or_make(&sole, make));
        kept.cloned().unwrap_or_else(make)
    }

    /// A style may print nothing of a source, but a reader must see that there is one.
    fn or_title(&self, text: csl::Formatted, id: SourceId) -> csl::Formatted {
        match text.is_empty() {
            true => csl::Formatted::cite(self.bibliography.get(id).title_or_key()),
            false => text,
        }
    }

    fn kept(&self, id: SourceId, distinction: &csl::Distinction) -> Option<&Kept> {
        self.kept[id.0 as usize].get_or_make(distinction, Kept::default)
    }

    fn item(&self, id: SourceId) -> &csl::Item {
        &self.bibliography.get(id).item
    }

    fn rich_text(
        &self,
        text: csl::Formatted,
        sources: &[SourceId],
        foreign: Vec<Foreign>,
    ) -> RichText {
        let printed = printed(&text, sources.len());
        let sources = sources.iter().zip(printed);
        let sources = sources
            .map(|(id, printed)| {
                let source = self.bibliography.get(*id);
                links(*id, source, &printed, &self.language)
            })
            .collect();
        RichText::new(Parts {
            text,
            sources,
            foreign,
        })
    }
}

/// What a citation is made of.
struct Cited<'p> {
    /// What the processor calls items.
    items: &'p [SourceId],
    /// What tells them from each other.
    distinctions: &'p [csl::Distinction],
    /// The sources of its cites.
    sources: Vec<SourceId>,
    foreign: &'p Vec<Foreign>,
}

/// The citations of a page as the processor takes them.
struct Request<'a> {
    /// The sources cited, in the order of their first citation: what the processor calls items.
    sources: Vec<SourceId>,
    /// For each citation one, and one before it for the name of a narrative one; then for each of `repeated`
    /// one as if its sources had not been cited before.
    citations: Vec<csl::Citation<'a>>,
    /// The notes of which a source was cited before, by their places in the page.
    repeated: Vec<usize>,
    /// What Markdown each citation has that CSL has no word for.
    foreign: Vec<Vec<Foreign>>,
    /// Whether citations make notes, which begin with a capital.
    notes: bool,
}

impl<'a> Request<'a> {
    fn new(citations: &'a [ResolvedCitation], notes: bool) -> Self {
        let mut request = Self {
            notes,
            sources: Vec::new(),
            citations: Vec::with_capacity(citations.len()),
            repeated: Vec::new(),
            foreign: Vec::with_capacity(citations.len()),
        };
        let mut places = FxHashMap::default();
        let mut full = Vec::new();
        for (i, citation) in citations.iter().enumerate() {
            let mut items = citation.items.iter();
            let repeated = items.any(|item| places.contains_key(&item.source));
            request.add(citation, &mut places);
            // A citation in a footnote is read there, among the others.
            if notes && repeated && !citation.within_note {
                request.repeated.push(i);
                full.extend(request.citations.last().map(as_if_first));
            }
        }
        request.citations.append(&mut full);
        request
    }

    fn add(&mut self, citation: &'a ResolvedCitation, places: &mut FxHashMap<SourceId, usize>) {
        let mut foreign = Vec::new();
        let mut cites = Vec::with_capacity(citation.items.len());
        for item in &citation.items {
            let place = *places.entry(item.source).or_insert_with(|| {
                self.sources.push(item.source);
                self.sources.len() - 1
            });
            cites.push(csl::Cite {
                prefix: affix::parse(&item.prefix, &mut foreign),
                suffix: affix::parse(&item.suffix, &mut foreign),
                ..cite(item, place)
            });
        }
        let formatted = csl::Citation {
            cites,
            note: citation.note_number,
            mode: csl::Mode::Full,
            begins_sentence: self.notes && !citation.within_note,
            in_sentence: citation.within_note && citation.note_number.is_some(),
        };
        match citation.narrative {
            true => self.citations.extend(formatted.narrative()),
            false => self.citations.push(formatted),
        }
        self.foreign.push(foreign);
    }
}

/// A citation of sources that were not cited before.
fn as_if_first<'a>(citation: &csl::Citation<'a>) -> csl::Citation<'a> {
    let mut first = citation.clone();
    for cite in &mut first.cites {
        cite.position = Some(csl::CitePosition::default());
    }
    first
}

fn cite(item: &ResolvedSource, place: usize) -> csl::Cite<'_> {
    csl::Cite {
        item: place,
        locator: item.locator.as_ref().map(|locator| csl::Locator {
            label: locator.label,
            value: &locator.value,
        }),
        suppress_author: item.suppress_author,
        ..csl::Cite::default()
    }
}
