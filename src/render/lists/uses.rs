//! The uses of a source, page by page.

use std::borrow::Cow;

use super::super::localization::Localization;
use super::super::renderer::Renderer;
use super::{Phrase, escaped, push, text};
use crate::address::relative;
use crate::bibliography::SourceId;
use crate::markdown::{Document, Sentence, Spot, escape_text};
use crate::site::Use;

/// Of a source that more pages cite than this, not all are shown at once.
const MOST_PAGES: usize = 20;
/// How many of them are.
const SHOWN_PAGES: usize = 10;

/// Bytes of a use with a sentence of middle length.
const LENGTH: usize = 400;

impl Renderer<'_> {
    /// Each page that uses a source, with the sentences, for the source's page at `from`; empty if there is none.
    pub(in crate::render) fn use_items(
        &self,
        from: &str,
        id: SourceId,
        localization: &Localization<'_>,
    ) -> String {
        let uses = self.site.ledger.uses(id);
        let mut out = String::with_capacity(LENGTH * uses.len());
        let words = localization.words;
        let pages = uses.chunk_by(|a, b| a.page == b.page);
        let number = pages.clone().count();
        let folded = number > MOST_PAGES;
        let link = Link {
            label: Phrase::new(words, "go_to_place_on", &["page", "n"]),
            text: escaped(words.text("go_to_place")),
        };
        for (i, uses) in pages.enumerate() {
            if folded && i == SHOWN_PAGES {
                let more = words.count("more_pages", number - SHOWN_PAGES);
                text(
                    &mut out,
                    "\n<details class=\"more-uses\">\n<summary>",
                    &more,
                    "</summary>",
                );
            }
            let page = self.site.page(uses[0].page);
            let url = relative(from, &page.url);
            let (url, title) = (escaped(&url), escaped(&page.document.front.title));
            push(&mut out, &["\n<h3><a href=\"", &url, "\">", &title]);
            out.push_str("</a></h3>\n<ul class=\"sentence-uses\">");
            for (one, number) in uses.iter().zip(1..) {
                out.push_str("\n<li><p>");
                self.used(*one, localization, &mut out);
                push(&mut out, &["<a href=\"", &url]);
                if let Some(anchor) = one.mark.anchor() {
                    out.push('#');
                    anchor.push(&mut out);
                }
                link.write(&title, number, &mut out);
            }
            out.push_str("\n</ul>");
        }
        out.push_str(if folded { "\n</details>" } else { "" });
        out
    }

    /// The sentence of a use and what stands before the link to it.
    fn used(&self, one: Use, localization: &Localization<'_>, out: &mut String) {
        let document = &self.site.page(one.page).document;
        let citation = &document.citations[one.citation];
        quote(document, &citation.spot, out);
        out.push_str("</p>\n<p class=\"uses\">");
        let locator = &citation.items[one.item].locator;
        if locator.is_some() {
            let locator = localization.locator(locator.as_ref());
            if !locator.is_empty() {
                text(out, "", &locator, " · ");
            }
        }
    }
}

/// The link to a use.
struct Link<'w> {
    label: Phrase<'w>,
    text: Cow<'w, str>,
}

impl Link<'_> {
    /// The rest of it, from the end of its address.
    fn write(&self, page: &str, number: u32, out: &mut String) {
        out.push_str("\" aria-label=\"");
        let mut digits = itoa::Buffer::new();
        self.label.write(&[page, digits.format(number)], out);
        push(out, &["\">", &self.text, "</a></p></li>"]);
    }
}

/// The sentence of a use with its claim marked; in a table the row, its cells parted by bars.
pub(in crate::render) fn quote(document: &Document, spot: &Spot, out: &mut String) {
    let Some(row) = document.row(spot.block) else {
        return mark(&document.sentence(spot), out);
    };
    for (n, i) in row.into_iter().enumerate() {
        out.push_str(if n > 0 { " | " } else { "" });
        match i == spot.block {
            true => mark(&document.sentence(spot), out),
            false => escape_text(out, document.blocks[i].text.trim()),
        }
    }
}

/// A sentence with its claim marked.
fn mark(sentence: &Sentence<'_>, out: &mut String) {
    let marked = &sentence.marked;
    if marked.is_empty() {
        return escape_text(out, sentence.text);
    }
    escape_text(out, &sentence.text[..marked.start]);
    out.push_str("<mark>");
    escape_text(out, &sentence.text[marked.clone()]);
    out.push_str("</mark>");
    escape_text(out, &sentence.text[marked.end..]);
}
