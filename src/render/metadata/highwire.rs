//! Highwire Press tags: `<meta name="citation_…">`, by which Google Scholar and reference managers know a page.
//!
//! Google Scholar says what it reads in its inclusion guidelines, Zotero in its translator "Embedded Metadata".

use super::super::context::{MetaView, PageView};
use super::super::lists::text;

/// The tags, and Zotero's own for the type of the page.
///
/// Zotero takes a page with a `citation_title` for an article of a journal, and one with a `citation_inbook_title`
/// for a chapter of a book, unless `z:itemType` says what it is; the name of the website is `og:site_name`.
pub(in crate::render) fn highwire(page: &PageView<'_>) -> Vec<MetaView> {
    let mut tags = Vec::new();
    let mut tag = |name, content: String| {
        if !content.is_empty() {
            tags.push(MetaView { name, content });
        }
    };
    tag("citation_title", page.title.to_owned());
    for author in page.authors {
        tag("citation_author", author.clone());
    }
    if let Some(date) = page.date.as_ref().or(page.updated.as_ref()) {
        tag("citation_publication_date", date.iso.replace('-', "/"));
    }
    tag("z:itemType", "webpage".to_owned());
    tag("citation_language", page.language.to_owned());
    if let Some(permalink) = &page.permalink {
        tag("citation_public_url", permalink.clone());
    }
    tags
}

/// The tags as HTML.
pub(in crate::render) fn highwire_html(tags: &[MetaView]) -> String {
    let mut out = String::with_capacity(tags.iter().map(|tag| tag.content.len() + 64).sum());
    for tag in tags {
        out.push_str("\n<meta name=\"");
        out.push_str(tag.name);
        text(&mut out, "\" content=\"", &tag.content, "\">");
    }
    out
}
