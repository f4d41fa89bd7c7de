//! What the first and the last bytes of a file say: how large the image is, whether it is one, and whether it is whole.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use imagesize::ImageType;
use serde::Serialize;

use super::exif::Orientation;
use super::widths::{height_at, widths};

/// Endings of the names of images made of pixels. SVG has the size that a style sheet gives it.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif"];
/// The same of images that browsers do not show.
const NOT_SHOWN: &[&str] = &[
    "tif", "tiff", "heic", "heif", "jp2", "jxl", "psd", "eps", "raw", "dng",
];
/// What cameras have to say comes before the pixels, within so many bytes.
const HEAD: u64 = 256 << 10;
/// Cameras and programs put previews after the end of a JPEG.
const TAIL: u64 = 4 << 20;
/// An image with more pixels than this is published as it is: in memory it would take 256 MB and more.
const MOST_PIXELS: u64 = 64_000_000;

/// Width and height in pixels, as a browser shows the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Size {
    pub width: usize,
    pub height: usize,
}

/// An image of the author's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Image {
    pub size: Size,
    /// The widths of its copies, the smallest first.
    pub widths: Vec<u32>,
    /// Whether there are none because it has too many pixels.
    pub is_too_large: bool,
}

impl Image {
    /// How high it is in another width.
    pub(crate) fn height_at(&self, width: u32) -> u64 {
        height_at(self.size, width)
    }
}

/// Why readers do not see an image, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Empty,
    /// It is something else, in spite of its name.
    OtherKind,
    /// Its end is missing.
    Truncated,
    /// An image of a kind that browsers do not know.
    NotShown,
}

/// The image in a file; `None` if its name is not that of one, or it cannot be read, which is reported elsewhere.
pub(crate) fn image(path: &Path) -> Option<Result<Image, Fault>> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    if NOT_SHOWN.contains(&&*ending) {
        return Some(Err(Fault::NotShown));
    }
    if !ENDINGS.contains(&&*ending) {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let head = read_some(&mut file, 0, HEAD).ok()?;
    let tail = |file: &mut File| read_some(file, length.saturating_sub(TAIL), TAIL);
    if head.is_empty() {
        return Some(Err(Fault::Empty));
    }
    let Ok(kind) = imagesize::image_type(&head) else {
        return Some(Err(Fault::OtherKind));
    };
    let raw = match imagesize::blob_size(&head) {
        Ok(size) => size,
        // It has more to say before its size than others.
        Err(_) => match imagesize::size(path) {
            Ok(size) => size,
            Err(_) => return Some(Err(Fault::Truncated)),
        },
    };
    let about = About::of(kind, &head);
    let size = match about.orientation.is_on_its_side() {
        true => Size {
            width: raw.height,
            height: raw.width,
        },
        false => Size {
            width: raw.width,
            height: raw.height,
        },
    };
    if size.width == 0 || size.height == 0 {
        return Some(Err(Fault::OtherKind));
    }
    if !is_whole(kind, length, &head, || tail(&mut file).ok())? {
        return Some(Err(Fault::Truncated));
    }
    let is_too_large = size.width as u64 * size.height as u64 > MOST_PIXELS;
    let has_copies = about.can_be_resized && !is_too_large;
    Some(Ok(Image {
        widths: if has_copies {
            widths(size, length)
        } else {
            Vec::new()
        },
        is_too_large: about.can_be_resized && is_too_large,
        size,
    }))
}

