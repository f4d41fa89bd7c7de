//! HTML that the author wrote, as the configuration wants it.

use std::ops::Range;

use super::Writer;
use crate::config::RawHtml;
use crate::diagnostics::{Lint, Span};
use crate::markdown::document::BlockKind;
use crate::markdown::html::anchors;
use crate::markdown::raw_html::{clean, effects};

impl Writer<'_> {
    /// Writes HTML inside a line.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        match self.settings.raw_html {
            RawHtml::Escape => self.write_text(html, range),
            _ => self.html_as_it_may_be(html, range),
        }
    }

    /// Writes HTML that is a block.
    pub(super) fn html_block(&mut self, html: &str, range: Range<usize>) {
        if self.settings.raw_html != RawHtml::Escape {
            return self.html_as_it_may_be(html, range);
        }
        self.open_text(BlockKind::Paragraph, range.clone(), "</p>\n");
        self.push("<p>");
        self.write_text(html.trim_end(), range);
        self.close_leaf();
    }

    /// Writes HTML that is part of the page, all or what can be left of it.
    fn html_as_it_may_be(&mut self, html: &str, range: Range<usize>) {
        let span = Span::new(range);
        if self.settings.raw_html == RawHtml::Allow {
            return self.own_html(html, span);
        }
        let cleaned = clean(html);
        for removed in &cleaned.removed {
            let message = format!("`{removed}` is left out");
            let help =
                "the explainer takes only HTML that shows something (`raw_html` in [markdown])";
            self.report(Lint::UnsafeHtml, span, message).help = Some(help.to_owned());
        }
        self.own_html(&cleaned.html, span);
    }

    fn own_html(&mut self, html: &str, span: Span) {
        let anchors = anchors(html).into_iter().map(|(_, id)| id);
        self.doc.anchors.extend(anchors);
        let effects = effects(html);
        let embedded = effects.addresses.into_iter();
        let embedded = embedded.map(|address| (address, span));
        self.doc.embedded.extend(embedded);
        self.doc
            .inline_effects
            .extend(effects.inline.map(|inline| (inline, span)));
        self.doc.raw_html.push(span);
        self.push(html);
    }
}
