//! The line of facts below the title of a page.

use super::super::context::{DateView, PageView};
use super::{Phrase, text};
use crate::theme::Words;

/// How long it takes to read a page, how old it is, where it is to be had otherwise.
pub(in crate::render) fn fact_items(page: &PageView<'_>, words: &Words) -> String {
    let mut out = String::with_capacity(500);
    if page.draft {
        text(
            &mut out,
            "\n<li class=\"draft\">",
            words.text("draft"),
            "</li>",
        );
    }
    if page.words > 0 {
        let time = words.count("reading_time", page.minutes);
        text(&mut out, "\n<li>", &time, "</li>");
    }
    let changed = match &page.updated {
        Some(updated) => ("updated", Some(updated)),
        None => ("published", page.date.as_ref()),
    };
    for (word, date) in [("evidence_as_of", page.as_of.as_ref()), changed] {
        if let Some(date) = date {
            dated(&mut out, ["\n<li>", "</li>"], (words, word), date);
        }
    }
    if let Some(correction) = page.corrections.first() {
        let around = ["\n<li><a href=\"#page-corrections\">", "</a></li>"];
        dated(&mut out, around, (words, "corrected"), &correction.date);
    }
    if let Some(date) = &page.review_by {
        dated(&mut out, ["\n<li>", "</li>"], (words, "review_by"), date);
    }
    if let Some(url) = &page.print_url {
        text(&mut out, "\n<li><a href=\"", url, "\">");
        text(&mut out, "", words.text("print_section"), "</a></li>");
    }
    if page.source_count > 0 {
        let count = words.count("source_count", page.source_count);
        text(
            &mut out,
            "\n<li><a href=\"#page-references\">",
            &count,
            "</a></li>",
        );
    }
    out
}

/// A word with a date in it.
fn dated(
    out: &mut String,
    [before, after]: [&str; 2],
    (words, word): (&Words, &str),
    date: &DateView,
) {
    out.push_str(before);
    Phrase::new(words, word, &["date"]).write(&[&date.html], out);
    out.push_str(after);
}
