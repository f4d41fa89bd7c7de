//! Copies of an image in smaller widths.

use super::Size;
use super::head::About;
use super::raster::Decoded;
use super::webp;
use super::widths::height_at;

pub(crate) fn copies(bytes: &[u8], widths: &[u32]) -> Result<Vec<(u32, Vec<u8>)>, String> {
    let (kind, about) = About::of_file(bytes).ok_or("it is not an image any more")?;
    let Decoded {
        mut raster,
        profile,
    } = Decoded::read(kind, bytes)?;
    let turned = about.orientation.is_on_its_side();
    let size = match turned {
        true => Size {
            width: raster.height,
            height: raster.width,
        },
        false => Size {
            width: raster.width,
            height: raster.height,
        },
    };
    // Photographs take more than a byte for each pixel where nothing is lost.
    let drawn = kind == imagesize::ImageType::Png && bytes.len() < size.width * size.height;
    let mut widths: Vec<u32> = widths.to_vec();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let mut copies = Vec::new();
    for width in widths {
        let (across, down) = (width as usize, height_at(size, width) as usize);
        let (columns, rows) = if turned {
            (down, across)
        } else {
            (across, down)
        };
        // Each is made of the one before: the same to the eye, in a part of the time.
        if (columns, rows) != (raster.width, raster.height) {
            raster = raster.resized(columns, rows)?;
        }
        let turned = raster.upright(about.orientation);
        let copy = turned.as_ref().unwrap_or(&raster);
        let mut file = webp::encode(copy, drawn, profile.as_deref())?;
        // Letters that became grey may take more than the sharp ones of a larger copy, which serves as well.
        let larger = copies.last().map(|(_, file): &(u32, Vec<u8>)| file);
        if let Some(larger) = larger.filter(|larger| larger.len() < file.len()) {
            file.clone_from(larger);
        }
        copies.push((width, file));
    }
    Ok(copies)
}
