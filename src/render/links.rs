//! How a page is shown on other pages: as a link, as a card in a list, as one that links to them.

use super::context::{BacklinkView, CardView, LinkView};
use super::renderer::Renderer;
use crate::address::relative;
use crate::site::{Page, PageId};

/// Words a minute, for reading times.
const READING_SPEED: usize = 220;

impl<'a> Renderer<'a> {
    /// A link from the page at `from`.
    pub(super) fn link_view(&self, from: &str, to: PageId) -> LinkView<'a> {
        let page = self.site.page(to);
        LinkView {
            title: &page.document.front.title,
            url: relative(from, &page.url),
        }
    }

    /// The sections that a page is in, the home page first.
    pub(super) fn breadcrumbs(&self, page: &Page) -> Vec<LinkView<'a>> {
        let above = std::iter::successors(page.parent, |id| self.site.page(*id).parent);
        let mut crumbs: Vec<_> = above.map(|id| self.link_view(&page.url, id)).collect();
        crumbs.reverse();
        crumbs
    }

    /// A page in a list on the page at `from`.
    pub(super) fn card(&self, from: &str, id: PageId) -> CardView<'a> {
        let page = self.site.page(id);
        let front = &page.document.front;
        CardView {
            title: &front.title,
            url: relative(from, &page.url),
            description: &front.description,
            minutes: minutes(page.document.words),
            draft: front.draft,
            pages: page
                .children
                .iter()
                .map(|child| self.link_view(from, *child))
                .collect(),
            extra: &front.extra,
        }
    }

    /// The pages that link to a page.
    pub(super) fn backlinks(&self, page: &Page) -> Vec<BacklinkView<'a>> {
        let links = self.site.backlinks[page.id].iter();
        links
            .map(|link| {
                let from = self.site.page(link.from);
                BacklinkView {
                    title: &from.document.front.title,
                    url: relative(&page.url, &from.url),
                    sentence: self.sentence_in_words(from, &link.spot),
                }
            })
            .collect()
    }
}

/// Minutes to read so many words, at least one.
pub(super) fn minutes(words: usize) -> usize {
    words.div_ceil(READING_SPEED).max(1)
}
