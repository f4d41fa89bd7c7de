//! A style in a language, ready to format.

use std::sync::Arc;

use super::features::Features;
use super::locale::Locale;
use super::output::Quotes;
use super::render::Context;
use super::sort::Collation;
use super::style::{Class, Style};

/// Formats citations and references in one style and language. It holds no state, and threads can share it.
#[derive(Debug)]
pub struct Processor {
    style: Arc<Style>,
    locale: Arc<Locale>,
    language: String,
    features: Features,
    collation: Collation,
}

impl Processor {
    /// A processor for a style, in the words of a locale. `language` is a tag such as "de-AT".
    pub fn new(style: Arc<Style>, locale: Arc<Locale>, language: &str) -> Self {
        Self {
            features: Features::of(&style),
            style,
            locale,
            language: language.to_owned(),
            collation: Collation::new(language),
        }
    }

    /// Whether the style is for notes.
    pub fn is_note_style(&self) -> bool {
        self.style.class == Class::Note
    }

    pub(crate) fn collation(&self) -> &Collation {
        &self.collation
    }

    pub(crate) fn context(&self) -> Context<'_> {
        let marks = self.locale.quotation_marks();
        Context {
            style: &self.style,
            locale: &self.locale,
            language: &self.language,
            features: &self.features,
            quotes: Quotes {
                outer: (marks.open, marks.close),
                inner: (marks.open_inner, marks.close_inner),
                punctuation_inside: self.locale.punctuation_in_quote(),
            },
        }
    }
}
