//! How large a picture is, read from the head of its file, so that a page keeps its shape while pictures come.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use serde::Serialize;

/// Endings of the names of pictures made of pixels. SVG has the size that a style sheet gives it.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif"];
/// Cameras write what they have to say into the first segments of a file.
const HEAD: u64 = 256 * 1024;

/// Width and height in pixels, as a browser shows the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct PictureSize {
    pub width: usize,
    pub height: usize,
}

/// The size of the picture in a file; `None` if it is none, or cannot be read.
pub(super) fn picture_size(path: &Path) -> Option<PictureSize> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    if !ENDINGS.contains(&&*ending) {
        return None;
    }
    let found = imagesize::reader_size(BufReader::new(File::open(path).ok()?)).ok()?;
    let is_turned = matches!(&*ending, "jpg" | "jpeg") && is_on_its_side(path);
    let (width, height) = match is_turned {
        true => (found.height, found.width),
        false => (found.width, found.height),
    };
    (width > 0 && height > 0).then_some(PictureSize { width, height })
}

/// Whether a JPEG says that it is to be turned by a quarter (EXIF 2.32, tag 0x0112).
fn is_on_its_side(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && orientation(&head).is_some_and(|orientation| (5..=8).contains(&orientation))
}

/// The orientation that a JPEG's EXIF segment names.
fn orientation(jpeg: &[u8]) -> Option<u16> {
    let mut rest = jpeg.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, high, low, ..] = *rest else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(4..2 + length)?;
        if marker == 0xe1
            && let Some(tiff) = segment.strip_prefix(b"Exif\0\0")
        {
            return tiff_orientation(tiff);
        }
        // The picture itself begins.
        if marker == 0xda {
            return None;
        }
        rest = &rest[2 + length..];
    }
}

/// The orientation in the first directory of a TIFF file.
fn tiff_orientation(tiff: &[u8]) -> Option<u16> {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(match little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(match little {
            true => second << 16 | first,
            false => first << 16 | second,
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    let entry = |i: usize| directory.checked_add(2 + 12 * i);
    let at = (0..entries)
        .filter_map(entry)
        .find(|at| short(*at) == Some(0x0112))?;
    short(at + 8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The beginning of a JPEG with an orientation.
    fn jpeg(order: &[u8; 2], orientation: u16) -> Vec<u8> {
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
            0xff, 0xc0, 0, 17, 8, 0, 30, 0, 40, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ];
        [&b"\xff\xd8\xff\xe1"[..], &length, &exif, &frame].concat()
    }

    #[test]
    fn a_picture_is_as_large_as_it_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let size = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            picture_size(&path).map(|size| (size.width, size.height))
        };
        assert_eq!(size("a.jpg", &jpeg(b"II", 1)), Some((40, 30)));
        assert_eq!(size("a.JPG", &jpeg(b"MM", 6)), Some((30, 40)));
        assert_eq!(size("b.jpeg", &jpeg(b"II", 8)), Some((30, 40)));
        assert_eq!(size("a.png", b"no picture"), None);
        assert_eq!(size("a.svg", &jpeg(b"II", 1)), None);
        assert_eq!(
            size("a.gif", b"GIF89a\x07\x00\x05\x00\x00\x00\x00"),
            Some((7, 5))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..80_usize) {
            let _ = orientation(&bytes);
            let mut broken = jpeg(b"MM", 6);
            broken.truncate(at);
            broken.extend(&bytes);
            let _ = orientation(&broken);
            let _ = tiff_orientation(&bytes);
        }
    }
}
