//! What a claim rests on: weak sources alone, or a single one.

use std::collections::BTreeSet;

use super::LintOptions;
use crate::bibliography::SourceId;
use crate::diagnostics::{Diagnostic, Level, Lint};
use crate::markdown::{Citation, CitationForm, Document};
use crate::site::{LinkedCitation, Mark, Page, Site};

/// Which of these claims are to be reported.
pub(super) struct Support<'a> {
    /// The sources that are weak; none if such claims are not to be reported.
    weak: Option<&'a BTreeSet<SourceId>>,
    want_single: bool,
}

impl<'a> Support<'a> {
    pub(super) fn new(weak: &'a BTreeSet<SourceId>, options: &LintOptions<'_>) -> Self {
        let wanted = |lint| options.levels.of(lint) > Level::Allow;
        Self {
            weak: Some(weak).filter(|weak| wanted(Lint::WeakSource) && !weak.is_empty()),
            want_single: wanted(Lint::SingleSource),
        }
    }

    /// Reports claims of a page that rest on weak sources alone, or on one source alone.
    pub(super) fn check(&self, site: &Site, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
        if self.weak.is_none() && !self.want_single {
            return;
        }
        let claims = Claims::of(site, page);
        for index in claims.in_blocks.iter().copied() {
            if let Some(weak) = &self.weak {
                claims.check_weak(index, weak, diagnostics);
            }
            if self.want_single {
                claims.check_single(index, diagnostics);
            }
        }
    }
}

/// The citations of a page, and which of them support the same words.
struct Claims<'a> {
    site: &'a Site,
    page: &'a Page,
    /// Its citations, sorted by the block in which they stand; cross references are none.
    in_blocks: Vec<usize>,
}

impl<'a> Claims<'a> {
    fn of(site: &'a Site, page: &'a Page) -> Self {
        let citations = &page.document.citations;
        let linked = &site.notes[page.id].citations;
        let cites = |index: &usize| linked[*index].mark != Mark::Reference;
        let mut in_blocks: Vec<usize> = (0..citations.len()).filter(cites).collect();
        in_blocks.sort_by_key(|index| citations[*index].spot.block);
        Self {
            site,
            page,
            in_blocks,
        }
    }
}

impl Claims<'_> {
    fn document(&self) -> &Document {
        &self.page.document
    }

    fn linked(&self, index: usize) -> &LinkedCitation {
        &self.site.notes[self.page.id].citations[index]
    }

    /// The sources of a citation that exist.
    fn sources(&self, index: usize) -> impl Iterator<Item = SourceId> + '_ {
        self.linked(index).known_sources()
    }

    /// Whether a key of the citation is not defined, so that nothing can be said of what it rests on.
    fn is_unknown(&self, index: usize) -> bool {
        self.linked(index).has_unknown_key()
    }

    /// The other citations of the same words: those that mark them or a part of them, and those that
    /// stand in the same sentence and mark none.
    fn companions(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let citations = &self.document().citations;
        let this = &citations[index];
        let block = this.spot.block;
        let block_of = |other: &usize| citations[*other].spot.block;
        let from = self
            .in_blocks
            .partition_point(|other| block_of(other) < block);
        let here = self.in_blocks[from..].iter().copied();
        here.take_while(move |other| block_of(other) == block)
            .filter(move |other| {
                *other != index && same_words(self.document(), this, &citations[*other])
            })
    }

    fn check_weak(
        &self,
        index: usize,
        weak: &BTreeSet<SourceId>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let all_weak = |index: usize| {
            !self.is_unknown(index) && self.sources(index).all(|id| weak.contains(&id))
        };
        if !all_weak(index) || self.companions(index).any(|other| !all_weak(other)) {
            return;
        }
        // Two weak citations of the same words are one weak claim.
        if self.companions(index).any(|other| other < index) {
            return;
        }
        let citation = &self.document().citations[index];
        let mut diagnostic = Diagnostic::new(
            Lint::WeakSource,
            self.document()
                .place_in(citation.file.as_ref(), citation.span),
            match citation.items.len() {
                1 => "this claim rests on a weak source alone",
                _ => "this claim rests on weak sources alone",
            },
        )
        .help("add a better source, or find the original that this one repeats");
        for id in self.sources(index) {
            let source = self.site.bibliography.get(id);
            diagnostic = diagnostic.also(source.place.clone(), "marked as weak here");
        }
        diagnostics.push(diagnostic);
    }

    fn check_single(&self, index: usize, diagnostics: &mut Vec<Diagnostic>) {
        let mut sources: BTreeSet<SourceId> = self.sources(index).collect();
        if self.is_unknown(index) || self.companions(index).any(|other| self.is_unknown(other)) {
            return;
        }
        for other in self.companions(index) {
            sources.extend(self.sources(other));
        }
        // The same source twice is still one.
        let repeated = self.companions(index).any(|other| other < index);
        let [only] = sources.iter().collect::<Vec<_>>()[..] else {
            return;
        };
        if repeated {
            return;
        }
        let citation = &self.document().citations[index];
        diagnostics.push(
            Diagnostic::new(
                Lint::SingleSource,
                self.document()
                    .place_in(citation.file.as_ref(), citation.span),
                "this claim rests on one source alone",
            )
            .also(self.site.bibliography.get(*only).place.clone(), "this one")
            .help("add a source that is independent of it: [@one; @other]"),
        );
    }
}

fn same_words(document: &Document, a: &Citation, b: &Citation) -> bool {
    if [a, b].map(|citation| citation.form) == [CitationForm::Claim; 2] {
        return a.spot.start < b.spot.end && b.spot.start < a.spot.end;
    }
    let (a, b) = (
        document.sentence_range(&a.spot),
        document.sentence_range(&b.spot),
    );
    a == b || a.start < b.end && b.start < a.end
}
