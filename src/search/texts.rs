//! What is searched: the words of pages under their headings, and what the sources are.

use crate::bibliography::Source;
use crate::explainer::Explainer;
use crate::markdown::{BlockKind, Document, escape_attribute, escape_text};
use crate::site::Html;

/// One thing that can be found.
pub(super) struct Text {
    /// Its address from the root of the site, with a slash in front.
    pub url: String,
    /// Its words as a page of HTML: the title as `h1`, headings with their ids. The filter `kind` is `page` or `source`.
    pub html: String,
}

/// All that can be found, pages in reading order and then sources.
pub(super) fn texts(explainer: &Explainer) -> impl Iterator<Item = Text> + '_ {
    let site = &explainer.site;
    let pages = site.tree.pages.iter().map(|page| Text {
        url: format!("/{}", page.url),
        html: page_html(&page.document),
    });
    let sources = site.bibliography.iter().map(|(id, source)| Text {
        url: format!("/{}", site.url(Html::Source(id))),
        html: source_html(source),
    });
    pages.chain(sources)
}

fn page_html(document: &Document) -> String {
    let length = document.blocks.iter().map(|block| block.text.len() + 16);
    let mut out = String::with_capacity(length.sum::<usize>() + 256);
    out.push_str("<html><body data-pagefind-filter=\"kind:page\">");
    element(&mut out, "h1", &document.front.title);
    element(&mut out, "p", &document.front.description);
    let mut headings = document.headings.iter().peekable();
    for block in &document.blocks {
        // Headings and their blocks come in one order; a heading without words has no block.
        let heading = match block.kind {
            BlockKind::Heading => headings.find(|heading| heading.text.trim() == block.text.trim()),
            _ => None,
        };
        match heading {
            Some(heading) => {
                let level = heading.level.max(2);
                out.push_str(&format!("<h{level} id=\""));
                escape_attribute(&mut out, &heading.id);
                out.push_str("\">");
                escape_text(&mut out, &block.text);
                out.push_str(&format!("</h{level}>"));
            }
            None => element(&mut out, "p", &block.text),
        }
    }
    out.push_str("</body></html>");
    out
}

fn source_html(source: &Source) -> String {
    let mut out = String::from("<html><body data-pagefind-filter=\"kind:source\">");
    element(
        &mut out,
        "h1",
        source.title.as_deref().unwrap_or(&source.key),
    );
    let known = [
        &source.publisher,
        &source.container,
        &source.date,
        &source.annotation,
    ];
    let known = known.into_iter().flatten();
    for text in source.authors.iter().chain(known).chain(&source.keywords) {
        element(&mut out, "p", text);
    }
    out.push_str("</body></html>");
    out
}

/// Writes an element with this text, unless it is empty.
fn element(out: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        out.push_str(&format!("<{name}>"));
        escape_text(out, text);
        out.push_str(&format!("</{name}>"));
    }
}
