//! How to cite a page, in words: for readers who copy it.

use super::super::context::PageView;
use super::super::localization::Localization;
use crate::config::Config;

/// How to cite the page: authors, title, explainer, date, address.
pub(in crate::render) fn cite_as(
    page: &PageView<'_>,
    config: &Config,
    localization: &Localization<'_>,
) -> String {
    let mut parts = Vec::new();
    if !page.authors.is_empty() {
        parts.push(localization.list(page.authors));
    }
    parts.push(localization.quoted(page.title));
    if page.title != config.title && !config.title.is_empty() {
        parts.push(config.title.clone());
    }
    match (&page.updated, &page.date) {
        (Some(date), _) => {
            let words = localization.words;
            parts.push(words.fill("cite_updated", &[("date", &date.text)]));
        }
        (None, Some(date)) => parts.push(date.text.clone()),
        (None, None) => {}
    }
    parts.extend(page.permalink.clone());
    let separator = localization.words.text("list_separator");
    format!("{}.", parts.join(separator))
}
