//! Print views: the pages of the explainer, or of a section, in reading order on one.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Value;

use super::content::ContentWriter;
use super::context::{Chapter, PrintContext, PrintedSource};
use super::lists::{note_items, printed_items};
use super::localization::Localization;
use super::renderer::{Rendered, Renderer};
use crate::address::Origin;
use crate::bibliography::SourceId;
use crate::diagnostics::Diagnostic;
use crate::markdown::prefix_ids;
use crate::site::{FormattedNotes, Html, Page, Site, Volume};

const PRINT: &str = "print.html";

/// Bytes of a chapter without its text.
const CHAPTER: usize = 600;

/// The id of a page's chapter; what is inside a chapter has it in front of its ids. In the print view of a section it is
/// made of the address below that of the section: each note has it four times.
pub(super) fn anchor(site: &Site, volume: Volume, page: &Page) -> String {
    let above = match volume {
        Volume::Whole => "",
        Volume::Section(id) => &*site.page(id).url,
    };
    let below = page.url.strip_prefix(above).unwrap_or(&page.url);
    // Slashes stay: `dig/by-hand/` and `dig-by/hand/` are two pages.
    match below.trim_end_matches('/') {
        "" => "home".to_owned(),
        path => format!("page-{path}"),
    }
}

/// The pages of a print view, in reading order.
pub(super) fn pages_of(site: &Site, volume: Volume) -> Vec<&Page> {
    match volume {
        Volume::Whole => site.tree.iter().collect(),
        Volume::Section(id) => {
            let section = site.page(id);
            let children = section.children.iter().map(|id| site.page(*id));
            let pages = children.filter(|page| volume.has(page));
            [section].into_iter().chain(pages).collect()
        }
    }
}

impl<'a> Renderer<'a> {
    pub(super) fn print(&self, volume: Volume) -> Rendered {
        let title = match volume {
            Volume::Whole => &self.config.title,
            Volume::Section(id) => &self.site.page(id).document.front.title,
        };
        let localization = self.print_localization(volume);
        let url = self.site.url(Html::Print(volume));
        let templates = &self.theme.templates;
        let mut cited = BTreeSet::new();
        let (mut part, mut length) = (0, 0);
        let chapters = pages_of(self.site, volume).into_iter().map(|page| {
            let formatted = self.formatted(page);
            cited.extend(
                formatted
                    .references
                    .iter()
                    .map(|reference| reference.source),
            );
            part += usize::from(self.level(page, volume) == 1);
            let chapter = self.chapter(page, formatted, volume, url, part)?;
            length += chapter.content_html.len() + chapter.notes_html.len() + CHAPTER;
            Ok::<_, Box<Diagnostic>>(Value::from_serializable(&chapter))
        });
        let chapters = chapters.collect::<Result<_, _>>()?;
        let sources = self.printed_sources(cited);
        let sources_html = printed_items(&sources);
        length += sources_html.len();
        let context = PrintContext {
            chapters,
            sources_html,
            sources: match templates.uses(PRINT, "sources") {
                true => sources,
                false => Vec::new(),
            },
            site: self.site_value(url, None, &localization),
            page: self.plain_view(title, url, &localization),
        };
        self.long_template(PRINT, &context, &localization, length)
    }

    pub(super) fn print_localization(&self, volume: Volume) -> Localization<'a> {
        match volume {
            Volume::Whole => self.site_localization(),
            Volume::Section(id) => self.localization(&self.site.page(id).document.front.language),
        }
    }

    /// The sources in the reference lists of the chapters.
    fn printed_sources(&self, cited: BTreeSet<SourceId>) -> Vec<PrintedSource<'_>> {
        let sources = cited.into_iter().map(|id| {
            let source = self.site.bibliography.get(id);
            let listed = self.listed(id);
            let printed = PrintedSource {
                key: &source.key,
                html: listed.text.html(),
                address: listed.address(source),
            };
            (&listed.order, printed)
        });
        let mut sources: Vec<_> = sources.collect();
        sources.sort_by_key(|(order, source)| (*order, source.key));
        sources.into_iter().map(|(_, source)| source).collect()
    }

    /// 1 for what begins a part of the print view, 2 for the pages in it.
    fn level(&self, page: &Page, volume: Volume) -> u8 {
        let is_below = match volume {
            Volume::Whole => page
                .parent
                .is_some_and(|parent| !self.site.page(parent).url.is_empty()),
            Volume::Section(id) => page.id != id,
        };
        if is_below { 2 } else { 1 }
    }

    /// A page as a chapter of the print view at `url`.
    fn chapter(
        &self,
        page: &'a Page,
        formatted: Arc<FormattedNotes>,
        volume: Volume,
        url: &str,
        part: usize,
    ) -> Result<Chapter<'a>, Box<Diagnostic>> {
        let anchor = anchor(self.site, volume, page);
        let prefix = format!("{anchor}--");
        let content = ContentWriter {
            renderer: self,
            page,
            origin: Origin::At(url),
            prefix: &prefix,
            volume: Some(volume),
            formatted,
            fault: RefCell::new(None),
        };
        let mut notes = content.notes()?;
        // What a style prints has no ids.
        for note in notes.iter_mut().filter(|note| note.block) {
            note.html = prefix_ids(&note.html, &prefix).into();
        }
        let is_listed = self.theme.templates.fields(PRINT).has("notes");
        let listed = notes.iter().filter(|_| is_listed);
        let front = &page.document.front;
        Ok(Chapter {
            title: &front.title,
            language: front.language.as_str(),
            direction: front.language.direction().as_str(),
            level: self.level(page, volume),
            part,
            content_html: prefix_ids(&content.html(&page.document.body)?, &prefix),
            notes_html: note_items(&notes, &prefix, content.words()),
            notes: listed.map(|note| content.note_view(note)).collect(),
            anchor,
        })
    }
}
