//! WebP, by libwebp, with the colour profile that its simple functions leave out (RFC 9649, 2.7).

use webp::{Decoder, Encoder, WebPEncodingError, WebPMemory};

use super::raster::{Decoded, Raster};

/// Of 100; what photographs on the web usually have.
const QUALITY: f32 = 78.0;
/// The effort for images without loss.
const EFFORT: f32 = 60.0;
/// So much larger may a file without loss be: edges and letters stay sharp in it.
const WORTH: f32 = 1.25;

/// Bits of the flags in an extended header.
const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;

/// Reads a still image.
///
/// # Errors
/// If it is not one.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    let image = Decoder::new(bytes)
        .decode()
        .ok_or("it is not well-formed WebP")?;
    let profile = chunks(bytes).find(|(kind, _)| kind == b"ICCP");
    Ok(Decoded {
        raster: Raster {
            width: image.width() as usize,
            height: image.height() as usize,
            bytes: image.to_vec(),
            is_transparent: image.is_alpha(),
        },
        profile: profile.map(|(_, data)| data.to_vec()),
    })
}

/// Writes an image. `drawn` says that it has areas of one colour, as diagrams and screenshots have.
///
/// # Errors
/// If there is not the memory for it.
pub(super) fn encode(
    raster: &Raster,
    drawn: bool,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, String> {
    let (width, height) = (raster.width as u32, raster.height as u32);
    let encoder = match raster.is_transparent {
        true => Encoder::from_rgba(&raster.bytes, width, height),
        false => Encoder::from_rgb(&raster.bytes, width, height),
    };
    let said = |error: WebPEncodingError| format!("{error:?}");
    let lossy = encoder.encode_simple(false, QUALITY).map_err(said)?;
    let exact = match drawn {
        true => Some(encoder.encode_simple(true, EFFORT).map_err(said)?),
        false => None,
    };
    let is_worth = |exact: &WebPMemory| exact.len() as f32 <= lossy.len() as f32 * WORTH;
    let best = exact.filter(is_worth).unwrap_or(lossy);
    Ok(match profile {
        Some(profile) => with_profile(&best, raster, profile),
        None => best.to_vec(),
    })
}

/// The file with an extended header and a colour profile.
fn with_profile(file: &[u8], raster: &Raster, profile: &[u8]) -> Vec<u8> {
    let alpha = if raster.is_transparent { HAS_ALPHA } else { 0 };
    let side = |length: usize| (length as u32 - 1).to_le_bytes();
    let (width, height) = (side(raster.width), side(raster.height));
    let header = [&[HAS_PROFILE | alpha, 0, 0, 0], &width[..3], &height[..3]].concat();
    let pixels = chunks(file).filter(|(kind, _)| kind != b"VP8X");
    let all = [(*b"VP8X", &*header), (*b"ICCP", profile)]
        .into_iter()
        .chain(pixels);
    let mut body = b"WEBP".to_vec();
    for (kind, data) in all {
        body.extend(kind);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend(data);
        // Chunks begin at even bytes.
        body.extend(&[0][..data.len() % 2]);
    }
    [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
}

/// The chunks of a file, each with its name.
fn chunks(file: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = file.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let data = after.get(..length)?;
        rest = after.get(length + length % 2..).unwrap_or_default();
        Some((*kind, data))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_stays_with_its_pixels() {
        for is_transparent in [false, true] {
            let channels = if is_transparent { 4 } else { 3 };
            let bytes = (0..20 * 10 * channels).map(|n| (n % 251) as u8).collect();
            let raster = Raster {
                width: 20,
                height: 10,
                bytes,
                is_transparent,
            };
            let profile = b"0123456789012345RGB P3, of an odd length";
            for drawn in [false, true] {
                let file = encode(&raster, drawn, Some(&profile[..39])).unwrap();
                let read = decode(&file).unwrap();
                assert_eq!(read.profile.as_deref(), Some(&profile[..39]));
                assert_eq!((read.raster.width, read.raster.height), (20, 10));
                assert_eq!(read.raster.is_transparent, is_transparent);
                let plain = decode(&encode(&raster, drawn, None).unwrap()).unwrap();
                assert!(plain.raster.bytes == read.raster.bytes);
                assert_eq!(file.len() % 2, 0);
            }
        }
    }
}
