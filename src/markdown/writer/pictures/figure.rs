//! `{{ figure(src="map.png", alt="…", caption="…", credit="UN", source="un-2024, p. 3") }}`: an image with what is to be
//! said of it.

use super::Arguments;
use crate::diagnostics::{Lint, Span};
use crate::markdown::html::attribute;
use crate::markdown::writer::Writer;
use crate::markdown::writer::data::Cited;

impl Writer<'_> {
    pub(super) fn figure(&mut self, mut arguments: Arguments<'_>, span: Span) {
        let help = "name a file beside the page, or in static/: src=\"map.png\"";
        let src = arguments.required(self, "src", help);
        let alt = arguments.text(self, "alt").map(|alt| alt.value);
        let caption = arguments.markdown(self, "caption");
        let credit = arguments.markdown(self, "credit");
        let source = arguments.markdown(self, "source");
        let id = arguments.text(self, "id");
        let mut size = String::new();
        for name in ["width", "height"] {
            if let Some(pixels) = arguments.count(self, name) {
                attribute(&mut size, name, &pixels.to_string());
            }
        }
        arguments.finish(self);
        let Some(src) = src else { return };
        self.push("<figure");
        let label = self.figure_id(id.as_ref());
        self.push(">\n");
        let image = self.image(&src.value, "", src.span.range(), &size);
        let mut html = String::new();
        attribute(&mut html, "alt", alt.as_deref().unwrap_or_default());
        self.push(&html);
        self.push(&size);
        self.close_image(image.link, &size);
        if alt.is_none() {
            self.report(Lint::MissingAlt, span, "the picture has no description")
                .help = Some("say what it shows: alt=\"…\"".to_owned());
        }
        if label.is_none() && caption.is_none() && credit.is_none() && source.is_none() {
            self.push("\n</figure>\n");
            return;
        }
        self.push("\n<figcaption>");
        self.caption_label(label);
        self.open_row_text(span);
        let cited = &mut Cited::default();
        // The note stands after the words that it supports.
        let mut source = source;
        if let Some(caption) = &caption {
            self.embed(caption, span);
            if let Some(source) = source.take() {
                self.cite_data(&source, "", span, cited);
            }
        }
        if credit.is_some() || source.is_some() {
            self.push(" <span class=\"credit\">");
            self.plain(" ", span.range(), false);
            match &credit {
                Some(credit) => self.embed(credit, span),
                None => self.word("source"),
            }
            if let Some(source) = &source {
                self.cite_data(source, "", span, cited);
            }
            self.push("</span>");
        }
        self.close_leaf();
        self.push("</figcaption>\n</figure>\n");
    }
}
