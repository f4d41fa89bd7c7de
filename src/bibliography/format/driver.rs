//! Runs hayagriva's citation driver and takes its results apart.

use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationRequest, CitePurpose, ElemChild, ElemChildren,
    ElemMeta, Entry,
};

use super::super::{Bibliography, Locator, SourceId};

/// What every run of the driver needs. Runs that want citations or references alone give the other
/// an empty style, which saves most of the time.
#[derive(Clone, Copy)]
pub(super) struct Driver<'a> {
    pub citations: &'a IndependentStyle,
    pub references: &'a IndependentStyle,
    pub bibliography: &'a Bibliography,
    pub language: &'a LocaleCode,
    pub locales: &'a [Locale],
}

/// One item for the driver.
#[derive(Clone, Copy)]
pub(super) struct Cite<'a> {
    pub entry: &'a Entry,
    pub locator: Option<&'a Locator>,
    /// Whether just the author's name is wanted.
    pub author_only: bool,
}

impl<'a> Cite<'a> {
    /// An entry cited as a whole.
    pub fn whole(entry: &'a Entry) -> Self {
        Self {
            entry,
            locator: None,
            author_only: false,
        }
    }
}

/// A citation as the driver rendered it.
pub(super) struct Pieces {
    /// What the style puts in front.
    pub prefix: Vec<ElemChild>,
    /// The items in the order of the style.
    pub items: Vec<Piece>,
    /// What the style puts at the end, unless the text ends so already.
    pub suffix: Vec<ElemChild>,
}

/// One item of a citation as the driver rendered it.
pub(super) struct Piece {
    /// What parts it from the item before.
    pub delimiter: Vec<ElemChild>,
    /// Which item of the citation it is, counted as written.
    pub index: usize,
    /// Its text.
    pub tree: ElemChildren,
}

/// What a run of the driver yields.
pub(super) struct Run {
    /// One for each citation.
    pub citations: Vec<Pieces>,
    /// The references in order.
    pub references: Vec<(SourceId, ElemChildren)>,
}

impl Driver<'_> {
    /// Formats `citations`, each with its note number, and their references. The first citation number
    /// is `offset + 1`.
    pub fn run(&self, citations: &[(Vec<Cite>, Option<u32>)], offset: usize) -> Run {
        let mut driver = BibliographyDriver::<Entry>::new().with_citation_number_offset(offset);
        for (items, note_number) in citations {
            let items = items.iter().map(|cite| {
                let locator = cite.locator.map(Locator::specific);
                let purpose = cite.author_only.then_some(CitePurpose::Author);
                hayagriva::CitationItem::new(cite.entry, locator, None, false, purpose)
            });
            let number = note_number.map(|number| number as usize);
            let language = Some(self.language.clone());
            driver.citation(CitationRequest::new(
                items.collect(),
                self.citations,
                language,
                self.locales,
                number,
            ));
        }
        let request =
            BibliographyRequest::new(self.references, Some(self.language.clone()), self.locales);
        let rendered = driver.finish(request);
        let references = rendered
            .bibliography
            .into_iter()
            .flat_map(|bibliography| bibliography.items);
        Run {
            citations: rendered
                .citations
                .into_iter()
                .map(|citation| pieces(citation.citation))
                .collect(),
            references: references
                .filter_map(|item| {
                    Some((
                        self.bibliography.find(&item.key)?,
                        joined(item.first_field, item.content),
                    ))
                })
                .collect(),
        }
    }
}

/// Takes a citation apart: items are marked, and what stands between them is delimiters.
fn pieces(citation: ElemChildren) -> Pieces {
    let mut pieces = Pieces {
        prefix: Vec::new(),
        items: Vec::new(),
        suffix: Vec::new(),
    };
    let mut between = Vec::new();
    for child in citation.0 {
        match child {
            ElemChild::Elem(elem) if let Some(ElemMeta::Entry(index)) = elem.meta => {
                let mut delimiter = std::mem::take(&mut between);
                if pieces.items.is_empty() {
                    pieces.prefix = std::mem::take(&mut delimiter);
                }
                pieces.items.push(Piece {
                    delimiter,
                    index,
                    tree: elem.children,
                });
            }
            other => between.push(other),
        }
    }
    pieces.suffix = between;
    pieces
}

/// A reference whose first field, such as `[1]`, the style wants aligned: here it leads the text.
fn joined(first_field: Option<ElemChild>, mut content: ElemChildren) -> ElemChildren {
    if let Some(field) = first_field {
        let space = hayagriva::Formatted {
            text: " ".to_owned(),
            formatting: Default::default(),
        };
        content.0.splice(0..0, [field, ElemChild::Text(space)]);
    }
    content
}
