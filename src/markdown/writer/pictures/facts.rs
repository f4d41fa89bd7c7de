//! Figures by their keys: one in running text, or a box of several.

use std::sync::Arc;

use super::Arguments;
use crate::data::{Content, DataFile, FACTS, Fact, FactValue, Facts};
use crate::diagnostics::{Lint, Span, did_you_mean};
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;
use crate::value::Spanned;

impl Writer<'_> {
    /// `{{ fact(id="troops-total") }}`: the figure's wording and its note, as part of the sentence.
    pub(super) fn fact(&mut self, mut arguments: Arguments<'_>, span: Span) {
        let id = arguments.required(self, "id", "name a figure of data/facts.toml: id=\"…\"");
        let cite = arguments.flag(self, "cite").unwrap_or(true);
        arguments.finish(self);
        let file = self.facts_file(span);
        let named = id.zip(file.as_deref());
        let fact = named.and_then(|(id, file)| self.fact_named(facts_in(file), &id));
        self.ensure_leaf(&span.range());
        let Some(fact) = fact else {
            // No text stands for the tag, which has been reported.
            self.plain("", span.range(), true);
            return;
        };
        match &fact.wording {
            Some(wording) => self.embed(wording, span),
            None => {
                let text = self.fact_text(fact);
                self.push_text(&text);
                self.plain(&text, span.range(), false);
            }
        }
        if cite {
            self.cite_data(&fact.source, "", span, &mut Cited::default());
        }
    }

    /// `{{ facts(ids="a, b") }}`: a box of figures, each with its day and its note.
    pub(super) fn facts(&mut self, mut arguments: Arguments<'_>, span: Span) {
        let help = "name figures of data/facts.toml: ids=\"troops-total, shells\"";
        let ids = arguments.required(self, "ids", help);
        let title = arguments.markdown(self, "title");
        arguments.finish(self);
        let file = self.facts_file(span);
        let (Some(ids), Some(file)) = (ids, file) else {
            return;
        };
        self.push("<div class=\"key-figures\" role=\"group\" aria-label=\"");
        match &title {
            Some(title) => crate::markdown::escape_attribute(&mut self.out.html, &title.text),
            None => self.word("key_figures"),
        }
        self.push("\">\n");
        if let Some(title) = &title {
            self.push("<p class=\"picture-title\">");
            self.open_row_text(span);
            self.embed(title, span);
            self.close_leaf();
            self.push("</p>\n");
        }
        self.push("<dl>\n");
        let mut cited = Cited::default();
        for id in ids.value.split(',').map(str::trim) {
            let id = Spanned {
                span: ids.span,
                value: id.to_owned(),
            };
            if let Some(fact) = self.fact_named(facts_in(&file), &id) {
                self.key_figure(fact, span, &mut cited);
            }
        }
        self.push("</dl>\n</div>\n");
    }

    /// One figure of a box. The label comes first for those who hear it, and is shown below.
    fn key_figure(&mut self, fact: &Fact, span: Span, cited: &mut Cited) {
        self.push("<div><dt>");
        self.open_row_text(span);
        match &fact.label {
            Some(label) => self.embed(label, span),
            None => {
                let name = super::table::heading(&fact.id.value.replace('-', " "));
                self.push_text(&name);
                self.plain(&name, span.range(), false);
            }
        }
        let number = match &fact.value {
            FactValue::Number(number) => self.number_text(*number),
            FactValue::Text(text) => text.clone(),
        };
        let number = self.with_range(number, fact);
        self.plain(&format!(": {number}"), span.range(), false);
        if let Some(unit) = &fact.unit {
            self.plain(&format!(" {unit}"), span.range(), false);
        }
        self.push("</dt><dd class=\"figure\"><span class=\"figure-value\">");
        self.push_text(&number);
        self.push("</span>");
        if let Some(unit) = &fact.unit {
            self.push(" <span class=\"figure-unit\">");
            self.push_text(unit);
            self.push("</span>");
        }
        self.cite_data(&fact.source, "", span, cited);
        self.close_leaf();
        self.push("</dd>");
        if let Some(when) = fact.as_of {
            self.push("<dd class=\"figure-date\">");
            self.phrase("as_of", vec![("date", self.date_text(when))]);
            self.push("</dd>");
        }
        self.push("</div>\n");
    }

    /// Value and unit where no wording is given.
    fn fact_text(&self, fact: &Fact) -> String {
        let value = match &fact.value {
            FactValue::Number(number) => self.number_text(*number),
            FactValue::Text(text) => text.clone(),
        };
        match &fact.unit {
            Some(unit) => format!("{value} {unit}"),
            None => value,
        }
    }

    /// A value with the range in which it may lie.
    fn with_range(&self, value: String, fact: &Fact) -> String {
        match (fact.low, fact.high) {
            (Some(low), Some(high)) => {
                format!(
                    "{value} ({}–{})",
                    self.number_text(low),
                    self.number_text(high)
                )
            }
            _ => value,
        }
    }

    fn facts_file(&mut self, span: Span) -> Option<Arc<DataFile>> {
        let file = self.note_data(&FACTS.into());
        if file.is_none() {
            let message = format!("there is no file {FACTS}");
            self.report(Lint::UnknownData, span, message).help =
                Some("make it: [key] on a line, then value = … and source = \"…\"".to_owned());
        }
        file
    }

    fn fact_named<'f>(
        &mut self,
        facts: Option<&'f Facts>,
        id: &Spanned<String>,
    ) -> Option<&'f Fact> {
        // A file that cannot be read has been reported.
        let facts = facts?;
        let found = facts.get(&id.value);
        if found.is_none() && !facts.is_flawed(&id.value) {
            let names = facts.iter().map(|fact| &*fact.id.value);
            let help = did_you_mean(&id.value, names)
                .unwrap_or_else(|| format!("write [{}] into {FACTS}", id.value));
            let message = format!("there is no fact \"{}\"", id.value);
            self.report(Lint::UnknownData, id.span, message).help = Some(help);
        }
        found
    }
}

fn facts_in(file: &DataFile) -> Option<&Facts> {
    match &file.content {
        Content::Facts(facts) => Some(facts),
        _ => None,
    }
}
