//! What stands apart with a number: pictures with a caption, formulas with a label.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use super::images::Image;
use super::inlines::Inline;
use super::leaves::Leaf;
use crate::markdown::Hole;
use crate::markdown::attributes::Attributes;
use crate::markdown::label::{Label, LabelKind, Object};

/// A figure whose caption is being written.
pub(super) struct Figure {
    image: Image,
    /// Where the description goes in the HTML.
    alt_at: usize,
    /// What the author says in place of the caption to those who cannot see the picture.
    alt: Option<String>,
    /// Where its attributes end.
    end: usize,
}

impl Writer<'_> {
    /// Starts an image; one with an id that is all of its paragraph is a figure.
    pub(super) fn start_picture(&mut self, destination: &str, title: &str, range: Range<usize>) {
        match self.figure_attributes(&range) {
            Some((attributes, end)) => {
                self.start_figure(destination, title, range, attributes, end);
            }
            None => self.start_image(destination, title, range),
        }
    }

    /// The attributes of the image in `range`, and where they end, if it is a figure.
    fn figure_attributes(&self, range: &Range<usize>) -> Option<(Attributes, usize)> {
        let Leaf::Text {
            block,
            end: "</p>\n",
        } = self.leaf
        else {
            return None;
        };
        let paragraph = self.doc.blocks[block].span.range();
        if range.start != paragraph.start || !self.out.html.ends_with("<p>") {
            return None;
        }
        let (attributes, end) = self.attributes_after(range.end)?;
        let rest = self.text.get(end..paragraph.end)?;
        (attributes.id.is_some() && rest.trim().is_empty()).then_some((attributes, end))
    }

    fn start_figure(
        &mut self,
        destination: &str,
        title: &str,
        range: Range<usize>,
        mut attributes: Attributes,
        end: usize,
    ) {
        let paragraph = self.out.html.len() - "<p>".len();
        self.out.html.truncate(paragraph);
        if let Leaf::Text { end, .. } = &mut self.leaf {
            *end = "</figure>\n";
        }
        attributes.take("fig-align");
        let size = Self::size_html(&mut attributes);
        let alt = attributes
            .take("alt")
            .or_else(|| attributes.take("fig-alt"));
        let mut label = None;
        self.push("<figure");
        if let Some((id, place)) = &attributes.id {
            let html = self.take_id(id, place.clone());
            self.push(&html);
            label = self.label(id, place.clone(), Object::Other);
        }
        let html = self.attributes_html("a figure", &attributes.classes, attributes.pairs());
        self.push(&html);
        self.push(">\n");
        let image = self.image(destination, title, range, &size);
        let alt_at = self.out.html.len();
        self.push(&size);
        self.close_image(image.link, &size);
        self.push("\n<figcaption>");
        self.caption_label(label);
        self.inlines.push(Inline::Figure(Figure {
            image,
            alt_at,
            alt,
            end,
        }));
    }

    /// Adds what an inline event says to the description of the figure that is open.
    pub(super) fn describe_figure(&mut self, event: &Event<'_>) {
        if let Some(Inline::Figure(figure)) = self.inlines.first_mut() {
            figure.image.describe(event);
        }
    }

    pub(super) fn end_figure(&mut self) {
        let Some(Inline::Figure(mut figure)) = self.inlines.pop() else {
            return;
        };
        if let Some(alt) = figure.alt {
            figure.image.description = alt;
        }
        let html = self.image_attributes(&figure.image);
        self.out.insert(figure.alt_at, &html);
        self.push("</figcaption>\n");
        self.skip_to = self.skip_to.max(figure.end);
    }

    /// Opens a formula that stands apart, if a label follows byte `end`, where the formula ends.
    pub(super) fn start_equation(&mut self, end: usize) -> Option<usize> {
        let line = self.text[end..].trim_start_matches([' ', '\t']);
        let at = self.text.len() - line.len();
        let (attributes, end) = self.attributes_after(at)?;
        let (id, place) = attributes.id?;
        Label::parse(&id).filter(|label| label.kind == LabelKind::Equation || label.colon)?;
        self.push("<span class=\"equation\"");
        let html = self.take_id(&id, place.clone());
        self.push(&html);
        self.push(">");
        self.cut = self.text.len().min(at)..end;
        self.label(&id, place, Object::Formula)
    }

    /// Ends a formula with its number, if it has a label.
    pub(super) fn end_equation(&mut self, label: Option<usize>) {
        if let Some(label) = label {
            self.push("<span class=\"number\">(");
            self.out.hole(Hole::Number(label));
            self.push(")</span></span>");
            self.skip_to = self.skip_to.max(self.cut.end);
        }
    }
}
