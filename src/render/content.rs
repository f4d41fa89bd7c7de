//! Fills the holes of a page's fragments.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use super::print::anchor;
use super::renderer::Renderer;
use crate::address::{Origin, encode_path};
use crate::bibliography::{RichText, SourceId};
use crate::diagnostics::Diagnostic;
use crate::markdown::{CitationForm, Fragment, Hole, Object, escape_attribute, escape_text};
use crate::site::{
    Anchor, FormattedNotes, Html, Mark, Page, PageId, PageNotes, Route, Target, Volume,
    referenced_key,
};
use crate::theme::Words;

/// Writes the text and notes of one page, as they stand on the page itself or in the print view.
pub(super) struct ContentWriter<'a> {
    pub renderer: &'a Renderer<'a>,
    pub page: &'a Page,
    /// Where the text is shown: on the page itself, in a print view, in a feed.
    pub origin: Origin<'a>,
    /// What ids begin with in a print view; empty on the page itself.
    pub prefix: &'a str,
    /// The print view in which the page is a chapter.
    pub volume: Option<Volume>,
    /// The citations of the page in the style.
    pub formatted: Arc<FormattedNotes>,
    /// The first fault of a shortcode's template.
    pub fault: RefCell<Option<Box<Diagnostic>>>,
}

impl<'a> ContentWriter<'a> {
    /// A writer for the page itself.
    pub(super) fn new(renderer: &'a Renderer<'a>, page: &'a Page) -> Self {
        Self::at(renderer, page, Origin::At(&page.url))
    }

    /// A writer for something else that shows the page's text.
    pub(super) fn at(renderer: &'a Renderer<'a>, page: &'a Page, origin: Origin<'a>) -> Self {
        Self {
            renderer,
            page,
            origin,
            prefix: "",
            volume: None,
            formatted: renderer.formatted(page),
            fault: RefCell::new(None),
        }
    }

