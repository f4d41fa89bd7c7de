//! Words of the style and the values of variables on their way to the tree.

use std::borrow::Cow;

use super::super::field::{self, Casing};
use super::super::output::Content;
use super::super::script;
use super::super::style::{Form, Formatting, TextCase};
use super::super::text::{Markup, Span, Text};
use super::super::variable::Variable;
use super::super::words::localized;
use super::Render;

impl<'a> Render<'_, 'a> {
    /// Text of the style or the locale as content.
    pub(super) fn words(
        &self,
        text: impl Into<Cow<'a, str>>,
        case: Option<TextCase>,
    ) -> Content<'a> {
        let text = text.into();
        match field::markup(&text) {
            Some(marked) => {
                let spans = marked.spans().to_vec();
                self.content(Cow::Owned(marked.as_str().to_owned()), spans, case, true)
            }
            None => self.content(text, Vec::new(), case, true),
        }
    }

    /// The value of a variable as content.
    pub(super) fn field(&self, text: &'a Text, case: Option<TextCase>) -> Content<'a> {
        if has_terms(text) {
            return self.words(self.translated(text), case);
        }
        let spans = text.spans().to_vec();
        self.content(Cow::Borrowed(text.as_str()), spans, case, false)
    }

    /// The words of a value, those that stand for terms in the words of the locale: "im Erscheinen".
    pub(super) fn words_of(&self, text: &'a Text) -> Cow<'a, str> {
        match has_terms(text) {
            true => Cow::Owned(self.translated(text)),
            false => Cow::Borrowed(text.as_str()),
        }
    }

    /// English words that stand for terms, in the words of the locale.
    fn translated(&self, text: &Text) -> String {
        let plain = text.as_str();
        let mut out = String::with_capacity(plain.len());
        let mut copied = 0;
        let terms = text
            .spans()
            .iter()
            .filter(|span| span.markup == Markup::Term);
        for range in terms
            .map(|span| span.range.clone())
            .filter(|range| !range.is_empty())
        {
            out.push_str(&plain[copied..range.start]);
            let words = &plain[range.clone()];
            let term = self.cx.locale.term(words, Form::Long, false);
            let term = term.or_else(|| localized(words, self.cx.language));
            out.push_str(term.unwrap_or(words));
            copied = range.end;
        }
        out.push_str(&plain[copied..]);
        out
    }

    fn content(
        &self,
        text: Cow<'a, str>,
        spans: Vec<Span>,
        case: Option<TextCase>,
        english: bool,
    ) -> Content<'a> {
        let cased = case.and_then(|case| {
            let casing = self.casing();
            let english = english || casing.english;
            field::apply(&text, &spans, case, Casing { english, ..casing })
        });
        let (text, spans) = match cased {
            Some((text, spans)) => (Cow::Owned(text), spans),
            None => (text, spans),
        };
        if self.strip_periods > 0 && text.contains('.') {
            let (text, spans) = field::without_periods(&text, &spans);
            return field::marked(Cow::Owned(text), spans);
        }
        field::marked(text, spans)
    }

    /// How letters change in the language of the item, or that of the page where the item names none.
    fn casing(&self) -> Casing {
        let language = self.value(Variable::Language).map(Text::as_str);
        let language = language.unwrap_or(self.cx.language);
        let is = |code: &str| {
            let start = language.get(..2);
            start.is_some_and(|start| start.eq_ignore_ascii_case(code))
        };
        Casing {
            english: is("en"),
            dotless: is("tr") || is("az"),
        }
    }
}

fn has_terms(text: &Text) -> bool {
    text.spans().iter().any(|span| span.markup == Markup::Term)
}

/// The formatting of a text: scripts without italics have none.
pub(super) fn formatting_of(formatting: Formatting, content: &Content<'_>) -> Formatting {
    match content {
        Content::Text(text) if formatting.font_style.is_some() && !script::is_romanesque(text) => {
            Formatting {
                font_style: None,
                ..formatting
            }
        }
        _ => formatting,
    }
}
