//! Pages as readers of feeds get them: whole, with addresses that work from anywhere.

use std::fmt::Write;

use super::content::ContentWriter;
use super::renderer::Renderer;
use crate::address::Origin;
use crate::markdown::{Fragment, escape_text};
use crate::site::Page;

impl<'a> Renderer<'a> {
    /// The text and the notes of a page; empty if a shortcode's template fails, which its page has reported.
    pub(crate) fn feed_html(&self, page: &'a Page) -> String {
        let content = ContentWriter::at(self, page, self.feed_origin());
        let parts = content.html(&page.document.body).and_then(|html| {
            let notes = content.note_views()?;
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
            let _ = writeln!(html, "<li id=\"{}\">{}</li>", note.id, note.html);
        }
        html.push_str("</ol>\n");
        html
    }

    /// A fragment of a page as a feed has it.
    pub(crate) fn feed_fragment(&self, page: &'a Page, fragment: &Fragment) -> String {
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
