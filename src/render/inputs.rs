//! What each page is made of, as a digest: where it is that of the build before, the page is too.
//!
//! A template sees its context and the words, and nothing else. So a digest covers the program, the theme, the
//! configuration and the style, the text of the page itself, and what its context takes from elsewhere: the
//! addresses of its links, the sources that it cites, its place in the site, what links to it. It is made
//! without rendering, and far faster than that.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::links::minutes;
use super::localization::Localization;
use super::print::pages_of;
use super::renderer::{Renderer, short_title};
use super::sections::in_order;
use crate::address::Origin;
use crate::bibliography::SourceId;
use crate::digest::Digest;
use crate::program;
use crate::site::{Html, Mark, Page, PageId, PageMap, Target, Volume};

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
                let localization = self.site_localization();
                let seen = self.site_digest(site.url(page), None, &localization);
                let own = common.number(seen).text(site.url(page));
                let sources = self.listings().iter().copied();
                own.list(sources, Digest::number).finish()
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
        let sources = self.listings().iter().copied();
        let sources = common.list(sources, Digest::number);
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
            let digest = digest
                .number(citation.form as u128)
                .number(place(linked.mark));
            let digest = digest.list(&linked.sources, |digest, source| {
                digest.number(source.map_or(u128::MAX, |source| source.0.into()))
            });
            let locators = citation.items.iter().map(|item| &item.locator);
            // Most have none.
            let located = locators
                .enumerate()
                .filter(|(_, locator)| locator.is_some());
            located.fold(digest, |digest, locator| digest.hashed(&locator))
        });
        digest.finish()
    }

    /// What every page is made of.
    fn common_inputs(&self) -> u128 {
        *self.shared.common.get_or_init(|| {
            Digest::default()
                .number(program::digest())
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

    /// What lists show of each source: its record, its place in the ledger, how often it is used.
    fn listings(&self) -> &[u128] {
        self.shared.listings.get_or_init(|| {
            let sources = self.site.bibliography.iter();
            let digests = sources.map(|(id, _)| {
                let uses = self.site.ledger.uses(id).len();
                let record = Digest::default().number(self.record(id));
                let placed = record.text(self.site.url(Html::Source(id)));
                placed.number(uses as u128).finish()
            });
            digests.collect()
        })
    }

    /// The text of each page and its address: what is said of a source is taken from pages far apart in memory.
    fn texts(&self) -> &PageMap<u128> {
        self.shared.texts.get_or_init(|| {
            let pages = self.site.tree.pages.iter();
            let digests = pages.map(|page| {
                let text = Digest::default().number(page.document.digest);
                text.text(&page.url).finish()
            });
            digests.collect()
        })
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
        let document = &page.document;
        let links = &site.links[page.id];
        let references = &site.references[page.id];
        let localization = self.localization(&document.front.language);
        let digest = Digest::default()
            .number(self.common_inputs())
            .number(self.site_digest(&page.url, Some(page), &localization))
            .number(document.digest)
            .text(&page.url)
            .list(links.all(), |digest, to| self.target(digest, to))
            .list(links.all().filter_map(|to| site.image(to)), |digest, to| {
                digest.value(to.1)
            })
            .list(&document.titles, |digest, path| {
                digest.text(site.tree.by_path(path).map_or("\0", short_title))
            })
            .list(self.sections(page), |digest, (number, title)| {
                digest.number(number as u128).text(title.unwrap_or("\0"))
            })
            .list(&references.numbers, |digest, number| digest.text(number))
            .list(&references.headings, |digest, number| digest.text(number))
            .list(references.referents(), |digest, referent| {
                let digest =
                    self.target(digest, &referent.target(&site.page(referent.page).document));
                let (number, words) = referent.shown();
                digest.text(number).text(words)
            });
        let digest = self.cited(digest, page);
        self.neighbourhood(digest, page).finish()
    }

    /// The sources that a page cites.
    fn cited(&self, digest: Digest, page: &Page) -> Digest {
        let citations = self.site.notes[page.id].citations.iter();
        let sources = citations.flat_map(|citation| citation.known_sources());
        let listings = self.listings();
        digest.list(sources, |digest, id| digest.number(listings[id.0 as usize]))
    }

    /// What a page shows of others: those around it, those that link to it and, of a section, all that is in it.
    fn neighbourhood(&self, digest: Digest, page: &'a Page) -> Digest {
        let site = self.site;
        let link = |digest: Digest, id: PageId| {
            let page = site.page(id);
            digest.text(&page.document.front.title).text(&page.url)
        };
        let above = std::iter::successors(page.parent, |id| site.page(*id).parent);
        let print = Html::Print(Volume::Section(page.id));
        let cards: &[PageId] = if page.is_section { &page.children } else { &[] };
        digest
            .list(above, link)
            .list(site.tree.previous(page.id), link)
            .list(site.tree.next(page.id), link)
            .list(&*site.backlinks[page.id], |digest, from| {
                let sentence = self.sentence_in_words(site.page(from.from), &from.spot);
                link(digest, from.from).text(&sentence)
            })
            .list(site.routes.find_url(print), Digest::text)
            .list(cards, |digest, id| {
                let card = site.page(*id);
                let (document, front) = (&card.document, &card.document.front);
                link(digest, *id)
                    .text(&front.description)
                    .number(minutes(document.words) as u128)
                    .number(front.draft.into())
                    .value(&front.extra)
                    .list(&card.children, |digest, id| link(digest, *id))
            })
            .value(&self.evidence(page))
    }

    /// Where a link leads, and whether that is in the site: then the link is another one in a print view, while a broken one
    /// stays as it was written.
    fn target(&self, digest: Digest, target: &Target) -> Digest {
        match target {
            Target::External(url) => digest.number(0).text(url),
            Target::Broken(written) => digest.number(1).text(written),
            Target::Internal(route, suffix) => digest
                .number(2)
                .text(self.site.url(*route))
                .text(&suffix.query)
                .list(&suffix.anchor, |digest, anchor| digest.text(anchor)),
        }
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
        let texts = self.texts();
        let digest = uses.fold(own, |digest, one| {
            let citation_at = (one.citation as u128) << 64 | one.item as u128;
            let digest = digest.number(texts[one.page]).number(citation_at);
            digest.number(place(one.mark))
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

/// What stands in the text for a citation, as a number.
fn place(mark: Mark) -> u128 {
    let (kind, number) = match mark {
        Mark::None => (0, 0),
        Mark::Reference => (1, 0),
        Mark::Note(number) => (2, number),
        Mark::InNote(number) => (3, number),
        Mark::InText(number) => (4, number),
    };
    u128::from(kind as u32) << 32 | u128::from(number)
}