    /// The HTML of a fragment.
    ///
    /// # Errors
    /// The fault of a shortcode's template.
    pub(super) fn html(&self, fragment: &Fragment) -> Result<String, Box<Diagnostic>> {
        let mut html = String::with_capacity(fragment.html.len() + 120 * fragment.holes.len());
        self.fill(fragment, &mut html);
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => Ok(html),
        }
    }

    pub(super) fn fill(&self, fragment: &Fragment, out: &mut String) {
        fragment.fill(out, |hole, after, out| match hole {
            Hole::Link(i) => {
                let target = &self.renderer.site.links[self.page.id].targets[i];
                escape_attribute(out, &self.href(target));
            }
            Hole::ImageSources { link, width } => self.image_sources(link, width, out),
            Hole::ImageEnd(i) => self.image_end(i, out),
            Hole::PictureSize { link, width } => self.picture_size(link, width, out),
            Hole::Sections(i) => self.section_filter(&self.page.document.section_filters[i], out),
            Hole::Citation(i) => self.citation(i, after, out),
            Hole::FootnoteRef(i) => {
                if let Some((number, before)) = self.numbered().footnote_marks[i] {
                    self.marker(number, before, out);
                }
            }
            Hole::Shortcode(i) => self.shortcode(i, out),
            Hole::CitationAgain(i) => self.citation_again(i, out),
            Hole::Phrase(i) => {
                let phrase = &self.page.document.phrases[i];
                let places = phrase.places.iter();
                let places: Vec<_> = places.map(|(name, text)| (*name, &**text)).collect();
                escape_attribute(out, &self.words().fill(phrase.word, &places));
            }
            Hole::Title(i) => escape_attribute(out, &self.title_of(&self.page.document.titles[i])),
            Hole::Word(name) => escape_attribute(out, self.words().text(name)),
            Hole::Label(i) => escape_text(out, &self.label_text(i)),
            Hole::Number(i) => out.push_str(self.label_number(i)),
            Hole::HeadingNumber(i) => out.push_str(self.heading_number(i)),
            Hole::TableName { number, headings } => {
                escape_attribute(out, &self.table_name(number, headings));
            }
        });
    }

    /// What a table is called for those who do not see it: by its number and what it stands under.
    fn table_name(&self, number: usize, headings: usize) -> String {
        let mut labelled = self.page.document.labelled.iter();
        if let Some(label) = labelled.position(|label| label.of == Object::Table(number)) {
            return self.label_text(label);
        }
        let front = &self.page.document.front;
        let above = headings.checked_sub(1);
        let above = above.and_then(|i| self.page.document.headings.get(i));
        let above = above.map_or(&*front.title, |heading| &*heading.text);
        let number = number.to_string();
        // Tables of different chapters have the same numbers.
        let above = match self.volume {
            Some(_) if above != front.title => format!("{}, {above}", front.title),
            _ => above.to_owned(),
        };
        self.words()
            .fill("table_name", &[("n", &number), ("above", &above)])
    }

    /// The link to a target from where the text stands.
    pub(super) fn href(&self, target: &Target) -> String {
        let site = self.renderer.site;
        let chapter = |id: &PageId| {
            let page = site.page(*id);
            let volume = self.volume.filter(|volume| volume.has(page))?;
            Some(anchor(site, volume, page))
        };
        if let Target::Internal(Route::Html(Html::Page(id)), suffix) = target
            && let Some(chapter) = chapter(id)
        {
            return self.chapter_href(&chapter, suffix.anchor.as_deref());
        }
        target.href(&site.routes, self.origin)
    }

    /// The link to a place on a page where all pages are chapters of one.
    fn chapter_href(&self, chapter: &str, anchor: Option<&str>) -> String {
        let Some(anchor) = anchor else {
            return format!("#{chapter}");
        };
        let bibliography = &self.renderer.site.bibliography;
        // Chapters share one list of references.
        match referenced_key(anchor).and_then(|key| bibliography.find(key)) {
            Some(source) => reference_href(&bibliography.get(source).key),
            None => format!("#{chapter}--{}", encode_path(anchor)),
        }
    }

    fn ledger_href(&self, source: SourceId) -> String {
        self.origin
            .link(self.renderer.site.url(Html::Source(source)))
    }

    /// The words of the interface in the language of the page.
    pub(super) fn words(&self) -> &'a Words {
        let language = &self.page.document.front.language;
        self.renderer.theme.words(language)
    }

    /// The notes of the page with their numbers.
    pub(super) fn numbered(&self) -> &'a PageNotes {
        &self.renderer.site.notes[self.page.id]
    }

    fn citation(&self, i: usize, after: &str, out: &mut String) {
        let citation = &self.page.document.citations[i];
        let mark = self.numbered().citations[i].mark;
        let formatted = &self.formatted.citations[i];
        if let Some(name) = &formatted.narrative {
            self.rich_into(name, out);
        }
        match mark {
            Mark::Note(number) => self.marker(number, 0, out),
            Mark::InNote(_) | Mark::InText(_) => {
                let apart = citation.space_before || citation.form != CitationForm::Bracketed;
                if apart && !formatted.text.is_empty() {
                    out.push(' ');
                }
                if let Mark::InText(number) = mark {
                    out.push_str("<span class=\"citation\" id=\"");
                    out.push_str(self.prefix);
                    Anchor::Citation(number).push(out);
                    out.push_str("\">");
                } else {
                    out.push_str("<span class=\"citation\">");
                }
                self.rich_into(&formatted.text, out);
                // A citation inside a sentence does not end it.
                if !after.starts_with("</p>") && out.ends_with('.') {
                    out.pop();
                }
                out.push_str("</span>");
            }
            Mark::Reference => self.cross_reference(i, out),
            Mark::None => {}
        }
    }

    /// A citation where it is named a second time: nothing leads back to this place.
    fn citation_again(&self, i: usize, out: &mut String) {
        let formatted = &self.formatted.citations[i];
        match self.numbered().citations[i].mark {
            Mark::Note(number) => {
                out.push_str("<sup class=\"note-ref\"><a href=\"#");
                self.note_number(number, out);
            }
            Mark::InNote(_) | Mark::InText(_) => {
                out.push_str(" <span class=\"citation\">");
                self.rich_into(&formatted.text, out);
                out.push_str("</span>");
            }
            Mark::Reference | Mark::None => {}
        }
    }

    /// The title of the page in a file, or what its path says where there is none.
    pub(super) fn title_of(&self, path: &str) -> String {
        match self.renderer.site.tree.by_path(path) {
            Some(page) => super::renderer::short_title(page).to_owned(),
            None => {
                let name = path.trim_end_matches("/_index.md").trim_end_matches(".md");
                let name = name
                    .rsplit('/')
                    .next()
                    .unwrap_or(name)
                    .replace(['-', '_'], " ");
                let mut letters = name.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                first.chain(letters).collect()
            }
        }
    }

    fn marker(&self, number: u32, before: u32, out: &mut String) {
        out.push_str("<sup class=\"note-ref\"><a id=\"");
        out.push_str(self.prefix);
        Anchor::Marker(number, before).push(out);
        out.push_str("\" href=\"#");
        self.note_number(number, out);
    }

    /// The address of a note on the page, and its number: a marker from there on.
    fn note_number(&self, number: u32, out: &mut String) {
        out.push_str(self.prefix);
        Anchor::Note(number).push(out);
        out.push_str("\" role=\"doc-noteref\">");
        out.push_str(itoa::Buffer::new().format(number));
        out.push_str("</a></sup>");
    }

    /// What a citation says as a note and, if that is shortened, in full.
    pub(super) fn citation_html(&self, i: usize) -> (Cow<'_, str>, Option<Cow<'_, str>>) {
        let formatted = &self.formatted.citations[i];
        let full = formatted.full.as_ref();
        (self.rich(&formatted.text), full.map(|full| self.rich(full)))
    }

    fn rich<'t>(&self, text: &'t RichText) -> Cow<'t, str> {
        // The same on the page and in its print views.
        if self.renderer.site.formatters.in_notes() {
            return text.html().into();
        }
        let mut html = String::new();
        self.rich_into(text, &mut html);
        html.into()
    }

    /// Formatted text; in in-text styles each source leads to its reference.
    fn rich_into(&self, text: &RichText, out: &mut String) {
        let site = self.renderer.site;
        let note_style = site.formatters.in_notes();
        let has_references = !self.formatted.references.is_empty();
        text.write_html(out, &|source: SourceId| {
            let key = &site.bibliography.get(source).key;
            if note_style {
                None
            } else if has_references {
                Some(reference_href(key))
            } else {
                Some(self.ledger_href(source))
            }
        });
    }
}

/// The link to a source in the list of references.
fn reference_href(key: &str) -> String {
    format!("#source-{}", encode_path(key))
}
