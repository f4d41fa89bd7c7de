//! What each page is made of, as a digest: where it is that of the build before, the page is too.
//!
//! A template sees its context and the words, and nothing else. So a digest covers the program, the theme, the
//! configuration and the style, the text of the page itself, and what its context takes from elsewhere: the
//! addresses of its links, the sources that it cites, its place in the site, what links to it. It is made
//! without rendering, and far faster than that.

use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use super::context::{BacklinkView, CardView, LinkView, MixView};
use super::localization::Localization;
use super::print::pages_of;
use super::renderer::{Renderer, short_title};
use super::sections::in_order;
use crate::address::Origin;
use crate::bibliography::SourceId;
use crate::digest::{Digest, program};
use crate::images::Image;
use crate::site::{Html, Page, PageId, Target, Volume};

/// What a page shows of the rest of the site.
#[derive(Serialize)]
struct Surroundings<'a> {
    url: &'a str,
    /// Where its links and the file arguments of its shortcodes lead, and whether that is in the site: then the link
    /// is another one in a print view, while a broken one stays as it was written.
    targets: Vec<(bool, String)>,
    /// The images to which they lead.
    images: Vec<Option<&'a Image>>,
    /// The titles of pages that it shows.
    titles: Vec<Option<&'a str>>,
    /// The sections that readers of its timelines can choose, in order.
    sections: Vec<(usize, Option<&'a str>)>,
    /// The sources that it cites: their records, their places in the ledger, how often they are used.
    sources: Vec<(u128, &'a str, usize)>,
    breadcrumbs: Vec<LinkView<'a>>,
    previous: Option<LinkView<'a>>,
    next: Option<LinkView<'a>>,
    backlinks: Vec<BacklinkView<'a>>,
    /// Its numbers, and the addresses, numbers and words to which its cross references lead.
    numbers: (&'a [String], &'a [String]),
    references: Vec<(String, (&'a str, &'a str))>,
    print_url: Option<String>,
    /// For a section, all that is in it.
    cards: Vec<CardView<'a>>,
    /// For the home page, the sources of the explainer by kind.
    evidence: Option<MixView<'a>>,
}

impl<'a> Renderer<'a> {
    /// A digest of all that a page is made of.
    pub(crate) fn inputs(&self, page: Html) -> u128 {
        let common = Digest::default().number(self.common_inputs());
        match page {
            Html::Page(id) => self.page_inputs(self.site.page(id)),
            Html::Redirect(to, _) => {
                let front = &self.site.page(to).document.front;
                let urls = [self.site.url(page), self.site.url(Html::Page(to))];
                let view = (urls, &front.title, front.language.as_str());
                common.value(&view).finish()
            }
            Html::Source(id) => self.source_inputs(id, common),
            Html::Sources | Html::SourceGroups => {
                let site = self.site;
                let sources = site.bibliography.iter().map(|(id, _)| {
                    let url = site.url(Html::Source(id));
                    (self.record(id), url, site.ledger.uses(id).len())
                });
                let sources: Vec<_> = sources.collect();
                let localization = self.site_localization();
                let seen = self.site_digest(site.url(page), None, &localization);
                common
                    .number(seen)
                    .text(site.url(page))
                    .value(&sources)
                    .finish()
            }
            Html::Print(volume) => self.print_inputs(volume, common),
            Html::NotFound => {
                let localization = self.site_localization();
                let view = self.site_view(self.anywhere(), None, &localization);
                common
                    .value(&view)
                    .value(&self.map(self.anywhere()))
                    .finish()
            }
            Html::Corrections => {
                let localization = self.site_localization();
                let url = self.site.url(page);
                let seen = self.site_digest(url, None, &localization);
                let pages = self.site.tree.pages.iter();
                let corrected = pages.filter(|page| !page.document.corrections.is_empty());
                let own = common.clone().number(seen).text(url);
                let digest =
                    corrected.fold(own, |digest, page| digest.number(self.page_inputs(page)));
                digest.finish()
            }
            Html::Search => {
                let localization = self.site_localization();
                let url = self.site.url(page);
                let seen = self.site_digest(url, None, &localization);
                common
                    .number(seen)
                    .text(url)
                    .value(&self.map(Origin::At(url)))
                    .finish()
            }
        }
    }

    /// A digest of all that the site is made of but the files that are copied: files of data show any of it.
    pub(crate) fn all_inputs(&self) -> u128 {
        *self.shared.all.get_or_init(|| {
            let common = Digest::default().number(self.common_inputs());
            let sources = self.site.bibliography.iter();
            let sources = sources.fold(common, |digest, (id, _)| digest.number(self.record(id)));
            let pages = self.site.tree.pages.iter();
            let pages = pages.fold(sources, |digest, page| {
                digest.number(page.document.digest).text(&page.url)
            });
            pages.finish()
        })
    }

    /// A digest of what is said of all sources and their uses: less than all texts, so that most edits leave it alone.
    pub(crate) fn ledger_inputs(&self) -> u128 {
        let site = self.site;
        let common = Digest::default().number(self.common_inputs());
        let sources = site.bibliography.iter().fold(common, |digest, (id, _)| {
            let url = site.url(Html::Source(id));
            digest.number(self.record(id)).text(url)
        });
        let pages = site.tree.pages.par_iter().map(|page| self.uses_on(page));
        let pages: Vec<u128> = pages.collect();
        pages.into_iter().fold(sources, Digest::number).finish()
    }

    /// A digest of what the ledger says of a page.
    fn uses_on(&self, page: &Page) -> u128 {
        let document = &page.document;
        let page_itself = Digest::default()
            .text(&page.url)
            .text(&document.path)
            .text(&document.front.title);
        let linked = self.site.notes[page.id].citations.iter();
        let uses = document.citations.iter().zip(linked);
        let digest = uses.fold(page_itself, |digest, (citation, linked)| {
            let sentence = document.sentence(&citation.spot);
            let marked = (sentence.marked.start as u128) << 64 | sentence.marked.end as u128;
            let digest = digest.text(sentence.text).number(marked);
            let digest = digest.shown(&(citation.form, linked.mark, &linked.sources));
            let locators = citation.items.iter().map(|item| &item.locator);
            // Most have none.
            let located = locators
                .enumerate()
                .filter(|(_, locator)| locator.is_some());
            located.fold(digest, |digest, locator| digest.shown(&locator))
        });
        digest.finish()
    }

    /// What every page is made of.
    fn common_inputs(&self) -> u128 {
        *self.shared.common.get_or_init(|| {
            Digest::default()
                .number(program())
                .number(self.theme.digest)
                .number(self.site.formatters.style_digest())
                .shown(self.config)
                .finish()
        })
    }

    /// The record of a source.
    fn record(&self, id: SourceId) -> u128 {
        let all = || {
            let sources = self.site.bibliography.iter();
            sources.map(|(_, source)| source.digest()).collect()
        };
        self.shared.records.get_or_init(all)[id.0 as usize]
    }

    /// A digest of what a page and its chapter in a print view are made of.
    fn page_inputs(&self, page: &'a Page) -> u128 {
        let none = || {
            self.site
                .tree
                .pages
                .iter()
                .map(|_| OnceLock::new())
                .collect()
        };
        let known = self.shared.pages.get_or_init(none);
        *known[page.id].get_or_init(|| self.digest_page(page))
    }

    fn digest_page(&self, page: &'a Page) -> u128 {
        let site = self.site;
        let link = |id: PageId| self.link_view(&page.url, id);
        let links = &site.links[page.id];
        let href = |target: &Target| {
            let is_internal = matches!(target, Target::Internal(..));
            (
                is_internal,
                target.href(&site.routes, Origin::At(&page.url)),
            )
        };
        let citations = site.notes[page.id].citations.iter();
        let cited = citations.flat_map(|citation| citation.known_sources());
        let references = &site.references[page.id];
        let titles = page.document.titles.iter();
        let titles = titles.map(|path| site.tree.by_path(path).map(short_title));
        let surroundings = Surroundings {
            url: &page.url,
            targets: links.all().map(href).collect(),
            images: links
                .all()
                .map(|target| Some(site.image(target)?.1))
                .collect(),
            titles: titles.collect(),
            sections: self.sections(page),
            sources: cited
                .map(|id| {
                    let uses = site.ledger.uses(id).len();
                    (self.record(id), site.url(Html::Source(id)), uses)
                })
                .collect(),
            breadcrumbs: self.breadcrumbs(page),
            previous: site.tree.previous(page.id).map(link),
            next: site.tree.next(page.id).map(link),
            backlinks: self.backlinks(page),
            numbers: (&references.numbers, &references.headings),
            references: references
                .referents()
                .map(|referent| {
                    let document = &site.page(referent.page).document;
                    (href(&referent.target(document)).1, referent.shown())
                })
                .collect(),
            print_url: self.print_url(Volume::Section(page.id), Origin::At(&page.url)),
            cards: match page.is_section {
                true => page
                    .children
                    .iter()
                    .map(|id| self.card(&page.url, *id))
                    .collect(),
                false => Vec::new(),
            },
            evidence: self.evidence(page),
        };
        let localization = self.localization(&page.document.front.language);
        Digest::default()
            .number(self.common_inputs())
            .number(self.site_digest(&page.url, Some(page), &localization))
            .number(page.document.digest)
            .value(&surroundings)
            .finish()
    }

    /// The sections that readers of the page's timelines can choose.
    fn sections(&self, page: &'a Page) -> Vec<(usize, Option<&'a str>)> {
        let tree = &self.site.tree;
        let filters = page.document.section_filters.iter();
        let sections = filters.flat_map(|filter| in_order(tree, filter));
        let titled = sections.map(|(number, path)| (number, tree.by_path(path).map(short_title)));
        titled.collect()
    }

    /// A source's page shows sentences of other pages; that their texts are the same is soon told.
    fn source_inputs(&self, id: SourceId, common: Digest) -> u128 {
        let url = self.site.url(Html::Source(id));
        let localization = self.site_localization();
        let own = common
            .number(self.site_digest(url, None, &localization))
            .number(self.record(id))
            .text(url);
        let uses = self.site.ledger.uses(id).iter();
        let digest = uses.fold(own, |digest, one| {
            let page = self.site.page(one.page);
            let citation = &self.site.notes[one.page].citations[one.citation];
            digest.number(page.document.digest).text(&page.url).shown(&(
                one.citation,
                one.item,
                citation.mark,
            ))
        });
        digest.finish()
    }

    fn print_inputs(&self, volume: Volume, common: Digest) -> u128 {
        let url = self.site.url(Html::Print(volume));
        let seen = self.site_digest(url, None, &self.print_localization(volume));
        let pages = pages_of(self.site, volume).into_iter();
        let chapters = pages.fold(common.number(seen).text(url), |digest, page| {
            digest.number(self.page_inputs(page))
        });
        chapters.finish()
    }

    /// The explainer as a page sees it.
    fn site_digest(&self, url: &str, page: Option<&Page>, localization: &Localization<'_>) -> u128 {
        match self.shared_site(url, page, localization) {
            Some(shared) => shared.digest,
            None => {
                let view = self.site_view(Origin::At(url), page, localization);
                Digest::default().value(&view).finish()
            }
        }
    }
}
