//! The uses of a source, page by page.

use super::super::context::{PageUses, SentenceUse};
use super::{push, text};
use crate::theme::Words;

/// Of a source that more pages cite than this, not all are shown at once.
const MOST_PAGES: usize = 20;
/// How many of them are.
const SHOWN_PAGES: usize = 10;

/// Bytes of a use without its sentence.
const FRAME: usize = 240;

/// Each page that uses a source, with the sentences; empty if there is none.
pub(in crate::render) fn use_items(pages: &[PageUses<'_>], words: &Words) -> String {
    let sentences = pages.iter().flat_map(|page| &page.uses);
    let length: usize = sentences.map(|one| FRAME + one.sentence_html.len()).sum();
    let mut out = String::with_capacity(length);
    let folded = pages.len() > MOST_PAGES;
    for (i, page) in pages.iter().enumerate() {
        if folded && i == SHOWN_PAGES {
            let more = words.count("more_pages", pages.len() - SHOWN_PAGES);
            text(
                &mut out,
                "\n<details class=\"more-uses\">\n<summary>",
                &more,
                "</summary>",
            );
        }
        text(&mut out, "\n<h3><a href=\"", &page.url, "\">");
        text(
            &mut out,
            "",
            page.title,
            "</a></h3>\n<ul class=\"sentence-uses\">",
        );
        for (one, number) in page.uses.iter().zip(1..) {
            sentence(one, number, page.title, words, &mut out);
        }
        out.push_str("\n</ul>");
    }
    out.push_str(if folded { "\n</details>" } else { "" });
    out
}

fn sentence(one: &SentenceUse, number: usize, page: &str, words: &Words, out: &mut String) {
    push(
        out,
        &["\n<li><p>", &one.sentence_html, "</p>\n<p class=\"uses\">"],
    );
    if !one.locator.is_empty() {
        text(out, "", &one.locator, " · ");
    }
    let number = number.to_string();
    let label = words.fill("go_to_place_on", &[("page", page), ("n", &number)]);
    text(out, "<a href=\"", &one.href, "\" aria-label=\"");
    text(out, "", &label, "\">");
    text(out, "", words.text("go_to_place"), "</a></p></li>");
}
