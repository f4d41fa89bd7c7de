//! What a page says in its language: words, dates, quotation marks, the terms of locators.

use std::sync::Arc;

use jiff::civil::Date;

use super::context::DateView;
use super::renderer::Renderer;
use crate::bibliography::Locator;
use crate::language::{Language, Locale};
use crate::theme::Words;

/// The language of a page being rendered.
#[derive(Clone)]
pub(super) struct Localization<'a> {
    pub language: &'a Language,
    pub words: &'a Words,
    locale: Arc<Locale>,
}

impl<'a> Renderer<'a> {
    /// What pages in a language have in common.
    pub(super) fn localization(&self, language: &'a Language) -> Localization<'a> {
        Localization {
            language,
            words: self.theme.words(language),
            locale: Locale::of(language),
        }
    }

    /// What pages that Ibid makes have in common: they are in the language of the explainer.
    pub(super) fn site_localization(&self) -> Localization<'a> {
        self.localization(&self.config.language)
    }
}

impl Localization<'_> {
    /// A date for machines and for people.
    pub(super) fn date(&self, date: Date) -> DateView {
        let iso = date.to_string();
        let text = self.locale.date(date, self.words.months());
        let html = format!("<time datetime=\"{iso}\">{text}</time>");
        DateView { iso, text, html }
    }

    /// A text between quotation marks.
    pub(super) fn quoted(&self, text: &str) -> String {
        let quotes = self.locale.quotes();
        format!("{}{text}{}", quotes.open, quotes.close)
    }

    /// A locator with its term; empty if there is none.
    pub(super) fn locator(&self, locator: Option<&Locator>) -> String {
        locator.map_or_else(String::new, |locator| self.locale.locator(locator))
    }

    /// Names in a row.
    pub(super) fn list(&self, names: &[String]) -> String {
        names.join(self.words.text("list_separator"))
    }
}