fn read_some(file: &mut File, from: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What the head says beside the size.
pub(super) struct About {
    pub orientation: Orientation,
    /// Whether it is a still image in colours for screens, of a kind that can be read.
    pub can_be_resized: bool,
}

impl About {
    fn of(kind: ImageType, head: &[u8]) -> Self {
        match kind {
            ImageType::Jpeg => jpeg(head),
            ImageType::Png => Self::still(!has_chunk_before_pixels(head, b"acTL")),
            ImageType::Webp => Self::still(!is_animated_webp(head)),
            // What moves stays as it is, and AVIF is small already.
            _ => Self::still(false),
        }
    }

    fn still(can_be_resized: bool) -> Self {
        Self {
            orientation: Orientation::default(),
            can_be_resized,
        }
    }

    /// The same of a whole file.
    #[cfg(feature = "images")]
    pub(super) fn of_file(bytes: &[u8]) -> Option<(ImageType, Self)> {
        let kind = imagesize::image_type(bytes).ok()?;
        Some((kind, Self::of(kind, bytes)))
    }
}

/// Walks the segments of a JPEG up to the pixels.
fn jpeg(head: &[u8]) -> About {
    let mut about = About::still(false);
    let mut rest = head.get(2..).unwrap_or_default();
    while let [0xff, marker, after @ ..] = rest {
        // Bytes may stand between segments.
        if *marker == 0xff {
            rest = &rest[1..];
            continue;
        }
        let Some((length, _)) = after.split_first_chunk::<2>() else {
            break;
        };
        let length = usize::from(u16::from_be_bytes(*length));
        let Some(segment) = after.get(2..length) else {
            break;
        };
        match marker {
            0xe1 => {
                if let Some(tiff) = segment.strip_prefix(b"Exif\0\0") {
                    about.orientation = Orientation::of_exif(tiff);
                }
            }
            // Precision, height and width of two bytes each, how many colours; four of them are for print.
            0xc0..=0xc2 => about.can_be_resized = matches!(segment, [8, _, _, _, _, 1 | 3, ..]),
            0xda => break,
            _ => {}
        }
        rest = &after[length..];
    }
    about
}

/// Whether a PNG has a chunk of this type before its pixels.
fn has_chunk_before_pixels(head: &[u8], wanted: &[u8; 4]) -> bool {
    let mut rest = head.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let Some((kind, after)) = after.split_first_chunk::<4>() else {
            return false;
        };
        if kind == wanted || kind == b"IDAT" {
            return kind == wanted;
        }
        // The data, and a checksum.
        let length = u32::from_be_bytes(*length) as usize;
        rest = length
            .checked_add(4)
            .and_then(|length| after.get(length..))
            .unwrap_or_default();
    }
    false
}

/// Whether the extended header of a WebP says that it moves (RFC 9649, 2.7).
fn is_animated_webp(head: &[u8]) -> bool {
    head.get(12..16) == Some(b"VP8X") && head.get(20).is_some_and(|flags| flags & 2 != 0)
}

