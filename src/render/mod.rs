//! From the linked site to the files of the published one.
//!
//! Each page is rendered alone and in parallel: its fragments' holes are filled (`content`), a context of
//! its own is made (`page`, `ledger`, `print`), and a template is given that context and nothing else.
//! The live preview calls the same functions for one page when it is asked for.

mod card;
mod cited;
mod content;
mod context;
mod corrections;
mod feed;
mod images;
mod inputs;
mod ledger;
mod links;
mod lists;
mod localization;
mod map;
mod metadata;
mod notes;
mod page;
mod print;
mod references;
mod renderer;
mod sections;
mod shared;
mod shortcode;
mod toc;

pub(crate) use renderer::Renderer;

use renderer::Rendered;

use crate::site::Html;

impl Renderer<'_> {
    /// Renders a page.
    ///
    /// # Errors
    /// The fault of a template.
    pub(crate) fn render(&self, page: Html) -> Rendered {
        match page {
            Html::Page(id) => self.page(id),
            Html::Redirect(to, alias) => self.redirect(to, alias),
            Html::Sources => self.sources(),
            Html::SourceGroups => self.source_groups(),
            Html::Source(id) => self.source(id),
            Html::Print(volume) => self.print(volume),
            Html::NotFound => self.not_found(),
            Html::Search => self.search(),
            Html::Corrections => self.corrections(),
        }
    }
}
