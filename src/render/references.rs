//! Cross references, and the numbers of what they lead to.

use super::content::ContentWriter;
use crate::bibliography::Locator;
use crate::markdown::{CitationForm, CitedSource, Label, LabelKind, escape_attribute, escape_text};
use crate::site::{PageReferences, Referent};

impl ContentWriter<'_> {
    fn references(&self) -> &PageReferences {
        &self.renderer.site.references[self.page.id]
    }

    /// "Figure 1": the word and the number of what has a label on the page, as a caption begins.
    pub(super) fn label_text(&self, label: usize) -> String {
        let kind = self.page.document.labelled[label].kind;
        self.numbered(kind, self.label_number(label), true)
    }

    /// The number of what has a label on the page.
    pub(super) fn label_number(&self, label: usize) -> &str {
        &self.references().numbers[label]
    }

    pub(super) fn heading_number(&self, heading: usize) -> &str {
        let numbers = &self.references().headings;
        numbers.get(heading).map_or("", String::as_str)
    }

    fn numbered(&self, kind: LabelKind, number: &str, capital: bool) -> String {
        let text = self.words().fill(kind.word(), &[("n", number)]);
        match capital {
            true => capitalised(&text),
            false => text,
        }
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
        let text = match &*item.prefix {
            _ if item.suppress_author => referent.number.clone(),
            "" => self.numbered(label.kind, &referent.number, label.capital),
            // As in Quarto and pandoc-crossref, the author's word takes the place of the language's.
            word => format!("{word}\u{a0}{}", referent.number),
        };
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

/// A text with a capital at its beginning.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
