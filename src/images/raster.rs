//! Pixels in memory: read from a file, made fewer, turned upright.

use std::io::Cursor;

use imagesize::ImageType;
use png::{ColorType, Transformations};
use resize::Pixel::{RGB8, RGBA8P};
use rgb::FromSlice;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::exif::Orientation;
use super::webp;

/// An image of 8 bits a channel, in rows from the top.
pub(super) struct Raster {
    pub width: usize,
    pub height: usize,
    /// Three bytes a pixel, or four with transparency.
    pub bytes: Vec<u8>,
    pub is_transparent: bool,
}

/// An image as its file has it.
pub(super) struct Decoded {
    pub raster: Raster,
    /// How its colours are to be understood, if not as sRGB (an ICC profile).
    pub profile: Option<Vec<u8>>,
}

impl Decoded {
    /// Reads a file.
    ///
    /// # Errors
    /// What its decoder says.
    pub(super) fn read(kind: ImageType, bytes: &[u8]) -> Result<Self, String> {
        let decoded = match kind {
            ImageType::Jpeg => jpeg(bytes),
            ImageType::Png => png(bytes),
            ImageType::Webp => webp::decode(bytes),
            _ => Err("it is of a kind that cannot be read".to_owned()),
        }?;
        let Raster { width, height, .. } = decoded.raster;
        if decoded.raster.bytes.len() != width * height * decoded.raster.channels() {
            return Err("it has fewer pixels than it says".to_owned());
        }
        Ok(Self {
            profile: decoded.profile.filter(|profile| is_needed(profile)),
            ..decoded
        })
    }
}

/// Whether a profile says something of colours on a screen that browsers do not take for granted.
fn is_needed(profile: &[u8]) -> bool {
    let names = |name: &[u8]| memchr::memmem::find(profile, name).is_some();
    let is_rgb = profile.get(16..20) == Some(b"RGB ");
    is_rgb && !names(b"sRGB") && !names(b"s\0R\0G\0B")
}

fn jpeg(bytes: &[u8]) -> Result<Decoded, String> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().map_err(|error| error.to_string())?;
    let info = decoder.info().ok_or("it has no head")?;
    Ok(Decoded {
        raster: Raster {
            width: info.width.into(),
            height: info.height.into(),
            bytes: pixels,
            is_transparent: false,
        },
        profile: decoder.icc_profile(),
    })
}

fn png(bytes: &[u8]) -> Result<Decoded, String> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let length = reader.output_buffer_size().ok_or("it is too large")?;
    let mut pixels = vec![0; length];
    let info = reader
        .next_frame(&mut pixels)
        .map_err(|error| error.to_string())?;
    pixels.truncate(info.buffer_size());
    let (bytes, is_transparent) = match info.color_type {
        ColorType::Rgb => (pixels, false),
        ColorType::Rgba => (pixels, true),
        ColorType::Grayscale => (pixels.iter().flat_map(|grey| [*grey; 3]).collect(), false),
        ColorType::GrayscaleAlpha => {
            let pixels = pixels.chunks_exact(2);
            (
                pixels
                    .flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]])
                    .collect(),
                true,
            )
        }
        ColorType::Indexed => return Err("its colours are not expanded".to_owned()),
    };
    Ok(Decoded {
        profile: reader
            .info()
            .icc_profile
            .as_ref()
            .map(|profile| profile.to_vec()),
        raster: Raster {
            width: info.width as usize,
            height: info.height as usize,
            bytes,
            is_transparent,
        },
    })
}

impl Raster {
    pub(super) fn channels(&self) -> usize {
        if self.is_transparent { 4 } else { 3 }
    }

    /// The same with fewer pixels (Catmull-Rom).
    ///
    /// # Errors
    /// If there is not the memory for it.
    pub(super) fn resized(&self, width: usize, height: usize) -> Result<Self, String> {
        let mut bytes = vec![0; width * height * self.channels()];
        let sizes = (self.width, self.height, width, height);
        let filter = resize::Type::Catrom;
        let done = match self.is_transparent {
            true => resize::new(sizes.0, sizes.1, sizes.2, sizes.3, RGBA8P, filter)
                .and_then(|mut it| it.resize(self.bytes.as_rgba(), bytes.as_rgba_mut())),
            false => resize::new(sizes.0, sizes.1, sizes.2, sizes.3, RGB8, filter)
                .and_then(|mut it| it.resize(self.bytes.as_rgb(), bytes.as_rgb_mut())),
        };
        done.map_err(|error| error.to_string())?;
        Ok(Self {
            width,
            height,
            bytes,
            is_transparent: self.is_transparent,
        })
    }

    /// The same as the camera saw it; `None` if it is so already.
    pub(super) fn upright(&self, orientation: Orientation) -> Option<Self> {
        if orientation == Orientation::default() {
            return None;
        }
        let (width, height) = match orientation.is_on_its_side() {
            true => (self.height, self.width),
            false => (self.width, self.height),
        };
        let channels = self.channels();
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for y in 0..height {
            for x in 0..width {
                let (x, y) = orientation.source((x, y), (width, height));
                let at = (y * self.width + x) * channels;
                bytes.extend_from_slice(&self.bytes[at..at + channels]);
            }
        }
        Some(Self {
            width,
            height,
            bytes,
            is_transparent: self.is_transparent,
        })
    }
}
