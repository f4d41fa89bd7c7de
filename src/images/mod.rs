//! Images made of pixels: what a file says of itself, and smaller copies of it for smaller windows.
//!
//! ```text
//! file ──head──> Image (size, copies that are worth while) or Fault
//! file ──copies──> WebP in these widths
//! ```
//!
//! The head is read whenever a site is linked; pixels are looked at only by a build, and only of files that changed.

#[cfg(feature = "images")]
mod copies;
mod exif;
mod head;
#[cfg(feature = "images")]
mod raster;
#[cfg(feature = "images")]
mod webp;
mod widths;

pub(crate) use head::{Fault, Image, Size, image};

/// Copies of an image in other widths, each as WebP.
///
/// # Errors
/// Why the image cannot be shown.
#[cfg(feature = "images")]
pub(crate) use copies::copies;

/// Without the feature `images` no image has copies.
#[cfg(not(feature = "images"))]
pub(crate) fn copies(_: &[u8], _: &[u32]) -> Result<Vec<(u32, Vec<u8>)>, String> {
    Ok(Vec::new())
}

/// Part of the digest of every copy: to be raised when the same image gets other copies than before.
pub(crate) const EDITION: u128 = 1;
