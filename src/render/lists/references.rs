//! The items of lists of sources: of the references of a page, and of a print view.

use super::super::cited::{unprinted_address, web_address};
use super::super::content::ContentWriter;
use super::super::context::PrintedSource;
use super::super::localization::Localization;
use super::super::renderer::Renderer;
use super::{Phrase, escaped, push, text};
use crate::address::push_relative;
use crate::bibliography::Source;
use crate::markdown::escape_attribute;
use crate::site::{Html, Mark, Reference};
use crate::theme::Words;

/// Bytes of a reference with a text of middle length.
const LENGTH: usize = 900;

/// What a list says of a source in a language besides its reference, around the address of its page in the ledger.
pub(in crate::render) struct Facts {
    before: String,
    after: String,
}

impl Facts {
    /// Of a source that is used so many times.
    pub(in crate::render) fn of(source: &Source, uses: usize, words: &Words) -> Self {
        let mut before = "\n<span class=\"uses source-facts\">".to_owned();
        for keyword in &source.keywords {
            kind(keyword, words, &mut before);
            before.push(' ');
        }
        if let Some(archive) = web_address(source.archive_url.as_deref()) {
            text(&mut before, "<a href=\"", archive, "\">");
            text(&mut before, "", words.text("archived_copy"), "</a> · ");
        }
        before.push_str("<a class=\"ledger-link\" href=\"");
        let mut after = "\">".to_owned();
        text(&mut after, "", &words.count("use_count", uses), "</a>");
        if let Some(annotation) = &source.annotation {
            text(
                &mut after,
                "<span class=\"annotation\">",
                annotation,
                "</span>",
            );
        }
        after.push_str("</span>");
        before.shrink_to_fit();
        after.shrink_to_fit();
        Self { before, after }
    }
}

/// The word for a kind of sources, or the keyword as it is written.
pub(super) fn kind(keyword: &str, words: &Words, out: &mut String) {
    let class = match keyword {
        "weak" | "retracted" => "tag tag-caution",
        _ => "tag",
    };
    let word = words.in_group("kinds", &keyword.to_lowercase());
    push(out, &["<span class=\"", class, "\">"]);
    text(out, "", word.unwrap_or(keyword), "</span>");
}

/// The beginning of an item, to the end of what the style prints.
pub(in crate::render) fn listed_item(source: &Source, address: Option<&str>, html: &str) -> String {
    let length = html.len() + address.map_or(0, str::len) + source.key.len() + 48;
    let mut item = String::with_capacity(length);
    text(&mut item, "\n<li id=\"source-", &source.key, "\"");
    if let Some(address) = address {
        text(&mut item, " data-address=\"", address, "\"");
    }
    push(&mut item, &[">", html]);
    item
}

impl Renderer<'_> {
    /// Each reference with its uses on the page, its kind and its page in the ledger.
    pub(in crate::render) fn reference_items(
        &self,
        content: &ContentWriter<'_>,
        localization: &Localization<'_>,
    ) -> String {
        let references = &content.formatted.references;
        let mut out = String::with_capacity(LENGTH * references.len());
        let facts = self.facts(localization.language);
        let (own, mut address) = (&content.page.url, String::new());
        let cited = Cited {
            begin: format!(
                "\n<span class=\"uses cited-here\">{} <span class=\"numbers\">",
                escaped(localization.words.text("cited_here"))
            ),
            in_note: Phrase::new(localization.words, "in_note", &["n"]),
            label: match self.site.formatters.in_notes() {
                // Of notes, readers hear that they are links to notes by their numbers alone.
                true => None,
                false => Some(Phrase::new(localization.words, "use_number", &["n"])),
            },
        };
        for reference in references {
            let (id, source) = (
                reference.source,
                self.site.bibliography.get(reference.source),
            );
            let listed = self.listed(id);
            match listed.text.is(&reference.text) {
                true => out.push_str(&listed.item),
                false => {
                    let address = unprinted_address(source, &reference.text);
                    out.push_str(&listed_item(source, address, reference.text.html()));
                }
            }
            cited.here(&self.marks(content, reference), &mut out);
            let facts = self.facts_of(id, &facts, localization.words);
            address.clear();
            push_relative(&mut address, own, self.site.url(Html::Source(id)));
            out.push_str(&facts.before);
            escape_attribute(&mut out, &address);
            push(&mut out, &[&facts.after, "</li>"]);
        }
        out
    }

    /// The uses of a reference on the page that have a place. A note that cites a source twice is one place to go to.
    pub(in crate::render) fn marks(
        &self,
        content: &ContentWriter<'_>,
        reference: &Reference,
    ) -> Vec<Mark> {
        let citations = &content.numbered().citations;
        let marks = reference.citations.iter().map(|i| citations[*i].mark);
        let mut marks: Vec<Mark> = marks.filter(|mark| mark.anchor().is_some()).collect();
        marks.dedup_by_key(|mark| mark.anchor());
        marks
    }
}

/// How the uses of a reference on its page are written.
struct Cited<'w> {
    begin: String,
    in_note: Phrase<'w>,
    label: Option<Phrase<'w>>,
}

impl Cited<'_> {
    /// Links to the uses.
    fn here(&self, marks: &[Mark], out: &mut String) {
        if marks.is_empty() {
            return;
        }
        out.push_str(&self.begin);
        let mut digits = itoa::Buffer::new();
        let mut shown = String::new();
        for mark in marks {
            let Some(anchor) = mark.anchor() else {
                continue;
            };
            shown.clear();
            match mark {
                Mark::InNote(number) => self.in_note.write(&[digits.format(*number)], &mut shown),
                Mark::Note(number) | Mark::InText(number) => shown.push_str(digits.format(*number)),
                Mark::Reference | Mark::None => {}
            }
            out.push_str("<a href=\"#");
            anchor.push(out);
            out.push('"');
            if let Some(label) = &self.label {
                out.push_str(" aria-label=\"");
                label.write(&[&shown], out);
                out.push('"');
            }
            push(out, &[">", &shown, "</a> "]);
        }
        out.push_str("</span></span>");
    }
}

/// Each source of a print view, with its address where the reference does not say it.
pub(in crate::render) fn printed_items(sources: &[PrintedSource<'_>]) -> String {
    let length: usize = sources.iter().map(|source| source.html.len() + 160).sum();
    let mut out = String::with_capacity(length);
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
