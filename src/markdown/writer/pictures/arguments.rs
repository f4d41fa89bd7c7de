//! The arguments of a shortcode, taken one by one; what is left over or of the wrong type is reported.

use serde_json::Value;

use crate::data::Excerpt;
use crate::diagnostics::{Lint, Span, did_you_mean};
use crate::markdown::shortcode::Call;
use crate::markdown::writer::Writer;
use crate::value::Spanned;

/// The arguments of one call.
pub(super) struct Arguments<'c> {
    call: &'c Call,
    /// The whole tag.
    span: Span,
    known: Vec<&'static str>,
}

impl<'c> Arguments<'c> {
    pub(super) fn of(call: &'c Call, span: Span) -> Self {
        Self {
            call,
            span,
            known: Vec::new(),
        }
    }

    fn any(&mut self, name: &'static str) -> Option<(&'c Value, Span)> {
        self.known.push(name);
        let mut arguments = self.call.args.iter();
        let (_, value, range) = arguments.find(|(known, ..)| known == name)?;
        let span = Span::new(range.clone()).shifted(self.span.start as usize);
        Some((value, span))
    }

    /// A text; a number counts as one.
    pub(super) fn text(
        &mut self,
        writer: &mut Writer<'_>,
        name: &'static str,
    ) -> Option<Spanned<String>> {
        let (value, span) = self.any(name)?;
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => {
                let message = format!("the argument `{name}` must be a text");
                writer.report(Lint::MalformedShortcode, span, message);
                return None;
            }
        };
        (!text.trim().is_empty()).then_some(Spanned { span, value: text })
    }

    /// A text that must be there.
    pub(super) fn required(
        &mut self,
        writer: &mut Writer<'_>,
        name: &'static str,
        help: &str,
    ) -> Option<Spanned<String>> {
        let found = self.text(writer, name);
        if found.is_none() {
            let message = format!(
                "the shortcode `{}` needs the argument `{name}`",
                self.call.name
            );
            writer
                .report(Lint::MalformedShortcode, self.span, message)
                .help = Some(help.to_owned());
        }
        found
    }

    /// A whole number from one on.
    pub(super) fn count(&mut self, writer: &mut Writer<'_>, name: &'static str) -> Option<usize> {
        let (value, span) = self.any(name)?;
        let count = value.as_u64().filter(|count| *count > 0);
        if count.is_none() {
            let message = format!("the argument `{name}` must be a whole number from 1 on");
            writer.report(Lint::MalformedShortcode, span, message);
        }
        usize::try_from(count?).ok()
    }

    /// `true` or `false`; false where it is not there.
    pub(super) fn flag(&mut self, writer: &mut Writer<'_>, name: &'static str) -> Option<bool> {
        let (value, span) = self.any(name)?;
        if value.as_bool().is_none() {
            let message = format!("the argument `{name}` must be true or false");
            writer.report(Lint::MalformedShortcode, span, message);
        }
        value.as_bool()
    }

    /// Markdown, with the places of its bytes in the page.
    pub(super) fn markdown(
        &mut self,
        writer: &mut Writer<'_>,
        name: &'static str,
    ) -> Option<Excerpt> {
        let Spanned { span, value } = self.text(writer, name)?;
        let source = &writer.text[span.range()];
        let quote = source.find('=').map(|at| {
            let after = &source[at + 1..];
            at + 1 + after.len() - after.trim_start().len()
        });
        let from = span.start as usize + quote.unwrap_or_default();
        let string = Spanned {
            span: Span::new(from..span.end as usize),
            value,
        };
        let path = writer.doc.path.clone();
        Some(Excerpt::of_string(&path, writer.text, string))
    }

    /// Reports the arguments that nobody asked for.
    pub(super) fn finish(self, writer: &mut Writer<'_>) {
        for (name, _, range) in &self.call.args {
            if self.known.contains(&&**name) {
                continue;
            }
            let span = Span::new(range.clone()).shifted(self.span.start as usize);
            let message = format!(
                "the shortcode `{}` has no argument `{name}`",
                self.call.name
            );
            let help = did_you_mean(name, self.known.iter().copied())
                .unwrap_or_else(|| format!("its arguments are {}", self.known.join(", ")));
            writer.report(Lint::MalformedShortcode, span, message).help = Some(help);
        }
    }
}
