//! Pages and sections: their contexts.

use super::content::ContentWriter;
use super::context::{
    BacklinkView, NoteView, PageContext, PageView, RedirectContext, ReferenceView, SectionContext,
    TocView,
};
use super::links::minutes;
use super::lists::{backlink_items, crumb_items, fact_items, note_items, toc_items};
use super::localization::Localization;
use super::metadata;
use super::renderer::{Rendered, Renderer};
use super::toc::toc;
use crate::address::{Origin, relative};
use crate::diagnostics::Diagnostic;
use crate::site::{Html, Page, PageId, Volume};
use crate::theme::Fields;

/// The lists of a page, as values where its template names them, and as HTML.
struct Lists<'a> {
    toc: Vec<TocView<'a>>,
    toc_html: String,
    backlinks: Vec<BacklinkView<'a>>,
    backlinks_html: String,
    notes: Vec<NoteView>,
    notes_html: String,
    references: Vec<ReferenceView<'a>>,
    references_html: String,
}

impl<'a> Renderer<'a> {
    /// An ordinary page, a section, or the home page.
    pub(super) fn page(&self, id: PageId) -> Rendered {
        let page = self.site.page(id);
        let content = ContentWriter::new(self, page);
        let localization = self.localization(&page.document.front.language);
        let template = template_of(page);
        let fields = self.theme.templates.fields(template);
        let view = self.page_view(page, &content, fields, &localization)?;
        let texts = [
            &view.content_html,
            &view.notes_html,
            &view.references_html,
            &view.json_ld,
        ];
        let length = texts.iter().map(|text| text.len()).sum();
        let section = page.parent.map(|parent| self.link_view(&page.url, parent));
        let site = self.site_value(&page.url, Some(page), &localization);
        if !page.is_section {
            let context = PageContext {
                site,
                page: view,
                section,
            };
            return self.long_template(template, &context, &localization, length);
        }
        let children = page.children.iter().copied();
        let (sections, pages): (Vec<PageId>, Vec<PageId>) =
            children.partition(|child| self.site.page(*child).is_section);
        let cards = |pages: Vec<PageId>| {
            let cards = pages.into_iter().map(|id| self.card(&page.url, id));
            cards.collect()
        };
        let context = SectionContext {
            site,
            page: view,
            section,
            pages: cards(pages),
            sections: cards(sections),
            evidence: self.evidence(page),
        };
        self.long_template(template, &context, &localization, length)
    }

    pub(super) fn redirect(&self, to: PageId, alias: usize) -> Rendered {
        let page = self.site.page(to);
        let from = self.site.url(Html::Redirect(to, alias));
        let localization = self.localization(&page.document.front.language);
        let context = RedirectContext {
            url: relative(from, &page.url),
            title: &page.document.front.title,
            language: localization.language.as_str(),
            direction: localization.language.direction().as_str(),
        };
        self.template("redirect.html", &context, &localization)
    }

