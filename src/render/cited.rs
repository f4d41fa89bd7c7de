//! The references of a page as templates have them, and the addresses of their sources.

use std::borrow::Cow;

use super::content::ContentWriter;
use super::context::{ReferenceView, UseLink};
use super::localization::Localization;
use super::renderer::Renderer;
use crate::address::relative;
use crate::bibliography::{RichText, Source};
use crate::site::{Html, Mark};

impl Renderer<'_> {
    /// The sources that a page cites.
    pub(super) fn reference_views(
        &self,
        content: &ContentWriter<'_>,
        localization: &Localization<'_>,
    ) -> Vec<ReferenceView<'_>> {
        let references = content.formatted.references.iter();
        references
            .map(|reference| {
                let source = self.site.bibliography.get(reference.source);
                let listed = self.listed(reference.source);
                let html = match listed.text.is(&reference.text) {
                    true => Cow::Borrowed(listed.text.html()),
                    false => Cow::Owned(reference.text.html().to_owned()),
                };
                let marks = self.marks(content, reference).into_iter();
                let uses = marks.filter_map(|mark| {
                    Some(UseLink {
                        href: format!("#{}", mark.anchor()?),
                        label: use_label(mark, localization),
                    })
                });
                let url = self.site.url(Html::Source(reference.source));
                ReferenceView {
                    key: &source.key,
                    html,
                    address: unprinted_address(source, &reference.text),
                    uses: uses.collect(),
                    use_count: self.site.ledger.uses(reference.source).len(),
                    keywords: &source.keywords,
                    annotation: source.annotation.as_deref(),
                    archive_url: web_address(source.archive_url.as_deref()),
                    ledger_url: relative(&content.page.url, url),
                }
            })
            .collect()
    }
}

/// An address of the web, which a reader may follow.
pub(super) fn web_address(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// The address of a source whose reference, as the style prints it, does not say it.
pub(super) fn unprinted_address<'s>(source: &'s Source, reference: &RichText) -> Option<&'s str> {
    let address = web_address(source.url.as_deref());
    address.filter(|address| !reference.as_str().contains(address))
}

/// The number by which a use is known on its page.
fn use_label(mark: Mark, localization: &Localization<'_>) -> String {
    match mark {
        Mark::Note(n) | Mark::InText(n) => n.to_string(),
        Mark::InNote(n) => localization.words.fill("in_note", &[("n", &n.to_string())]),
        Mark::Reference | Mark::None => String::new(),
    }
}
