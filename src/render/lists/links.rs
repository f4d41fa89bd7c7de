//! Lists of links: the contents of a page, the pages that link to it.

use super::super::context::{BacklinkView, TocView};
use super::{push, text};

/// Headings, with those below them in lists of their own.
pub(in crate::render) fn toc_items(headings: &[TocView<'_>]) -> String {
    let mut out = String::with_capacity(160 * headings.len());
    toc_into(headings, &mut out);
    out
}

fn toc_into(headings: &[TocView<'_>], out: &mut String) {
    for heading in headings {
        text(out, "\n<li><a href=\"#", heading.id, "\">");
        if !heading.number.is_empty() {
            text(out, "", heading.number, " ");
        }
        push(out, &[heading.title_html, "</a>"]);
        if !heading.children.is_empty() {
            out.push_str("\n<ul>");
            toc_into(&heading.children, out);
            out.push_str("\n</ul>");
        }
        out.push_str("</li>");
    }
}

/// Pages with the sentences in which they link.
pub(in crate::render) fn backlink_items(links: &[BacklinkView<'_>]) -> String {
    let length = links.iter().map(|link| link.sentence.len() + 120).sum();
    let mut out = String::with_capacity(length);
    for link in links {
        text(&mut out, "\n<li><a href=\"", &link.url, "\">");
        text(&mut out, "", link.title, "</a>");
        if !link.sentence.is_empty() {
            text(&mut out, " <q>", &link.sentence, "</q>");
        }
        out.push_str("</li>");
    }
    out
}