    fn page_view(
        &self,
        page: &'a Page,
        content: &ContentWriter<'a>,
        fields: Fields,
        localization: &Localization<'a>,
    ) -> Result<PageView<'_>, Box<Diagnostic>> {
        let document = &page.document;
        let front = &document.front;
        let tree = &self.site.tree;
        let neighbour = |id: Option<PageId>| id.map(|id| self.link_view(&page.url, id));
        let lists = self.lists(content, fields, localization)?;
        let breadcrumbs = self.breadcrumbs(page);
        let mut view = PageView {
            title: &front.title,
            description: &front.description,
            language: localization.language.as_str(),
            direction: localization.language.direction().as_str(),
            permalink: self.config.permalink(&page.url),
            card_url: self.card_url(Some(page.id)),
            content_html: content.html(&document.body)?,
            toc: lists.toc,
            toc_html: lists.toc_html,
            words: document.words,
            minutes: minutes(document.words),
            date: front.date.map(|date| localization.date(date)),
            updated: front.updated.map(|date| localization.date(date)),
            as_of: front.as_of.map(|date| localization.date(date)),
            review_by: front.review_by.map(|date| localization.date(date)),
            corrections: self.corrections_of(content, localization)?,
            draft: front.draft,
            authors: match front.authors.is_empty() {
                true => &self.config.authors,
                false => &front.authors,
            },
            breadcrumbs_html: crumb_items(&breadcrumbs, localization.words),
            breadcrumbs,
            facts_html: String::new(),
            previous: neighbour(tree.previous(page.id)),
            next: neighbour(tree.next(page.id)),
            print_url: match page.is_section {
                true => self.print_url(Volume::Section(page.id), Origin::At(&page.url)),
                false => None,
            },
            notes: lists.notes,
            notes_html: lists.notes_html,
            cites_in_notes: self.site.formatters.in_notes(),
            references: lists.references,
            references_html: lists.references_html,
            source_count: content.formatted.references.len(),
            backlinks: lists.backlinks,
            backlinks_html: lists.backlinks_html,
            cite_as: String::new(),
            json_ld: String::new(),
            meta_html: String::new(),
            citation_meta: Vec::new(),
            citation_meta_html: String::new(),
            extra: &front.extra,
        };
        view.facts_html = fact_items(&view, localization.words);
        view.cite_as = metadata::cite_as(&view, self.config, localization);
        view.json_ld = metadata::json_ld(self, page, &view, &content.formatted.references);
        view.meta_html = metadata::meta_html(&view, self.config);
        let meta = metadata::highwire(&view);
        view.citation_meta_html = metadata::highwire_html(&meta);
        view.citation_meta = only_if(fields.has("citation_meta"), meta);
        Ok(view)
    }

    fn lists(
        &self,
        content: &ContentWriter<'a>,
        fields: Fields,
        localization: &Localization<'_>,
    ) -> Result<Lists<'_>, Box<Diagnostic>> {
        let page = content.page;
        let document = &page.document;
        let toc = match document.front.toc.unwrap_or(document.headings.len() > 1) {
            true => toc(&document.headings, &self.site.references[page.id].headings),
            false => Vec::new(),
        };
        let (backlinks, notes) = (self.backlinks(page), content.notes()?);
        let listed = notes.iter().filter(|_| fields.has("notes"));
        Ok(Lists {
            toc_html: toc_items(&toc),
            toc: only_if(fields.has("toc"), toc),
            backlinks_html: backlink_items(&backlinks),
            backlinks: only_if(fields.has("backlinks"), backlinks),
            notes_html: note_items(&notes, content.prefix, localization.words),
            notes: listed.map(|note| content.note_view(note)).collect(),
            references_html: self.reference_items(content, localization),
            references: match fields.has("references") {
                true => self.reference_views(content, localization),
                false => Vec::new(),
            },
        })
    }

    /// The view of a page that has no file of its own.
    pub(super) fn plain_view(
        &self,
        title: &'a str,
        url: &str,
        localization: &Localization<'a>,
    ) -> PageView<'a> {
        let mut view = PageView {
            title,
            description: "",
            language: localization.language.as_str(),
            direction: localization.language.direction().as_str(),
            permalink: self.config.permalink(url),
            card_url: self.card_url(None),
            content_html: String::new(),
            toc: Vec::new(),
            toc_html: String::new(),
            words: 0,
            minutes: 0,
            date: None,
            updated: None,
            as_of: None,
            review_by: None,
            corrections: Vec::new(),
            draft: false,
            authors: &self.config.authors,
            breadcrumbs: Vec::new(),
            breadcrumbs_html: String::new(),
            facts_html: String::new(),
            previous: None,
            next: None,
            print_url: None,
            notes: Vec::new(),
            notes_html: String::new(),
            cites_in_notes: false,
            references: Vec::new(),
            references_html: String::new(),
            source_count: 0,
            backlinks: Vec::new(),
            backlinks_html: String::new(),
            cite_as: String::new(),
            json_ld: String::new(),
            meta_html: String::new(),
            citation_meta: Vec::new(),
            citation_meta_html: String::new(),
            extra: &self.config.extra,
        };
        view.meta_html = metadata::meta_html(&view, self.config);
        view
    }
}

/// A list, if its template names it.
fn only_if<T>(is_named: bool, list: Vec<T>) -> Vec<T> {
    if is_named { list } else { Vec::new() }
}

/// The template of a page: the one that it names, or that of its kind.
fn template_of(page: &Page) -> &str {
    let chosen = page.document.front.template.as_ref();
    let usual = match page.is_section {
        true if page.url.is_empty() => "home.html",
        true => "section.html",
        false => "page.html",
    };
    chosen.map_or(usual, |template| &template.value)
}
