//! What is searched: the words of pages under their headings, and what the sources are.

use std::iter;

use crate::bibliography::Source;
use crate::explainer::Explainer;
use crate::markdown::{BlockKind, Document, escape_attribute, escape_text};
use crate::site::Html;

/// One thing that can be found.
pub(super) struct Text {
    /// Its address from the root of the site, with a slash in front.
    pub url: String,
    pub content: Content,
}

/// Its words.
pub(super) enum Content {
    /// Those of a page as HTML: the title as `h1`, headings with their ids. The filter `kind` is `page`.
    Page(String),
    /// Those of a source: its title, and all of them. Pagefind need not parse them, which for most sources would take
    /// longer than all else.
    Source { title: String, words: String },
}

/// All that can be found, pages and sources each in their order. `together` that follow each other have one page among
/// them, while there are pages and sources.
pub(super) fn texts(explainer: &Explainer, together: usize) -> impl Iterator<Item = Text> + '_ {
    let site = &explainer.site;
    let mut pages = site.tree.pages.iter().map(|page| Text {
        url: format!("/{}", page.url),
        content: Content::Page(page_html(&page.document)),
    });
    let mut sources = site.bibliography.iter().map(|(id, source)| Text {
        url: format!("/{}", site.url(Html::Source(id))),
        content: source_words(source),
    });
    let mut number = 0;
    iter::from_fn(move || {
        let first = number % together == 0;
        number += 1;
        match first {
            true => pages.next().or_else(|| sources.next()),
            false => sources.next().or_else(|| pages.next()),
        }
    })
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

fn source_words(source: &Source) -> Content {
    let title = source.title.as_deref().unwrap_or(&source.key);
    let known = [
        &source.publisher,
        &source.container,
        &source.date,
        &source.annotation,
    ];
    let known = known.into_iter().flatten();
    let all = source.authors.iter().chain(known).chain(&source.keywords);
    let mut words = String::new();
    for text in iter::once(title).chain(all.map(String::as_str)) {
        let text = text.trim();
        words.push_str(text);
        // So that excerpts can be read.
        words.push_str(if text.ends_with(char::is_alphanumeric) {
            ". "
        } else {
            " "
        });
    }
    Content::Source {
        title: title.to_owned(),
        words,
    }
}

/// Writes an element with this text, unless it is empty.
fn element(out: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        out.push_str(&format!("<{name}>"));
        escape_text(out, text);
        out.push_str(&format!("</{name}>"));
    }
}
