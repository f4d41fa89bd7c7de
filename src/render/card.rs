//! What the cards for link previews say.

use super::renderer::Renderer;
use crate::drawing::{Card, draws};
use crate::site::{Data, PageId};

impl<'a> Renderer<'a> {
    /// The card of a page, or of the explainer.
    pub(crate) fn preview_card(&self, page: Option<PageId>) -> Card<'a> {
        let localization = self.site_localization();
        let as_of = |date| {
            let date = localization.date(date).text;
            localization
                .words
                .fill("evidence_as_of", &[("date", &date)])
        };
        let front = page.map(|page| &self.site.page(page).document.front);
        let date = front.map_or(self.site.as_of, |front| front.as_of);
        // The title of the home page is often that of the explainer.
        let site = front.filter(|front| front.title != self.config.title);
        let facts = [
            localization.list(&self.config.authors),
            date.map(as_of).unwrap_or_default(),
        ];
        let facts = facts.into_iter();
        let facts: Vec<String> = facts
            .filter(|fact| !fact.is_empty() && draws(fact))
            .collect();
        Card {
            site: site
                .map(|_| &*self.config.title)
                .filter(|title| draws(title)),
            title: front.map_or(&self.config.title, |front| &front.title),
            description: front.map_or(&self.config.description, |front| &front.description),
            facts: facts.join(" · "),
            icon: self.theme.icon(),
        }
    }

    /// The address of the picture for link previews of a page: its own, or that of the explainer.
    pub(super) fn card_url(&self, page: Option<PageId>) -> Option<String> {
        let routes = &self.site.routes;
        let own = page.and_then(|page| routes.find_url(Data::PageCard(page)));
        let url = own.or_else(|| routes.find_url(Data::Card))?;
        self.config.permalink(url)
    }
}
