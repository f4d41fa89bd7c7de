//! Pages as readers of feeds get them: whole, with addresses that work from anywhere.

use std::sync::{Arc, PoisonError};

use jiff::civil::Date;

use super::content::ContentWriter;
use super::renderer::Renderer;
use crate::address::Origin;
use crate::markdown::{Fragment, escape_text};
use crate::site::{Anchor, Page};

/// Feeds hold so many entries at most.
const ENTRIES: usize = 20;

impl<'a> Renderer<'a> {
    /// The pages of the feeds, the last changed first.
    pub(crate) fn feed_entries(&self) -> Vec<(&'a Page, Date)> {
        let pages = self.site.tree.iter();
        let published = pages.filter(|page| !page.document.front.draft);
        let dated = published.filter_map(|page| {
            let front = &page.document.front;
            front.updated.or(front.date).map(|date| (page, date))
        });
        let mut entries: Vec<_> = dated.collect();
        entries.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.id.cmp(&b.id)));
        entries.truncate(ENTRIES);
        entries
    }

    /// The text and the notes of a page; empty if a shortcode's template fails, which its page has reported. Both feeds
    /// have it.
    pub(crate) fn feed_html(&self, page: &Page) -> Arc<str> {
        let known = || {
            let known = self.shared.feed.lock();
            known.unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(html) = known().get(&page.id) {
            return html.clone();
        }
        let html: Arc<str> = self.make_feed_html(page).into();
        known().insert(page.id, html.clone());
        html
    }

    fn make_feed_html(&self, page: &Page) -> String {
        let content = ContentWriter::at(self, page, self.feed_origin());
        let parts = content.html(&page.document.body).and_then(|html| {
            let notes = content.notes()?;
            Ok((html, notes))
        });
        let Ok((mut html, notes)) = parts else {
            return String::new();
        };
        if notes.is_empty() {
            return html;
        }
        html.push_str("<h2>");
        escape_text(&mut html, content.words().text("notes"));
        html.push_str("</h2>\n<ol>\n");
        for note in notes {
            html.push_str("<li id=\"");
            Anchor::Note(note.number).push(&mut html);
            html.push_str("\">");
            html.push_str(&note.html);
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n");
        html
    }

    /// A fragment of a page as a feed has it.
    pub(crate) fn feed_fragment(&self, page: &Page, fragment: &Fragment) -> String {
        let content = ContentWriter::at(self, page, self.feed_origin());
        content.html(fragment).unwrap_or_default()
    }

    /// Where feeds are read, nobody knows; without the site's own address, links begin at the root of its host.
    fn feed_origin(&self) -> Origin<'_> {
        Origin::Anywhere {
            root: self.config.base_url.as_deref().unwrap_or("/"),
        }
    }
}
