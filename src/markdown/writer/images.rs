//! Images. What stands between their brackets is their description, as plain text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use super::inlines::Inline;
use crate::address::is_elsewhere;
use crate::diagnostics::{Lint, Span};
use crate::markdown::Hole;
use crate::markdown::events::Bracket;
use crate::markdown::html::attribute;

/// The number of pixels in an attribute of this name.
fn pixels(attributes: &str, name: &str) -> Option<u32> {
    let (_, after) = attributes.split_once(&format!(" {name}=\""))?;
    after.split('"').next()?.parse().ok()
}

/// An image whose description is being read.
pub(super) struct Image {
    /// Its address, by its index in the links of the page.
    pub link: usize,
    /// How many images in its description are open.
    inner: usize,
    pub description: String,
    title: String,
    span: Span,
    /// The HTML of the attributes after it, and where they end.
    pub attributes: (String, usize),
}

impl Image {
    /// Adds what an inline event says.
    pub(super) fn describe(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => {
                self.description.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => self.description.push(' '),
            _ => {}
        }
    }
}

impl Writer<'_> {
    pub(super) fn start_image(&mut self, destination: &str, title: &str, range: Range<usize>) {
        self.ensure_leaf(&range);
        let attributes = self.inline_attributes("a picture", range.end);
        let mut image = self.image(destination, title, range, &attributes.0);
        image.attributes = attributes;
        self.inlines.push(Inline::Image(image));
    }

    /// Opens the tag of an image, with its address; `written` are the attributes that its author gave.
    pub(super) fn image(
        &mut self,
        destination: &str,
        title: &str,
        range: Range<usize>,
        written: &str,
    ) -> Image {
        let span = Span::new(range.clone());
        if is_elsewhere(destination) {
            self.doc.embedded.push((destination.to_owned(), span));
        }
        self.doc.show(destination);
        let link = self.doc.links.len();
        let width = pixels(written, "width");
        self.out.hole(Hole::ImageSources { link, width });
        self.push("<img src=\"");
        self.add_link(destination.to_owned(), true, range);
        self.push("\"");
        Image {
            link,
            inner: 0,
            description: String::new(),
            title: title.to_owned(),
            span,
            attributes: Default::default(),
        }
    }

    /// Closes the tag with what browsers are told of every picture; `written` are the attributes that its author gave.
    pub(super) fn close_image(&mut self, link: usize, written: &str) {
        let [width, height] = ["width", "height"].map(|name| pixels(written, name));
        if height.is_none() {
            self.out.hole(Hole::PictureSize { link, width });
        }
        self.push(" loading=\"lazy\" decoding=\"async\">");
        self.out.hole(Hole::ImageEnd(link));
    }

    /// A tag inside a description.
    pub(super) fn start_in_image(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. } => {
                if let Some(Inline::Image(image)) = self.inlines.last_mut() {
                    image.inner += 1;
                }
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } if Bracket::of(*link_type, dest_url) == Some(Bracket::Citation) => {
                let message = "a citation cannot stand in the description of a picture";
                self.report(Lint::CitationInLink, Span::new(range), message)
                    .help = Some("put it after the picture, or into a figure's caption".to_owned());
            }
            _ => {}
        }
    }

    /// The end of a tag inside a description, or of the image.
    pub(super) fn end_in_image(&mut self, tag: TagEnd) {
        if tag != TagEnd::Image {
            return;
        }
        let ended = self.inlines.pop_if(|inline| match inline {
            Inline::Image(image) if image.inner > 0 => {
                image.inner -= 1;
                false
            }
            _ => true,
        });
        if let Some(Inline::Image(image)) = ended {
            self.end_image(&image);
        }
    }

    pub(super) fn end_image(&mut self, image: &Image) {
        let html = self.image_attributes(image);
        self.push(&html);
        let (attributes, end) = &image.attributes;
        self.push(attributes);
        self.close_image(image.link, attributes);
        self.skip_to = self.skip_to.max(*end);
    }

    /// The HTML of what an image is called.
    pub(super) fn image_attributes(&mut self, image: &Image) -> String {
        let mut html = String::new();
        attribute(&mut html, "alt", &image.description);
        if !image.title.is_empty() {
            attribute(&mut html, "title", &image.title);
        }
        if image.description.trim().is_empty() {
            let message = "the picture has no description";
            self.report(Lint::MissingAlt, image.span, message).help =
                Some("say what it shows between the square brackets".to_owned());
        }
        html
    }
}
