//! Lists of links: the way to a page, its contents, the pages that link to it.

use super::super::context::{BacklinkView, LinkView, TocView};
use super::{push, text};
use crate::theme::Words;

/// The pages that a page is in, the home page first.
pub(in crate::render) fn crumb_items(crumbs: &[LinkView<'_>], words: &Words) -> String {
    let mut out = String::with_capacity(80 * crumbs.len());
    for (n, crumb) in crumbs.iter().enumerate() {
        let title = if n == 0 {
            words.text("home")
        } else {
            crumb.title
        };
        text(&mut out, "\n<li><a href=\"", &crumb.url, "\">");
        text(&mut out, "", title, "</a></li>");
    }
    out
}

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
