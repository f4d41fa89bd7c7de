//! Images: their sizes, and the copies that browsers choose from.

use std::fmt::Write;

use super::content::ContentWriter;
use crate::markdown::escape_attribute;
use crate::site::{Route, Target};

impl ContentWriter<'_> {
    fn image_target(&self, link: usize) -> &Target {
        &self.renderer.site.links[self.page.id].targets[link]
    }

    /// The size, so that the page keeps its shape while the image comes.
    pub(super) fn picture_size(&self, link: usize, width: Option<u32>, out: &mut String) {
        let Some((_, image)) = self.renderer.site.image(self.image_target(link)) else {
            return;
        };
        let size = image.size;
        let _ = match width {
            Some(width) => write!(out, " height=\"{}\"", image.height_at(width)),
            None => write!(out, " width=\"{}\" height=\"{}\"", size.width, size.height),
        };
    }

    /// Opens a `<picture>`: the image itself, which follows, is for browsers that do not know WebP.
    pub(super) fn image_sources(&self, link: usize, width: Option<u32>, out: &mut String) {
        if let Some(srcset) = self.srcset(self.image_target(link)) {
            out.push_str("<picture><source type=\"image/webp\" srcset=\"");
            escape_attribute(out, &srcset);
            out.push_str("\" sizes=\"");
            match width {
                Some(width) => out.push_str(&format!("{width}px")),
                None => escape_attribute(out, &self.renderer.theme.manifest.image_sizes),
            }
            out.push_str("\">");
        }
    }

    pub(super) fn image_end(&self, link: usize, out: &mut String) {
        let image = self.renderer.site.image(self.image_target(link));
        if image.is_some_and(|(_, image)| !image.widths.is_empty()) {
            out.push_str("</picture>");
        }
    }

    /// The copies of an image with their widths, as `srcset` has them; `None` if there are none.
    pub(super) fn srcset(&self, target: &Target) -> Option<String> {
        let site = self.renderer.site;
        let (file, image) = site
            .image(target)
            .filter(|(_, image)| !image.widths.is_empty())?;
        let copies = image.widths.iter().map(|width| {
            let url = self.origin.link(site.url(Route::Copy(file, *width)));
            // Commas stand between copies.
            format!("{} {width}w", url.replace(',', "%2C"))
        });
        Some(copies.collect::<Vec<_>>().join(", "))
    }
}
