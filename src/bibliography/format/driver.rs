//! Runs hayagriva's citation driver and takes its results apart.

use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationRequest, CitePurpose,
    ElemChild, ElemChildren, ElemMeta, Entry, standalone_citation,
};

use super::super::{Bibliography, Locator, SourceId};

/// What every run of the driver needs.
#[derive(Clone, Copy)]
pub(super) struct Driver<'a> {
    /// The style of the references; one without a list of references saves the time that it takes.
    pub references: &'a IndependentStyle,
    pub bibliography: &'a Bibliography,
    pub language: &'a LocaleCode,
    pub locales: &'a [Locale],
}

/// One citation for the driver.
pub(super) struct Request<'a> {
    pub items: Vec<Cite<'a>>,
    pub note_number: Option<u32>,
    /// Its style; one that prints nothing is enough for what just stands before another.
    pub style: &'a IndependentStyle,
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

    fn item(&self) -> hayagriva::CitationItem<'_, Entry> {
        let locator = self.locator.map(Locator::specific);
        let purpose = self.author_only.then_some(CitePurpose::Author);
        hayagriva::CitationItem::new(self.entry, locator, None, false, purpose)
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
    /// Formats citations and their references. The first citation number is `offset + 1`.
    pub fn run(&self, requests: &[Request], offset: usize) -> Run {
        let mut driver = BibliographyDriver::<Entry>::new().with_citation_number_offset(offset);
        for request in requests {
            let items = request.items.iter().map(Cite::item).collect();
            let number = request.note_number.map(|number| number as usize);
            driver.citation(CitationRequest::new(
                items,
                request.style,
                self.locale(),
                self.locales,
                number,
            ));
        }
        let request = BibliographyRequest::new(self.references, self.locale(), self.locales);
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

    /// What the style of `request` prints of its items, in the order of the style, one a line.
    ///
    /// For long lists: a run of the driver compares every item with every other, this does not.
    pub fn lines(&self, request: &Request) -> String {
        let items = request.items.iter().map(Cite::item).collect();
        let request = CitationRequest::new(items, request.style, self.locale(), self.locales, None);
        let mut lines = String::new();
        // Writing to a string cannot fail.
        let _ = standalone_citation(request).write_buf(&mut lines, BufWriteFormat::Plain);
        lines
    }

    fn locale(&self) -> Option<LocaleCode> {
        Some(self.language.clone())
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
