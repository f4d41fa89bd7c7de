//! The print view: every page in reading order on one.

use std::cell::RefCell;

use super::content::ContentWriter;
use super::context::{Chapter, PrintContext};
use super::renderer::{Rendered, Renderer};
use crate::site::Page;

/// Address of the print view.
const PRINT: &str = "print/";

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
        let mut chapters = Vec::with_capacity(self.site.tree.pages.len());
        for page in &self.site.tree.pages {
            let anchor = anchor(page);
            let prefix = format!("{anchor}--");
            let content = ContentWriter {
                renderer: self,
                page,
                url: PRINT,
                prefix: &prefix,
                fault: RefCell::new(None),
            };
            let in_section = page
                .parent
                .is_some_and(|parent| !self.site.page(parent).url.is_empty());
            chapters.push(Chapter {
                title: &page.document.front.title,
                language: page.document.front.language.as_str(),
                direction: page.document.front.language.direction().as_str(),
                level: if in_section { 2 } else { 1 },
                content_html: prefix_ids(&content.html(&page.document.body)?, &prefix),
                notes: content.note_views()?,
                anchor,
            });
        }
        let context = PrintContext {
            site: self.site_view(PRINT, None, &localization),
            page: self.plain_view(&self.config.title, PRINT, &localization),
            chapters,
        };
        self.template("print.html", &context, &localization)
    }
}

/// Puts `prefix` in front of the ids that are part of a fragment's finished HTML: those of headings, and
/// the author's own. Ids of notes and citations have it already.
fn prefix_ids(html: &str, prefix: &str) -> String {
    const ID: &str = " id=\"";
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        let (tag, behind) = tag.split_at(tag.find('>').unwrap_or(tag.len()));
        out.push_str(text);
        match tag.find(ID).map(|at| tag.split_at(at + ID.len())) {
            Some((before, value)) if !value.starts_with(prefix) => {
                out.extend([before, prefix, value]);
            }
            _ => out.push_str(tag),
        }
        rest = behind;
    }
    out.push_str(rest);
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
