//! Pictures as PNG, by the standard's third edition.

use png::{BitDepth, ColorType, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// The picture as PNG; with a palette where it has no more colours than one holds, which most drawings do not: that takes
/// half of the time and half of the space.
pub(super) fn png(pixmap: &Pixmap) -> Option<Vec<u8>> {
    let Some(indexed) = Indexed::of(pixmap.pixels()) else {
        return pixmap.encode_png().ok();
    };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    // What stands beside each other in a palette has nothing in common.
    encoder.set_filter(Filter::NoFilter);
    let colours = indexed.palette.iter().map(|colour| colour.demultiply());
    let (opaque, alpha): (Vec<[u8; 3]>, Vec<u8>) = colours
        .map(|colour| {
            (
                [colour.red(), colour.green(), colour.blue()],
                colour.alpha(),
            )
        })
        .unzip();
    encoder.set_palette(opaque.concat());
    if alpha.iter().any(|alpha| *alpha < u8::MAX) {
        encoder.set_trns(alpha);
    }
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&indexed.pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// A picture with a palette.
struct Indexed {
    palette: Vec<PremultipliedColorU8>,
    /// For each pixel its colour.
    pixels: Vec<u8>,
}

impl Indexed {
    /// `None` if there are more than 256 colours.
    fn of(pixels: &[PremultipliedColorU8]) -> Option<Self> {
        let mut indexed = Self {
            palette: Vec::new(),
            pixels: Vec::with_capacity(pixels.len()),
        };
        // Most pixels are like the one before.
        for run in pixels.chunk_by(|a, b| a == b) {
            let known = indexed.palette.iter().rposition(|colour| *colour == run[0]);
            let at = known.unwrap_or_else(|| {
                indexed.palette.push(run[0]);
                indexed.palette.len() - 1
            });
            let length = indexed.pixels.len() + run.len();
            indexed.pixels.resize(length, u8::try_from(at).ok()?);
        }
        Some(indexed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::Color;

    /// A picture with so many colours, half of them half transparent.
    fn picture(colours: u16) -> Pixmap {
        let mut pixmap = Pixmap::new(64, 64).unwrap();
        for (i, pixel) in (0_u16..).zip(pixmap.pixels_mut()) {
            let i = i % colours;
            let [red, green] = [(i % 16) as u8 * 15, (i / 16) as u8 * 7];
            let alpha = if i.is_multiple_of(2) { 255 } else { 250 };
            *pixel = Color::from_rgba8(red, green, 0, alpha)
                .premultiply()
                .to_color_u8();
        }
        pixmap
    }

    #[test]
    fn what_is_encoded_is_the_picture() {
        for colours in [1, 2, 256, 300] {
            let picture = picture(colours);
            let read = Pixmap::decode_png(&png(&picture).unwrap()).unwrap();
            assert_eq!(read, picture, "{colours} colours");
            assert_eq!(Indexed::of(picture.pixels()).is_some(), colours <= 256);
        }
    }
}
