//! What is listed of sources in the ledger: the record of one, all with their uses counted.

use super::super::context::SourceRow;
use super::references::kind;
use super::{push, text};
use crate::bibliography::Source;
use crate::theme::Words;

/// The record of a source, field by field, as a list of descriptions has it.
pub(in crate::render) fn field_items(source: &Source, words: &Words) -> String {
    let fields = source.fields.iter();
    let mut out = String::with_capacity(fields.map(|field| field.value.len() * 2 + 100).sum());
    for field in &source.fields {
        out.push_str("\n<div><dt>");
        match words.in_group("fields", &field.name.to_lowercase()) {
            Some(label) => text(&mut out, "", label, ""),
            None => text(&mut out, "<code>", &field.name, "</code>"),
        }
        out.push_str("</dt><dd>");
        let is_address = ["https://", "http://"]
            .iter()
            .any(|scheme| field.value.starts_with(scheme));
        if is_address {
            text(&mut out, "<a href=\"", &field.value, "\">");
        }
        text(&mut out, "", &field.value, "");
        out.push_str(if is_address { "</a>" } else { "" });
        out.push_str("</dd></div>");
    }
    out
}

/// Each source with its kinds and its uses counted.
pub(in crate::render) fn source_items(rows: &[SourceRow<'_>], words: &Words) -> String {
    let mut out = String::with_capacity(rows.iter().map(|row| row.html.len() + 300).sum());
    for row in rows {
        text(&mut out, "\n<li id=\"source-", row.key, "\"");
        if let Some(address) = row.address {
            text(&mut out, " data-address=\"", address, "\"");
        }
        push(&mut out, &[">", &row.html, "\n<span class=\"uses\">"]);
        let key = [("source", row.key)];
        let (label, shown) = match row.uses {
            0 => (
                words.fill("not_cited_source", &key),
                words.text("not_cited").to_owned(),
            ),
            uses => (
                words.count_with("use_count_of", uses, &key),
                words.count("use_count", uses),
            ),
        };
        text(&mut out, "<a href=\"", &row.url, "\"");
        text(&mut out, " aria-label=\"", &label, "\">");
        text(&mut out, "", &shown, "</a>");
        for keyword in row.keywords {
            out.push(' ');
            kind(keyword, words, &mut out);
        }
        out.push_str("</span></li>");
    }
    out
}