/// Whether the end is there; `None` if the file cannot be read.
fn is_whole(
    kind: ImageType,
    length: u64,
    head: &[u8],
    tail: impl FnOnce() -> Option<Vec<u8>>,
) -> Option<bool> {
    let has = |bytes: &[u8], end: &[u8]| memchr::memmem::rfind(bytes, end).is_some();
    Some(match kind {
        // In the pixels the byte 0xff is never followed by 0xd9, but previews in the head have an end, too.
        ImageType::Jpeg => {
            let pixels = memchr::memmem::rfind(head, b"\xff\xda").unwrap_or(0) as u64;
            let tail = tail()?;
            // The file may have grown since its length was asked for.
            let from = pixels.saturating_sub(length.saturating_sub(tail.len() as u64)) as usize;
            has(&tail[from.min(tail.len())..], b"\xff\xd9")
        }
        ImageType::Png => has(&tail()?, b"IEND"),
        ImageType::Webp => {
            let said = head.get(4..8).and_then(|bytes| bytes.first_chunk());
            said.is_some_and(|said| u64::from(u32::from_le_bytes(*said)) + 8 <= length)
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A JPEG with an orientation, without pixels.
    fn jpeg_of(order: &[u8; 2], orientation: u16, colours: u8) -> Vec<u8> {
        let short = |n: u16| match order == b"II" {
            true => n.to_le_bytes(),
            false => n.to_be_bytes(),
        };
        let long = |n: u16| match order == b"II" {
            true => [short(n), [0, 0]].concat(),
            false => [[0, 0], short(n)].concat(),
        };
        let tiff = [
            order.to_vec(),
            short(42).to_vec(),
            long(8),
            short(1).to_vec(),
            short(0x0112).to_vec(),
            short(3).to_vec(),
            long(1),
            short(orientation).to_vec(),
            vec![0; 6],
        ];
        let exif = [b"Exif\0\0".to_vec(), tiff.concat()].concat();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let frame = [
            0xff, 0xc0, 0, 17, 8, 0, 30, 0, 40, colours, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ];
        [
            &b"\xff\xd8\xff\xe1"[..],
            &length,
            &exif,
            &frame,
            b"\xff\xd9",
        ]
        .concat()
    }

    fn look(name: &str, bytes: &[u8]) -> Option<Result<Image, Fault>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        image(&path)
    }

    #[test]
    fn an_image_is_as_large_as_it_is_shown() {
        let size = |name: &str, bytes: &[u8]| {
            let image = look(name, bytes)?.unwrap();
            Some((image.size.width, image.size.height))
        };
        assert_eq!(size("a.jpg", &jpeg_of(b"II", 1, 3)), Some((40, 30)));
        assert_eq!(size("a.JPG", &jpeg_of(b"MM", 6, 3)), Some((30, 40)));
        assert_eq!(size("b.jpeg", &jpeg_of(b"II", 8, 3)), Some((30, 40)));
        // Browsers look at the bytes, not at the name.
        assert_eq!(size("b.png", &jpeg_of(b"II", 8, 3)), Some((30, 40)));
        assert_eq!(size("a.svg", &jpeg_of(b"II", 1, 3)), None);
        assert_eq!(
            size("a.gif", b"GIF89a\x07\x00\x05\x00\x00\x00\x00"),
            Some((7, 5))
        );
    }

    #[test]
    fn what_readers_would_not_see_is_known() {
        let fault = |name: &str, bytes: &[u8]| look(name, bytes).unwrap().unwrap_err();
        assert_eq!(fault("a.png", b""), Fault::Empty);
        assert_eq!(fault("a.png", b"<!doctype html>"), Fault::OtherKind);
        assert_eq!(fault("a.heic", b"x"), Fault::NotShown);
        let whole = jpeg_of(b"II", 1, 3);
        assert_eq!(fault("a.jpg", &whole[..whole.len() - 1]), Fault::Truncated);
        assert_eq!(fault("a.jpg", &whole[..20]), Fault::Truncated);
    }

    #[test]
    fn still_images_for_screens_can_be_resized() {
        let can = |kind, bytes: &[u8]| About::of(kind, bytes).can_be_resized;
        assert!(can(ImageType::Jpeg, &jpeg_of(b"II", 1, 3)));
        assert!(!can(ImageType::Jpeg, &jpeg_of(b"II", 1, 4)), "for print");
        let png =
            |chunk: &[u8]| [b"\x89PNG\r\n\x1a\n\0\0\0\x02", chunk, b"..1234\0\0\0\0IDAT"].concat();
        assert!(can(ImageType::Png, &png(b"tEXt")));
        assert!(!can(ImageType::Png, &png(b"acTL")), "it moves");
        assert!(!can(ImageType::Gif, b"GIF89a"));
        assert!(
            !can(ImageType::Webp, b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02"),
            "it moves"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..80_usize) {
            let mut broken = jpeg_of(b"MM", 6, 3);
            broken.truncate(at);
            broken.extend(&bytes);
            for kind in [ImageType::Jpeg, ImageType::Png, ImageType::Webp] {
                for bytes in [&bytes, &broken] {
                    About::of(kind, bytes);
                    is_whole(kind, bytes.len() as u64, bytes, || Some(bytes.clone()));
                }
            }
        }
    }
}
