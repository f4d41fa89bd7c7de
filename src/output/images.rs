//! Smaller copies of the images that pages show. They are kept from build to build as long as the image is the same,
//! whatever else changes.

use std::fs;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::{Staging, WriteError};
use crate::diagnostics::{Diagnostic, Lint};
use crate::digest::Digest;
use crate::explainer::Explainer;
use crate::images::{EDITION, copies};
use crate::site::{Route, Site};

/// So many images are in memory at once, each of 64 million pixels at most.
const AT_ONCE: usize = 4;

/// Makes the copies that the last build did not make; of how many images, and what is wrong with others.
pub(super) fn publish(
    explainer: &Explainer,
    staging: &Staging,
    progress: &(dyn Fn() + Sync),
) -> Result<(usize, Vec<Diagnostic>), WriteError> {
    let site = &*explainer.site;
    let images: Vec<usize> = site.published.with_copies().collect();
    let mut made = Vec::new();
    for some in images.chunks(AT_ONCE) {
        let some = some.par_iter().map(|i| {
            let copied = copy(site, *i, staging);
            progress();
            copied
        });
        made.extend(some.collect::<Result<Vec<_>, _>>()?);
    }
    let count = made
        .iter()
        .filter(|made| matches!(made, Copied::Made))
        .count();
    let faults = made.into_iter().filter_map(|made| match made {
        Copied::Fault(fault) => Some(*fault),
        _ => None,
    });
    Ok((count, faults.collect()))
}

enum Copied {
    Kept,
    Made,
    Fault(Box<Diagnostic>),
}

/// Makes the copies of the image in a file.
fn copy(site: &Site, i: usize, staging: &Staging) -> Result<Copied, WriteError> {
    let file = &site.published.files()[i];
    let bytes =
        fs::read(&file.on_disk).map_err(|error| WriteError::reading(&file.on_disk, error))?;
    let image = Digest::default().number(EDITION).number(xxh3_128(&bytes));
    let inputs = |width: u32| image.clone().number(width.into()).finish();
    // Who allows two things at one address has a file of his own there.
    let is_own = |width: &u32| {
        let url = site.url(Route::Copy(i, *width));
        site.routes.at(url) == Some(Route::Copy(i, *width))
    };
    let mut missing = Vec::new();
    let widths = site
        .published
        .image(i)
        .map_or(&[][..], |image| &image.widths);
    for width in widths.iter().copied().filter(is_own) {
        if !staging.keep(site.url(Route::Copy(i, width)), inputs(width))? {
            missing.push(width);
        }
    }
    if missing.is_empty() {
        return Ok(Copied::Kept);
    }
    match copies(&bytes, &missing) {
        Ok(copies) => {
            for (width, bytes) in copies {
                staging.put(site.url(Route::Copy(i, width)), &bytes, Some(inputs(width)))?;
            }
            Ok(Copied::Made)
        }
        Err(reason) => Ok(Copied::Fault(Box::new(fault(site, i, &reason)))),
    }
}

/// What is wrong with an image whose head is in order.
fn fault(site: &Site, i: usize, reason: &str) -> Diagnostic {
    let path = &site.published.files()[i].path;
    let message = format!("the image {path} is damaged: {reason}");
    let mut problem = Diagnostic::nowhere(Lint::BrokenImage, message)
        .help("open it in a program for images and save it anew");
    problem.place = site
        .image_places()
        .find(|(file, _)| *file == i)
        .map(|(_, place)| place);
    problem
}
