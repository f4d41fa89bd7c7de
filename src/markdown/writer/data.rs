//! What data files say, on a page: their Markdown in its text, their sources as citations of it.
//!
//! A cell is parsed like a page of its own and taken into the page, so that its citations are notes like any other.
//! Everything keeps its place in the data file.

use std::collections::BTreeSet;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Fragment, Writer};
use crate::data::{Content, DataFile, Excerpt};
use crate::diagnostics::{Diagnostic, Lint, Place, Span, did_you_mean};
use crate::digest::Digest;
use crate::markdown::Hole;
use crate::markdown::citation::{MalformedCitation, parse_cluster};
use crate::markdown::document::{BlockKind, Citation, CitationForm, Context, Document, Spot};
use crate::markdown::events::each_event;
use crate::markdown::html::escape_text;
use crate::markdown::ids::HeadingIds;
use crate::markdown::quotes::SmartQuotes;
use crate::value::Spanned;

use super::inlines::is_plain;
use super::leaves::Leaf;

/// The sources of a picture that have a note, by how they are written: rows that rest on the same one share it.
#[derive(Default)]
pub(super) struct Cited(Vec<(String, usize)>);

impl Writer<'_> {
    /// The file in `data/` that a shortcode names; `None` is reported.
    pub(super) fn data_file(&mut self, name: &Spanned<String>) -> Option<Arc<DataFile>> {
        let path: Arc<str> = format!("data/{}", name.value.trim_start_matches("data/")).into();
        let found = self.note_data(&path);
        let Some(file) = found else {
            let files = self.around.data.paths();
            let files = files.filter_map(|path| path.strip_prefix("data/"));
            let help = did_you_mean(&name.value, files)
                .unwrap_or_else(|| "the path begins in data/ and ends in .csv or .toml".to_owned());
            let message = format!("there is no data file {path}");
            self.report(Lint::UnknownData, name.span, message).help = Some(help);
            return None;
        };
        if file.text.is_none() {
            let message = format!("the data file {path} is larger than 4 MiB");
            self.report(Lint::DataSyntax, name.span, message).help =
                Some("keep what the picture shows, and link to the rest".to_owned());
        }
        // What else may be wrong with it has been reported.
        (!matches!(file.content, Content::Nothing)).then_some(file)
    }

    /// Looks up a data file, and notes that the page depends on it.
    pub(super) fn note_data(&mut self, path: &Arc<str>) -> Option<Arc<DataFile>> {
        let found = self.around.data.find(path).cloned();
        if !self.doc.data.iter().any(|(known, _)| known == path) {
            self.doc.data.push((path.clone(), found.clone()));
        }
        found
    }

    /// Makes the texts of the data files part of the page's digest.
    pub(super) fn digest_data(&mut self) {
        let files = self.doc.data.iter();
        let digest = Digest::default().number(self.doc.digest);
        let digest = files.fold(digest, |digest, (path, file)| {
            let text = file.as_ref().and_then(|file| file.text.as_deref());
            digest
                .text(path)
                .number(u128::from(text.is_some()))
                .text(text.unwrap_or_default())
        });
        if !self.doc.data.is_empty() {
            self.doc.digest = digest.finish();
        }
    }

    /// Opens running text that is a row of data, which the shortcode at `span` shows.
    pub(super) fn open_row_text(&mut self, span: Span) {
        self.open_text(BlockKind::Data, span.range(), "");
    }

    /// Writes the Markdown of a data file into the running text that is open, for the shortcode at `span`.
    pub(super) fn embed(&mut self, excerpt: &Excerpt, span: Span) {
        let Some(block) = self.leaf.block() else {
            return;
        };
        let (inner, diagnostics) = self.parse_excerpt(excerpt);
        self.take_in(inner, excerpt, block, span);
        self.diagnostics.extend(diagnostics);
    }

    /// The Markdown of an excerpt as a page of its own, which has one block and no HTML around it.
    fn parse_excerpt(&self, excerpt: &Excerpt) -> (Document, Vec<Diagnostic>) {
        static NO_IDS: BTreeSet<String> = BTreeSet::new();
        let text = &*excerpt.text;
        let mut front = self.doc.front.clone();
        front.aliases.clear();
        let marks = self.settings.smart_punctuation;
        let marks = marks.then(|| self.locale.smart_quotes()).flatten();
        let mut quotes = SmartQuotes::new(text, marks);
        let mut writer = Writer::new(
            Document::new(excerpt.file.clone(), text, front),
            Vec::new(),
            text,
            0,
            HeadingIds::new(&NO_IDS, self.settings.heading_ids),
            self.around,
        );
        writer.reads_shortcodes = false;
        writer.open_text(BlockKind::Data, 0..text.len(), "");
        let mut odd = None;
        let mut begun = false;
        each_event(text, 0, self.settings, &mut |event, range| {
            match &event {
                Event::Start(Tag::Paragraph) if !begun => begun = true,
                Event::Start(Tag::Paragraph) => writer.write_text(" ", range.start..range.start),
                Event::End(TagEnd::Paragraph) => {}
                Event::Start(tag) if !is_inline(tag) => odd = odd.take().or(Some(range)),
                Event::End(end) if !is_inline_end(*end) => {}
                Event::Rule | Event::FootnoteReference(_) => odd = odd.take().or(Some(range)),
                _ => {
                    let event = quotes.event(event, &range);
                    writer.event(event, range);
                }
            };
        });
        if let Some(range) = odd {
            let message = "only running text can stand in a data file";
            writer
                .report(Lint::DataValue, Span::new(range), message)
                .help = Some(
                "write links, emphasis and citations, but no lists, headings or footnotes"
                    .to_owned(),
            );
        }
        let (document, mut diagnostics) = writer.finish();
        for diagnostic in &mut diagnostics {
            let places = diagnostic.labels.iter_mut().map(|label| &mut label.place);
            for place in places.chain(&mut diagnostic.place) {
                place.span = excerpt.span_of(place.span.range());
            }
        }
        (document, diagnostics)
    }

    /// Adds what an excerpt holds to the page, and its text to the block.
    fn take_in(&mut self, mut inner: Document, excerpt: &Excerpt, block: usize, span: Span) {
        let (links, citations) = (self.doc.links.len(), self.doc.citations.len());
        let base = self.doc.blocks[block].text.len();
        let file = Some(excerpt.file.clone());
        let moved = |spot: Spot| Spot {
            block,
            start: spot.start + base,
            end: spot.end + base,
            ..spot
        };
        let at = |span: Span| excerpt.span_of(span.range());
        for mut link in inner.links.drain(..) {
            (link.span, link.spot) = (at(link.span), moved(link.spot));
            link.file.clone_from(&file);
            self.doc.links.push(link);
        }
        for mut citation in inner.citations.drain(..) {
            (citation.span, citation.spot) = (at(citation.span), moved(citation.spot));
            for item in &mut citation.items {
                item.span = at(item.span);
            }
            citation.file.clone_from(&file);
            self.doc.citations.push(citation);
        }
        let embedded = inner.embedded.drain(..).map(|(address, _)| (address, span));
        self.doc.embedded.extend(embedded);
        self.doc.shown.append(&mut inner.shown);
        self.doc.anchors.append(&mut inner.anchors);
        self.doc.malformed_keys.append(&mut inner.malformed_keys);
        let text: String = inner.blocks.drain(..).map(|block| block.text).collect();
        self.doc.blocks[block].push(&text, span.range(), false);
        append(&mut self.out, inner.body, |hole| match hole {
            Hole::Link(i) => Hole::Link(i + links),
            Hole::Citation(i) => Hole::Citation(i + citations),
            other => other,
        });
    }

    /// Writes the note marker of the sources that a row or fact names, `sentence` being what they support.
    ///
    /// What one of the `cited` of the picture says has its note already.
    pub(super) fn cite_data(
        &mut self,
        source: &Excerpt,
        sentence: &str,
        span: Span,
        cited: &mut Cited,
    ) {
        let known = cited.0.iter().find(|(text, _)| *text == source.text);
        if let Some((_, citation)) = known {
            self.out.hole(Hole::CitationAgain(*citation));
            return;
        }
        let Some(items) = self.read_source(source) else {
            return;
        };
        let spot = match self.leaf.block() {
            Some(_) => self.spot(),
            None => self.sentence_block(sentence, span),
        };
        cited
            .0
            .push((source.text.clone(), self.doc.citations.len()));
        self.out.hole(Hole::Citation(self.doc.citations.len()));
        self.doc.citations.push(Citation {
            span: source.span,
            items,
            form: CitationForm::Bracketed,
            space_before: true,
            spot,
            file: Some(source.file.clone()),
        });
    }

    /// The sources of a row; `None`, with a diagnostic, if they are malformed.
    fn read_source(&mut self, source: &Excerpt) -> Option<Vec<crate::markdown::CitedSource>> {
        let signed = source.with_at_signs();
        let locale = self.locale.clone();
        let place = |range| signed.span_of(range);
        match parse_cluster(&signed.text, locale.locator_labels(), place) {
            Ok(items) => Some(items),
            Err(MalformedCitation { span, message }) => {
                let place = Place::new(&source.file, span);
                let message = format!("this is not a citation: {message}");
                let help = "write the key of a source and where in it: key, p. 3; other-key";
                let problem = Diagnostic::new(Lint::MalformedCitation, place, message);
                self.diagnostics.push(problem.help(help));
                None
            }
        }
    }

    /// A block of its own for a sentence that is drawn, not written.
    fn sentence_block(&mut self, sentence: &str, span: Span) -> Spot {
        let block = self.begin_block(BlockKind::Data, span.range());
        self.doc.blocks[block].context = Context::Text;
        self.doc.blocks[block].push(sentence, span.range(), false);
        Spot {
            block,
            start: sentence.len(),
            end: sentence.len(),
            ..Spot::default()
        }
    }

    /// Reports something in a data file.
    pub(super) fn report_data(
        &mut self,
        lint: Lint,
        place: Place,
        message: String,
        help: impl Into<String>,
    ) {
        let problem = Diagnostic::new(lint, place, message).help(help);
        self.diagnostics.push(problem);
    }

    /// Writes text that is not Markdown.
    pub(super) fn push_text(&mut self, text: &str) {
        escape_text(&mut self.out.html, text);
    }

    /// Runs `write` in a leaf of its own, with what it writes taken out of the page; the HTML and its holes.
    pub(super) fn apart(&mut self, write: impl FnOnce(&mut Self)) -> Fragment {
        let outer = std::mem::take(&mut self.out);
        let leaf = std::mem::replace(&mut self.leaf, Leaf::None);
        write(self);
        self.close_leaf();
        self.leaf = leaf;
        std::mem::replace(&mut self.out, outer)
    }

    /// Writes what was written apart.
    pub(super) fn put(&mut self, fragment: Fragment) {
        append(&mut self.out, fragment, |hole| hole);
    }
}

/// Adds a fragment to another, its holes changed by `renumber`.
fn append(out: &mut Fragment, fragment: Fragment, renumber: impl Fn(Hole) -> Hole) {
    let base = out.html.len();
    out.html.push_str(&fragment.html);
    let holes = fragment.holes.into_iter();
    out.holes
        .extend(holes.map(|(offset, hole)| (offset + base, renumber(hole))));
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
    is_plain(tag) || matches!(tag, TagEnd::Link | TagEnd::Image)
}
