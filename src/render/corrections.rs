//! The corrections of a page, and the page of all corrections.

use super::content::ContentWriter;
use super::context::{CorrectionView, CorrectionsContext, MadeCorrection};
use super::localization::Localization;
use super::renderer::{Rendered, Renderer};
use crate::address::Origin;
use crate::diagnostics::Diagnostic;
use crate::markdown::Correction;
use crate::site::{Data, Html, Page};

impl<'a> Renderer<'a> {
    /// All corrections, the newest first, and those of one day in reading order.
    pub(crate) fn all_corrections(&self) -> Vec<(&'a Page, &'a Correction)> {
        let pages = self.site.tree.iter();
        let corrections = pages.flat_map(|page| {
            let corrections = page.document.corrections.iter();
            corrections.map(move |correction| (page, correction))
        });
        let mut all: Vec<_> = corrections.collect();
        all.sort_by_key(|(_, correction)| std::cmp::Reverse(correction.date));
        all
    }

    pub(super) fn corrections(&self) -> Rendered {
        let localization = self.site_localization();
        let url = self.site.url(Html::Corrections);
        let all = self.all_corrections().into_iter();
        let corrections = all.map(|(page, correction)| {
            let content = ContentWriter::at(self, page, Origin::At(url));
            Ok::<_, Box<Diagnostic>>(MadeCorrection {
                date: localization.date(correction.date),
                html: content.html(&correction.html)?,
                page: self.link_view(url, page.id),
                language: page.document.front.language.as_str(),
            })
        });
        let context = CorrectionsContext {
            corrections: corrections.collect::<Result<_, _>>()?,
            feed_url: Origin::At(url).link(self.site.url(Data::Corrections)),
            site: self.site_value(url, None, &localization),
            page: self.plain_view(localization.words.text("corrections"), url, &localization),
        };
        self.template("corrections.html", &context, &localization)
    }

    /// The corrections of the page that `content` writes.
    pub(super) fn corrections_of(
        &self,
        content: &ContentWriter<'_>,
        localization: &Localization<'_>,
    ) -> Result<Vec<CorrectionView>, Box<Diagnostic>> {
        let corrections = content.page.document.corrections.iter();
        corrections
            .map(|correction| {
                Ok(CorrectionView {
                    date: localization.date(correction.date),
                    html: content.html(&correction.html)?,
                })
            })
            .collect()
    }
}
