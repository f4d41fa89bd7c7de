//! Images that readers would not see, or would wait for.

use crate::diagnostics::{Diagnostic, Lint};
use crate::images::Fault;
use crate::site::{Page, Site};

/// Reports what is wrong with the files that a page shows as images, as far as their heads tell.
pub(super) fn check(site: &Site, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    for (i, place) in site.image_places_on(page) {
        let file = &site.published.files()[i];
        let path = &file.path;
        match &file.image {
            Some(Err(fault)) => {
                let (what, help) = told(*fault);
                let message = format!("the image {path} {what}");
                diagnostics.push(Diagnostic::new(Lint::BrokenImage, place, message).help(help));
            }
            Some(Ok(image)) if image.is_too_large => {
                let size = image.size;
                let message = format!(
                    "the image {path} has {} by {} pixels: it is published as it is",
                    size.width, size.height
                );
                let help = "make it smaller: screens show less than 4000 pixels across";
                diagnostics.push(Diagnostic::new(Lint::LargeImage, place, message).help(help));
            }
            _ => {}
        }
    }
}

/// What a fault is, and what to do.
fn told(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Empty => ("is empty", "copy it anew from where it is whole"),
        Fault::OtherKind => (
            "is not an image, in spite of its name",
            "look into the file: what a server sends in place of an image is often a page in HTML",
        ),
        Fault::Truncated => (
            "is cut off: its end is missing",
            "copy it anew from where it is whole",
        ),
        Fault::NotShown => (
            "is of a kind that browsers do not show",
            "save it as JPEG or PNG",
        ),
    }
}
