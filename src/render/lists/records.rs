//! What is listed of sources in the ledger: the record of one, also for other programs, and all with their uses counted.

use super::super::context::{ExportView, SourceRow};
use super::references::kind;
use super::{Phrase, escaped, push, text};
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

/// A source in forms that other programs read, to be copied or downloaded.
pub(in crate::render) fn export_items(exports: &[ExportView], words: &Words) -> String {
    let length = |export: &ExportView| export.text.len() * 3 / 2 + export.href.len() + 500;
    let mut out = String::with_capacity(exports.iter().map(length).sum());
    let download = Phrase::new(words, "download", &["file"]);
    for export in exports {
        out.push_str("\n<details class=\"fold export\">\n<summary>");
        text(&mut out, "", export.format, "</summary>\n");
        out.push_str("<pre class=\"cite-text\" tabindex=\"0\" data-");
        text(&mut out, "copy=\"", words.text("copy"), "\" data-");
        text(&mut out, "copied=\"", words.text("copied"), "\" data-");
        text(&mut out, "selected=\"", words.text("selected"), "\">");
        text(&mut out, "<code>", &export.text, "</code></pre>\n");
        let file = escaped(&export.file);
        text(&mut out, "<p><a href=\"", &export.href, "\" download=\"");
        push(&mut out, &[&file, "\">"]);
        download.write(&[&file], &mut out);
        out.push_str("</a></p>\n</details>");
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
