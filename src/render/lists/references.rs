//! The items of lists of sources: of the references of a page, and of a print view.

use super::super::context::{PrintedSource, ReferenceView};
use super::{push, text};
use crate::theme::Words;

/// Bytes of a reference without its text.
const FRAME: usize = 360;

/// Each reference with its uses on the page, its kind and its page in the ledger.
pub(in crate::render) fn reference_items(
    references: &[ReferenceView<'_>],
    cites_in_notes: bool,
    words: &Words,
) -> String {
    let texts: usize = references
        .iter()
        .map(|reference| reference.html.len())
        .sum();
    let mut out = String::with_capacity(texts + FRAME * references.len());
    for reference in references {
        text(&mut out, "\n<li id=\"source-", reference.key, "\"");
        if let Some(address) = reference.address {
            text(&mut out, " data-address=\"", address, "\"");
        }
        push(&mut out, &[">", &reference.html]);
        if !reference.uses.is_empty() {
            uses(reference, cites_in_notes, words, &mut out);
        }
        facts(reference, words, &mut out);
        out.push_str("</li>");
    }
    out
}

/// Links to the uses on the page. Of notes, readers hear that they are links to notes by their numbers alone.
fn uses(reference: &ReferenceView<'_>, cites_in_notes: bool, words: &Words, out: &mut String) {
    text(
        out,
        "\n<span class=\"uses cited-here\">",
        words.text("cited_here"),
        " <span class=\"numbers\">",
    );
    for one in &reference.uses {
        text(out, "<a href=\"", &one.href, "\"");
        if !cites_in_notes {
            let label = words.fill("use_number", &[("n", &one.label)]);
            text(out, " aria-label=\"", &label, "\"");
        }
        text(out, ">", &one.label, "</a> ");
    }
    out.push_str("</span></span>");
}

/// What an editor says of the source, and where the ledger has it.
fn facts(reference: &ReferenceView<'_>, words: &Words, out: &mut String) {
    out.push_str("\n<span class=\"uses source-facts\">");
    for keyword in reference.keywords {
        kind(keyword, words, out);
        out.push(' ');
    }
    if let Some(archive) = reference.archive_url {
        text(out, "<a href=\"", archive, "\">");
        text(out, "", words.text("archived_copy"), "</a> · ");
    }
    text(
        out,
        "<a class=\"ledger-link\" href=\"",
        &reference.ledger_url,
        "\">",
    );
    text(
        out,
        "",
        &words.count("use_count", reference.use_count),
        "</a>",
    );
    if let Some(annotation) = reference.annotation {
        text(out, "<span class=\"annotation\">", annotation, "</span>");
    }
    out.push_str("</span>");
}

/// The word for a kind of sources, or the keyword as it is written.
fn kind(keyword: &str, words: &Words, out: &mut String) {
    let class = match keyword {
        "weak" | "retracted" => "tag tag-caution",
        _ => "tag",
    };
    let word = words.in_group("kinds", &keyword.to_lowercase());
    push(out, &["<span class=\"", class, "\">"]);
    text(out, "", word.unwrap_or(keyword), "</span>");
}

/// Each source of a print view, with its address where the reference does not say it.
pub(in crate::render) fn printed_items(sources: &[PrintedSource<'_>]) -> String {
    let mut out = String::new();
    for source in sources {
        text(&mut out, "\n<li id=\"source-", source.key, "\">");
        out.push_str(source.html);
        if let Some(address) = source.address {
            text(&mut out, " <span class=\"address\">", address, "</span>");
        }
        out.push_str("</li>");
    }
    out
}
