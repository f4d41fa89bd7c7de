//! Cross references, and the numbers of what they lead to.

use std::borrow::Cow;

use super::Renderer;
use super::content::ContentWriter;
use crate::bibliography::Locator;
use crate::markdown::{
    CitationForm, CitedSource, Label, LabelKind, Spot, escape_attribute, escape_text,
};
use crate::site::{Page, PageReferences, Referent};
use crate::theme::Words;

impl ContentWriter<'_> {
    fn references(&self) -> &PageReferences {
        &self.renderer.site.references[self.page.id]
    }

    /// "Figure 1": the word and the number of what has a label on the page, as a caption begins.
    pub(super) fn label_text(&self, label: usize) -> String {
        let kind = self.page.document.labelled[label].kind;
        numbered(self.words(), kind, self.label_number(label), true)
    }

    /// The number of what has a label on the page.
    pub(super) fn label_number(&self, label: usize) -> &str {
        &self.references().numbers[label]
    }

    pub(super) fn heading_number(&self, heading: usize) -> &str {
        let numbers = &self.references().headings;
        numbers.get(heading).map_or("", String::as_str)
    }

    /// Writes a citation that is a cross reference: `@fig:rail` or `[see @fig:rail; @tbl:trade]`.
    pub(super) fn cross_reference(&self, i: usize, out: &mut String) {
        let citation = &self.page.document.citations[i];
        let found = self.references().of(i);
        let is_claim = citation.form == CitationForm::Claim;
        if is_claim || citation.space_before {
            out.push(' ');
        }
        out.push_str(if is_claim { "(" } else { "" });
        for (n, (item, referent)) in citation.items.iter().zip(found).enumerate() {
            if n > 0 {
                out.push_str(self.words().text("list_separator"));
            }
            self.reference_item(item, referent.as_ref(), out);
        }
        out.push_str(if is_claim { ")" } else { "" });
    }

    fn reference_item(&self, item: &CitedSource, referent: Option<&Referent>, out: &mut String) {
        let (Some(label), Some(referent)) = (Label::parse(&item.key), referent) else {
            // It has been reported.
            escape_text(out, &item.key);
            return;
        };
        let text = reference_words(self.words(), &label, item, referent);
        out.push_str("<a class=\"cross-reference\" href=\"");
        escape_attribute(out, &self.referent_href(referent));
        out.push_str("\">");
        escape_text(out, &text);
        out.push_str("</a>");
        if let Some(locator) = &item.locator {
            escape_text(out, &format!(", {}", self.written_locator(locator)));
        }
        escape_text(out, &item.suffix);
    }

    fn written_locator(&self, locator: &Locator) -> String {
        let language = &self.page.document.front.language;
        let localization = self.renderer.localization(language);
        localization.locator(Some(locator))
    }

    fn referent_href(&self, referent: &Referent) -> String {
        let page = &self.renderer.site.page(referent.page).document;
        self.href(&referent.target(page))
    }
}

impl<'a> Renderer<'a> {
    /// The sentence of a page in which something stands, as text, with the words of the cross references in it.
    pub(super) fn sentence_in_words(&self, page: &'a Page, spot: &Spot) -> Cow<'a, str> {
        let document = &page.document;
        let sentence = document.sentence(spot).text;
        let range = document.sentence_range(spot);
        let references = &self.site.references[page.id];
        let words = self.theme.words(&document.front.language);
        let mut text = String::new();
        let mut from = 0;
        for (i, citation) in document.citations.iter().enumerate() {
            let place = &citation.spot;
            let found = references.of(i);
            if found.is_empty() || place.block != spot.block || !range.contains(&place.start) {
                continue;
            }
            let at = place.start - range.start;
            text.push_str(&sentence[from..at]);
            text.push_str(if citation.space_before { " " } else { "" });
            let items = citation.items.iter().zip(found);
            let items = items.filter_map(|(item, referent)| {
                let label = Label::parse(&item.key)?;
                Some(reference_words(words, &label, item, referent.as_ref()?))
            });
            let items: Vec<String> = items.collect();
            text.push_str(&items.join(words.text("list_separator")));
            // The key of a narrative one is part of the text.
            let key = format!("@{}", citation.items[0].key);
            let rest = &sentence[at..];
            from = sentence.len() - rest.strip_prefix(&key).unwrap_or(rest).len();
        }
        match from {
            0 => sentence.into(),
            from => (text + &sentence[from..]).into(),
        }
    }
}

/// What stands for a label that a citation names.
fn reference_words(words: &Words, label: &Label, item: &CitedSource, to: &Referent) -> String {
    match &*item.prefix {
        // A heading without a number has its words.
        _ if !to.words.is_empty() => to.words.clone(),
        _ if item.suppress_author => to.number.clone(),
        "" => numbered(words, label.kind, &to.number, label.capital),
        // As in Quarto and pandoc-crossref, the author's word takes the place of the language's.
        word => format!("{word}\u{a0}{}", to.number),
    }
}

fn numbered(words: &Words, kind: LabelKind, number: &str, capital: bool) -> String {
    let text = words.fill(kind.word(), &[("n", number)]);
    match capital {
        true => capitalised(&text),
        false => text,
    }
}

/// A text with a capital at its beginning.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
