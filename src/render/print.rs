//! The print view: every page in reading order on one.

use std::cell::RefCell;

use super::content::ContentWriter;
use super::context::{Chapter, PrintContext};
use super::renderer::{Rendered, Renderer};
use crate::address::Origin;
use crate::markdown::anchors;
use crate::site::{Html, Page};

/// The id of a page's chapter; what is inside a chapter has it in front of its ids.
pub(super) fn anchor(page: &Page) -> String {
    // Slashes stay: `dig/by-hand/` and `dig-by/hand/` are two pages.
    match page.url.trim_end_matches('/') {
        "" => "home".to_owned(),
        path => format!("page-{path}"),
    }
}

impl Renderer<'_> {
    pub(super) fn print(&self) -> Rendered {
        let localization = self.site_localization();
        let url = self.site.url(Html::Print);
        let mut chapters = Vec::with_capacity(self.site.tree.pages.len());
        for page in &self.site.tree.pages {
            let anchor = anchor(page);
            let prefix = format!("{anchor}--");
            let content = ContentWriter {
                renderer: self,
                page,
                url,
                prefix: &prefix,
                fault: RefCell::new(None),
            };
            let in_section = page
                .parent
                .is_some_and(|parent| !self.site.page(parent).url.is_empty());
            let mut notes = content.note_views()?;
            for note in &mut notes {
                note.html = prefix_ids(&note.html, &prefix);
            }
            chapters.push(Chapter {
                title: &page.document.front.title,
                language: page.document.front.language.as_str(),
                direction: page.document.front.language.direction().as_str(),
                level: if in_section { 2 } else { 1 },
                content_html: prefix_ids(&content.html(&page.document.body)?, &prefix),
                notes,
                anchor,
            });
        }
        let context = PrintContext {
            site: self.site_view(Origin::At(url), None, &localization),
            page: self.plain_view(&self.config.title, url, &localization),
            chapters,
        };
        self.template("print.html", &context, &localization)
    }
}

/// Puts `prefix` in front of the ids that are part of finished HTML: those of headings, and the author's own. Ids
/// of notes and citations have it already.
fn prefix_ids(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut from = 0;
    for (at, _) in anchors(html) {
        out.push_str(&html[from..at]);
        if !html[at..].starts_with(prefix) {
            out.push_str(prefix);
        }
        from = at;
    }
    out.push_str(&html[from..]);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_in_tags_get_the_prefix_once() {
        let html = "<h2 id=\"a\">A</h2><hr><a id=\"p--ref-1\"></a>&lt;b id=\"b\">, c id=\"c\"<div class=\"d\" id=\"d\">";
        assert_eq!(
            super::prefix_ids(html, "p--"),
            "<h2 id=\"p--a\">A</h2><hr><a id=\"p--ref-1\"></a>&lt;b id=\"b\">, c id=\"c\"<div class=\"d\" id=\"p--d\">"
        );
    }
}
