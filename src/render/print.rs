//! The print view: every page in reading order on one.

use std::cell::RefCell;

use super::content::ContentWriter;
use super::context::{Chapter, PrintContext};
use super::renderer::{Rendered, Renderer};
use crate::markdown::slugify;
use crate::site::Page;

/// Address of the print view.
const PRINT: &str = "print/";

/// The id of a page's chapter; what is inside a chapter has it in front of its ids.
pub(super) fn anchor(page: &Page) -> String {
    match slugify(&page.url) {
        slug if slug.is_empty() => "home".to_owned(),
        slug => format!("page-{slug}"),
    }
}

impl Renderer<'_> {
    pub(super) fn print(&self) -> Rendered {
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
                level: if in_section { 2 } else { 1 },
                content_html: prefix_headings(&content.html(&page.document.body)?, &prefix),
                notes: content.note_views()?,
                anchor,
            });
        }
        let context = PrintContext {
            site: self.site_view(PRINT, None),
            page: self.plain_view(&self.config.title, PRINT),
            chapters,
        };
        self.templates.render("print.html", &context)
    }
}

/// Puts `prefix` in front of the ids of headings, which are part of a fragment's finished HTML.
fn prefix_headings(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find("<h") {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let is_heading = tag
            .as_bytes()
            .get(2)
            .is_some_and(|n| (b'1'..=b'6').contains(n))
            && tag[3..].starts_with(" id=\"");
        let end = if is_heading { 3 + " id=\"".len() } else { 2 };
        out.push_str(&tag[..end]);
        if is_heading {
            out.push_str(prefix);
        }
        rest = &tag[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_headings_get_the_prefix() {
        let html = "<h2 id=\"a\">A</h2><hr><header id=\"x\"></header><h3 id=\"b\">B</h3>";
        assert_eq!(
            super::prefix_headings(html, "p--"),
            "<h2 id=\"p--a\">A</h2><hr><header id=\"x\"></header><h3 id=\"p--b\">B</h3>"
        );
    }
}
